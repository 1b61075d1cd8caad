//! What 3D Slicer reads: colour tables, terminologies, markups.

mod colors;
mod concepts;
mod markups;
mod terminology;

pub use colors::{slicer_colors, slicer_table};
pub use markups::slicer_markups;
pub use terminology::slicer_terminology;
