//! What follows from the rules of a protocol, decided with proof. Knows nothing of images.
//!
//! * [`anatomy`] says what compared protocols speak of.
//! * [`solver`] decides formulas of Booleans and linear constraints. It knows nothing of protocols.

pub mod anatomy;
pub mod solver;

pub use anatomy::{Anatomy, TissueId, TissueSet, View};
