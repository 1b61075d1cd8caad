//! What can be measured of a case.

use crate::report::{Plane, Span};

use super::super::field::FieldRef;
use super::super::points::PointMeasure;
use super::super::protocol::{Floor, ImageId, SequenceId};
use super::super::quantity::{Dimension, Quantity};
use super::super::shape::PlaneMeasure;
use super::super::text::Text;
use super::numbers::Number;
use super::positions::{Axis, Position};
use super::statements::VariableId;
use super::structures::{Components, Connectivity, Intensities, Structure};

#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    pub kind: MeasureKind,
    pub dimension: Dimension,
    pub span: Span,
    /// In normalised form, for messages: `volume(whole_liver)`.
    pub text: String,
}

#[derive(Debug, Clone, PartialEq)]
pub enum MeasureKind {
    Voxels(Structure),
    /// In a slice scope: the area.
    Volume(Structure),
    Components(Components),
    Holes {
        of: Structure,
        floor: Option<Floor>,
        connectivity: Connectivity,
        of_background: bool,
    },
    Tunnels {
        of: Structure,
        connectivity: Connectivity,
    },
    /// Box side along a world axis.
    Extent {
        of: Structure,
        axis: Axis,
    },
    Diameter {
        of: Structure,
        plane: Option<Plane>,
    },
    ShortAxis {
        of: Structure,
        plane: Option<Plane>,
    },
    Feret(Structure),
    Slices {
        of: Structure,
        plane: Plane,
    },
    SliceGaps {
        of: Structure,
        plane: Plane,
    },
    Contact(Structure, Structure),
    ContactShare(Structure, Structure),
    Distance(Structure, Structure),
    Hausdorff(Structure, Structure),
    Hd95(Structure, Structure),
    Overlap(Structure, Structure),
    Iou(Structure, Structure),
    Dice(Structure, Structure),
    SurfaceDice {
        a: Structure,
        b: Structure,
        tolerance: Quantity,
    },
    /// Of the intensities of an image under a structure.
    Intensity {
        of: Structure,
        image: ImageId,
        statistic: Statistic,
    },
    /// Share of a structure's voxels whose intensity lies in a range.
    IntensityShare {
        of: Structure,
        image: ImageId,
        range: Intensities,
    },
    /// Position minus position along the axis of the direction.
    Separation {
        from: Position,
        to: Position,
        axis: Axis,
    },
    /// Members between the first and the last present one that are absent and not skippable.
    MissingBetween(SequenceId),
    Spacing(SpacingAxis),
    /// Voxels along array axis 0, 1 or 2.
    Size(u8),
    /// Array axes longer than one element, as the header counts them: 2, 3, 4.
    Dimensions,
    /// A number or date of the case or of a row; a date is the time since 1970-01-01.
    Fact(FieldRef),
    /// Characters of a text.
    Length(Text),
    /// The number that a part of a pattern took of a name.
    Captured(VariableId),
    /// How far a number of this case lies from those of all cases, in robust standard deviations.
    RobustZ(Number),
    Points(PointMeasure),
    Plane(PlaneMeasure),
    /// `count(tumour)`: 1 or 0. The count of a larger domain is an [`Aggregate`].
    Present(Structure),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Statistic {
    Lowest,
    Highest,
    Mean,
    StandardDeviation,
    Median,
    /// The mean within a sphere of 1 cm³ around the hottest voxel, as in PERCIST.
    Peak,
    /// `p95`: from 0 to 100.
    Percentile(Quantity),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SpacingAxis {
    /// The larger of the first two column norms of the affine.
    InPlane,
    /// The third column norm.
    BetweenSlices,
    /// Each of the three must meet the claim.
    Every,
    Array(u8),
}
