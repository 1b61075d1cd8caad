//! The tree of one `.protocol` file, close to the text: names are not resolved, units not checked.
//! Every node knows its span. White space and line breaks carry no meaning.

mod amendment;
mod case;
mod decide;
mod inputs;
mod landmarks;
mod names;

pub use amendment::{Amendment, AmendmentKind};
pub use case::{CaseBlock, CaseField, FieldAttribute, FieldAttributeKind, FieldType, FieldWord, TableBlock};
pub use decide::{Decide, DecideRow, DecideRows};
pub use inputs::{FileLine, FilesBlock, InputKind, InputLine, InputMember, InputsBlock};
pub use landmarks::{LandmarkKind, LandmarkLine, Landmarks};
pub use names::{MatchWord, Vocabulary};

use crate::report::Span;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct File {
    pub header: Option<Header>,
    pub items: Vec<Item>,
    /// All `//` comments in order of appearance. `///` documentation is in the nodes it belongs to.
    pub comments: Vec<Comment>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Comment {
    pub text: String,
    pub span: Span,
}

/// A name as written, without backticks: `liver`, `PTV!_Low`.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    pub text: String,
    pub span: Span,
}

/// A quoted string, unescaped, without its quotes.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    pub text: String,
    pub span: Span,
}

/// `protocol north/liver-ct 2.1.0 extends society/abdomen-ct ^1.4`
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    pub docs: Vec<Text>,
    pub name: Name,
    pub version: Option<Name>,
    pub extends: Option<Extends>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Extends {
    pub name: Name,
    pub requirement: Option<Name>,
    pub with: Vec<(Name, Expr)>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    Meta(Meta),
    Image(Image),
    Labels(Labels),
    Group(Group),
    Region(Region),
    Pair(Pair),
    Midline(Midline),
    Sequence(Sequence),
    Param(Param),
    Rule(Rule),
    Case(CaseBlock),
    Table(TableBlock),
    Decide(Decide),
    Landmarks(Landmarks),
    Inputs(InputsBlock),
    Files(FilesBlock),
    Vocabulary(Vocabulary),
    Amendment(Amendment),
}

impl Item {
    /// From the keyword to the end, without documentation.
    pub fn span(&self) -> Span {
        match self {
            Item::Meta(item) => item.span,
            Item::Image(item) => item.span,
            Item::Labels(item) => item.span,
            Item::Group(item) => item.span,
            Item::Region(item) => item.span,
            Item::Pair(item) => item.span,
            Item::Midline(item) => item.span,
            Item::Sequence(item) => item.span,
            Item::Param(item) => item.span,
            Item::Rule(item) => item.span,
            Item::Case(item) => item.span,
            Item::Table(item) => item.span,
            Item::Decide(item) => item.span,
            Item::Landmarks(item) => item.span,
            Item::Inputs(item) => item.span,
            Item::Files(item) => item.span,
            Item::Vocabulary(item) => item.span,
            Item::Amendment(item) => item.span,
        }
    }
}

/// `meta { owner = "..." ; approved = "head of radiology" on 2026-03-02 ; cite manual = "..." }`
#[derive(Debug, Clone, PartialEq)]
pub struct Meta {
    pub docs: Vec<Text>,
    pub entries: Vec<MetaEntry>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct MetaEntry {
    /// `cite manual = "..."` declares a source that rules can cite.
    pub cite: bool,
    pub key: Name,
    pub value: MetaValue,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum MetaValue {
    Text {
        text: Text,
        on: Option<Name>,
    },
    /// A date, a version or a bare word, as written.
    Word(Name),
    /// `2026-04-01 .. 2028-03-31`, either end may be missing.
    Dates {
        from: Option<Name>,
        to: Option<Name>,
        span: Span,
    },
}

/// `image { modality in {CT}  spacing.in_plane <= 1.0 mm }`: each line is a claim about the image.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    pub docs: Vec<Text>,
    pub lines: Vec<Expr>,
    pub span: Span,
}

/// `labels { 1 liver "Liver parenchyma" code SCT:10200004 }`, or `labels open { ... }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Labels {
    pub docs: Vec<Text>,
    pub open: bool,
    pub lines: Vec<LabelLine>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct LabelLine {
    pub docs: Vec<Text>,
    /// `1`, `-3`, `1..7`, `{55..70, 99}`; `None` for a class that has no value (one file per class).
    pub value: Option<LabelValue>,
    /// `liver`, or `C1..C7` beside a range of values. `255 ignore` and `0 background` have none.
    pub name: Option<LabelName>,
    pub title: Option<Text>,
    pub attributes: Vec<LabelAttribute>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum LabelValue {
    One {
        text: String,
        span: Span,
    },
    /// `1..7 C1..C7`: one class per value.
    Each {
        low: String,
        high: String,
        span: Span,
    },
    /// `{55..70, 99} liver`: any of these values is the class. Pairs are inclusive.
    AnyOf {
        ranges: Vec<(String, String)>,
        span: Span,
    },
}

impl LabelValue {
    /// Any of some values, as inclusive ranges; `None` if there are none.
    pub fn of(ranges: &[(i64, i64)]) -> Option<LabelValue> {
        let span = Span::default();
        match ranges {
            [] => None,
            [(low, high)] if low == high => Some(LabelValue::One { text: low.to_string(), span }),
            ranges => {
                let ranges = ranges.iter().map(|(low, high)| (low.to_string(), high.to_string())).collect();
                Some(LabelValue::AnyOf { ranges, span })
            }
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum LabelName {
    One(Name),
    /// `C1..C7`
    Numbered {
        first: Name,
        last: Name,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub struct LabelAttribute {
    pub kind: LabelAttributeKind,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum LabelAttributeKind {
    Optional,
    Ignore,
    Background,
    Partial,
    /// `code SCT:64033007 left`
    Code {
        scheme: Name,
        value: Name,
        modifiers: Vec<Name>,
    },
    /// `alias "Leber"`
    Alias(Vec<Text>),
    /// `color #dd8265`
    Color(Name),
    /// `includes {ureter, "renal pelvis"}` / `excludes {..}`: declared scope, compared but not measured.
    Includes(Vec<Text>),
    Excludes(Vec<Text>),
}

/// `group lesions = tumour + cyst`: a union of classes; `each` iterates over its leaf classes.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    pub docs: Vec<Text>,
    pub name: Name,
    pub members: Expr,
    pub span: Span,
}

/// `region wall = rectum - lumen`: a voxel set; `each` does not look inside.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    pub docs: Vec<Text>,
    pub name: Name,
    pub definition: Expr,
    pub span: Span,
}

/// `pair kidney = kidney_right | kidney_left`: the right one first.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    pub docs: Vec<Text>,
    pub name: Name,
    pub right: Name,
    pub left: Name,
    pub span: Span,
}

/// `midline from vertebrae`: the structure whose centroid tells right from left.
#[derive(Debug, Clone, PartialEq)]
pub struct Midline {
    pub docs: Vec<Text>,
    pub from: Expr,
    pub span: Span,
}

/// `sequence spine = C1..C7, T1..T12, L1..L5, [L6]`
#[derive(Debug, Clone, PartialEq)]
pub struct Sequence {
    pub docs: Vec<Text>,
    pub name: Name,
    pub members: Vec<SequenceMember>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct SequenceMember {
    pub first: Name,
    /// `C1..C7`
    pub last: Option<Name>,
    /// `[L6]`: may be skipped.
    pub skippable: bool,
    pub span: Span,
}

/// `param floor = 50 voxels`
#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    pub docs: Vec<Text>,
    pub name: Name,
    pub value: Expr,
    pub span: Span,
}

/// `rule LIV-001 error "The liver is one solid piece" { ... }`
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    pub docs: Vec<Text>,
    /// Empty where it is missing; that has been reported.
    pub id: Name,
    /// `error`, `warning`, `info`, as written.
    pub severity: Option<Name>,
    pub title: Option<Text>,
    /// `across cases by patient`
    pub across: Option<Across>,
    pub statements: Vec<Statement>,
    pub span: Span,
}

/// A rule that is judged once for all cases, or once for each value of a fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Across {
    /// `patient` or `case.patient`, as written.
    pub by: Option<Name>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    pub kind: StatementKind,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum StatementKind {
    /// `require CLAIM when GUARD` / `unless GUARD`
    Require {
        claim: Expr,
        guard: Option<Guard>,
    },
    /// `each x in X where P { ... }`, `each a, b in pairs(X) { ... }`
    Each {
        names: Vec<Name>,
        domain: Expr,
        filter: Option<Expr>,
        body: Vec<Statement>,
    },
    /// `some x in X where P { ... }`
    Some {
        names: Vec<Name>,
        domain: Expr,
        filter: Option<Expr>,
        body: Vec<Statement>,
    },
    /// `when GUARD { ... }` / `unless GUARD { ... }`
    When {
        guard: Guard,
        body: Vec<Statement>,
    },
    /// `in each axial slice of wall { ... }`
    InEachSlice {
        plane: Name,
        of: Expr,
        body: Vec<Statement>,
    },
    /// `let volume_total = volume(liver) + volume(tumour)`
    Let {
        name: Name,
        value: Expr,
    },
    Because(Text),
    /// `cite manual` or `cite "Reading manual, p. 4"`
    Cite(Citation),
    /// `manual "..."`: a statement for a person; counted as not machine-checked.
    Manual(Text),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Citation {
    Name(Name),
    Text(Text),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Guard {
    /// `unless` instead of `when`.
    pub negated: bool,
    pub condition: Expr,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// `0.5 mL`, `10`, `3 voxels`, `2 %`. The digits as written; the unit as written.
    Number {
        digits: String,
        unit: Option<Name>,
    },
    Text(String),
    /// `2026-04-01`, as written.
    Date(String),
    /// `liver`, `case.nephrectomy`, `spacing.in_plane`: the parts between dots.
    Path(Vec<Name>),
    /// `components(whole_liver, min: 0.5 mL)`
    Call {
        function: Name,
        arguments: Vec<Argument>,
    },
    /// `{CT, MR}`
    Set(Vec<Expr>),
    /// `600 mL .. 3500 mL`, `10 mm ..< 15 mm`, `2 .. `
    Range {
        low: Option<Box<Expr>>,
        high: Option<Box<Expr>>,
        half_open: bool,
    },
    /// `240 x 240 x 155`, `5 x 5 x 8 mm`: the unit of the last holds for all.
    Product(Vec<Expr>),
    Negate(Box<Expr>),
    Not(Box<Expr>),
    Binary {
        operator: BinaryOperator,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    Compare {
        operator: CompareOperator,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// `volume(liver) in 600 mL .. 3500 mL`, `orientation not in {LPS}`
    In {
        negated: bool,
        value: Box<Expr>,
        set: Box<Expr>,
    },
    /// `s.name not matches "z{rest}"`, `structures named "{base}_PRV{m: 2 digits}"`
    Match {
        negated: bool,
        word: MatchWord,
        value: Box<Expr>,
        pattern: Box<Expr>,
    },
    /// `m mm`: a named number in a unit.
    Scaled {
        name: Name,
        unit: Name,
    },
    /// `tumour inside liver, up to 2 %`; `A == B, up to 1 voxel` is a `Compare` inside `Modified`.
    Relation {
        negated: bool,
        relation: RelationWord,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// `spine ordered cranial to caudal`
    Ordered {
        sequence: Box<Expr>,
        from: Name,
        to: Name,
    },
    /// A relation, comparison or order with what follows its comma: `, up to 20 mm`, `, gap at least 8 mm`.
    /// `by 5 mm` and `by overlap` come without a comma.
    Modified {
        claim: Box<Expr>,
        modifiers: Vec<Modifier>,
    },
    /// `sum(volume(x) for x in lesions where P)`, `count(x for x in ..)`
    Aggregate {
        function: Name,
        value: Box<Expr>,
        names: Vec<Name>,
        domain: Box<Expr>,
        filter: Option<Box<Expr>>,
    },
    /// `share(liver where image in -190 HU .. -30 HU)`
    Share {
        of: Box<Expr>,
        filter: Box<Expr>,
    },
    /// `intensity(liver).mean`, `intensity(liver).p97.5`
    Statistic {
        of: Box<Expr>,
        name: Name,
    },
    /// `most posterior 15 mm of wall`
    Most {
        direction: Name,
        depth: Box<Expr>,
        of: Box<Expr>,
    },
    /// `tumour@r1`: as another annotation has it.
    At {
        of: Box<Expr>,
        annotation: Name,
    },
    /// Parentheses are kept, so that `fmt` can print them.
    Group(Box<Expr>),
    /// A span that could not be read; its error has been reported.
    Error,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// `min: 0.5 mL`
    pub name: Option<Name>,
    pub value: Expr,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryOperator {
    Add,
    Subtract,
    Multiply,
    Divide,
    /// `&`: intersection of voxel sets.
    Intersect,
    And,
    Or,
    Implies,
    Iff,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompareOperator {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RelationWord {
    Inside,
    SubsetOf,
    Touches,
    SeparateFrom,
    LeftOf,
    RightOf,
    CranialTo,
    CaudalTo,
    AnteriorTo,
    PosteriorTo,
    /// In a picture, by its columns and rows.
    ImageLeftOf,
    ImageRightOf,
    ImageAbove,
    ImageBelow,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Modifier {
    pub kind: ModifierKind,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ModifierKind {
    /// `by 5 mm`: at least that far.
    By(Expr),
    /// `by overlap`
    ByOverlap,
    /// `up to 2 %`, `up to 3 mm`, `up to 1 voxel`: tolerance.
    UpTo(Expr),
    /// `gap at least 8 mm`, `gap at most 50 mm`
    Gap { at_least: bool, distance: Expr },
}
