//! Facts about every label of a map at once.

#![expect(clippy::indexing_slicing, reason = "dense label numbers are below the number of labels")]

use super::connectivity::Space;
use super::contacts::{Contacts, Faces, contacts};
use super::enclosed::Enclosed;
use super::geometry::Geometry;
use super::label_rows::LabelRows;
use super::moments::{Moments, moments};
use super::rows::Links;
use super::runs::Runs;
use super::sizes::Sizes;
use super::structure::Bounds;
use super::topology::Scratch;

/// Labels beyond this number are not surveyed.
pub const MAX_LABELS: usize = 1 << 16;

/// The longest list of parts of a label: real tissue maps have some ten thousand.
const MAX_PARTS: usize = 1 << 16;

/// Parts listed for all labels together before lists are cut to [`FEW_PARTS`].
const ALL_PARTS: usize = 1 << 20;
const FEW_PARTS: usize = 10;

/// The longest list of labels that enclose a label.
const MAX_ENCLOSING: usize = 1000;

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

/// Facts about the labels of a map, in rising order of their values.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Survey {
    pub labels: Vec<LabelFacts>,
    /// Labels of the map, surveyed or not: see [`MAX_LABELS`].
    pub label_count: u64,
    /// Labels that share faces, by their values, sorted.
    pub contacts: Vec<Contact>,
    /// Faces per array axis between labels whose pair is not listed, because there were too many pairs.
    pub unlisted_faces: Faces,
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

/// Faces that two labels share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contact {
    /// The smaller first.
    pub labels: [i64; 2],
    pub faces: Faces,
    pub mm2: f64,
}

impl SurveyPlan {
    pub const EVERYTHING: SurveyPlan =
        SurveyPlan { components: [true; 3], euler: true, cavities: true, contacts: true };

    fn asks_for_topology(&self) -> bool {
        self.euler || self.cavities || self.components.contains(&true)
    }
}

impl LabelFacts {
    /// Tunnels (b1) of the 26-connected label: components + cavities − χ.
    pub fn handles(&self) -> Option<i64> {
        let [.., components] = &self.components;
        Some(components.as_ref()?.count as i64 + self.cavities.as_ref()?.count as i64 - self.euler_26?)
    }

    fn new(label: i64, voxels: u64, moments: &mut Moments, geometry: &Geometry) -> Self {
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

/// Surveys all labels of a map: one pass for sizes and places, one for contacts, and for topology a walk per label.
///
/// Cost goes with the number of runs. Beside the map it takes 24 bytes a run for the label with the most runs, 8 bytes a
/// component, and the result, in which long lists are cut and say so.
pub fn survey(runs: &Runs, geometry: &Geometry, plan: &SurveyPlan) -> Survey {
    let mut moments = moments(runs, MAX_LABELS);
    let mut labels: Vec<LabelFacts> = Vec::with_capacity(moments.len());
    for ((&label, &voxels), moments) in runs.values().iter().zip(runs.voxels()).zip(&mut moments) {
        labels.push(LabelFacts::new(label, voxels, moments, geometry));
    }
    if plan.asks_for_topology() {
        topology(runs, &moments, plan, &mut labels);
    }
    let mut survey = Survey { labels, label_count: runs.values().len() as u64, ..Survey::default() };
    if plan.contacts {
        survey.add_contacts(contacts(runs), runs, geometry);
    }
    survey
}

fn topology(runs: &Runs, moments: &[Moments], plan: &SurveyPlan, labels: &mut [LabelFacts]) {
    let mut scratch = Scratch::default();
    let mut enclosed = plan.cavities.then(|| Enclosed::new(runs));
    if plan.cavities {
        labels.iter_mut().for_each(|label| label.contained_in = Some(Vec::new()));
    }
    let mut listed = 0;
    let mut links = Links::default();
    LabelRows::new(runs, moments).for_each(|dense, rows| {
        let rows = links.link(rows, Space::Volume);
        let limit = MAX_PARTS.min(ALL_PARTS.saturating_sub(listed)).max(FEW_PARTS);
        if plan.euler || plan.components.contains(&true) {
            let topology = scratch.topology(rows, plan.components, limit);
            listed += topology.components.iter().flatten().map(|sizes| sizes.largest.len()).sum::<usize>();
            let facts = &mut labels[dense];
            facts.components = topology.components;
            facts.euler_6 = plan.euler.then_some(topology.euler_6);
            facts.euler_26 = plan.euler.then_some(topology.euler_26);
        }
        if let Some(enclosed) = &mut enclosed {
            let cavities = scratch.cavities(rows, limit, |gap| enclosed.add(gap));
            listed += cavities.largest.len();
            labels[dense].cavities = Some(cavities);
            let around = labels[dense].label;
            for inner in enclosed.take() {
                let Some(inner) = labels.get_mut(inner as usize) else { continue };
                inner.contained_in_count += 1;
                if let Some(list) = inner.contained_in.as_mut().filter(|list| list.len() < MAX_ENCLOSING) {
                    list.push(around);
                }
            }
        }
    });
}

impl Survey {
    fn add_contacts(&mut self, found: Contacts, runs: &Runs, geometry: &Geometry) {
        let areas = geometry.face_areas();
        let mm2 = |faces: Faces| faces.iter().zip(areas).map(|(&count, area)| count as f64 * area).sum();
        for (label, faces) in self.labels.iter_mut().zip(found.surfaces) {
            label.surface = Some(Surface { faces, mm2: mm2(faces) });
        }
        let values = runs.values();
        self.contacts = found
            .pairs
            .into_iter()
            .map(|((a, b), faces)| Contact { labels: [values[a as usize], values[b as usize]], faces, mm2: mm2(faces) })
            .collect();
        self.unlisted_faces = found.unlisted;
    }
}
