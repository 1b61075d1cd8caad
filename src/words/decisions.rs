//! Decision tables in words, a sentence for each row.

use crate::model::decision::{Decided, Decision, DecisionCell};
use crate::model::field::AllowedNumbers;

use super::declarations::numbers_words;
use super::phrases::joined;
use super::{Clause, Words};

impl Words<'_> {
    pub(super) fn decided(&self, decision: &Decision) -> String {
        let inputs: Vec<String> = decision.inputs.iter().map(|(term, _)| self.decision_term(term)).collect();
        format!("{} follows from {}", self.decision_term(&decision.target), joined(&inputs, "and"))
    }

    /// The rows, the first that fits first.
    pub(super) fn rows(&self, decision: &Decision) -> Vec<Clause> {
        let target = self.decision_term(&decision.target);
        let mut rows: Vec<Clause> = Vec::new();
        for row in &decision.rows {
            let cells = decision.inputs.iter().zip(&row.cells);
            let cells: Vec<String> = cells
                .filter_map(|((term, _), cell)| Some(format!("{} {}", self.decision_term(term), cell_words(cell)?)))
                .collect();
            let given =
                if cells.is_empty() { "in any case".to_owned() } else { format!("if {}", joined(&cells, "and")) };
            rows.push(Clause::new(format!("{given}: {}", self.decided_words(&target, &row.decided))));
        }
        let otherwise = match &decision.otherwise {
            Some(decided) => self.decided_words(&target, decided),
            None => "it cannot be judged".to_owned(),
        };
        rows.push(Clause::new(format!("otherwise: {otherwise}")));
        rows
    }

    fn decided_words(&self, target: &str, decided: &Decided) -> String {
        match decided {
            Decided::Invalid => "this must not be".to_owned(),
            Decided::Words(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
                format!("{target} is {}", joined(&words, "or"))
            }
            Decided::Same(term) => format!("{target} is the same as {}", self.decision_term(term)),
            Decided::Numbers(numbers) => format!("{target} is {}", allowed(numbers)),
        }
    }
}

fn cell_words(cell: &DecisionCell) -> Option<String> {
    match cell {
        DecisionCell::Any => None,
        DecisionCell::Unknown => Some("is not known".to_owned()),
        DecisionCell::Words(words) => {
            Some(format!("is {}", joined(&words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>(), "or")))
        }
        DecisionCell::Numbers(numbers) => Some(format!("is {}", allowed(numbers))),
    }
}

fn allowed(numbers: &AllowedNumbers) -> String {
    numbers_words(numbers).unwrap_or_else(|| "any number".to_owned())
}
