//! Facts about every label of a map at once.

#![expect(clippy::indexing_slicing, reason = "dense label numbers are below the number of labels")]

use super::contacts::{Contacts, Faces, contacts};
use super::geometry::Geometry;
use super::label_facts::{LabelFacts, Surface, SurveyPlan};
use super::moments::moments;
use super::runs::Runs;
use super::slabs::Slabs;
use super::survey_topology::add_topology;

/// Labels beyond this number are not surveyed.
pub const MAX_LABELS: usize = 1 << 16;

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

/// Faces that two labels share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contact {
    /// The smaller first.
    pub labels: [i64; 2],
    pub faces: Faces,
    pub mm2: f64,
}

/// Surveys all labels of a map: one pass for sizes and places, one for contacts, and for topology a walk per label, spread
/// over the threads of the pool it is called in.
///
/// Cost goes with the number of runs, those of neighbouring slices that are alike counted once. Beside the map it takes
/// 24 bytes a run for the labels with the most runs, 8 bytes a component, and the result, in which long lists are cut and
/// say so.
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
