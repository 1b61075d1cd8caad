//! Failures to findings: who, where, against what, and what to do.

use crate::model::protocol::ImageLine;
use crate::model::rule::{Rule, StatementKind, Structure};
use crate::report::{Evidence, Finding, Severity};

use super::evaluate::Evaluator;
use super::evaluate::scope::{Binding, Scope};
use super::evaluate::statements::{Failed, Failure, Judged};
use super::evaluate::truth::Reasons;
use super::explain::Explanation;
use super::explain::quantities::stretches;
use super::outcome::Outcome;

/// Reasons that are told before the rest is counted.
const SHOWN: usize = 3;

/// One finding per failing binding; one warning for an `error` rule that could not be measured.
pub fn of_rule(evaluator: &Evaluator<'_>, rule: &Rule, judged: &Judged<'_>) -> Vec<Finding> {
    match &judged.outcome {
        Outcome::Fail => {
            let mut findings: Vec<Finding> =
                judged.failures.iter().map(|failure| of_failure(evaluator, rule, failure)).collect();
            if judged.more > 0 {
                let shown = judged.failures.len();
                let finding = Finding::new(&rule.id, rule.severity, format!("{} further bindings fail", judged.more))
                    .help(format!("the first {shown} are shown; mend those, then check again"))
                    .label(&evaluator.protocol.source, rule.id_span, "this rule")
                    .evidence(of_rule_alone(evaluator));
                findings.push(in_file(evaluator, finding, None, &Scope::default()));
            }
            findings
        }
        Outcome::CouldNotMeasure { reasons } if rule.severity == Severity::Error => {
            let finding = Finding::warning(&rule.id, format!("could not measure: {}", in_short(reasons)))
                .help("supply what is missing; until then this rule is neither met nor broken")
                .label(&evaluator.protocol.source, rule.id_span, "this rule could not be judged")
                .evidence(of_rule_alone(evaluator));
            vec![in_file(evaluator, finding, None, &Scope::default())]
        }
        _ => Vec::new(),
    }
}

/// Reasons for a line; the records of the run hold all of them.
fn in_short(reasons: &Reasons) -> String {
    let shown: Vec<&str> = reasons.iter().take(SHOWN).map(String::as_str).collect();
    match reasons.len().saturating_sub(SHOWN) {
        0 => shown.join("; "),
        more => format!("{}; and {more} more such reasons", shown.join("; ")),
    }
}

/// What is said of no binding in particular; in a group of cases, which group it is.
fn of_rule_alone(evaluator: &Evaluator<'_>) -> Evidence {
    let scope = Scope::default();
    Evidence { case: evaluator.case_of(&scope), bindings: evaluator.bindings(&scope), ..Evidence::default() }
}

/// The finding of a line of the image block that does not hold.
pub fn of_image_line(evaluator: &Evaluator<'_>, line: &ImageLine) -> Finding {
    let scope = Scope::default();
    let why = evaluator.explain(&line.claim, &scope);
    let finding = Finding::error(&line.id, why.message.clone())
        .help(why.help.clone())
        .label(&evaluator.protocol.source, line.span, "not met")
        .evidence(evidence(evaluator, why, &line.text, &scope));
    in_file(evaluator, finding, None, &scope)
}

fn of_failure(evaluator: &Evaluator<'_>, rule: &Rule, failure: &Failure<'_>) -> Finding {
    let scope = &failure.scope;
    let mut why = match failure.what {
        Failed::Claim(claim) => evaluator.explain(claim, scope),
        Failed::NothingThere => Explanation::new(
            format!("`{}` finds nothing to choose from", failure.statement.text),
            "label what it asks for, or check why none of it counts",
        )
        .measured("none")
        .allowed("at least one"),
        Failed::None(candidates) => Explanation::new(
            format!("`{}` is met by none of {candidates}", failure.statement.text),
            "at least one of them must meet every statement of the block",
        )
        .measured(format!("0 of {candidates}"))
        .allowed("at least one"),
    };
    if let (Some((plane, _)), slices) = (scope.slice, failure.slices.as_slice()) {
        let word = plane.word();
        why.message = match slices {
            [only] => format!("{}, in {word} slice {only}", why.message),
            several => format!("{}, in {} {word} slices ({})", why.message, several.len(), stretches(several)),
        };
        let place = why.place.get_or_insert_default();
        place.slice = scope.slice;
    }
    let definition = why.structure.as_ref().and_then(|of| evaluator.definition(of, scope));
    let structure = why.structure.clone();
    let label = match failure.statement.kind {
        StatementKind::Some { .. } => "met by nothing",
        _ => "not met",
    };
    let mut finding = Finding::new(&rule.id, rule.severity, why.message.clone()).help(why.help.clone()).label(
        &evaluator.protocol.source,
        failure.statement.span,
        label,
    );
    if let Some((span, name)) = definition {
        finding = finding.label(&evaluator.protocol.source, span, format!("`{name}` is declared here"));
    }
    let finding = finding.evidence(evidence(evaluator, why, &failure.statement.text, scope));
    in_file(evaluator, finding, structure.as_ref(), scope)
}

fn evidence(evaluator: &Evaluator<'_>, why: Explanation, statement: &str, scope: &Scope) -> Evidence {
    Evidence {
        case: evaluator.case_of(scope),
        bindings: evaluator.bindings(scope),
        class: why.structure.as_ref().map(|of| evaluator.plain_name(of, scope)),
        measured: why.measured,
        allowed: why.allowed,
        place: why.place,
        statement: Some(statement.to_owned()),
        ..Evidence::default()
    }
}

impl Evaluator<'_> {
    /// The case a finding is about; none if it is about several.
    fn case_of(&self, scope: &Scope) -> Option<String> {
        match self.group {
            None => Some(self.context.name.clone()),
            Some(group) => scope.case().and_then(|at| group.cases.get(at)).map(|case| case.name.clone()),
        }
    }
}

/// The file of the class the finding is about, or the first of the case.
fn in_file(evaluator: &Evaluator<'_>, mut finding: Finding, of: Option<&Structure>, scope: &Scope) -> Finding {
    let class = match of {
        Some(Structure::Class(id)) => Some(*id),
        Some(Structure::Variable(id)) => match scope.get(*id) {
            Some((_, Binding::Class(id))) => Some(*id),
            _ => None,
        },
        _ => None,
    };
    let found = match of {
        Some(Structure::Variable(id)) => match scope.get(*id) {
            Some((_, Binding::Found(at))) => evaluator.context.found_file(*at),
            _ => None,
        },
        _ => None,
    };
    if let Some(group) = evaluator.group {
        // Of several cases together, the first stands for all: a finding has one file.
        let case = group.cases.get(scope.case().unwrap_or_default());
        finding.file = case.map(|case| case.file.clone());
        return finding;
    }
    let context = evaluator.context;
    let file = class.and_then(|id| context.class_file(id)).or(found).or(context.files.first().map(String::as_str));
    finding.file = file.map(str::to_owned);
    finding
}
