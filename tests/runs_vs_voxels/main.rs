//! Algorithms on runs against their definitions, voxel by voxel, on random small maps.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may panic")]

mod random;
mod structures;
mod survey;
mod voxels;
