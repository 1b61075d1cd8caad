//! What can be measured of a case, in words.

use crate::model::rule::{Measure, MeasureKind, SpacingAxis, Statistic, Structure};
use crate::report::Plane;

use super::Words;
use super::phrases::extent;
use super::structures::{connected, floor};

/// Something that is counted: `` `liver` `` `has` `part` or `parts`.
pub(super) struct Counted {
    pub of: String,
    pub verb: &'static str,
    pub one: String,
    pub many: String,
    /// Of a structure, so that one of them is the whole.
    pub parts: bool,
}

impl Words<'_> {
    /// `` the volume of `liver` ``
    pub fn measure(&self, measure: &Measure) -> String {
        use MeasureKind as M;
        let of = |what: &str, of: &Structure| format!("the {what} of {}", self.structure(of));
        let two = |what: &str, a: &Structure, b: &Structure| {
            format!("the {what} {} and {}", self.structure(a), self.structure(b))
        };
        if let Some(Counted { of, many, .. }) = self.counted_measure(measure) {
            return format!("the number of {many} of {of}");
        }
        match &measure.kind {
            M::Voxels(on) => of("number of voxels", on),
            M::Volume(on) => of(if self.in_slice { "area" } else { "volume" }, on),
            M::Extent { of: on, axis } => of(extent(*axis), on),
            M::Diameter { of: on, plane } => of(&format!("longest diameter{}", in_plane(*plane)), on),
            M::ShortAxis { of: on, plane } => of(&format!("short axis{}", in_plane(*plane)), on),
            M::Feret(on) => of("Feret diameter", on),
            M::Contact(a, b) => two("area of contact of", a, b),
            M::ContactShare(a, b) => {
                format!("the share of the surface of {} that lies on {}", self.structure(a), self.structure(b))
            }
            M::Distance(a, b) => two("smallest distance between", a, b),
            M::Hausdorff(a, b) => two("Hausdorff distance between", a, b),
            M::Hd95(a, b) => two("95 % Hausdorff distance between", a, b),
            M::Overlap(a, b) => two("overlap of", a, b),
            M::Iou(a, b) => two("intersection over union of", a, b),
            M::Dice(a, b) => two("Dice coefficient of", a, b),
            M::SurfaceDice { a, b, tolerance } => two(&format!("surface Dice (within {}) of", tolerance.written), a, b),
            M::Intensity { of: on, image, statistic } => {
                format!("the {} of {} in {}", statistic_words(statistic), self.structure(on), self.image(*image))
            }
            M::IntensityShare { of: on, range, .. } => {
                format!("the share of the voxels of {} with `{}`", self.structure(on), range.text)
            }
            M::Separation { from, to, .. } => {
                format!("the way from {} to {}", self.position(from), self.position(to))
            }
            M::Spacing(axis) => match axis {
                SpacingAxis::InPlane => "the spacing within slices".to_owned(),
                SpacingAxis::BetweenSlices => "the spacing between slices".to_owned(),
                SpacingAxis::Every => "the spacing along every axis".to_owned(),
                SpacingAxis::Array(axis) => format!("the spacing along array axis {axis}"),
            },
            M::Size(axis) => format!("the number of voxels along array axis {axis}"),
            M::Dimensions => "the number of array axes".to_owned(),
            M::Fact(field) => self.field(*field),
            M::Length(text) => format!("the number of characters of {}", self.text(text)),
            M::Captured(id) => format!("`{}`", self.variable(*id)),
            M::RobustZ(number) => {
                format!("how far {} lies from the cases' median, in robust standard deviations", self.number(number))
            }
            M::Points(points) => self.point_measure(points),
            M::Plane(plane) => self.plane_measure(plane),
            M::Present(on) => of("count", on),
            // These are counted.
            M::Components(_)
            | M::Holes { .. }
            | M::Tunnels { .. }
            | M::Slices { .. }
            | M::SliceGaps { .. }
            | M::MissingBetween(_) => format!("`{}`", measure.text),
        }
    }

    pub(super) fn counted_measure(&self, measure: &Measure) -> Option<Counted> {
        use MeasureKind as M;
        let counted = |of: String, verb, one: &str, many: &str, rest: String| Counted {
            of,
            verb,
            one: format!("{one}{rest}"),
            many: format!("{many}{rest}"),
            parts: one == "part",
        };
        Some(match &measure.kind {
            M::Components(on) => {
                let rest = format!("{}{}", floor(on.floor.as_ref()), connected(on.connectivity));
                counted(self.structure(&on.of), "has", "part", "parts", rest)
            }
            M::Holes { of, floor: least, connectivity, of_background } => {
                let filled = if *of_background { " filled with background" } else { "" };
                let rest = format!("{filled}{}{}", floor(least.as_ref()), connected(*connectivity));
                counted(self.structure(of), "has", "hole", "holes", rest)
            }
            M::Tunnels { of, connectivity } => {
                counted(self.structure(of), "has", "tunnel", "tunnels", connected(*connectivity).to_owned())
            }
            M::Slices { of, plane } => {
                let (one, many) = (format!("{} slice", plane.word()), format!("{} slices", plane.word()));
                counted(self.structure(of), "lies in", &one, &many, String::new())
            }
            M::SliceGaps { of, plane } => {
                let (one, many) = (format!("empty {} slice", plane.word()), format!("empty {} slices", plane.word()));
                counted(self.structure(of), "has", &one, &many, " between its first and its last".to_owned())
            }
            M::MissingBetween(id) => {
                let rest = " between its first and its last".to_owned();
                counted(self.sequence(*id), "has", "missing member", "missing members", rest)
            }
            _ => return None,
        })
    }
}

fn in_plane(plane: Option<Plane>) -> String {
    plane.map_or_else(String::new, |plane| format!(" in {} slices", plane.word()))
}

fn statistic_words(statistic: &Statistic) -> String {
    match statistic {
        Statistic::Lowest => "lowest intensity".to_owned(),
        Statistic::Highest => "highest intensity".to_owned(),
        Statistic::Peak => "peak intensity".to_owned(),
        Statistic::Mean => "mean intensity".to_owned(),
        Statistic::StandardDeviation => "standard deviation of the intensities".to_owned(),
        Statistic::Median => "median intensity".to_owned(),
        Statistic::Percentile(percent) => format!("{} of the intensities", percent.written),
    }
}
