//! What follows from the rules of a protocol, decided with proof. Knows nothing of images.
//!
//! * [`anatomy`] says what compared protocols speak of.

pub mod anatomy;

pub use anatomy::{Anatomy, TissueId, TissueSet, View};
