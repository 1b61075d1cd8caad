//! The label table of a case: which declared classes are there. Values that are not declared are a built-in check.

use crate::model::protocol::{Class, ClassId};
use crate::model::rule::Structure;
use crate::report::{Evidence, Finding, Severity};

use super::evaluate::scope::Scope;
use super::evaluate::truth::Truth;
use super::evaluate::{CaseVerdict, ClassSource, Evaluator};
use super::outcome::{Outcome, RuleOutcome};

/// One outcome per class, `labels.<class>`, and a finding for every class that must be there and is not.
pub fn judge(evaluator: &Evaluator<'_>, verdict: &mut CaseVerdict) {
    for (index, class) in evaluator.protocol.labels.classes.iter().enumerate() {
        let id = ClassId(index);
        let code = format!("labels.{}", class.name);
        // Its file is there, and what is wrong with it has been found.
        if let Some(reason) = evaluator.context.unusable.get(&id) {
            let outcome = Outcome::CouldNotMeasure { reasons: [reason.clone()].into() };
            verdict.rules.push(RuleOutcome { id: code, severity: Severity::Error, outcome });
            continue;
        }
        let outcome = match evaluator.exists(&Structure::Class(id), &Scope::default()) {
            Truth::True => Outcome::Pass,
            _ if class.partial && has_file(evaluator, id) => Outcome::NotApplicable,
            Truth::Unknown(reasons) if class.optional => Outcome::CouldNotMeasure { reasons },
            _ if class.optional => Outcome::NotApplicable,
            _ => {
                verdict.findings.push(missing(evaluator, class, id, &code));
                Outcome::Fail
            }
        };
        verdict.rules.push(RuleOutcome { id: code, severity: Severity::Error, outcome });
    }
}

fn has_file(evaluator: &Evaluator<'_>, id: ClassId) -> bool {
    evaluator.context.class_shape(evaluator.protocol, id).is_some()
}

fn missing(evaluator: &Evaluator<'_>, class: &Class, id: ClassId, code: &str) -> Finding {
    let context = evaluator.context;
    let name = &class.name;
    let called = class.title.as_ref().map(|title| format!(" ({title})")).unwrap_or_default();
    let (message, help, measured) = if !has_file(evaluator, id) {
        let help = match context.classes {
            ClassSource::FilePerClass(_) => {
                format!("add the file of `{name}`; if the class need not be there, declare it `optional`")
            }
            ClassSource::LabelMap => format!("give `{name}` a value in the label table, or one file per class"),
        };
        (format!("required class `{name}`{called} has no file"), help, "no file")
    } else {
        let help = match context.classes {
            ClassSource::FilePerClass(_) => format!("label `{name}`; its file is there and holds only 0"),
            ClassSource::LabelMap => format!(
                "label `{name}` with the value {}; if the class need not be there, declare it `optional`",
                class.values
            ),
        };
        (format!("required class `{name}`{called} is missing"), help, "0 voxels")
    };
    let mut finding = Finding::error(code, message)
        .help(help)
        .label(&evaluator.protocol.source, class.span, "declared here, and not `optional`")
        .evidence(Evidence {
            case: Some(context.name.clone()),
            class: Some(name.clone()),
            measured: Some(measured.to_owned()),
            allowed: Some("at least 1 voxel".to_owned()),
            ..Evidence::default()
        });
    finding.file = context.class_file(id).or(context.files.first().map(String::as_str)).map(str::to_owned);
    finding
}
