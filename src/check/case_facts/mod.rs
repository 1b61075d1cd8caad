//! The facts of a case: the rows and sidecars that belong to it, read as the `case` block of the protocol says.

mod cell;
mod columns;
mod fields;
mod gather;
mod table;

use std::collections::BTreeMap;

use crate::model::Protocol;
use crate::model::field::{FieldId, FieldValue};
use crate::report::Finding;

use super::case::Case;
use super::outcome::RuleOutcome;

pub use gather::{FactFault, Gathered, Record, gather};
pub use table::{CASE_COLUMNS, CaseTable};

/// What is known of the fields of a case, and what is wrong with them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CaseFacts {
    pub known: BTreeMap<FieldId, KnownFact>,
    /// Why a field is not known.
    pub unknown: BTreeMap<FieldId, String>,
    /// One for each field, in order of declaration.
    pub outcomes: Vec<RuleOutcome>,
    pub findings: Vec<Finding>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct KnownFact {
    pub value: FieldValue,
    /// ``line 4, column `age` of `cases.csv` ``; none for a default.
    pub origin: Option<String>,
}

impl CaseFacts {
    /// Reads the fields of a protocol from what was gathered for a case.
    pub fn read(protocol: &Protocol, gathered: &Gathered, case: &Case) -> CaseFacts {
        fields::read(protocol, gathered, &case.name, &case.labels.place().shown)
    }

    /// The same for a case without files of its own.
    pub fn of_records(protocol: &Protocol, records: Vec<Record>, case: &str, file: &str) -> CaseFacts {
        fields::read(protocol, &Gathered { records, ..Gathered::default() }, case, file)
    }
}
