//! Label maps as rows of runs, their geometry, and the algorithms on them. Knows nothing of protocols or files.
//!
//! Array axes are (x, y, z) = (first, second, third) as stored, zero-based. World points are RAS+ millimetres.

pub mod cavities;
pub mod components;
pub mod connectivity;
mod contacts;
mod enclosed;
pub mod euler;
pub mod faces;
pub mod farthest;
mod forest;
pub mod geometry;
pub mod grid_match;
pub mod hull;
pub mod label_facts;
pub mod label_map;
mod label_rows;
pub mod label_values;
pub mod lattice;
pub mod longest;
pub mod margin;
mod moments;
pub mod orientation;
pub mod outline;
mod packed_rows;
pub mod polyhedron;
pub mod reslice;
mod rows;
mod run_store;
pub mod run_tree;
pub mod runs;
pub mod runs_builder;
pub mod set_operations;
pub mod sizes;
mod slabs;
pub mod structure;
pub mod survey;
mod survey_topology;
mod topology;
pub mod vector;

pub use cavities::{Cavities, cavities};
pub use components::{Component, Components, components};
pub use connectivity::{Connectivity, Space};
pub use euler::euler;
pub use geometry::{Affine, Geometry};
pub use grid_match::{GridDifference, same_grid};
pub use label_facts::{LabelFacts, Surface, SurveyPlan};
pub use label_map::LabelMap;
pub use label_values::LabelValue;
pub use orientation::{NoPlane, Orientation, SliceAxis};
pub use runs::{LabelRow, LabelRun, RowRuns, Runs};
pub use runs_builder::RunsBuilder;
pub use sizes::{SizeBin, Sizes};
pub use structure::{Bounds, Run, RunSet};
pub use survey::{Contact, Survey, survey};
