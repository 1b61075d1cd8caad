//! The landmarks of a phantom: each in the middle of what it marks, or as far off as is wanted.

use crate::check::{CasePoints, ClassSource};
use crate::formats::{Coordinates, NamedPoints};
use crate::model::Protocol;
use crate::model::landmark::{LandmarkId, LandmarkKind, MarkId};
use crate::model::protocol::ClassId;
use crate::volume::{Geometry, RunSet};

use super::seen::Seen;

/// A landmark with its points in RAS+ mm.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked {
    pub name: String,
    pub points: Vec<[f64; 3]>,
}

/// How long a line is, in mm.
const LINE: f64 = 10.0;

/// The landmarks that the protocol asks for of a case: of each class that is there, and of the whole.
pub fn marks(protocol: &Protocol, seen: &Seen, off: [f64; 3]) -> Vec<Marked> {
    let mut marks = Vec::new();
    for (at, landmark) in protocol.landmarks.lines.iter().enumerate() {
        let classes: Vec<Option<ClassId>> = match &landmark.per {
            Some(family) => family.classes.iter().copied().map(Some).collect(),
            None => vec![None],
        };
        for class in classes {
            let Some([x, y, z]) = middle(&voxels(protocol, seen, class), &seen.map.geometry) else { continue };
            let [right, anterior, superior] = off;
            let first = [x + right, y + anterior, z + superior];
            let [x, y, z] = first;
            let points = match landmark.kind {
                LandmarkKind::Point => vec![first],
                LandmarkKind::Line => vec![first, [x + LINE, y, z]],
            };
            marks.push(Marked { name: protocol.mark_name(MarkId { landmark: LandmarkId(at), class }), points });
        }
    }
    marks
}

/// The same as if they had been read from a file.
pub fn read(protocol: &Protocol, marks: &[Marked]) -> CasePoints {
    if protocol.landmarks.lines.is_empty() {
        return CasePoints::default();
    }
    let named = marks.iter().zip(1..).map(|(mark, number)| NamedPoints {
        name: mark.name.clone(),
        points: mark.points.iter().copied().map(Coordinates::World).collect(),
        place: format!("point {number}"),
    });
    CasePoints::of(protocol, vec![("phantom.mrk.json".to_owned(), named.collect())], Vec::new())
}

/// The voxels of a class, or of all.
fn voxels(protocol: &Protocol, seen: &Seen, class: Option<ClassId>) -> RunSet {
    let layers = &seen.map.layers;
    match (&seen.classes, class) {
        (_, None) => RunSet::union_of(layers.iter().map(|layer| layer.structure(&|_| true)).collect()),
        (ClassSource::LabelMap, Some(class)) => {
            let ranges = protocol.class(class).map(|class| class.values.ranges.clone()).unwrap_or_default();
            let has = |value: i64| ranges.iter().any(|&(low, high)| (low..=high).contains(&value));
            layers.first().map(|layer| layer.structure(&has)).unwrap_or_default()
        }
        (ClassSource::FilePerClass(of), Some(class)) => {
            let layer = of.get(&class).and_then(|&layer| layers.get(layer));
            layer.map(|layer| layer.structure(&|_| true)).unwrap_or_default()
        }
    }
}

/// The centre of the voxel that lies nearest to the mean of all.
fn middle(voxels: &RunSet, geometry: &Geometry) -> Option<[f64; 3]> {
    let [x, y, z] = voxels.centroid()?;
    let nearest = |(slice, row, run): (u32, u32, crate::volume::Run)| {
        let along = x.clamp(f64::from(run.start), f64::from(run.end.saturating_sub(1))).round();
        [along, f64::from(row), f64::from(slice)]
    };
    let far = |at: &[f64; 3]| (at[0] - x).powi(2) + (at[1] - y).powi(2) + (at[2] - z).powi(2);
    geometry.world(voxels.runs().map(nearest).min_by(|a, b| far(a).total_cmp(&far(b)))?)
}
