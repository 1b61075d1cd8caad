//! What follows from the rules of a protocol, decided with proof. Knows nothing of images.
//!
//! * [`anatomy`] says what compared protocols speak of.
//! * [`fragment`] puts protocols into formulas, states what is true of every label map, and asks questions.
//! * [`solver`] decides formulas of Booleans and linear constraints. It knows nothing of protocols.

pub mod anatomy;
pub mod fragment;
pub mod solver;

pub use anatomy::{Anatomy, TissueId, TissueSet, View};
