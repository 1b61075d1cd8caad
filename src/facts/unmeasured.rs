//! Why a measure has no value.

use serde::{Deserialize, Serialize};

use crate::report::Plane;
use crate::volume::margin::TooFragmented;

/// The reason a measure could not be taken. As text it completes "could not measure: ..".
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize, Deserialize)]
pub enum Unmeasured {
    /// A structure the measure needs has no voxels: the first (0) or the second (1) argument.
    #[error("the structure has no voxels")]
    Empty { argument: usize },
    /// Sides, planes, world axes or margins that differ by direction were asked of a grid that is not placed in the patient.
    #[error("the file says no orientation, so sides and planes are unknown")]
    NoOrientation,
    /// The array layers nearest to the plane lean more than [`OBLIQUE_DEGREES`](crate::volume::orientation::OBLIQUE_DEGREES).
    #[error("the layers of the array lean {degrees:.1} degrees from the {} plane, and 20 is the limit; say `in: acquired` to measure in the layers as they are", plane.word())]
    Oblique { plane: Plane, degrees: f64 },
    /// A measure of the volume was asked for in a slice, or of a map with a single slice.
    #[error("it has a meaning in three dimensions only")]
    NeedsVolume,
    /// Connectivity 18 has no dual: it counts parts, and has neither holes nor tunnels.
    #[error("connectivity 18 has no counterpart for the background, so holes and tunnels have no meaning; use 26 or 6")]
    NoDualConnectivity,
    /// Every face of the structure looks onto an ignored voxel.
    #[error("all its faces look onto ignored voxels")]
    OnlyIgnored,
    /// The work would exceed what a validator may spend on one structure.
    #[error("the structure is too fragmented: {runs} runs would take {steps:.0e} steps")]
    TooFragmented { runs: usize, steps: f64 },
    /// The image is missing, cannot be read or lies on another grid.
    #[error("{reason}")]
    NoImage { reason: String },
    /// Questions to images are being collected; the answer comes once they have been read.
    #[error("the image has not been read yet")]
    NotRead,
    /// Intensities under the structure that are no numbers to calculate with.
    #[error("{voxels} voxel{} of the image {} NaN or infinite, the first at ({}, {}, {})",
        if *voxels == 1 { "" } else { "s" }, if *voxels == 1 { "is" } else { "are" }, first[0], first[1], first[2])]
    NotFinite { voxels: u64, first: [u32; 3] },
    /// Order statistics would need more memory than the budget.
    #[error(
        "the image holds more than {} different values under it, too many to sort",
        super::distribution::MAX_DISTINCT
    )]
    TooManyIntensities,
    /// Who asks has only so many steps.
    #[error("it takes more work than may be spent on it")]
    TooMuchWork,
}

pub type Measured<T> = Result<T, Unmeasured>;

impl From<TooFragmented> for Unmeasured {
    fn from(TooFragmented { runs, steps }: TooFragmented) -> Self {
        Unmeasured::TooFragmented { runs, steps }
    }
}
