//! Decision tables.

use serde_json::{Value, json};

use super::super::decision::{Decided, Decision, DecisionCell, Term};
use super::fields::allowed_numbers;
use super::writer::Writer;

impl Writer<'_> {
    pub(super) fn decision(&self, decision: &Decision) -> Value {
        let input = |(term, written): &(Term, String)| json!({"term": self.term(term), "written": written});
        let rows = decision.rows.iter().map(|row| {
            let cells: Vec<Value> = row.cells.iter().map(cell).collect();
            json!({"cells": cells, "decided": self.decided(&row.decided)})
        });
        json!({
            "kind": "decided",
            "target": self.term(&decision.target),
            "inputs": decision.inputs.iter().map(input).collect::<Vec<_>>(),
            "rows": rows.collect::<Vec<_>>(),
            "otherwise": decision.otherwise.as_ref().map(|decided| self.decided(decided)),
        })
    }

    pub(super) fn term(&self, term: &Term) -> Value {
        match term {
            Term::Text(field) => json!({"kind": "fact", "of": self.field_ref(*field)}),
            Term::Number(number) => json!({"kind": "number", "value": self.number(number)}),
        }
    }

    fn decided(&self, decided: &Decided) -> Value {
        match decided {
            Decided::Invalid => json!({"kind": "invalid"}),
            Decided::Words(words) => json!({"kind": "words", "allowed": words}),
            Decided::Numbers(numbers) => json!({"kind": "numbers", "allowed": allowed_numbers(numbers)}),
            Decided::Same(term) => json!({"kind": "same", "as": self.term(term)}),
        }
    }
}

fn cell(cell: &DecisionCell) -> Value {
    match cell {
        DecisionCell::Any => json!({"kind": "any"}),
        DecisionCell::Unknown => json!({"kind": "unknown"}),
        DecisionCell::Words(words) => json!({"kind": "words", "allowed": words}),
        DecisionCell::Numbers(numbers) => json!({"kind": "numbers", "allowed": allowed_numbers(numbers)}),
    }
}
