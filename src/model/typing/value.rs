//! What an expression turns out to be.

use crate::report::Span;

use super::super::field::FieldRef;
use super::super::input::{AnnotationId, AnnotationRef};
use super::super::landmark::LandmarkId;
use super::super::points::Segment;
use super::super::protocol::{ImageId, PairId, SequenceId};
use super::super::quantity::Quantity;
use super::super::rule::{Claim, Components, Domain, HeaderField, Number, Position, Structure, VariableId};
use super::super::shape::PlaneShape;
use super::super::table::TableId;
use super::super::text::Text;

/// The meaning of an expression, before its place demands a kind.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::model) enum Value {
    Structure(Structure),
    /// The union of its two members where a structure is due.
    Pair(PairId),
    /// The union of its members where a structure is due.
    Sequence(SequenceId),
    /// `labels`: every class.
    Labels,
    /// A set of parts; where a number is due, its count.
    Parts(Components),
    /// `pairs(X)`, `consecutive(S)`: only something to run over.
    Domain(Domain),
    Position(Position),
    /// A marked line, or `segment(a, b)`.
    Segment(Box<Segment>),
    /// An area in a plane.
    Outline(PlaneShape),
    /// A landmark that there is one of for each class.
    Family(LandmarkId),
    /// `landmarks`: every point there is.
    Landmarks,
    Number(Num),
    /// `size`: one count for each array axis.
    Size,
    /// `240 x 240 x 155`
    Sides(Vec<Quantity>),
    Header(HeaderField),
    /// `image`: its voxels, of which rules take statistics.
    Image(ImageId),
    /// A fact that is no number: yes or no, a word, a text.
    Fact(FieldRef),
    /// A table: its rows.
    Rows(TableId),
    /// The row that a bound name stands for.
    Row {
        row: VariableId,
        table: TableId,
    },
    /// `r1`: an annotation by name, or one at a time.
    Annotation(AnnotationRef),
    /// `raters`
    Annotations(Vec<AnnotationId>),
    Claim(Claim),
    /// A text that depends on the case or on a bound name.
    Worded(Text),
    /// A list of words, by number.
    Vocabulary(usize),
    /// `structures`: those the case has.
    Found,
    /// A case, in a rule across cases; its measures are asked for without its name.
    Case,
    Set(Vec<Member>),
    Range {
        low: Option<Num>,
        high: Option<Num>,
        half_open: bool,
    },
    Text(String),
    /// Already reported; whatever contains it says nothing more.
    Error,
}

/// A member of `{..}`, as written.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::model) struct Member {
    pub value: Value,
    pub span: Span,
    pub text: String,
}

/// A number and what its values can be.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::model) struct Num {
    pub number: Number,
    pub nature: Nature,
    pub span: Span,
}

impl Num {
    pub fn constant(&self) -> Option<&Quantity> {
        match &self.number {
            Number::Constant(quantity) => Some(quantity),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::model) enum Nature {
    /// Written in the protocol; `true` if with `%`.
    Constant { percent: bool },
    /// A whole number of things.
    Count,
    /// From 0 to 1 by definition.
    Share,
    /// Anything of its dimension.
    Measure,
    /// A day, as the time since 1970-01-01.
    Date,
}

impl Value {
    /// With its article, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Structure(_) => "a structure",
            Value::Pair(_) => "a pair",
            Value::Sequence(_) => "a sequence",
            Value::Labels => "the set of all classes",
            Value::Parts(_) => "a set of parts",
            Value::Domain(_) => "a set to run over",
            Value::Position(_) => "a position",
            Value::Segment(_) => "a line",
            Value::Outline(_) => "an outline",
            Value::Family(_) => "a landmark of several classes",
            Value::Landmarks => "the set of all landmarks",
            Value::Number(num) if num.nature == Nature::Date => "a date",
            Value::Number(num) if num.constant().is_some() => "a number",
            Value::Number(_) => "a measure",
            Value::Size => "the size of the image",
            Value::Sides(_) => "a product of sides",
            Value::Header(_) => "a header field",
            Value::Image(_) => "an image",
            Value::Fact(_) => "a fact",
            Value::Rows(_) => "a table",
            Value::Row { .. } => "a row",
            Value::Annotation(_) => "an annotation",
            Value::Annotations(_) => "a set of annotations",
            Value::Claim(_) => "a claim",
            Value::Worded(_) => "a text",
            Value::Vocabulary(_) => "a vocabulary",
            Value::Found => "the set of all structures of the case",
            Value::Case => "a case",
            Value::Set(_) => "a set",
            Value::Range { .. } => "a range",
            Value::Text(_) => "a text",
            Value::Error => "an error",
        }
    }
}
