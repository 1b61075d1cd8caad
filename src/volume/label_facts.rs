//! What a survey can find out, and what it found out about one label.

use super::contacts::Faces;
use super::geometry::Geometry;
use super::moments::Moments;
use super::sizes::Sizes;
use super::structure::Bounds;

/// What a survey is to find out. Voxels, boxes, centroids and slice gaps take one pass and are always there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SurveyPlan {
    /// Components for 6, 18 and 26 neighbours.
    pub components: [bool; 3],
    /// Euler characteristics.
    pub euler: bool,
    /// Cavities, and which labels lie in them.
    pub cavities: bool,
    /// Faces between labels, and surfaces.
    pub contacts: bool,
}

/// Facts about one label. What the plan did not ask for is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelFacts {
    pub label: i64,
    pub voxels: u64,
    /// mm³.
    pub volume: f64,
    pub bounds: Bounds,
    /// Mean voxel index.
    pub centroid: [f64; 3],
    /// Whether the label touches the faces of the grid: low and high x, low and high y, low and high z.
    pub border: [bool; 6],
    /// Empty slices of the third axis between the first and the last that hold the label: first and last of each stretch.
    pub z_gaps: Vec<[u32; 2]>,
    /// Number of stretches; above 1,000 not all are listed.
    pub z_gap_count: u64,
    /// For 6, 18 and 26 neighbours.
    pub components: [Option<Sizes>; 3],
    /// Bounded parts of the complement, which is 6-connected (b2 of the 26-connected label).
    pub cavities: Option<Sizes>,
    pub euler_6: Option<i64>,
    pub euler_26: Option<i64>,
    pub surface: Option<Surface>,
    /// Labels in whose cavities all voxels of this one lie; at most 1,000.
    pub contained_in: Option<Vec<i64>>,
    /// Number of labels in whose cavities it lies, listed or not.
    pub contained_in_count: u64,
}

/// Faces of a label towards anything else, the outside of the grid included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Surface {
    pub faces: Faces,
    pub mm2: f64,
}

impl SurveyPlan {
    pub const EVERYTHING: SurveyPlan =
        SurveyPlan { components: [true; 3], euler: true, cavities: true, contacts: true };
}

impl LabelFacts {
    /// Tunnels (b1) of the 26-connected label: components + cavities − χ.
    pub fn handles(&self) -> Option<i64> {
        let [.., components] = &self.components;
        Some(components.as_ref()?.count as i64 + self.cavities.as_ref()?.count as i64 - self.euler_26?)
    }

    pub(super) fn new(label: i64, voxels: u64, moments: &mut Moments, geometry: &Geometry) -> Self {
        let Bounds { low: [x0, y0, z0], high: [x1, y1, z1] } = moments.bounds;
        let [nx, ny, nz] = geometry.shape.map(|n| n.saturating_sub(1));
        LabelFacts {
            label,
            voxels,
            volume: voxels as f64 * geometry.voxel_volume(),
            bounds: moments.bounds,
            centroid: moments.centroid(voxels),
            border: [x0 == 0, x1 == nx, y0 == 0, y1 == ny, z0 == 0, z1 == nz],
            z_gaps: std::mem::take(&mut moments.z_gaps),
            z_gap_count: moments.z_gap_count,
            components: [None, None, None],
            cavities: None,
            euler_6: None,
            euler_26: None,
            surface: None,
            contained_in: None,
            contained_in_count: 0,
        }
    }
}
