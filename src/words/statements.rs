//! Statements of rules as sentences, one below the other.

use crate::model::rule::{Claim, ClaimKind, Domain, Guard, Statement, StatementKind, Variable};

use super::phrases::sentence;
use super::{Clause, Words};

impl Words<'_> {
    /// What a rule requires.
    pub fn statements(&self, statements: &[Statement]) -> Vec<Clause> {
        statements.iter().map(|statement| self.statement(statement)).collect()
    }

    fn statement(&self, statement: &Statement) -> Clause {
        match &statement.kind {
            StatementKind::Require { claim, guard } => self.requirement(claim, guard.as_ref()),
            StatementKind::Each { variables, domain, filter, body } => {
                self.ranging("for each", domain, variables, filter.as_ref(), body)
            }
            StatementKind::Some { variables, domain, filter, body } => {
                self.ranging("for at least one", domain, variables, filter.as_ref(), body)
            }
            StatementKind::When { guard, body } => under(self.guard(guard), self.statements(body)),
            StatementKind::InEachSlice { plane, of, body } => {
                let head = format!("in each {} slice of {}", plane.word(), self.structure(of));
                under(head, self.in_slice().statements(body))
            }
        }
    }

    fn requirement(&self, claim: &Claim, guard: Option<&Guard>) -> Clause {
        let mut text = sentence(&self.claim(claim));
        if let Some(guard) = guard {
            text = format!("{text}, {}", self.guard(guard));
        }
        let parts = match &claim.kind {
            ClaimKind::Decided(decision) => self.rows(decision),
            _ => Vec::new(),
        };
        Clause { text, parts }
    }

    fn ranging(
        &self,
        each: &str,
        domain: &Domain,
        variables: &[Variable],
        filter: Option<&Claim>,
        body: &[Statement],
    ) -> Clause {
        let each = if matches!(domain, Domain::PairsOf(_) | Domain::ConsecutiveOf(_) | Domain::ConsecutiveRows { .. }) {
            each.replace("each", "any")
        } else {
            each.to_owned()
        };
        let members = self.members(domain, variables, filter);
        under(format!("{each} {}", members.one), self.within(variables).statements(body))
    }

    fn guard(&self, guard: &Guard) -> String {
        let word = if guard.negated { "unless" } else { "when" };
        format!("{word} {}", self.claim(&guard.condition))
    }
}

/// A head and what is said below it; a single sentence goes on with it.
fn under(head: String, mut parts: Vec<Clause>) -> Clause {
    let alone = parts.len() == 1 && parts.iter().all(|part| part.parts.is_empty());
    match parts.pop_if(|_| alone) {
        Some(only) => Clause::new(sentence(&format!("{head}: {}", uncapitalised(&only.text)))),
        None => Clause { text: sentence(&format!("{head}:")), parts },
    }
}

/// A sentence within a sentence.
fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
