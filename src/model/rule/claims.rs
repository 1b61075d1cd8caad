//! Claims: what is true or false of a case, or unknown.

use crate::report::Span;

use super::super::across::Key;
use super::super::decision::{Decision, Term};
use super::super::field::FieldRef;
use super::super::input::InputRef;
use super::super::landmark::LandmarkId;
use super::super::points::PointClaim;
use super::super::protocol::{ImageId, SequenceId};
use super::super::quantity::Quantity;
use super::super::shape::PlaneClaim;
use super::super::text::TextClaim;
use super::numbers::Number;
use super::positions::{Direction, Position};
use super::statements::{Domain, Variable};
use super::structures::Structure;

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

impl Comparison {
    /// The comparison with its sides exchanged.
    #[must_use]
    pub fn mirrored(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::Greater,
            Comparison::LessEqual => Comparison::GreaterEqual,
            Comparison::Greater => Comparison::Less,
            Comparison::GreaterEqual => Comparison::LessEqual,
            same => same,
        }
    }
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
