//! The list of everything that rules measure, for whoever wants it.

use std::collections::BTreeSet;

use crate::check::outcome::Outcome;
use crate::model::quantity::Dimension;
use crate::model::rule::{Claim, ClaimKind, Comparison, Number};
use crate::report::measure::{Bound, MeasureRecord, Range};

use super::Evaluator;
use super::amount::Amount;
use super::scope::Scope;

/// Names and what they stand for.
type Bindings = Vec<(String, String)>;

/// What was measured so far, and of what the next is a part.
#[derive(Debug, Default)]
pub struct MeasureList {
    rule: String,
    statement: String,
    /// What the rule has asked for so far: statement, measure and bindings.
    asked: BTreeSet<(String, String, Bindings)>,
    records: Vec<MeasureRecord>,
}

impl MeasureList {
    pub fn into_records(self) -> Vec<MeasureRecord> {
        self.records
    }
}

impl Evaluator<'_> {
    /// From here on this rule or line asks.
    pub fn start(&self, rule: &str) {
        let mut list = self.list.borrow_mut();
        list.rule = rule.to_owned();
        list.statement.clear();
        list.asked.clear();
    }

    /// Nobody asks any more: what explaining a failure measures again is not listed twice.
    pub fn stop(&self) {
        self.start("");
    }

    /// Judges a statement, so that what it measures is listed with its text, what it allows, and what came of it.
    pub fn listing<T>(
        &self,
        statement: &str,
        claim: &Claim,
        judge: impl FnOnce() -> T,
        outcome: impl Fn(&T) -> &Outcome,
    ) -> T {
        if !self.context.list_measures {
            return judge();
        }
        let first = {
            let mut list = self.list.borrow_mut();
            statement.clone_into(&mut list.statement);
            list.records.len()
        };
        let judged = judge();
        let mut list = self.list.borrow_mut();
        list.statement.clear();
        for record in list.records.iter_mut().skip(first) {
            record.allowed = allowed(claim, &record.measure);
            record.outcome = Some(outcome(&judged).kind());
        }
        judged
    }

    /// Adds a measure, unless the statement has asked for it before.
    pub(super) fn list(&self, text: &str, dimension: Dimension, scope: &Scope, amount: &Amount) {
        if !self.context.list_measures {
            return;
        }
        if self.list.borrow().rule.is_empty() {
            return;
        }
        let mut bindings = self.bindings(scope);
        if let Some((plane, index)) = scope.slice {
            bindings.push((format!("{} slice", plane.word()), index.to_string()));
        }
        if let Some(axis) = scope.spacing_axis {
            bindings.push(("array axis".to_owned(), axis.to_string()));
        }
        let mut list = self.list.borrow_mut();
        let (rule, statement) = (list.rule.clone(), list.statement.clone());
        if !list.asked.insert((statement.clone(), text.to_owned(), bindings.clone())) {
            return;
        }
        let (value, note) = match amount {
            Amount::Known(known) => (Some(known.value), None),
            Amount::Inapplicable(why) => (None, Some(why.clone())),
            Amount::Unknown(reasons) => (None, Some(reasons.iter().cloned().collect::<Vec<_>>().join("; "))),
        };
        list.records.push(MeasureRecord {
            rule,
            statement,
            bindings,
            measure: text.to_owned(),
            value,
            unit: dimension.base_unit(),
            note,
            allowed: None,
            outcome: None,
        });
    }
}

/// What a claim allows for a measure by itself; `None` where that depends on anything else.
fn allowed(claim: &Claim, measure: &str) -> Option<Range> {
    let is_it = |number: &Number| match number {
        Number::Measure(known) => known.text == measure,
        Number::Aggregate(known) => known.text == measure,
        _ => false,
    };
    match &claim.kind {
        ClaimKind::Compare { left, operator, right: Number::Constant(bound) } if is_it(left) => {
            range(*operator, bound.to_f64())
        }
        ClaimKind::Compare { left: Number::Constant(bound), operator, right } if is_it(right) => {
            range(operator.mirrored(), bound.to_f64())
        }
        ClaimKind::Within { value, low, high, half_open } if is_it(value) => {
            let upper = if *half_open { Bound::excluded } else { Bound::included };
            Some(Range { lower: end(low.as_ref())?.map(Bound::included), upper: end(high.as_ref())?.map(upper) })
        }
        ClaimKind::Near { value, target: Number::Constant(target), slack, relative } if is_it(value) => {
            let target = target.to_f64();
            let slack = if *relative { slack.to_f64() * target.abs() } else { slack.to_f64() };
            Some(Range { lower: Some(Bound::included(target - slack)), upper: Some(Bound::included(target + slack)) })
        }
        ClaimKind::And(operands) => operands.iter().filter_map(|operand| allowed(operand, measure)).reduce(Range::and),
        _ => None,
    }
}

/// No end, a constant end, or `None` for one that is measured itself.
#[expect(clippy::option_option, reason = "a missing end is no bound, an end that is no constant no plain range")]
fn end(number: Option<&Number>) -> Option<Option<f64>> {
    match number {
        None => Some(None),
        Some(Number::Constant(bound)) => Some(Some(bound.to_f64())),
        Some(_) => None,
    }
}

fn range(operator: Comparison, bound: f64) -> Option<Range> {
    let (included, excluded) = (Some(Bound::included(bound)), Some(Bound::excluded(bound)));
    let (lower, upper) = match operator {
        Comparison::Equal => (included, included),
        Comparison::NotEqual => return None,
        Comparison::Less => (None, excluded),
        Comparison::LessEqual => (None, included),
        Comparison::Greater => (excluded, None),
        Comparison::GreaterEqual => (included, None),
    };
    Some(Range { lower, upper })
}
