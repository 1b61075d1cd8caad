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

use std::rc::Rc;

use crate::report::Place;
use crate::volume::run_tree::{Link, RunTree};
use crate::volume::{Geometry, LabelMap, RunSet};

pub use agreement::{Agreement, Remainder};
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

use diameters::DiameterKey;
use distances::SurfaceDistances;
use memo::{MeasuredMemo, Memo};
use part_index::PartIndex;

/// The measures of one label map.
#[derive(Debug)]
pub struct Facts<'m> {
    map: &'m LabelMap,
    ignore: Option<Shape>,
    structures: MeasuredMemo<Shape, Rc<RunSet>>,
    part_indices: MeasuredMemo<(Shape, u8), Rc<PartIndex>>,
    holes: MeasuredMemo<(Shape, u8, bool), Rc<[Part]>>,
    diameters: MeasuredMemo<DiameterKey, Diameter>,
    meetings: MeasuredMemo<(Shape, Shape), Meeting>,
    insides: MeasuredMemo<(Shape, Shape), Inside>,
    trees: MeasuredMemo<(Shape, bool), Rc<RunTree>>,
    links: MeasuredMemo<(Shape, Shape, distances::Search), Link>,
    surface_distances: MeasuredMemo<(Shape, Shape), Rc<SurfaceDistances>>,
    labelled: Memo<(), Rc<RunSet>>,
    /// The images beside the map, or why there is none.
    images: Vec<Result<Box<dyn Image + 'm>, String>>,
    padding_value: Option<Millimetres>,
    intensities: MeasuredMemo<(usize, Shape), Rc<Distribution>>,
    paddings: MeasuredMemo<Millimetres, Rc<RunSet>>,
    questions: images::Questions,
    image_contents: Memo<usize, Result<String, String>>,
}

impl<'m> Facts<'m> {
    pub fn new(map: &'m LabelMap) -> Self {
        Facts {
            map,
            ignore: None,
            structures: Memo::default(),
            part_indices: Memo::default(),
            holes: Memo::default(),
            diameters: Memo::default(),
            meetings: Memo::default(),
            insides: Memo::default(),
            trees: Memo::default(),
            links: Memo::default(),
            surface_distances: Memo::default(),
            labelled: Memo::default(),
            images: Vec::new(),
            padding_value: None,
            intensities: Memo::default(),
            paddings: Memo::default(),
            questions: images::Questions::default(),
            image_contents: Memo::default(),
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

    pub fn geometry(&self) -> &'m Geometry {
        &self.map.geometry
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
