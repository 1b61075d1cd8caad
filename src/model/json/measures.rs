//! Measures of a case.

use serde_json::{Value, json};

use super::super::rule::{Axis, Components, Connectivity, Measure, MeasureKind, SpacingAxis, Statistic};
use super::numbers::{quantity, unit};
use super::writer::{Writer, flag};

impl Writer<'_> {
    /// The measure with its unit.
    pub(super) fn measure(&self, measure: &Measure) -> Value {
        let mut value = self.measure_kind(&measure.kind);
        if let Value::Object(object) = &mut value {
            object.insert("unit".to_owned(), json!(unit(measure.dimension)));
            object.insert("written".to_owned(), json!(measure.text));
        }
        value
    }

    pub(super) fn measure_kind(&self, kind: &MeasureKind) -> Value {
        let one = |kind: &str, of| json!({"kind": kind, "of": self.structure(of)});
        let two = |kind: &str, a, b| json!({"kind": kind, "a": self.structure(a), "b": self.structure(b)});
        match kind {
            MeasureKind::Voxels(of) => one("voxels", of),
            MeasureKind::Volume(of) => one("volume", of),
            MeasureKind::Components(components) => self.components(components),
            MeasureKind::Holes { of, floor, connectivity, of_background } => json!({
                "kind": "holes",
                "of": self.structure(of),
                "floor": floor.as_ref().map(|floor| quantity(&floor.0)),
                "connectivity": connectivity_name(*connectivity),
                "of_background": flag(*of_background),
            }),
            MeasureKind::Tunnels { of, connectivity } => json!({
                "kind": "tunnels", "of": self.structure(of), "connectivity": connectivity_name(*connectivity),
            }),
            MeasureKind::Extent { of, axis } => {
                json!({"kind": "extent", "of": self.structure(of), "axis": axis_name(*axis)})
            }
            MeasureKind::Diameter { of, plane } => {
                json!({"kind": "diameter", "of": self.structure(of), "plane": plane.map(|plane| plane.word())})
            }
            MeasureKind::ShortAxis { of, plane } => {
                json!({"kind": "short_axis", "of": self.structure(of), "plane": plane.map(|plane| plane.word())})
            }
            MeasureKind::Feret(of) => one("feret", of),
            MeasureKind::Slices { of, plane } => {
                json!({"kind": "slices", "of": self.structure(of), "plane": plane.word()})
            }
            MeasureKind::SliceGaps { of, plane } => {
                json!({"kind": "slice_gaps", "of": self.structure(of), "plane": plane.word()})
            }
            MeasureKind::Contact(a, b) => two("contact", a, b),
            MeasureKind::ContactShare(a, b) => two("contact_share", a, b),
            MeasureKind::Distance(a, b) => two("distance", a, b),
            MeasureKind::Hausdorff(a, b) => two("hausdorff", a, b),
            MeasureKind::Hd95(a, b) => two("hd95", a, b),
            MeasureKind::Overlap(a, b) => two("overlap", a, b),
            MeasureKind::Iou(a, b) => two("iou", a, b),
            MeasureKind::Dice(a, b) => two("dice", a, b),
            MeasureKind::SurfaceDice { a, b, tolerance } => json!({
                "kind": "surface_dice", "a": self.structure(a), "b": self.structure(b), "tolerance": quantity(tolerance),
            }),
            MeasureKind::Intensity { of, image, statistic } => json!({
                "kind": "intensity",
                "of": self.structure(of),
                "image": self.image(*image),
                "statistic": statistic_name(statistic),
                "percentile": match statistic {
                    Statistic::Percentile(at) => Some(quantity(at)),
                    _ => None,
                },
            }),
            MeasureKind::IntensityShare { of, image, range } => json!({
                "kind": "intensity_share",
                "of": self.structure(of),
                "image": self.image(*image),
                "range": self.intensities(range),
            }),
            MeasureKind::Separation { from, to, axis } => json!({
                "kind": "separation", "from": self.position(from), "to": self.position(to), "axis": axis_name(*axis),
            }),
            MeasureKind::MissingBetween(sequence) => {
                json!({"kind": "missing_between", "sequence": self.sequence(*sequence)})
            }
            MeasureKind::Spacing(axis) => spacing(*axis),
            MeasureKind::Size(axis) => json!({"kind": "size", "array_axis": axis}),
            MeasureKind::Dimensions => json!({"kind": "dimensions"}),
            MeasureKind::Fact(field) => json!({"kind": "fact", "of": self.field_ref(*field)}),
            MeasureKind::Length(text) => json!({"kind": "length", "of": self.text(text)}),
            MeasureKind::Captured(id) => json!({"kind": "captured", "variable": self.variable(*id)}),
            MeasureKind::RobustZ(number) => json!({"kind": "robust_z", "of": self.number(number)}),
            MeasureKind::Points(measure) => self.point_measure(measure),
            MeasureKind::Plane(measure) => self.plane_measure(measure),
            MeasureKind::Present(of) => one("present", of),
        }
    }

    /// The number of parts; also the set that `each` runs over.
    pub(super) fn components(&self, components: &Components) -> Value {
        json!({
            "kind": "components",
            "of": self.structure(&components.of),
            "floor": components.floor.as_ref().map(|floor| quantity(&floor.0)),
            "connectivity": connectivity_name(components.connectivity),
        })
    }
}

/// Foreground and background, in three dimensions.
fn connectivity_name(connectivity: Connectivity) -> &'static str {
    match connectivity {
        Connectivity::Full => "26/6",
        Connectivity::Face => "6/26",
        Connectivity::Edge => "18",
    }
}

pub(super) fn axis_name(axis: Axis) -> &'static str {
    match axis {
        Axis::RightLeft => "right_left",
        Axis::AnteriorPosterior => "anterior_posterior",
        Axis::CranialCaudal => "cranial_caudal",
    }
}

fn statistic_name(statistic: &Statistic) -> &'static str {
    match statistic {
        Statistic::Lowest => "min",
        Statistic::Highest => "max",
        Statistic::Mean => "mean",
        Statistic::StandardDeviation => "sd",
        Statistic::Median => "median",
        Statistic::Peak => "peak",
        Statistic::Percentile(_) => "percentile",
    }
}

fn spacing(axis: SpacingAxis) -> Value {
    match axis {
        SpacingAxis::InPlane => json!({"kind": "spacing", "along": "in_plane"}),
        SpacingAxis::BetweenSlices => json!({"kind": "spacing", "along": "between_slices"}),
        SpacingAxis::Every => json!({"kind": "spacing", "along": "every"}),
        SpacingAxis::Array(axis) => json!({"kind": "spacing", "along": "array", "array_axis": axis}),
    }
}
