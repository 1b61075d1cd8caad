//! Statements of rules: what is required, of each of which things, and when.

use crate::report::{Plane, Span};

use super::super::field::FieldId;
use super::super::input::AnnotationId;
use super::super::protocol::{ClassId, PairId, SequenceId};
use super::super::table::TableId;
use super::super::text::NamedDomain;
use super::claims::Claim;
use super::structures::{Components, Structure};

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
