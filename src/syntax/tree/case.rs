//! `case { .. }` and `table name per case { .. }`: facts about the case, and about single lesions or visits.

use super::{Expr, Name, Text};
use crate::report::Span;

/// `case { phase in {arterial, venous} ; nephrectomy yes/no, default no }`
#[derive(Debug, Clone, PartialEq)]
pub struct CaseBlock {
    pub docs: Vec<Text>,
    pub fields: Vec<CaseField>,
    pub span: Span,
}

/// `table targets per case from "lesions" { long mm }`
#[derive(Debug, Clone, PartialEq)]
pub struct TableBlock {
    pub docs: Vec<Text>,
    pub name: Name,
    /// Rows belong to a case; without it, all of them to every case.
    pub per_case: bool,
    /// The key of a sidecar that holds the rows, where it is not the table's name.
    pub from: Option<Text>,
    pub fields: Vec<CaseField>,
    pub span: Span,
}

/// `age in 0 year .. 120 year, optional, from "PatientAge"`
#[derive(Debug, Clone, PartialEq)]
pub struct CaseField {
    pub docs: Vec<Text>,
    pub name: Name,
    pub kind: FieldType,
    pub attributes: Vec<FieldAttribute>,
    /// Without documentation.
    pub span: Span,
}

/// What the values of a field are. Nothing at all where that is missing, which has been reported.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FieldType {
    pub word: Option<FieldWord>,
    /// `long mm`
    pub unit: Option<Name>,
    /// `point LPS`, `box xywh`: kind and frame.
    pub shape: Option<(Name, Option<Name>)>,
    /// A set or a range behind `in`.
    pub allowed: Option<Expr>,
    /// `text matching "[A-Z]{2}"`
    pub pattern: Option<Text>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldWord {
    YesNo,
    Integer,
    Number,
    Date,
    Text,
}

impl FieldWord {
    pub fn text(self) -> &'static str {
        match self {
            FieldWord::YesNo => "yes/no",
            FieldWord::Integer => "integer",
            FieldWord::Number => "number",
            FieldWord::Date => "date",
            FieldWord::Text => "text",
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct FieldAttribute {
    pub kind: FieldAttributeKind,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum FieldAttributeKind {
    Optional,
    /// `key`: the rows of a table are told apart by it.
    Key,
    /// `default no`: a number with its unit, a date, a text, or a word as a path of one name.
    Default(Expr),
    /// `from "PatientAge"`: the column or key that holds the values.
    From(Text),
}
