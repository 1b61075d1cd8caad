//! Why a number is not as it should be: the comparison in words. What is said of each measure is in `measures`.

use crate::check::evaluate::Evaluator;
use crate::check::evaluate::amount::Amount;
use crate::check::evaluate::scope::Scope;
use crate::check::evaluate::truth::Truth;
use crate::model::points::PointMeasure;
use crate::model::rule::{Claim, ClaimKind, Comparison, MeasureKind, Number};
use crate::model::shape::PlaneMeasure;
use crate::words::bound;

use super::Explanation;
use super::quantities::{Noun, digits, opposite, show, unit_of};

/// On which side of what is allowed the measured value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    TooSmall,
    TooLarge,
    /// Exactly what it must not be, or beside a set.
    Wrong,
}

/// What a value was held against.
struct Demand<'c> {
    value: &'c Number,
    allowed: String,
    /// The end that is not met, or the nearest member of a set.
    bound: Option<f64>,
    fault: Fault,
    /// The unit of the bound.
    unit: Option<Noun>,
}

impl Evaluator<'_> {
    pub(super) fn explain_number(&self, claim: &Claim, scope: &Scope, expected: bool) -> Explanation {
        let axis = [0, 1, 2].map(|axis| scope.along(axis));
        let failing = axis.iter().find(|along| (self.claim(claim, along) == Truth::True) != expected);
        let scope = failing.unwrap_or(scope);
        let Some(demand) = self.demand(&claim.kind, scope, expected) else {
            return Explanation::new(format!("`{}` does not hold", claim.text), "check the structures it names");
        };
        let found = self.number(demand.value, scope).known().map(|known| known.value).unwrap_or_default();
        let noun = noun(demand.value, demand.unit.clone());
        let measured = show(found, demand.value.dimension(), &noun, demand.bound);
        let why = match demand.value {
            Number::Measure(measure) => self.explain_measure(measure, &measured, demand.fault, scope),
            compound => {
                let place =
                    first_measure(compound).map(|measure| self.explain_measure(measure, "", demand.fault, scope));
                let mut why = Explanation::new(
                    format!("`{}` does not hold: the value is {measured}", claim.text),
                    "correct the structures it is computed from",
                );
                if let Some(of) = place {
                    why.structure = of.structure;
                    why.place = of.place;
                }
                why
            }
        };
        let message = format!("{}, allowed is {}", why.message, demand.allowed);
        Explanation { message, ..why }.measured(measured).allowed(demand.allowed)
    }

    fn demand<'c>(&self, claim: &'c ClaimKind, scope: &Scope, expected: bool) -> Option<Demand<'c>> {
        match claim {
            ClaimKind::Compare { left, operator, right } => {
                let flipped = is_constant(left) && !is_constant(right);
                let (value, other, operator) =
                    if flipped { (right, left, operator.mirrored()) } else { (left, right, *operator) };
                let wanted = if expected { operator } else { opposite(operator) };
                let limit = known(&self.number(other, scope));
                let unit = unit(other).or_else(|| share(value)).or_else(|| self.unit_of_fact(value));
                let shown = words(other, limit, unit.as_ref());
                let fault = match (limit, known(&self.number(value, scope))) {
                    _ if wanted == Comparison::NotEqual => Fault::Wrong,
                    (Some(limit), Some(found)) if found < limit => Fault::TooSmall,
                    (Some(limit), Some(found)) if found > limit => Fault::TooLarge,
                    _ if matches!(wanted, Comparison::Less) => Fault::TooLarge,
                    _ => Fault::TooSmall,
                };
                Some(Demand { value, allowed: bound(wanted, &shown), bound: limit, fault, unit })
            }
            ClaimKind::Within { value, low, high, half_open } => {
                let end = |end: &Option<Number>| end.as_ref().and_then(|number| known(&self.number(number, scope)));
                let (lowest, highest) = (end(low), end(high));
                let unit =
                    low.iter().chain(high).find_map(unit).or_else(|| share(value)).or_else(|| self.unit_of_fact(value));
                let shown = |end: &Option<Number>, limit: Option<f64>| {
                    end.as_ref().map(|number| words(number, limit, unit.as_ref()))
                };
                let range = match (shown(low, lowest), shown(high, highest), half_open) {
                    (Some(low), Some(high), false) => format!("{low} to {high}"),
                    (Some(low), Some(high), true) => format!("{low} to less than {high}"),
                    (Some(low), None, _) => bound(Comparison::GreaterEqual, &low),
                    (None, Some(high), false) => bound(Comparison::LessEqual, &high),
                    (None, Some(high), true) => bound(Comparison::Less, &high),
                    (None, None, _) => "anything".to_owned(),
                };
                let found = known(&self.number(value, scope))?;
                let below = lowest.is_some_and(|lowest| found < lowest);
                let (fault, bound) = match (expected, below) {
                    (true, true) => (Fault::TooSmall, lowest),
                    (true, false) => (Fault::TooLarge, highest),
                    (false, _) => (Fault::Wrong, None),
                };
                let allowed = if expected { range } else { format!("anything but {range}") };
                Some(Demand { value, allowed, bound, fault, unit })
            }
            ClaimKind::Near { value, target, slack, relative } => {
                let limit = known(&self.number(target, scope))?;
                let found = known(&self.number(value, scope))?;
                let size = if *relative { slack.to_f64() * limit.abs() } else { slack.to_f64() };
                let unit = unit(target).or_else(|| self.unit_of_fact(target)).or_else(|| self.unit_of_fact(value));
                let shown = words(target, Some(limit), unit.as_ref());
                let (low, high) = (limit - size, limit + size);
                let (fault, bound) = match (expected, found < limit) {
                    (true, true) => (Fault::TooSmall, Some(low)),
                    (true, false) => (Fault::TooLarge, Some(high)),
                    (false, _) => (Fault::Wrong, None),
                };
                let range = format!("{shown} up to {}", slack.written);
                let allowed = if expected { range } else { format!("anything but {range}") };
                Some(Demand { value, allowed, bound, fault, unit })
            }
            ClaimKind::OneOf { value, set } => {
                let written: Vec<&str> = set.iter().map(|quantity| quantity.written.as_str()).collect();
                let written = written.join(" or ");
                let found = known(&self.number(value, scope))?;
                let values: Vec<f64> = set.iter().map(|quantity| quantity.to_f64()).collect();
                let fault = match expected {
                    true if values.iter().all(|&value| found < value) => Fault::TooSmall,
                    true if values.iter().all(|&value| found > value) => Fault::TooLarge,
                    _ => Fault::Wrong,
                };
                let nearest = values.into_iter().min_by(|a, b| (a - found).abs().total_cmp(&(b - found).abs()));
                let unit = set.iter().find_map(unit_of).or_else(|| share(value)).or_else(|| self.unit_of_fact(value));
                let allowed = if expected { written } else { format!("anything but {written}") };
                Some(Demand { value, allowed, bound: nearest.filter(|_| expected), fault, unit })
            }
            _ => None,
        }
    }
}

/// A bound as it is written, or, where it is measured too, as it came out.
fn words(number: &Number, value: Option<f64>, unit: Option<&Noun>) -> String {
    match (number, value) {
        (Number::Constant(quantity), _) => quantity.written.clone(),
        (Number::Negated(inner), _) if is_constant(inner) => format!("-{}", words(inner, None, unit)),
        (other, Some(value)) => {
            let shown = show(value, other.dimension(), unit.unwrap_or(&Noun::Plain), None);
            match other {
                Number::Measure(measure) => format!("{shown} (`{}`)", measure.text),
                _ => shown,
            }
        }
        (_, None) => digits(f64::NAN, None),
    }
}

fn known(amount: &Amount) -> Option<f64> {
    amount.known().map(|known| known.value)
}

fn is_constant(number: &Number) -> bool {
    match number {
        Number::Constant(_) => true,
        Number::Negated(inner) => is_constant(inner),
        _ => false,
    }
}

/// The unit a constant is written in.
fn unit(number: &Number) -> Option<Noun> {
    match number {
        Number::Constant(quantity) => unit_of(quantity),
        Number::Negated(inner) => unit(inner),
        _ => None,
    }
}

/// Shares of a surface or of voxels are shown in percent, whatever they are held against.
fn share(number: &Number) -> Option<Noun> {
    let Number::Measure(measure) = number else { return None };
    matches!(measure.kind, MeasureKind::ContactShare(..) | MeasureKind::IntensityShare { .. }).then_some(Noun::Percent)
}

fn noun(number: &Number, unit: Option<Noun>) -> Noun {
    let Number::Measure(measure) = number else { return unit.unwrap_or(Noun::Plain) };
    match &measure.kind {
        MeasureKind::Components(_) => Noun::Counted("component", "components"),
        MeasureKind::Holes { .. } => Noun::Counted("hole", "holes"),
        MeasureKind::Tunnels { .. } => Noun::Counted("tunnel", "tunnels"),
        MeasureKind::Slices { .. } => Noun::Counted("slice", "slices"),
        MeasureKind::SliceGaps { .. } => Noun::Counted("empty slice", "empty slices"),
        MeasureKind::MissingBetween(_) => Noun::Counted("missing member", "missing members"),
        MeasureKind::Dimensions => Noun::Counted("dimension", "dimensions"),
        MeasureKind::Plane(PlaneMeasure::Vertices(_)) => Noun::Counted("vertex", "vertices"),
        MeasureKind::Points(PointMeasure::Count(None)) => Noun::Counted("landmark", "landmarks"),
        MeasureKind::Points(PointMeasure::Count(Some(_))) => Noun::Counted("class", "classes"),
        MeasureKind::Size(_) => Noun::Counted("voxel", "voxels"),
        _ => unit.unwrap_or(Noun::Plain),
    }
}

/// The first measure of a sum or quotient.
fn first_measure(number: &Number) -> Option<&crate::model::rule::Measure> {
    match number {
        Number::Measure(measure) => Some(measure),
        Number::Sum(a, b) | Number::Difference(a, b) | Number::Ratio(a, b) | Number::Product(a, b) => {
            first_measure(a).or_else(|| first_measure(b))
        }
        Number::Negated(inner) => first_measure(inner),
        Number::Constant(_) | Number::Aggregate(_) => None,
    }
}
