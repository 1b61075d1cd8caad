//! The facts of a case: the rows and sidecars that belong to it, read as the `case` block of the protocol says.

mod cell;
mod columns;
mod fields;
mod gather;
mod modality;
mod rows;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::Protocol;
use crate::model::field::{FieldId, FieldValue};
use crate::model::table::TableId;
use crate::report::Finding;

use super::case::Case;
use super::outcome::RuleOutcome;

pub use gather::{FactFault, Gathered, GatheredTable, Record, gather};
pub use modality::{MODALITY, is_of_image};
pub use table::{CASE_COLUMNS, CaseTable};

/// What is known of the fields of a case, and what is wrong with them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CaseFacts {
    pub known: BTreeMap<FieldId, KnownFact>,
    /// Why a field is not known.
    pub unknown: BTreeMap<FieldId, String>,
    /// Fields of which something is given that cannot be used: they are neither known nor missing.
    pub unusable: BTreeSet<FieldId>,
    /// One for each field, in order of declaration.
    pub outcomes: Vec<RuleOutcome>,
    pub findings: Vec<Finding>,
    pub tables: BTreeMap<TableId, Arc<TableFacts>>,
}

/// The rows of a table that belong to a case.
#[derive(Debug, Clone, PartialEq)]
pub enum TableFacts {
    /// Nothing supplies them, or what does cannot be used; why.
    Missing(String),
    Rows(Vec<RowFacts>),
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct RowFacts {
    /// Its key, or where it stands: `L3`, `line 4`.
    pub name: String,
    pub known: BTreeMap<FieldId, KnownFact>,
    pub unknown: BTreeMap<FieldId, String>,
    pub unusable: BTreeSet<FieldId>,
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
        let mut facts = fields::read(protocol, gathered, &case.name, &case.labels.place().shown);
        rows::read(protocol, gathered, &case.name, &case.labels.place().shown, &mut facts);
        facts
    }

    /// The same for what was gathered by hand: rows by the name of their table.
    pub fn of_records(
        protocol: &Protocol,
        records: Vec<Record>,
        tables: BTreeMap<String, GatheredTable>,
        case: &str,
        file: &str,
    ) -> CaseFacts {
        let gathered = Gathered { records, tables, ..Gathered::default() };
        let mut facts = fields::read(protocol, &gathered, case, file);
        rows::read(protocol, &gathered, case, file, &mut facts);
        facts
    }
}
