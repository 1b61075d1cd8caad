//! A case whose voxels are not known.

use crate::model::Protocol;
use crate::report::Severity;

use super::super::case::{Case, LabelFiles};
use super::super::case_facts::CaseFacts;
use super::super::cohort::gather;
use super::super::evaluate::{CaseContext, CaseVerdict, is_judged_alone};
use super::super::inputs;
use super::super::outcome::{Outcome, RuleOutcome};
use super::gathered;
use super::read::ReadFile;

/// What can be said of a case whose label map is missing: what its path, its tables and the names of its files say.
pub fn without_label_map(case: &Case, protocol: &Protocol) -> CaseVerdict {
    unreadable(case, protocol, &[], CaseFacts::read(protocol, &gathered(case, Some(protocol)), case))
}

/// Nothing can be said of any rule but the fields of the case. The faults of the files are findings already.
pub(super) fn unreadable(
    case: &Case,
    protocol: &Protocol,
    files: &[ReadFile<'_>],
    case_facts: CaseFacts,
) -> CaseVerdict {
    let fault = files.iter().flat_map(|file| &file.opened.faults).find(|fault| fault.prevents_map());
    let reason = match (&case.labels, fault) {
        (LabelFiles::Absent(_), _) => "the case has no label map".to_owned(),
        (_, Some(fault)) => fault.to_string(),
        (_, None) => "no label file could be read".to_owned(),
    };
    let outcome = Outcome::CouldNotMeasure { reasons: [reason.clone()].into() };
    let classes = protocol.labels.classes.iter().map(|class| (format!("labels.{}", class.name), Severity::Error));
    let lines = protocol.image.iter().map(|line| (line.id.clone(), Severity::Error));
    let landmarks = protocol.landmarks.lines.iter().map(|landmark| (landmark.id(), Severity::Error));
    let rules = protocol.rules.iter().filter(|rule| is_judged_alone(rule));
    let rules = rules.map(|rule| (rule.id.clone(), rule.severity));
    let rules = classes.chain(landmarks).chain(lines).chain(rules).map(|(id, severity)| RuleOutcome {
        id,
        severity,
        outcome: outcome.clone(),
    });
    let mut verdict = CaseVerdict::default();
    verdict.rules.extend(case_facts.outcomes.iter().cloned());
    verdict.findings.extend(case_facts.findings.iter().cloned());
    let context = CaseContext {
        case_facts,
        name: case.name.clone(),
        files: vec![case.labels.place().shown.clone()],
        inputs: inputs::given(case, protocol),
        strays: case.strays.iter().map(|file| file.shown.clone()).collect(),
        ..CaseContext::default()
    };
    inputs::judge(protocol, &context, &mut verdict);
    verdict.rules.extend(rules);
    let across = gather::across(&protocol.rules).next();
    verdict.gathered = across.map(|_| gather::gather_facts(protocol, &context, &reason));
    verdict
}
