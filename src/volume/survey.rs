//! Facts about every label of a map at once.

#![expect(clippy::indexing_slicing, reason = "dense label numbers are below the number of labels")]

use super::contacts::{Contacts, Faces, contacts};
use super::geometry::Geometry;
use super::moments::{Moments, moments};
use super::runs::Runs;
use super::sizes::Sizes;
use super::slabs::Slabs;
use super::structure::Bounds;
use super::survey_topology::add_topology;

/// Labels beyond this number are not surveyed.
pub const MAX_LABELS: usize = 1 << 16;

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

/// Surveys all labels of a map: one pass for sizes and places, one for contacts, and for topology a walk per label, spread
/// over the threads of the pool it is called in.
///
/// Cost goes with the number of runs, those of neighbouring slices that are alike counted once. Beside the map it takes 24 bytes a run for the labels with the most runs, 8 bytes a
/// component, and the result, in which long lists are cut and say so.
pub fn survey(runs: &Runs, geometry: &Geometry, plan: &SurveyPlan) -> Survey {
    let slabs = Slabs::new(runs);
    let (labels, found) =
        rayon::join(|| label_facts(runs, &slabs, geometry, plan), || plan.contacts.then(|| contacts(runs, &slabs)));
    let mut survey = Survey { labels, label_count: runs.values().len() as u64, ..Survey::default() };
    if let Some(found) = found {
        survey.add_contacts(found, runs, geometry);
    }
    survey
}

/// Facts about each label by itself.
fn label_facts(runs: &Runs, slabs: &Slabs, geometry: &Geometry, plan: &SurveyPlan) -> Vec<LabelFacts> {
    let mut moments = moments(runs, slabs, MAX_LABELS);
    let mut labels: Vec<LabelFacts> = Vec::with_capacity(moments.len());
    for ((&label, &voxels), moments) in runs.values().iter().zip(runs.voxels()).zip(&mut moments) {
        labels.push(LabelFacts::new(label, voxels, moments, geometry));
    }
    add_topology(runs, slabs, &moments, plan, &mut labels);
    labels
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
