//! Measures of structures as amounts: what is absent, unknown or annotated in part, and what was measured.

use crate::facts::{Measured, Shape, Unmeasured};
use crate::model::rule::{Measure, MeasureKind, SpacingAxis, Structure};
use crate::model::side::Side;

use super::Evaluator;
use super::amount::Amount;
use super::parts::{code, floor};
use super::scope::Scope;
use super::structures::Subject;
use super::truth::{Reasons, Truth};

/// What becomes of a measure when its structure has no voxels, or is annotated in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nature {
    /// 0 of an absent required class, and judged; of a partial class there are at least as many.
    Count,
    /// 0 of an empty region; of absent and of partial classes it says nothing.
    Size,
    /// Of nothing it says nothing.
    Length,
    /// Between structures, whether they are complete or not.
    Relation,
    /// Shares of two structures; of one empty region they are 0.
    Agreement,
}

impl Evaluator<'_> {
    /// The value of a measure, in the base unit of its dimension; listed if the caller wants a list.
    pub fn measure(&self, measure: &Measure, scope: &Scope) -> Amount {
        let amount = match self.group {
            Some(group) => self.gathered_measure(group, measure, scope),
            None => self.measure_kind(&measure.kind, scope),
        };
        self.list(&measure.text, measure.dimension, scope, &amount);
        amount
    }

    fn measure_kind(&self, kind: &MeasureKind, scope: &Scope) -> Amount {
        use MeasureKind as M;
        let facts = self.facts;
        let one = |nature: Nature, of: &Structure, take: &dyn Fn(&Shape) -> Measured<f64>| {
            self.of_one(nature, of, scope, take)
        };
        let two = |nature: Nature, a: &Structure, b: &Structure, take: &dyn Fn(&Shape, &Shape) -> Measured<f64>| {
            self.of_two(nature, a, b, scope, take)
        };
        match kind {
            M::Voxels(of) => one(Nature::Size, of, &|shape| Ok(facts.voxels(shape)? as f64)),
            M::Volume(of) => one(Nature::Size, of, &|shape| facts.volume(shape)),
            M::Components(components) => {
                one(Nature::Count, &components.of, &|shape| Ok(self.counted_parts(components, shape)?.len() as f64))
            }
            M::Holes { of, floor: least, connectivity, of_background } => one(Nature::Count, of, &|shape| {
                let holes = facts.holes(shape, code(*connectivity), floor(least.as_ref()), *of_background)?;
                Ok(holes.len() as f64)
            }),
            M::Tunnels { of, connectivity } => {
                one(Nature::Count, of, &|shape| Ok(facts.tunnels(shape, code(*connectivity))? as f64))
            }
            M::Extent { of, axis } => one(Nature::Length, of, &|shape| facts.extent(shape, axis.index())),
            M::Diameter { of, plane } => one(Nature::Length, of, &|shape| Ok(facts.diameter(shape, *plane)?.length)),
            M::ShortAxis { of, plane } => {
                let width = |shape: &Shape| facts.diameter(shape, *plane)?.short_axis.ok_or(Unmeasured::NoOrientation);
                one(Nature::Length, of, &width)
            }
            M::Feret(of) => one(Nature::Length, of, &|shape| Ok(facts.feret(shape)?.length)),
            M::Slices { of, plane } => one(Nature::Count, of, &|shape| Ok(facts.slices(shape, *plane)?.len() as f64)),
            M::SliceGaps { of, plane } => one(Nature::Count, of, &|shape| {
                Ok(facts.slice_gaps(shape, *plane)?.iter().map(|gap| gap.slices()).sum::<u64>() as f64)
            }),
            M::Contact(a, b) => two(Nature::Relation, a, b, &|a, b| Ok(facts.contact(a, b)?.area)),
            M::ContactShare(a, b) => two(Nature::Relation, a, b, &|a, b| facts.contact_share(a, b)),
            M::Distance(a, b) => two(Nature::Relation, a, b, &|a, b| Ok(facts.distance(a, b)?.length)),
            M::Hausdorff(a, b) => two(Nature::Relation, a, b, &|a, b| Ok(facts.hausdorff(a, b)?.length)),
            M::Hd95(a, b) => two(Nature::Relation, a, b, &|a, b| facts.hd95(a, b)),
            M::Overlap(a, b) => two(Nature::Agreement, a, b, &|a, b| facts.overlap(a, b)),
            M::Iou(a, b) => two(Nature::Agreement, a, b, &|a, b| facts.iou(a, b)),
            M::Dice(a, b) => two(Nature::Agreement, a, b, &|a, b| facts.dice(a, b)),
            M::SurfaceDice { a, b, tolerance } => {
                two(Nature::Agreement, a, b, &|a, b| facts.surface_dice(a, b, tolerance.to_f64()))
            }
            M::Separation { from, to, axis } => {
                let axis = axis.index();
                self.coordinate(to, axis, scope).minus(self.coordinate(from, axis, scope))
            }
            M::Intensity { of, image, statistic } => {
                one(Nature::Relation, of, &|shape| self.statistic(*image, shape, statistic))
            }
            M::IntensityShare { of, image, range } => match self.ends(range, scope) {
                Ok(ends) => one(Nature::Relation, of, &|shape| self.intensity_share(*image, shape, &ends)),
                Err(amount) => amount,
            },
            M::MissingBetween(sequence) => self.missing_between(*sequence, scope),
            M::Spacing(axis) => Amount::exact(self.spacing(*axis, scope)),
            M::Size(axis) => {
                Amount::exact(facts.geometry().shape.get(usize::from(*axis)).copied().map_or(1.0, f64::from))
            }
            M::Dimensions => {
                let of_shape = facts.geometry().shape.iter().filter(|&&length| length > 1).count() as f64;
                Amount::exact(self.context.header.dimensions.map_or(of_shape, f64::from))
            }
            M::Fact(field) => self.fact_amount(*field, scope),
            M::Length(text) => self.text_length(text, scope),
            M::Captured(id) => self.captured(*id, scope),
            // Only of a group of cases.
            M::RobustZ(_) => Amount::Inapplicable("there are no other cases".to_owned()),
            M::Plane(measure) => self.plane_measure(measure, scope),
            M::Points(measure) => self.point_measure(measure, scope),
            M::Present(of) => match self.presence(of, scope) {
                Truth::True => Amount::exact(1.0),
                Truth::False => Amount::exact(0.0),
                Truth::Unknown(reasons) => Amount::Unknown(reasons),
                Truth::Inapplicable => Amount::one_sided(0.0, Side::AtLeast),
            },
        }
    }

    fn of_one(&self, nature: Nature, of: &Structure, scope: &Scope, take: &dyn Fn(&Shape) -> Measured<f64>) -> Amount {
        let shape = match (self.subject(of, scope), nature) {
            (Subject::Present(shape), _) => shape,
            (Subject::Empty(_) | Subject::AbsentRequired, Nature::Count) | (Subject::Empty(_), Nature::Size) => {
                return Amount::one_sided(0.0, self.side(nature, of, scope));
            }
            (Subject::Empty(_) | Subject::AbsentRequired | Subject::AbsentOptional, _) => {
                return self.absent(of, scope);
            }
            (Subject::Unknown(reasons), _) => return Amount::Unknown(reasons),
        };
        match self.side(nature, of, scope) {
            Side::Neither => Amount::Inapplicable(format!("{} is annotated in part only", self.name(of, scope))),
            side => match take(&shape) {
                Ok(value) => Amount::one_sided(value, side),
                Err(error) => self.failed(&error, &[of], scope),
            },
        }
    }

    fn of_two(
        &self,
        nature: Nature,
        a: &Structure,
        b: &Structure,
        scope: &Scope,
        take: &dyn Fn(&Shape, &Shape) -> Measured<f64>,
    ) -> Amount {
        let scope = &self.comparing(a, b, scope);
        let subjects = [(a, self.subject(a, scope)), (b, self.subject(b, scope))];
        let mut unknown = Reasons::new();
        for (structure, subject) in &subjects {
            match subject {
                Subject::Present(_) => {}
                Subject::Empty(_) if nature == Nature::Agreement => {}
                Subject::Empty(_) | Subject::AbsentOptional | Subject::AbsentRequired => {
                    return self.absent(structure, scope);
                }
                Subject::Unknown(reasons) => unknown.extend(reasons.iter().cloned()),
            }
        }
        if let Some((partial, _)) = subjects.iter().find(|(of, _)| self.side(nature, of, scope) == Side::Neither) {
            return Amount::Inapplicable(format!("{} is annotated in part only", self.name(partial, scope)));
        }
        match subjects {
            [
                (_, Subject::Present(first) | Subject::Empty(first)),
                (_, Subject::Present(second) | Subject::Empty(second)),
            ] => match take(&first, &second) {
                Ok(value) => Amount::exact(value),
                Err(error) => self.failed(&error, &[a, b], scope),
            },
            _ => Amount::Unknown(unknown),
        }
    }

    fn absent(&self, of: &Structure, scope: &Scope) -> Amount {
        Amount::Inapplicable(format!("{} is absent", self.name(of, scope)))
    }

    fn failed(&self, error: &Unmeasured, of: &[&Structure], scope: &Scope) -> Amount {
        match error {
            Unmeasured::Empty { .. } | Unmeasured::OnlyIgnored => Amount::Inapplicable(error.to_string()),
            other => Amount::Unknown(self.reasons(other, of, scope)),
        }
    }

    fn side(&self, nature: Nature, of: &Structure, scope: &Scope) -> Side {
        match nature {
            Nature::Relation => Side::Exact,
            _ if !self.is_partial(of, scope) => Side::Exact,
            Nature::Count => Side::AtLeast,
            Nature::Size | Nature::Length | Nature::Agreement => Side::Neither,
        }
    }

    /// `present` and `absent`: total, but that a class annotated in part is not seen says nothing.
    pub fn presence(&self, of: &Structure, scope: &Scope) -> Truth {
        match self.exists(of, scope) {
            Truth::False if self.is_partial(of, scope) => Truth::Inapplicable,
            other => other,
        }
    }

    fn spacing(&self, axis: SpacingAxis, scope: &Scope) -> f64 {
        let [x, y, z] = self.facts.geometry().spacing;
        match axis {
            SpacingAxis::InPlane => x.max(y),
            SpacingAxis::BetweenSlices => z,
            SpacingAxis::Array(axis) => self.spacing_along(axis),
            // Outside a comparison, which judges each axis by itself, the largest stands for all three.
            SpacingAxis::Every => scope.spacing_axis.map_or(x.max(y).max(z), |axis| self.spacing_along(axis)),
        }
    }

    fn spacing_along(&self, axis: u8) -> f64 {
        self.facts.geometry().spacing.get(usize::from(axis)).copied().unwrap_or_default()
    }
}
