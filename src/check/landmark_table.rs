//! The landmarks of a case: which that must be marked are not. Names that are not declared are a built-in check.

use crate::model::landmark::{Landmark, LandmarkId, MarkId};
use crate::model::protocol::ClassId;
use crate::model::rule::Structure;
use crate::report::{Evidence, Finding, Severity};

use super::evaluate::scope::Scope;
use super::evaluate::truth::{Reasons, Truth};
use super::evaluate::{CaseVerdict, Evaluator};
use super::outcome::{Outcome, RuleOutcome};

/// One outcome per line, `landmarks.<name>`, and a finding for every mark that must be there and is not. A landmark of a
/// class is due where the class is.
pub fn judge(evaluator: &Evaluator<'_>, verdict: &mut CaseVerdict) {
    for (at, landmark) in evaluator.protocol.landmarks.lines.iter().enumerate() {
        let outcome = Line { evaluator, landmark, id: LandmarkId(at) }.judge(&mut verdict.findings);
        verdict.rules.push(RuleOutcome { id: landmark.id(), severity: Severity::Error, outcome });
    }
}

struct Line<'e> {
    evaluator: &'e Evaluator<'e>,
    landmark: &'e Landmark,
    id: LandmarkId,
}

impl Line<'_> {
    fn judge(&self, findings: &mut Vec<Finding>) -> Outcome {
        let (due, doubtful) = self.due();
        let known = &self.evaluator.context.points.known;
        let (placed, missing): (Vec<MarkId>, Vec<MarkId>) = due.into_iter().partition(|mark| known.contains_key(mark));
        let unknown = self.evaluator.unknown_points();
        match (missing.is_empty(), placed.is_empty(), self.landmark.optional) {
            (true, true, _) if !doubtful.is_empty() => Outcome::CouldNotMeasure { reasons: doubtful },
            (true, true, _) => Outcome::NotApplicable,
            (true, false, _) => Outcome::Pass,
            (false, _, true) if !unknown.is_empty() => Outcome::CouldNotMeasure { reasons: unknown },
            (false, true, true) => Outcome::NotApplicable,
            (false, false, true) => Outcome::Pass,
            (false, ..) if !unknown.is_empty() => {
                findings.push(self.nothing_known(&unknown));
                Outcome::Fail
            }
            (false, ..) => {
                findings.extend(missing.iter().map(|&mark| self.missing(mark)));
                Outcome::Fail
            }
        }
    }

    /// The marks that there should be, and why it is not known of others.
    fn due(&self) -> (Vec<MarkId>, Reasons) {
        let mark = |class: Option<ClassId>| MarkId { landmark: self.id, class };
        let Some(family) = &self.landmark.per else { return (vec![mark(None)], Reasons::new()) };
        let (mut due, mut doubtful) = (Vec::new(), Reasons::new());
        for &class in &family.classes {
            match self.evaluator.exists(&Structure::Class(class), &Scope::default()) {
                Truth::True => due.push(mark(Some(class))),
                Truth::Unknown(reasons) => doubtful.extend(reasons),
                Truth::False | Truth::Inapplicable => {}
            }
        }
        (due, doubtful)
    }

    fn title(&self) -> String {
        self.landmark.title.as_ref().map(|title| format!(" ({title})")).unwrap_or_default()
    }

    fn nothing_known(&self, reasons: &Reasons) -> Finding {
        let reasons: Vec<&str> = reasons.iter().map(String::as_str).collect();
        let message =
            format!("required landmark `{}`{} is not known: {}", self.landmark.name, self.title(), reasons.join("; "));
        let help = "put the file beside the label map under the name of the case (`.mrk.json`, `.fcsv`, `_ctd.json`), or declare the landmark `optional`";
        self.finding(message, help.to_owned(), Vec::new())
    }

    fn missing(&self, mark: MarkId) -> Finding {
        let protocol = self.evaluator.protocol;
        let name = protocol.mark_name(mark);
        let class = mark.class.and_then(|class| protocol.class(class));
        let family = self.landmark.per.as_ref().map(|family| family.name.clone()).unwrap_or_default();
        let message = format!("required landmark `{name}`{} is not marked", self.title());
        let help = match class {
            Some(class) => {
                format!("mark `{name}`: `{}` is labelled; if it may be missing, declare it `optional`", class.name)
            }
            None => format!("mark `{name}`; if it may be missing, declare it `optional`"),
        };
        self.finding(message, help, class.map(|class| (family, class.name.clone())).into_iter().collect())
    }

    fn finding(&self, message: String, help: String, bindings: Vec<(String, String)>) -> Finding {
        let context = self.evaluator.context;
        let finding = Finding::error(self.landmark.id(), message)
            .help(help)
            .label(&self.evaluator.protocol.source, self.landmark.span, "declared here")
            .evidence(Evidence {
                case: Some(context.name.clone()),
                bindings,
                measured: Some("nothing".to_owned()),
                allowed: Some(self.landmark.kind.name().to_owned()),
                ..Evidence::default()
            });
        match context.points.files.first().or(context.files.first()) {
            Some(file) => finding.file(file.as_str()),
            None => finding,
        }
    }
}
