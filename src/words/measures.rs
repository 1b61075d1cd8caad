//! What can be measured of a case, in words.

use crate::model::rule::{Axis, Measure, MeasureKind, SpacingAxis, Structure};
use crate::report::Plane;

use super::Words;
use super::phrases::{self, extent, quantity};
use super::structures::{connected, counting, floor};

/// Something that is counted: `` `liver` `` `has` `part` or `parts`.
pub(super) struct Counted {
    pub of: String,
    pub verb: &'static str,
    pub denied: &'static str,
    pub one: String,
    pub many: String,
    /// How to say that there is none, where it is not `has no ..`.
    pub none: Option<String>,
    /// What one of them makes of it: `is a single piece`.
    pub whole: Option<String>,
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
            M::Volume(on) => of(if self.in_slice { "area" } else { "volume" }, on),
            M::Extent { of: on, axis } => of(extent(*axis), on),
            M::Diameter { of: on, plane } => of(&format!("longest diameter{}", in_plane(*plane)), on),
            M::ShortAxis { of: on, plane } => of(&format!("short axis{}", in_plane(*plane)), on),
            M::Feret(on) => of("Feret diameter (the longest in 3D)", on),
            M::Contact(a, b) => two("area of contact of", a, b),
            M::ContactShare(a, b) => {
                format!("the share of the surface of {} that borders on {}", self.structure(a), self.structure(b))
            }
            M::Distance(a, b) => two("smallest distance between", a, b),
            M::Hausdorff(a, b) => two("Hausdorff distance between", a, b),
            M::Hd95(a, b) => two("95 % Hausdorff distance between", a, b),
            M::Overlap(a, b) => two("volume of the overlap of", a, b),
            M::Iou(a, b) => two("intersection over union of", a, b),
            M::Dice(a, b) => two("Dice coefficient of", a, b),
            M::SurfaceDice { a, b, tolerance } => {
                two(&format!("surface Dice (within {}) of", quantity(tolerance)), a, b)
            }
            M::Intensity { of: on, image, statistic } => {
                format!("the {} of {} in {}", phrases::statistic(statistic), self.structure(on), self.image(*image))
            }
            M::IntensityShare { of: on, image, range } => {
                let (of, range) = (self.structure(on), self.intensities(range));
                format!("the share of the voxels of {of} that have an intensity {range} in {}", self.image(*image))
            }
            M::Separation { from, to, axis } => {
                let along = match axis {
                    Axis::RightLeft => "left-right",
                    Axis::AnteriorPosterior => "front-back",
                    Axis::CranialCaudal => "head-foot",
                };
                format!("the distance along the {along} axis from {} to {}", self.position(from), self.position(to))
            }
            M::Spacing(axis) => match axis {
                SpacingAxis::InPlane => "the pixel spacing within slices".to_owned(),
                SpacingAxis::BetweenSlices => "the spacing between slices".to_owned(),
                SpacingAxis::Every => "the voxel spacing along every axis".to_owned(),
                SpacingAxis::Array(axis) => format!("the spacing along array axis {}", array_axis(*axis)),
            },
            M::Dimensions => "the number of array axes".to_owned(),
            M::Fact(field) => self.field(*field),
            M::Captured(id) => self.named(*id),
            M::RobustZ(number) => {
                let number = self.number(number);
                format!("the distance of {number} from the median of all cases (in robust standard deviations)")
            }
            M::Points(points) => self.point_measure(points),
            M::Plane(plane) => self.plane_measure(plane),
            M::Present(on) => of("count", on),
            // These are counted.
            M::Voxels(_)
            | M::Length(_)
            | M::Size(_)
            | M::Components(_)
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
            denied: if verb == "has" { "does not have" } else { "does not lie in" },
            one: format!("{one}{rest}"),
            many: format!("{many}{rest}"),
            none: None,
            whole: None,
        };
        Some(match &measure.kind {
            M::Components(on) => {
                let rest = format!("{}{}", floor(on.floor.as_ref()), connected(on.connectivity));
                let whole = Some(format!("is a single piece{}", counting(on)));
                Counted { whole, ..counted(self.structure(&on.of), "has", "part", "parts", rest) }
            }
            M::Voxels(of) => counted(self.structure(of), "has", "voxel", "voxels", String::new()),
            M::Length(text) => counted(self.text(text), "has", "character", "characters", String::new()),
            M::Size(axis) => {
                let rest = format!(" along array axis {}", array_axis(*axis));
                counted("the image".to_owned(), "has", "voxel", "voxels", rest)
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
                let (name, rest) = (self.structure(of), " between its first and its last");
                let none = Some(format!("{name} lies in every {} slice{rest}", plane.word()));
                Counted { none, ..counted(name, "has", &one, &many, rest.to_owned()) }
            }
            M::MissingBetween(id) => {
                let (name, rest) = (self.sequence(*id), " between its first and its last");
                let none =
                    Some(format!("no member of {name} is missing between the first and the last that are there"));
                Counted { none, ..counted(name, "has", "missing member", "missing members", rest.to_owned()) }
            }
            _ => return None,
        })
    }
}

fn array_axis(axis: u8) -> &'static str {
    match axis {
        0 => "i",
        1 => "j",
        _ => "k",
    }
}

fn in_plane(plane: Option<Plane>) -> String {
    plane.map_or_else(String::new, |plane| format!(" (in {} slices)", plane.word()))
}
