//! Synthetic label maps with prescribed facts, as proof of what protocols say.
//!
//! A [`Plan`] says what there is to be: bodies of tissue with exact numbers of voxels, what lies in what, what touches,
//! cavities, tunnels, order. [`PlannedFacts`] says what follows from it for every union of tissues.

pub mod plan;
pub mod planned_facts;

pub use plan::{Body, Flaw, Grid, Plan};
pub use planned_facts::PlannedFacts;
