//! What rules say, typed. Names are IDs, quantities exact, and every measure's arguments have the right kind.
//! Parameters and `let` names have been replaced by what they stand for.

use crate::report::{Plane, Severity, Span};

use super::across::{Across, Key};
use super::decision::{Decision, Term};
use super::field::{FieldId, FieldRef};
use super::input::{AnnotationId, AnnotationRef, InputRef};
use super::landmark::LandmarkId;
use super::points::{Mark, PointClaim, PointMeasure};
use super::protocol::{ClassId, Floor, GroupId, ImageId, PairId, RegionId, SequenceId};
use super::quantity::{Dimension, Quantity};
use super::shape::{PlaneClaim, PlaneMeasure};
use super::table::TableId;
use super::text::{NamedDomain, Text, TextClaim};

#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    pub id: String,
    pub severity: Severity,
    pub title: String,
    pub docs: String,
    /// Judged once for all cases, or for each value of a fact; else for each case.
    pub across: Option<Across>,
    pub statements: Vec<Statement>,
    pub because: Vec<String>,
    /// Texts of the cited sources.
    pub cites: Vec<String>,
    /// Statements for a person. A rule with these alone is not machine-checked.
    pub manual: Vec<String>,
    pub span: Span,
    /// Where the ID stands.
    pub id_span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    pub kind: StatementKind,
    pub span: Span,
    /// The statement (for a block: its head) in normalised form, as `fmt` prints it on one line.
    pub text: String,
}

#[derive(Debug, Clone, PartialEq)]
pub enum StatementKind {
    Require {
        claim: Claim,
        guard: Option<Guard>,
    },
    Each {
        variables: Vec<Variable>,
        domain: Domain,
        filter: Option<Claim>,
        body: Vec<Statement>,
    },
    Some {
        variables: Vec<Variable>,
        domain: Domain,
        filter: Option<Claim>,
        body: Vec<Statement>,
    },
    When {
        guard: Guard,
        body: Vec<Statement>,
    },
    /// Inside, every structure means its cut with one slice, and measures are two-dimensional.
    InEachSlice {
        plane: Plane,
        of: Structure,
        body: Vec<Statement>,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Guard {
    pub negated: bool,
    pub condition: Claim,
}

/// A name bound by `each`, `some` or an aggregate. The number is unique within the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    pub id: VariableId,
    pub name: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VariableId(pub usize);

/// What `each`, `some` and aggregates range over. One variable, unless said otherwise.
#[derive(Debug, Clone, PartialEq)]
pub enum Domain {
    /// `each x in labels`: every class.
    Labels,
    /// The leaf classes of a group, or the classes of a set `{liver, spleen}`.
    Classes(Vec<ClassId>),
    /// A set that names more than classes, `{core, whole_tumour}`: each member as a whole.
    Structures(Vec<Structure>),
    /// Members of a sequence, in order.
    Sequence(SequenceId),
    /// The right and the left structure of a pair.
    Pair(PairId),
    Components(Components),
    /// `structures`: those the case has, whether they are declared or not.
    Found,
    /// The member and what the parts of the pattern stand for.
    Named(Box<NamedDomain>),
    /// Every case, in a rule across cases.
    Cases,
    /// `each x in instances(tumour@r1)`: files of their own.
    Instances(Structure),
    /// `each r in raters`: those that the case has.
    Annotations(Vec<AnnotationId>),
    /// Two variables: every unordered pair.
    PairsOf(Box<Domain>),
    /// Two variables: neighbours in a sequence (members that are absent and skippable are passed over).
    ConsecutiveOf(SequenceId),
    /// The rows of a table that belong to the case.
    Rows(TableId),
    /// Two variables: neighbours among the rows when they are put in order of a number or date.
    ConsecutiveRows {
        table: TableId,
        by: FieldId,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Components {
    pub of: Structure,
    pub floor: Option<Floor>,
    pub connectivity: Connectivity,
}

/// The pair of connectivities of foreground and background (Rosenfeld 1970); in two dimensions 8/4 and 4/8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Connectivity {
    /// 26/6, in slices 8/4.
    #[default]
    Full,
    /// 6/26, in slices 4/8.
    Face,
    /// 18: counts parts only; holes and tunnels have no meaning.
    Edge,
}

/// A set of voxels.
#[derive(Debug, Clone, PartialEq)]
pub enum Structure {
    Class(ClassId),
    Group(GroupId),
    Region(RegionId),
    Variable(VariableId),
    /// `tumour@r1`: as another annotation has it.
    At(Box<Structure>, AnnotationRef),
    /// The voxels on which at least so many of the given annotations agree; `None`: more than half of them.
    Votes {
        of: Box<Structure>,
        among: Vec<AnnotationId>,
        at_least: Option<u32>,
    },
    /// The one the case has under this name: a file, a class or an alias.
    Named(Box<Text>),
    Union(Box<Structure>, Box<Structure>),
    Intersection(Box<Structure>, Box<Structure>),
    Difference(Box<Structure>, Box<Structure>),
    Grow(Box<Structure>, Margin),
    Shrink(Box<Structure>, Margin),
    /// `image > 300 HU`: the voxels of an image with such intensities; the bounds are written.
    Intensities(ImageId, Box<Intensities>),
    /// Convex hull of the voxel centres.
    Hull(Box<Structure>),
    /// `most posterior 15 mm of S`
    Most {
        direction: Direction,
        depth: Quantity,
        of: Box<Structure>,
    },
}

/// Along the patient axes right-left, posterior-anterior, inferior-superior.
#[derive(Debug, Clone, PartialEq)]
pub struct Margin(pub [Number; 3]);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    Left,
    Right,
    Anterior,
    Posterior,
    Cranial,
    Caudal,
}

/// A point; relations and differences compare its coordinate along a world axis.
#[derive(Debug, Clone, PartialEq)]
pub enum Position {
    Centroid(Structure),
    /// `top(S)` is the cranial end, `left_end(S)` the left one.
    End {
        direction: Direction,
        of: Structure,
    },
    /// A point that was marked.
    Landmark(Mark),
    /// The first or the last end of a marked line.
    LineEnd {
        line: Mark,
        last: bool,
    },
    /// A point of a field: of a point itself, of a line one of its ends.
    Field {
        field: FieldRef,
        at: usize,
    },
    /// The mean of several.
    Midpoint(Vec<Position>),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Number {
    Constant(Quantity),
    Measure(Box<Measure>),
    Sum(Box<Number>, Box<Number>),
    Difference(Box<Number>, Box<Number>),
    Product(Box<Number>, Box<Number>),
    /// 0/0 is not applicable.
    Ratio(Box<Number>, Box<Number>),
    Negated(Box<Number>),
    Aggregate(Box<Aggregate>),
}

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

/// A range of intensities; a missing end is no bound.
#[derive(Debug, Clone, PartialEq)]
pub struct Intensities {
    pub low: Option<IntensityBound>,
    pub high: Option<IntensityBound>,
    /// `not in`: all other intensities.
    pub outside: bool,
    /// In normalised form, for messages: `image in -190 HU .. -30 HU`.
    pub text: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct IntensityBound {
    /// Written, or measured of a reference: `intensity(liver).mean + 2 * intensity(liver).sd`.
    pub number: Number,
    /// The bound itself is left out.
    pub open: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Axis {
    RightLeft,
    AnteriorPosterior,
    CranialCaudal,
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

#[derive(Debug, Clone, PartialEq)]
pub struct Aggregate {
    pub function: AggregateFunction,
    /// `None` for `count`.
    pub value: Option<Number>,
    pub variables: Vec<Variable>,
    pub domain: Domain,
    pub filter: Option<Claim>,
    pub dimension: Dimension,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AggregateFunction {
    Count,
    Sum,
    Min,
    Max,
    Mean,
    Median,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    pub kind: ClaimKind,
    pub span: Span,
    /// In normalised form, for messages.
    pub text: String,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ClaimKind {
    Compare {
        left: Number,
        operator: Comparison,
        right: Number,
    },
    /// `in 600 mL .. 3500 mL`; a missing end is no bound.
    Within {
        value: Number,
        low: Option<Number>,
        high: Option<Number>,
        half_open: bool,
    },
    /// `t.long == diameter(lesion), up to 10 %`: apart by at most so much, or by at most this share of the target.
    Near {
        value: Number,
        target: Number,
        slack: Quantity,
        relative: bool,
    },
    /// `components(kidneys) in {1, 2}`
    OneOf {
        value: Number,
        set: Vec<Quantity>,
    },
    Present(Structure),
    Absent(Structure),
    Complete(Structure),
    Inside {
        a: Structure,
        b: Structure,
        tolerance: Tolerance,
    },
    SubsetOf {
        a: Structure,
        b: Structure,
        tolerance: Tolerance,
    },
    Equal {
        a: Structure,
        b: Structure,
        tolerance: Tolerance,
    },
    Touches(Structure, Structure),
    Separate {
        a: Structure,
        b: Structure,
        by_overlap: bool,
    },
    /// `a cranial to b by 5 mm, up to 20 mm`
    Beyond {
        a: Position,
        direction: Direction,
        b: Position,
        by: Option<Quantity>,
        up_to: Option<Quantity>,
    },
    /// `spine ordered cranial to caudal, gap at least 8 mm`
    SequenceOrdered {
        sequence: SequenceId,
        /// Not the centroids of the members but the points of this landmark.
        points: Option<LandmarkId>,
        from: Direction,
        gap_at_least: Option<Quantity>,
        gap_at_most: Option<Quantity>,
    },
    /// `case.phase in {arterial, venous}`; a yes/no field by itself is `yes`.
    Fact {
        field: FieldRef,
        allowed: Vec<String>,
        negated: bool,
    },
    /// `case.side == case.reported_side`
    SameFact {
        a: FieldRef,
        b: FieldRef,
        negated: bool,
    },
    /// `present(case.grade)`, or, negated, `absent(case.grade)`.
    FactGiven {
        field: FieldRef,
        negated: bool,
    },
    /// Of names and other texts.
    Text(Box<TextClaim>),
    /// `unique(case.id)`: no two cases have the same values.
    Unique(Vec<Key>),
    /// `same(spacing)`: all cases have the same value.
    Same(Vec<Key>),
    /// `present(before)`, or, negated, `absent(before)`: whether the case has the file.
    InputGiven {
        input: InputRef,
        negated: bool,
    },
    /// Facts of the image line: `modality in {CT}`, `orientation in {RAS, LPS}`, `datatype in {uint8}`.
    Header {
        field: HeaderField,
        allowed: Vec<String>,
        negated: bool,
    },
    Points(PointClaim),
    Plane(PlaneClaim),
    /// `unique({t.id, t.visit} for t in targets)`
    UniqueIn(Box<UniqueIn>),
    /// What a decision table says of its target.
    Decided(Box<Decision>),
    Not(Box<Claim>),
    And(Vec<Claim>),
    Or(Vec<Claim>),
    Implies(Box<Claim>, Box<Claim>),
    Iff(Box<Claim>, Box<Claim>),
}

/// No two members of a domain have all keys in common.
#[derive(Debug, Clone, PartialEq)]
pub struct UniqueIn {
    pub keys: Vec<Term>,
    pub variables: Vec<Variable>,
    pub domain: Domain,
    pub filter: Option<Claim>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Tolerance {
    Exact,
    /// `up to 2 %`
    Share(Quantity),
    /// `up to 3 mm`
    Length(Quantity),
    /// `up to 1 voxel`
    Voxels(Quantity),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HeaderField {
    Modality,
    /// Closest axis codes of the stored array axes: `RAS`, `LPS`.
    Orientation,
    Datatype,
    /// `image.datatype`: of an image beside the label map.
    ImageDatatype(ImageId),
}

impl Number {
    /// What the number measures. Ratios and shares are without dimension.
    pub fn dimension(&self) -> Dimension {
        match self {
            Number::Constant(quantity) => quantity.dimension,
            Number::Measure(measure) => measure.dimension,
            Number::Sum(left, _) | Number::Difference(left, _) => left.dimension(),
            Number::Product(a, b) => a.dimension().times(b.dimension()),
            Number::Ratio(above, below) => above.dimension().over(below.dimension()),
            Number::Negated(number) => number.dimension(),
            Number::Aggregate(aggregate) => aggregate.dimension,
        }
    }
}
