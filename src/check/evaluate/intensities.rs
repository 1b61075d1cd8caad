//! Intensities of the image under structures: statistics, and shares within a range.

use crate::facts::{Distribution, IntensityEnd, Measured, Millimetres, Shape, Unmeasured};
use crate::model::protocol::ImageId;
use crate::model::rule::{Comparison, Intensities, IntensityBound, Number, Statistic};

use super::Evaluator;
use super::amount::{Amount, compare};
use super::scope::Scope;
use super::truth::Truth;

/// Of a sphere of 1 cm³, in mm. Wahl et al., "From RECIST to PERCIST" (2009): SULpeak is the mean within it around the
/// hottest point of the lesion.
const PEAK_RADIUS: f64 = 6.203_504_908_994_001;

/// The ends of a range of intensities, with their values.
pub(super) struct Ends {
    low: Option<(Amount, bool)>,
    high: Option<(Amount, bool)>,
    outside: bool,
}

impl Evaluator<'_> {
    pub(super) fn statistic(&self, image: ImageId, shape: &Shape, statistic: &Statistic) -> Measured<f64> {
        let under = self.facts.intensities(image.0, shape)?;
        let percentile = |percent| under.percentile(percent).ok_or(Unmeasured::TooManyIntensities);
        Ok(match statistic {
            Statistic::Lowest => under.lowest(),
            Statistic::Highest => under.highest(),
            Statistic::Mean => under.mean(),
            Statistic::StandardDeviation => under.standard_deviation(),
            Statistic::Median => percentile(50.0)?,
            Statistic::Peak => {
                let radius = [Millimetres::new(PEAK_RADIUS); 3];
                let around = Shape::Grow(Box::new(Shape::Voxel(under.hottest()).cut(shape.slice())), radius);
                self.facts.intensities(image.0, &around)?.mean()
            }
            Statistic::Percentile(percent) => percentile(percent.to_f64())?,
        })
    }

    pub(super) fn intensity_share(&self, image: ImageId, shape: &Shape, ends: &Ends) -> Measured<f64> {
        let under = self.facts.intensities(image.0, shape)?;
        ends.share(&under).ok_or(Unmeasured::TooManyIntensities)
    }

    /// # Errors
    /// The amount of an end that is not known, or does not apply.
    pub(super) fn ends(&self, range: &Intensities, scope: &Scope) -> Result<Ends, Amount> {
        let end = |bound: &Option<IntensityBound>| match bound {
            None => Ok(None),
            Some(bound) => match self.number(&bound.number, scope) {
                known @ Amount::Known(_) => Ok(Some((known, bound.open))),
                other => Err(other),
            },
        };
        Ok(Ends { low: end(&range.low)?, high: end(&range.high)?, outside: range.outside })
    }
}

/// The voxels within a range whose bounds are written.
pub(super) fn by_intensity(image: ImageId, range: &Intensities) -> Shape {
    let end = |bound: &Option<IntensityBound>| match bound {
        Some(IntensityBound { number: Number::Constant(value), open }) => {
            Some(IntensityEnd { value: Millimetres::new(value.to_f64()), open: *open })
        }
        _ => None,
    };
    Shape::Intensities { image: image.0, low: end(&range.low), high: end(&range.high), outside: range.outside }
}

impl Ends {
    /// Within the slack of comparisons an intensity equals the bound.
    fn share(&self, under: &Distribution) -> Option<f64> {
        let holds = |value: f64, operator, end: &Amount| compare(&Amount::exact(value), operator, end) == Truth::True;
        let below = |value: f64| match &self.low {
            Some((low, true)) => holds(value, Comparison::LessEqual, low),
            Some((low, false)) => holds(value, Comparison::Less, low),
            None => false,
        };
        let above = |value: f64| match &self.high {
            Some((high, true)) => holds(value, Comparison::GreaterEqual, high),
            Some((high, false)) => holds(value, Comparison::Greater, high),
            None => false,
        };
        let within = under.share(below, above)?;
        Some(if self.outside { 1.0 - within } else { within })
    }
}
