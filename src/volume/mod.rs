//! Label maps as rows of runs, their geometry, and the algorithms on them. Knows nothing of protocols or files.
//!
//! Array axes are (x, y, z) = (first, second, third) as stored, zero-based. World points are RAS+ millimetres.

pub mod geometry;
pub mod grid_match;
pub mod label_map;
pub mod orientation;
pub mod runs;
pub mod runs_builder;
pub mod structure;
pub mod vector;

pub use geometry::{Affine, Geometry};
pub use grid_match::{GridDifference, same_grid};
pub use label_map::LabelMap;
pub use orientation::{NoPlane, Orientation, SliceAxis};
pub use runs::{LabelRow, LabelRun, RowRuns, Runs};
pub use runs_builder::RunsBuilder;
pub use structure::{Run, RunSet};
