//! What the shipped validator says of a phantom, without a file between them.

use std::collections::BTreeMap;

use super::built::{NotPainted, Phantom};
use super::marks;
use super::seen::{Seen, seen};
use super::witness::Made;
use crate::check::builtin::look_at_case;
use crate::check::builtin::subject::{CaseSubject, LabelSubject};
use crate::check::case_facts::Record;
use crate::check::in_memory::{as_declared, judge_map};
use crate::check::{CaseContext, CaseFacts, ClassSource, HeaderFacts, Outcome, RuleOutcome};
use crate::facts::{Facts, Image};
use crate::formats::{Cell, Table};
use crate::logic::anatomy::View;
use crate::model::Protocol;
use crate::model::field::{FieldId, FieldValue};
use crate::report::{Finding, Severity};
use crate::volume::{LabelValue, Runs};

/// What is known of a case beside its voxels.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Circumstances {
    /// Fields of the `case` block; what is not given is missing, or has its default.
    pub fields: BTreeMap<FieldId, FieldValue>,
    pub header: HeaderFacts,
    /// How far landmarks lie from what they mark, in mm along right, anterior and superior.
    pub marks_off: [f64; 3],
}

/// What became of a phantom under a protocol.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// Every line and every machine-checked rule, in the order of the protocol.
    pub outcomes: Vec<RuleOutcome>,
    /// Of the built-in checks and of the rules.
    pub findings: Vec<Finding>,
    accepted: bool,
}

/// Judges a phantom as a case of a protocol. Declared inputs count as there; there are no intensities, and landmarks lie
/// in the middle of what they mark.
///
/// # Errors
/// More runs than fit into memory.
pub fn judge(view: &View<'_>, phantom: &Phantom, circumstances: &Circumstances) -> Result<Judgement, NotPainted> {
    Ok(judge_seen(view.protocol, &seen(view, phantom, CASE)?, circumstances))
}

/// The same for a phantom in the values of the protocol.
pub fn judge_seen(protocol: &Protocol, seen: &Seen, circumstances: &Circumstances) -> Judgement {
    let built_in = built_in(protocol, seen);
    let verdict = judge_map(protocol, &seen.map, &context(protocol, seen, circumstances), no_images(protocol));
    let broken = |rule: &RuleOutcome| rule.severity == Severity::Error && rule.outcome == Outcome::Fail;
    let accepted = !verdict.rules.iter().any(broken) && !built_in.iter().any(|of| of.severity == Severity::Error);
    Judgement { outcomes: verdict.rules, findings: built_in.into_iter().chain(verdict.findings).collect(), accepted }
}

/// What the validator says of a case that was made, as one of its views sees it.
pub fn judged_as(view: &View<'_>, made: &Made, at: usize) -> Option<Judgement> {
    judge(view, &made.phantom, &circumstances(made, at)).ok()
}

/// A case that was made, as one of its views sees it, to be judged rule by rule.
#[derive(Debug)]
pub struct AsCase<'p> {
    protocol: &'p Protocol,
    seen: Seen,
    pub context: CaseContext,
}

impl<'p> AsCase<'p> {
    /// # Errors
    /// More runs than fit into memory.
    pub fn new(view: &View<'p>, made: &Made, at: usize) -> Result<Self, NotPainted> {
        let protocol = view.protocol;
        let seen = seen(view, &made.phantom, CASE)?;
        let context = context(protocol, &seen, &circumstances(made, at));
        Ok(AsCase { protocol, seen, context })
    }

    pub fn facts(&self) -> Facts<'_> {
        as_declared(self.protocol, Facts::new(&self.seen.map), &self.context, no_images(self.protocol))
    }

    /// What the built-in checks find.
    pub fn built_in(&self) -> Vec<Finding> {
        built_in(self.protocol, &self.seen)
    }
}

fn circumstances(made: &Made, at: usize) -> Circumstances {
    let fields = made.facts.get(at).cloned().unwrap_or_default();
    let header =
        HeaderFacts { modality: made.modality.clone(), datatype: made.datatype.clone(), ..HeaderFacts::default() };
    Circumstances { fields, header, marks_off: made.marks_off }
}

fn context(protocol: &Protocol, seen: &Seen, circumstances: &Circumstances) -> CaseContext {
    CaseContext {
        name: CASE.to_owned(),
        files: seen.names.clone(),
        classes: seen.classes.clone(),
        inputs: inputs(protocol),
        structures: seen.structures(),
        header: circumstances.header.clone(),
        case_facts: case_facts(protocol, &circumstances.fields),
        points: marks::read(protocol, &marks::marks(protocol, seen, circumstances.marks_off)),
        ..CaseContext::default()
    }
}

fn no_images<'m>(protocol: &Protocol) -> Vec<Result<Box<dyn Image + 'm>, String>> {
    protocol.images.iter().map(|_| Err("a phantom has no image".to_owned())).collect()
}

/// What a phantom is called where a case has a name.
const CASE: &str = "phantom";

impl Judgement {
    /// Whether no rule of severity `error` fails and no built-in check finds an error.
    pub fn accepted(&self) -> bool {
        self.accepted
    }

    /// The outcome of a rule or line; `None` if the protocol has none with this ID that a program checks.
    pub fn outcome(&self, id: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|rule| rule.id == id).map(|rule| &rule.outcome)
    }
}

/// The fields as they are read from a table: one that is not given is missing, or has its default, and a value may be one
/// that the protocol does not allow.
fn case_facts(protocol: &Protocol, fields: &BTreeMap<FieldId, FieldValue>) -> CaseFacts {
    let cell = |(&id, value): (&FieldId, &FieldValue)| {
        let field = protocol.field(id)?;
        let column = field.from.clone().unwrap_or_else(|| field.name.clone());
        Some((column, Some(Cell::Text(value.written()))))
    };
    // Two fields may be read from one column.
    let cells: BTreeMap<String, Option<Cell>> = fields.iter().filter_map(cell).collect();
    let record = Record::of_one_row(CASE, Table::of_one_row("its row", cells));
    CaseFacts::of_records(protocol, vec![record], BTreeMap::new(), CASE, CASE)
}

fn built_in(protocol: &Protocol, seen: &Seen) -> Vec<Finding> {
    let per_class = matches!(seen.classes, ClassSource::FilePerClass(_));
    let values: Vec<Vec<LabelValue>> = seen.map.layers.iter().map(Runs::label_values).collect();
    let label = |(values, name)| LabelSubject {
        path: name,
        geometry: &seen.map.geometry,
        values,
        class: per_class.then_some(name),
    };
    let names = seen.names.iter().map(String::as_str);
    let labels: Vec<LabelSubject<'_>> = values.iter().map(Vec::as_slice).zip(names).map(label).collect();
    look_at_case(&CaseSubject {
        case: CASE,
        labels: &labels,
        annotations: &[],
        images: &[],
        protocol: Some(protocol),
        facts: &[],
        points: &[],
    })
}

/// One file for every input that must be there.
fn inputs(protocol: &Protocol) -> BTreeMap<String, Vec<String>> {
    let images = protocol.images.iter().filter(|image| !image.optional).map(|image| &image.name);
    let annotations = protocol.annotations.iter().filter(|of| !of.optional).map(|of| &of.name);
    let lines = protocol.files.iter().flat_map(|files| &files.lines).filter(|line| !line.optional);
    let names = images.chain(annotations).chain(lines.map(|line| &line.name));
    names.map(|name| (name.clone(), vec![name.clone()])).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::build::build;
    use super::super::plan::{Body, Grid, Plan};
    use super::*;
    use crate::logic::anatomy::TissueId;
    use crate::report::Source;

    const RULES: &str = "
labels { 1 liver  2 tumour optional  3 spleen optional }
case { phase in {arterial, venous} }
image { modality in {CT} }
group whole = liver + tumour
rule T-001 error \"one piece\" { require components(whole) == 1 }
rule T-002 error \"no holes\" { require holes(whole) == 0 }
rule T-003 error \"inside\" { require tumour inside liver }
rule T-004 error \"apart\" { require spleen separate from liver }
rule T-005 error \"sides\" { require spleen left of liver }
rule T-006 error \"size\" { require volume(liver) in 100 mm3 .. 800 mm3 when complete(liver) }
rule T-007 warning \"phase\" { require case.phase == venous }
rule T-008 error \"tunnels\" { require tunnels(whole) == 0 }
";

    fn protocol(text: &str) -> Protocol {
        let loaded = crate::model::load(&Source::new("t.protocol", text));
        loaded.protocol.unwrap_or_else(|| panic!("{:#?}", loaded.findings))
    }

    fn plan() -> Plan {
        let liver = Body { place: [Some(10.0), None, None], ..Body::new(TissueId(0), 500) };
        let tumour = Body { host: Some(0), ..Body::new(TissueId(1), 20) };
        let spleen = Body { place: [Some(-60.0), None, None], ..Body::new(TissueId(2), 100) };
        Plan { grid: Grid::ras([1.0; 3]), bodies: vec![liver, tumour, spleen], contacts: BTreeSet::new() }
    }

    fn venous() -> Circumstances {
        let fields = BTreeMap::from([(FieldId(0), FieldValue::Text("venous".to_owned()))]);
        let header = HeaderFacts { modality: Some("CT".to_owned()), ..HeaderFacts::default() };
        Circumstances { fields, header, ..Circumstances::default() }
    }

    /// What fails of a plan, and whether it is accepted.
    fn failures(change: impl FnOnce(&mut Plan)) -> (Vec<String>, bool) {
        let protocol = protocol(&format!("protocol test/one 1.0.0{RULES}"));
        let mut plan = plan();
        change(&mut plan);
        let judged = judge(&View::alone(&protocol).1, &build(&plan).unwrap(), &venous()).unwrap();
        let failed = judged.outcomes.iter().filter(|rule| rule.outcome == Outcome::Fail).map(|rule| rule.id.clone());
        (failed.collect(), judged.accepted())
    }

    #[test]
    fn a_phantom_breaks_the_rule_that_its_plan_breaks() {
        let bodies = |change: fn(&mut Vec<Body>)| failures(|plan| change(&mut plan.bodies));
        let rejected = |rules: &[&str]| (rules.iter().map(|rule| (*rule).to_owned()).collect::<Vec<_>>(), false);
        assert_eq!(bodies(|_| {}), (Vec::new(), true));
        assert_eq!(bodies(|of| of[1].host = None), rejected(&["T-001", "T-003"]));
        assert_eq!(bodies(|of| of[0].bubbles.push(4)), rejected(&["T-002"]));
        assert_eq!(bodies(|of| of[2].place[0] = Some(90.0)), rejected(&["T-005"]));
        assert_eq!(bodies(|of| of[0].voxels = 900), rejected(&["T-006"]));
        assert_eq!(bodies(|of| (of[0].voxels, of[0].border) = (900, true)), (Vec::new(), true));
        assert_eq!(bodies(|of| of[0].handles = 1), rejected(&["T-008"]));
        assert_eq!(failures(|plan| plan.contacts.extend([(0, 2)])), rejected(&["T-004"]));
        assert_eq!(bodies(|of| of.push(Body::new(TissueId(0), 50))), rejected(&["T-001"]));
    }

    #[test]
    fn facts_and_values_are_those_of_the_view() {
        let protocol = protocol(&format!("protocol test/one 1.0.0{RULES}"));
        let (_, view) = View::alone(&protocol);
        let phantom = build(&plan()).unwrap();
        let judged = judge(&view, &phantom, &Circumstances::default()).unwrap();
        assert!(!judged.accepted());
        assert_eq!(judged.outcome("case.phase"), Some(&Outcome::Fail));
        assert!(matches!(judged.outcome("image.modality"), Some(Outcome::CouldNotMeasure { .. })));
        // A value that nobody declares is an error of its own.
        let mut strange = seen(&view, &phantom, "phantom").unwrap();
        strange.map = phantom.label_map(|tissue| Some(2 + tissue.0 as i64)).unwrap();
        let judged = judge_seen(&protocol, &strange, &venous());
        assert!(!judged.accepted() && judged.findings.iter().any(|finding| finding.code == "L201"));
    }

    #[test]
    fn a_protocol_without_values_sees_a_file_for_each_class() {
        let protocol = protocol(
            "protocol test/files 1.0.0\nlabels { liver\n tumour optional }\nrule T-001 error \"in\" { require tumour inside liver }",
        );
        let judged = judge(&View::alone(&protocol).1, &build(&plan()).unwrap(), &Circumstances::default()).unwrap();
        assert_eq!(judged.outcome("T-001"), Some(&Outcome::Pass));
        assert!(judged.accepted());
    }
}
