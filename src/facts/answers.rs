//! Every measure that was taken of a label map, in a form that outlives the run.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::report::{Place, Plane};
use crate::volume::run_tree::Link;
use crate::volume::structure::Bounds;

use super::diameters::DiameterKey;
use super::distances::Search;
use super::memo::MeasuredMemo;
use super::parts::Listed;
use super::{
    Agreement, Diameter, Distribution, End, Inside, Meeting, Millimetres, Part, PointReach, Reach, Remainder, Shape,
    Unit,
};

/// Raised whenever a measure comes to mean something else, or is kept in another form: answers of another version are not
/// looked at. A test compares the bytes of many answers and fails where this was forgotten.
pub const VERSION: u32 = 1;

/// Answers by what was asked. They hold for the label map, the ignored voxels, the images and the padding that they were
/// taken of, and for nothing else; who keeps them sees to that.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Answers {
    pub(super) voxels: MeasuredMemo<Shape, u64>,
    pub(super) bounds: MeasuredMemo<Shape, Bounds>,
    /// In voxel indices.
    pub(super) centroids: MeasuredMemo<Shape, [f64; 3]>,
    pub(super) ends: MeasuredMemo<(Shape, u8), (End, End)>,
    pub(super) components: MeasuredMemo<(Shape, u8), Listed>,
    pub(super) holes: MeasuredMemo<(Shape, u8, bool), Rc<[Part]>>,
    pub(super) tunnels: MeasuredMemo<(Shape, u8), u64>,
    pub(super) slices: MeasuredMemo<(Shape, Plane), Vec<u32>>,
    pub(super) borders: MeasuredMemo<Shape, Option<Place>>,
    pub(super) diameters: MeasuredMemo<DiameterKey, Diameter>,
    pub(super) meetings: MeasuredMemo<(Shape, Shape), Meeting>,
    pub(super) insides: MeasuredMemo<(Shape, Shape), Inside>,
    pub(super) links: MeasuredMemo<(Shape, Shape, Search), Link>,
    pub(super) hd95: MeasuredMemo<(Shape, Shape), f64>,
    pub(super) surface_dice: MeasuredMemo<(Shape, Shape, Millimetres), f64>,
    pub(super) inside_reaches: MeasuredMemo<(Shape, Shape, Unit), Reach>,
    pub(super) subset_reaches: MeasuredMemo<(Shape, Shape, Unit), Reach>,
    pub(super) agreements: MeasuredMemo<(Shape, Shape), Agreement>,
    pub(super) subsets: MeasuredMemo<(Shape, Shape), Remainder>,
    pub(super) equals: MeasuredMemo<(Shape, Shape), Remainder>,
    pub(super) points: MeasuredMemo<(Shape, [Millimetres; 3]), PointReach>,
    pub(super) intensities: MeasuredMemo<(usize, Shape), Rc<Distribution>>,
    pub(super) image_contents: MeasuredMemo<usize, String>,
}
