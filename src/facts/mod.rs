//! Measures of structures, each computed once, only when asked for. Knows nothing of protocols.
//!
//! [`Facts`] answers for one label map. A [`Shape`] says of which voxels; the methods are grouped by file:
//!
//! * `structures`: voxels of a shape, region algebra;
//! * `size`: counts, volumes, boxes, centroids, ends and extents;
//! * `parts`: components, holes and tunnels;
//! * `slices`: slices, gaps, the border of the volume;
//! * `diameters`: in-slice diameter and short axis, three-dimensional Feret diameter;
//! * `contacts`: shared faces, `inside`, `touches`, `separate`;
//! * `agreement`: subsets, equality, overlap, Jaccard and Dice;
//! * `distances`: smallest, Hausdorff and surface distances;
//! * `points`: how far a point lies from a structure;
//! * `images`: what the images beside the map hold under a shape, and their padding.
//!
//! [`survey`] is apart: facts about every label of a map at once, as data.
//!
//! Every measure is a [`Measured`] value or the reason why there is none. World axes are 0 (left to right), 1 (posterior
//! to anterior) and 2 (inferior to superior); `positive` is the right, anterior or superior end.

mod agreement;
mod answers;
mod contacts;
mod diameters;
mod distances;
pub mod distribution;
mod image_content;
mod images;
mod memo;
mod part_index;
mod parts;
mod points;
mod scope;
pub mod shape;
mod size;
mod slices;
mod structures;
pub mod survey;
pub mod unmeasured;
mod work;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use crate::report::Place;
use crate::volume::run_tree::RunTree;
use crate::volume::{Geometry, LabelMap, RunSet, Runs};

pub use agreement::{Agreement, Remainder};
pub use answers::{Answers, VERSION};
pub use contacts::{Contact, Inside, Meeting};
pub use diameters::Diameter;
pub use distances::{Reach, Separation, Unit};
pub use distribution::Distribution;
pub use images::{Image, ImagePart};
pub use parts::{Floor, Part};
pub use points::PointReach;
pub use shape::{IntensityEnd, Millimetres, Shape};
pub use size::{Centroid, End};
pub use slices::Gap;
pub use survey::SurveyFacts;
pub use unmeasured::{Measured, Unmeasured};

use distances::SurfaceDistances;
use memo::{MeasuredMemo, Memo};
use part_index::PartIndex;
use work::Work;

/// The measures of one label map.
#[derive(Debug)]
pub struct Facts<'m> {
    voxels: &'m dyn Voxels,
    ignore: Option<Shape>,
    answers: Answers,
    /// Leaves of shapes that may be asked for.
    expected: RefCell<BTreeSet<Shape>>,
    structures: MeasuredMemo<Shape, Rc<RunSet>>,
    part_indices: MeasuredMemo<(Shape, u8), Rc<PartIndex>>,
    trees: MeasuredMemo<(Shape, bool), Rc<RunTree>>,
    surface_distances: MeasuredMemo<(Shape, Shape), Rc<SurfaceDistances>>,
    labelled: Memo<(), Rc<RunSet>>,
    /// The images beside the map, or why there is none.
    images: Vec<Result<Box<dyn Image + 'm>, String>>,
    padding_value: Option<Millimetres>,
    paddings: MeasuredMemo<Millimetres, Rc<RunSet>>,
    questions: images::Questions,
    read_images: Cell<bool>,
    work: Work,
}

/// A label map whose voxels may be fetched only when a measure needs them.
pub trait Voxels: std::fmt::Debug {
    fn geometry(&self) -> &Geometry;

    /// Number of layers.
    fn layers(&self) -> usize;

    /// The voxels of a layer, on the grid of the map. `None`: there is no such layer.
    fn layer(&self, index: usize) -> Option<&Runs>;
}

impl Voxels for LabelMap {
    fn geometry(&self) -> &Geometry {
        &self.geometry
    }

    fn layers(&self) -> usize {
        self.layers.len()
    }

    fn layer(&self, index: usize) -> Option<&Runs> {
        self.layers.get(index)
    }
}

impl<'m> Facts<'m> {
    pub fn new(voxels: &'m dyn Voxels) -> Self {
        Facts {
            voxels,
            ignore: None,
            answers: Answers::default(),
            expected: RefCell::default(),
            structures: Memo::default(),
            part_indices: Memo::default(),
            trees: Memo::default(),
            surface_distances: Memo::default(),
            labelled: Memo::default(),
            images: Vec::new(),
            padding_value: None,
            paddings: Memo::default(),
            questions: images::Questions::default(),
            read_images: Cell::default(),
            work: Work::default(),
        }
    }

    /// The images of the case by number, or for each why it cannot be read.
    #[must_use]
    pub fn with_images(mut self, images: Vec<Result<Box<dyn Image + 'm>, String>>) -> Self {
        self.images = images;
        self
    }

    /// The intensity of the first image where nothing was scanned.
    #[must_use]
    pub fn with_padding(mut self, value: f64) -> Self {
        self.padding_value = Some(Millimetres::new(value));
        self
    }

    /// Voxels of this shape are neither class nor background: faces onto them leave every share, and a cavity that holds
    /// one is no hole.
    #[must_use]
    pub fn with_ignore(mut self, ignore: Shape) -> Self {
        self.ignore = Some(ignore);
        self
    }

    /// Measures that were taken of the same label map before, with the same ignored voxels, padding and images.
    #[must_use]
    pub fn with_answers(mut self, answers: Answers) -> Self {
        self.answers = answers;
        self
    }

    /// Every measure that was taken, and those that were given.
    pub fn into_answers(self) -> Answers {
        self.answers
    }

    /// Whether an image was read, so that the answers may depend on it.
    pub fn has_read_images(&self) -> bool {
        self.read_images.get()
    }

    pub fn geometry(&self) -> &'m Geometry {
        self.voxels.geometry()
    }

    /// Where a structure is, for a finding: its first voxel, its box, and its slice if it lies in one.
    fn place_of(&self, set: &RunSet, slice: Option<(crate::report::Plane, u32)>) -> Option<Place> {
        let bounds = set.bounds()?;
        let mut place = self.place_at(set.first()?);
        place.bounds = Some((bounds.low, bounds.high));
        place.slice = slice;
        Some(place)
    }

    /// A voxel as a place.
    fn place_at(&self, voxel: [u32; 3]) -> Place {
        let world = self.geometry().affine.map(|affine| affine.apply(voxel.map(f64::from)));
        Place { voxel: Some(voxel), world, bounds: None, slice: None }
    }
}

#[cfg(test)]
mod tests;
