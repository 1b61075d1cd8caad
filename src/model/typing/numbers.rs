//! What numbers may stand beside each other: dimensions, counts, shares.

use num_rational::BigRational;
use num_traits::{One, Zero};

use super::super::codes::{DIFFERENT_DIMENSIONS, FRACTION_OF_COUNT, MISSING_UNIT, SHARE_ABOVE_ONE, WRONG_DIMENSION};
use super::super::problem::Problem;
use super::super::quantity::{Dimension, Quantity};
use super::super::rule::{MeasureKind, Number};
use super::super::unit;
use super::Typer;
use super::value::{Nature, Num};

impl Typer<'_> {
    /// Two numbers that are added or compared measure the same; reports where they do not.
    pub(super) fn same_dimension(&mut self, left: &Num, right: &Num) -> bool {
        if !self.both_dates_or_none(left, right) {
            return false;
        }
        let (a, b) = (left.number.dimension(), right.number.dimension());
        if a == b {
            return true;
        }
        match (left.constant(), right.constant()) {
            (None, Some(literal)) => self.literal_does_not_fit(right, literal, left),
            (Some(literal), None) => self.literal_does_not_fit(left, literal, right),
            (Some(_), Some(literal)) if b.is_none() => self.literal_does_not_fit(right, literal, left),
            (Some(literal), Some(_)) => self.literal_does_not_fit(left, literal, right),
            (None, None) => {
                let help = match (a.is_none(), b.is_none()) {
                    (false, false) => "compare measures of the same kind, such as two volumes",
                    _ => "compare a measure with one of its own kind; counts and shares have no unit",
                };
                self.report(
                    Problem::new(
                        &DIFFERENT_DIMENSIONS,
                        format!("{} and {} cannot be compared or added", a.name(), b.name()),
                    )
                    .at(right.span, format!("this is {}", b.name()))
                    .at(left.span, format!("this is {}", a.name()))
                    .help(help),
                );
            }
        }
        false
    }

    fn literal_does_not_fit(&mut self, at: &Num, literal: &Quantity, other: &Num) {
        let due = other.number.dimension();
        let what = self.described(other);
        let percent = at.nature == Nature::Constant { percent: true };
        let problem = if percent && !due.is_none() {
            Problem::new(&WRONG_DIMENSION, format!("`{literal}` is a share, but {what} is {}", due.name()))
                .at(at.span, "this is a share")
                .help(format!("say of what it is a share, such as `{literal} * volume(liver)`"))
        } else if literal.dimension.is_none() && !due.is_none() {
            let due_unit = due.usual_unit();
            Problem::new(&MISSING_UNIT, format!("`{}` needs a unit: {what} is {}", literal.written, due.name()))
                .at(at.span, "no unit")
                .help(format!("write `{}`", with_unit(literal, &due_unit)))
        } else {
            let help = self.fitting_literal(literal, due, other);
            Problem::new(
                &WRONG_DIMENSION,
                format!("`{}` is {}, but {what} is {}", literal.written, literal.dimension.name(), due.name()),
            )
            .at(at.span, format!("this is {}", literal.dimension.name()))
            .help(help)
        };
        self.report(problem.at(other.span, format!("this is {}", due.name())));
    }

    fn described(&self, num: &Num) -> String {
        match &num.number {
            Number::Measure(measure) => format!("`{}`", measure.text),
            Number::Aggregate(aggregate) => format!("`{}`", aggregate.text),
            _ => format!("`{}`", self.source_text(num.span)),
        }
    }

    fn fitting_literal(&self, literal: &Quantity, due: Dimension, other: &Num) -> String {
        if literal.dimension == Dimension::VOXEL
            && let Number::Measure(measure) = &other.number
            && let MeasureKind::Volume(_) = measure.kind
        {
            let call = measure.text.replacen("volume", "voxels", 1);
            return format!("write a size, such as `5 {}`, or count voxels: `{call}`", due.usual_unit());
        }
        if literal.dimension == Dimension::HOUNSFIELD && due.is_none() && is_intensity(&other.number) {
            return "say `modality in {CT}` in `image`: only then intensities are in HU".to_owned();
        }
        let bare = literal.written.split(' ').next().unwrap_or_default();
        match due.is_none() {
            true if literal.dimension.is_none() => format!("write `{bare}`"),
            true => format!("write the number without a unit: `{bare}`"),
            false => format!("write {} in its own unit, such as `{bare} {}`", due.name(), due.usual_unit()),
        }
    }

    /// A count is compared with whole numbers, a share with values from 0 to 1.
    pub(super) fn plausible_bound(&mut self, measured: &Num, bound: &Num) -> bool {
        let Some(literal) = bound.constant() else { return true };
        let percent = bound.nature == Nature::Constant { percent: true };
        match measured.nature {
            Nature::Count if percent || !literal.value.is_integer() => {
                let what = self.described(measured);
                let whole = literal.value.round();
                let problem = Problem::new(&FRACTION_OF_COUNT, format!("{what} is a count, and `{literal}` is none"))
                    .at(bound.span, "not a whole number")
                    .at(measured.span, "this counts")
                    .help(if percent {
                        "compare a share, such as `contact_share(a, b)` or `volume(a) / volume(b)`, or write a whole number"
                            .to_owned()
                    } else {
                        format!("write a whole number, such as `{}`", unit::show(&whole))
                    });
                self.report(problem);
                false
            }
            Nature::Share if literal.value > BigRational::one() || literal.value < BigRational::zero() => {
                let what = self.described(measured);
                let hundred = BigRational::from_integer(100.into());
                let as_percent = !percent && literal.value > BigRational::one() && literal.value <= hundred;
                let problem = Problem::new(
                    &SHARE_ABOVE_ONE,
                    format!("{what} lies between 0 % and 100 %, and `{literal}` does not"),
                )
                .at(bound.span, "no share reaches this")
                .at(measured.span, "this is a share")
                .help(match as_percent {
                    true => format!("write `{} %`", literal.written),
                    false => "write a value from `0 %` to `100 %`".to_owned(),
                });
                self.report(problem);
                false
            }
            _ => true,
        }
    }
}

fn is_intensity(number: &Number) -> bool {
    matches!(number, Number::Measure(measure) if matches!(measure.kind, MeasureKind::Intensity { .. }))
}

fn with_unit(literal: &Quantity, unit: &str) -> String {
    format!("{} {unit}", literal.written)
}
