//! Facts about the case as amounts and truth values.

use crate::model::field::{FieldId, FieldValue, date_quantity};

use super::Evaluator;
use super::amount::Amount;
use super::truth::{Reasons, Truth};

impl Evaluator<'_> {
    /// The value of a field, or why it is not known.
    pub fn fact(&self, id: FieldId) -> Result<&FieldValue, Reasons> {
        let facts = &self.context.case_facts;
        match facts.known.get(&id) {
            Some(known) => Ok(&known.value),
            None => {
                let name = self.protocol.field(id).map(|field| field.id()).unwrap_or_default();
                let reason = facts.unknown.get(&id).cloned();
                Err(Reasons::from([reason.unwrap_or_else(|| format!("`{name}` is not given"))]))
            }
        }
    }

    pub(super) fn fact_amount(&self, id: FieldId) -> Amount {
        match self.fact(id) {
            Ok(FieldValue::Number(quantity)) => Amount::exact(quantity.to_f64()),
            Ok(FieldValue::Date(date)) => Amount::exact(date_quantity(*date).to_f64()),
            Ok(FieldValue::YesNo(_) | FieldValue::Text(_)) => Amount::unknown("a text is no number"),
            Err(reasons) => Amount::Unknown(reasons),
        }
    }

    pub(super) fn fact_among(&self, id: FieldId, allowed: &[String], negated: bool) -> Truth {
        match self.fact(id) {
            Ok(value) => Truth::from(allowed.contains(&value.written()) != negated),
            Err(reasons) => Truth::Unknown(reasons),
        }
    }

    pub(super) fn same_fact(&self, a: FieldId, b: FieldId, negated: bool) -> Truth {
        match (self.fact(a), self.fact(b)) {
            (Ok(a), Ok(b)) => Truth::from((a == b) != negated),
            (Err(a), Err(b)) => Truth::Unknown(a.into_iter().chain(b).collect()),
            (Err(reasons), _) | (_, Err(reasons)) => Truth::Unknown(reasons),
        }
    }
}
