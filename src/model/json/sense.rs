//! Parts of a protocol by what they mean: names are replaced by what they stand for, so that two protocols can be compared.

use std::fmt::Debug;

use serde_json::Value;

use super::super::protocol::{ClassId, Protocol};
use super::super::rule::{ClaimKind, MeasureKind, Number, Statement, Structure, VariableId};
use super::normal;
use super::writer::Writer;

/// What names of one protocol mean to whoever compares it with others.
pub trait Sense: Debug {
    /// What a class covers.
    fn class(&self, class: ClassId) -> Value;

    /// A structure as a whole, where its meaning is known; else it is written part by part.
    fn structure(&self, structure: &Structure) -> Option<Value>;

    /// What a name that is bound around the part stands for.
    fn stands_for(&self, variable: VariableId) -> Option<&Structure>;
}

/// A part of what a rule says.
#[derive(Debug, Clone, Copy)]
pub enum Part<'r> {
    Statement(&'r Statement),
    Claim(&'r ClaimKind),
    Measure(&'r MeasureKind),
    Number(&'r Number),
}

/// A part in normal form: equal for equal meanings, however protocols call and write them.
///
/// What rests on names (of files, of classes in texts, of marks) holds the label table with it, so that it is equal in
/// protocols with the same table alone.
pub fn meaning(protocol: &Protocol, sense: &dyn Sense, of: Part<'_>) -> String {
    let writer = Writer::in_sense(protocol, sense);
    normal::part(match of {
        Part::Statement(statement) => writer.statement(statement),
        Part::Claim(claim) => writer.claim_kind(claim),
        Part::Measure(measure) => writer.measure_kind(measure),
        Part::Number(number) => writer.number(number),
    })
}
