//! What was gathered, in the place of measures.

use crate::check::evaluate::Evaluator;
use crate::check::evaluate::amount::{Amount, compare};
use crate::check::evaluate::numbers::median;
use crate::check::evaluate::scope::Scope;
use crate::check::evaluate::truth::{Reasons, Truth};
use crate::model::rule::{Aggregate, Claim, Comparison, Measure, MeasureKind, Number};

use super::gather::{Asked, GatheredCase, asked, asked_measure};
use super::group::Group;

/// A median absolute deviation is this share of the standard deviation of a normal distribution: the 75th percentile
/// of the standard one. Iglewicz and Hoaglin, "How to Detect and Handle Outliers" (1993), write it 0.6745.
const MAD_OF_SD: f64 = 0.674_489_750_196_081_7;

/// Fewer values say nothing about what is usual.
const LEAST_VALUES: usize = 3;

impl GatheredCase {
    /// Why what is asked of it is not known.
    pub(super) fn why_unknown(&self) -> Reasons {
        let reason = self.unreadable.clone().unwrap_or_else(|| "it was not measured".to_owned());
        Reasons::from([reason])
    }
}

impl Evaluator<'_> {
    /// A measure of the case that is spoken of; outside of one, what all cases agree on.
    pub(in crate::check) fn gathered_measure(&self, group: &Group<'_>, measure: &Measure, scope: &Scope) -> Amount {
        if let MeasureKind::RobustZ(of) = &measure.kind {
            return self.robust_z(group, of, scope);
        }
        self.amount_of(group, asked_measure(self, measure, scope), scope)
    }

    pub(in crate::check) fn gathered_aggregate(
        &self,
        group: &Group<'_>,
        aggregate: &Aggregate,
        scope: &Scope,
    ) -> Amount {
        self.amount_of(group, asked(self, &aggregate.text, scope), scope)
    }

    fn amount_of(&self, group: &Group<'_>, asked: Asked, scope: &Scope) -> Amount {
        let of = |case: &GatheredCase| {
            case.amounts.get(&asked).cloned().unwrap_or_else(|| Amount::Unknown(in_case(case, case.why_unknown())))
        };
        match scope.case() {
            Some(at) => group.cases.get(at).map_or_else(|| Amount::unknown("no such case"), |case| of(case)),
            None => agreed(&asked.0, group.cases.iter().map(|case| of(case)), |a, b| {
                compare(a, Comparison::Equal, b) == Truth::True
            })
            .unwrap_or_else(Amount::Unknown),
        }
    }

    pub(in crate::check) fn gathered_truth(&self, group: &Group<'_>, claim: &Claim, scope: &Scope) -> Truth {
        let asked = asked(self, &claim.text, scope);
        let of = |case: &GatheredCase| {
            case.truths.get(&asked).cloned().unwrap_or_else(|| Truth::Unknown(in_case(case, case.why_unknown())))
        };
        match scope.case() {
            Some(at) => group.cases.get(at).map_or_else(|| Truth::unknown("no such case"), |case| of(case)),
            None => agreed(&claim.text, group.cases.iter().map(|case| of(case)), |a, b| a == b)
                .unwrap_or_else(Truth::Unknown),
        }
    }

    /// (x - median) / (MAD / 0.6745) over all cases where the number applies.
    fn robust_z(&self, group: &Group<'_>, of: &Number, scope: &Scope) -> Amount {
        let here = match self.number(of, scope) {
            Amount::Known(known) => known.value,
            other => return other,
        };
        let mut values = Vec::new();
        for at in 0..group.cases.len() {
            match self.number(of, &scope.with_case(at)) {
                Amount::Known(known) => values.push(known.value),
                Amount::Inapplicable(_) => {}
                Amount::Unknown(reasons) => return Amount::Unknown(reasons),
            }
        }
        if values.len() < LEAST_VALUES {
            return Amount::Inapplicable(format!("{} values are too few to tell what is usual", values.len()));
        }
        let middle = middle_of(&values);
        let deviations: Vec<f64> = values.iter().map(|value| (value - middle).abs()).collect();
        let spread = middle_of(&deviations) / MAD_OF_SD;
        // Half of the cases are alike: whatever differs from them is as far off as can be.
        let z = if here == middle { 0.0 } else { (here - middle) / spread };
        Amount::exact(z)
    }
}

fn middle_of(values: &[f64]) -> f64 {
    let amounts: Vec<Amount> = values.iter().copied().map(Amount::exact).collect();
    median(&amounts).as_ref().and_then(Amount::known).map_or(f64::NAN, |known| known.value)
}

/// What all say.
fn agreed<T>(text: &str, mut values: impl Iterator<Item = T>, equal: impl Fn(&T, &T) -> bool) -> Result<T, Reasons> {
    let Some(first) = values.next() else { return Err(Reasons::from(["there are no cases".to_owned()])) };
    if values.all(|other| equal(&first, &other)) {
        return Ok(first);
    }
    Err(Reasons::from([format!("`{text}` is not the same in all cases")]))
}

fn in_case(case: &GatheredCase, reasons: Reasons) -> Reasons {
    reasons.into_iter().map(|reason| format!("`{}`: {reason}", case.name)).collect()
}
