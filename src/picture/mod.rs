//! Slices of a case as pictures: classes in their colours, over the image if there is one, what is wrong outlined.
//!
//! A [`Scene`] is what there is to see. [`fault`] turns the place of a finding into voxels, [`cuts`] chooses the slices through
//! it as radiologists look at them, [`paint`] colours their pixels, a [`Sampler`] picks the image's, and [`picture`] or
//! [`blocks`] makes bytes for a page or text for a terminal. Nothing here reads a file.

pub mod blocks;
pub mod cut;
mod encode;
pub mod fault;
mod outline;
pub mod paint;
pub mod palette;
pub mod sampler;
pub mod scene;

pub use blocks::blocks;
pub use cut::{Cut, cuts};
pub use encode::{DETAILS, Detail, picture};
pub use fault::{Fault, fault};
pub use paint::{Painted, paint};
pub use sampler::Sampler;
pub use scene::{Layer, Scene};
