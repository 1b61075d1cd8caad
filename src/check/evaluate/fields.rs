//! Facts about the case and its rows as amounts and truth values.

use crate::check::case_facts::{KnownFact, RowFacts, TableFacts};
use crate::model::field::{FieldOwner, FieldRef, FieldValue, date_quantity};
use crate::model::rule::VariableId;
use crate::model::table::TableId;

use super::Evaluator;
use super::amount::Amount;
use super::scope::{Binding, Scope};
use super::truth::{Reasons, Truth};

impl Evaluator<'_> {
    /// The value of a field, or why it is not known.
    pub fn fact(&self, field: FieldRef, scope: &Scope) -> Result<&FieldValue, Reasons> {
        match self.known_fact(field, scope) {
            Some(known) => Ok(&known.value),
            None => {
                let facts = &self.context.case_facts;
                let reason = match field.of {
                    FieldOwner::Case => facts.unknown.get(&field.field),
                    FieldOwner::Row { row, .. } => self.row(row, scope).and_then(|row| row.unknown.get(&field.field)),
                };
                let name = || self.protocol.field_of(field).map(|field| field.id()).unwrap_or_default();
                Err(Reasons::from([reason.cloned().unwrap_or_else(|| format!("`{}` is not given", name()))]))
            }
        }
    }

    /// The value of a field and where it comes from.
    pub fn known_fact(&self, field: FieldRef, scope: &Scope) -> Option<&KnownFact> {
        match field.of {
            FieldOwner::Case => self.context.case_facts.known.get(&field.field),
            FieldOwner::Row { row, .. } => self.row(row, scope)?.known.get(&field.field),
        }
    }

    /// `present(case.grade)`: what is given and cannot be used is neither there nor missing.
    pub(super) fn fact_given(&self, field: FieldRef, scope: &Scope) -> Truth {
        let unusable = match field.of {
            FieldOwner::Case => self.context.case_facts.unusable.contains(&field.field),
            FieldOwner::Row { row, .. } => self.row(row, scope).is_some_and(|row| row.unusable.contains(&field.field)),
        };
        match self.fact(field, scope) {
            Ok(_) => Truth::True,
            Err(reasons) if unusable => Truth::Unknown(reasons),
            Err(_) => Truth::False,
        }
    }

    /// The row that a bound name stands for.
    pub fn row(&self, row: VariableId, scope: &Scope) -> Option<&RowFacts> {
        match scope.get(row)? {
            (_, Binding::Row { table, row }) => self.rows(*table).ok()?.get(*row),
            _ => None,
        }
    }

    /// The rows of a table that belong to the case, or why they are not known.
    pub fn rows(&self, table: TableId) -> Result<&[RowFacts], Reasons> {
        match self.context.case_facts.tables.get(&table).map(AsRef::as_ref) {
            Some(TableFacts::Rows(rows)) => Ok(rows),
            Some(TableFacts::Missing(reason)) => Err(Reasons::from([reason.clone()])),
            None => Err(Reasons::from(["there is no table".to_owned()])),
        }
    }

    pub(super) fn fact_amount(&self, field: FieldRef, scope: &Scope) -> Amount {
        match self.fact(field, scope) {
            Ok(FieldValue::Number(quantity)) => Amount::exact(quantity.to_f64()),
            Ok(FieldValue::Date(date)) => Amount::exact(date_quantity(*date).to_f64()),
            Ok(FieldValue::YesNo(_) | FieldValue::Text(_) | FieldValue::Shape(_)) => {
                Amount::unknown("a text is no number")
            }
            Err(reasons) => Amount::Unknown(reasons),
        }
    }

    pub(super) fn fact_among(&self, field: FieldRef, allowed: &[String], negated: bool, scope: &Scope) -> Truth {
        match self.fact(field, scope) {
            Ok(value) => Truth::from(allowed.contains(&value.written()) != negated),
            Err(reasons) => Truth::Unknown(reasons),
        }
    }

    pub(super) fn same_fact(&self, a: FieldRef, b: FieldRef, negated: bool, scope: &Scope) -> Truth {
        match (self.fact(a, scope), self.fact(b, scope)) {
            (Ok(a), Ok(b)) => Truth::from((a == b) != negated),
            (Err(a), Err(b)) => Truth::Unknown(a.into_iter().chain(b).collect()),
            (Err(reasons), _) | (_, Err(reasons)) => Truth::Unknown(reasons),
        }
    }
}
