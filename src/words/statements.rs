//! Statements of rules as sentences, one below the other.

use crate::model::rule::{Claim, ClaimKind, Domain, Guard, Statement, StatementKind, Structure, Variable};

use super::bound::clause_by_name;
use super::phrases::{full_sentence, sentence};
use super::{Clause, Words};

impl Words<'_> {
    /// What a rule requires.
    pub fn statements(&self, statements: &[Statement]) -> Vec<Clause> {
        self.parts(statements).into_iter().map(ended).collect()
    }

    /// Without full stops, as what is said within a sentence.
    fn parts(&self, statements: &[Statement]) -> Vec<Clause> {
        statements.iter().map(|statement| self.statement(statement)).collect()
    }

    fn statement(&self, statement: &Statement) -> Clause {
        match &statement.kind {
            StatementKind::Require { claim, guard } => self.requirement(claim, guard.as_ref()),
            StatementKind::Each { variables, domain, filter, body } => {
                let together = self.of_two(variables, domain, filter.as_ref(), body);
                together.unwrap_or_else(|| self.ranging("each", domain, variables, filter.as_ref(), body))
            }
            StatementKind::Some { variables, domain, filter, body } => {
                self.ranging("at least one", domain, variables, filter.as_ref(), body)
            }
            StatementKind::When { guard, body } => under(self.guard(guard), self.parts(body)),
            StatementKind::InEachSlice { plane, of, body } => {
                let head = format!("in each {} slice of {}", plane.word(), self.structure(of));
                under(head, self.in_slice().parts(body))
            }
        }
    }

    fn requirement(&self, claim: &Claim, guard: Option<&Guard>) -> Clause {
        let mut text = sentence(&self.claim(claim));
        if let Some(guard) = guard {
            let comma = if text.contains(", ") { "," } else { "" };
            text = format!("{text}{comma} {}", self.again().guard(guard));
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
        let members = self.members(domain, variables, filter);
        let mut parts = self.marked(variables).parts(body);
        if let [Clause { text, parts: below }] = parts.as_mut_slice()
            && below.is_empty()
            && !members.two
            && let Some(said) = members.in_place(text, each)
        {
            return Clause::new(sentence(&said));
        }
        let texts: Vec<&str> = parts.iter().flat_map(texts).collect();
        let head = match (members.two, each) {
            (true, "each") => format!("for any two {}", members.one(&texts)),
            (true, _) => format!("for {each} pair of {}", members.one(&texts)),
            (false, _) => format!("for {each} {}", members.one(&texts)),
        };
        under(head, parts.into_iter().map(|part| clause_by_name(part, variables)).collect())
    }

    /// What any two are to each other: `` no two classes of `levels` have a voxel in common ``.
    fn of_two(
        &self,
        variables: &[Variable],
        domain: &Domain,
        filter: Option<&Claim>,
        body: &[Statement],
    ) -> Option<Clause> {
        let ([first, second], [Statement { kind: StatementKind::Require { claim, guard: None }, .. }], None) =
            (variables, body, filter)
        else {
            return None;
        };
        let ours =
            |a: &Structure, b: &Structure| *a == Structure::Variable(first.id) && *b == Structure::Variable(second.id);
        let members = || self.members(domain, variables, None).one(&[]);
        let said = match &claim.kind {
            ClaimKind::Separate { a, b, by_overlap: true } if ours(a, b) => {
                format!("No two {} have a voxel in common", members())
            }
            ClaimKind::Separate { a, b, by_overlap: false } if ours(a, b) => format!("No two {} touch", members()),
            ClaimKind::Touches(a, b) if ours(a, b) => format!("Any two {} touch", members()),
            _ => return None,
        };
        Some(Clause::new(said))
    }

    fn guard(&self, guard: &Guard) -> String {
        let word = if guard.negated { "unless" } else { "when" };
        format!("{word} {}", self.claim(&guard.condition))
    }
}

fn texts(clause: &Clause) -> Vec<&str> {
    std::iter::once(clause.text.as_str()).chain(clause.parts.iter().flat_map(texts)).collect()
}

/// A head and what is said below it; a single sentence goes on with it.
fn under(head: String, mut parts: Vec<Clause>) -> Clause {
    let alone = parts.len() == 1 && parts.iter().all(|part| part.parts.is_empty());
    match parts.pop_if(|_| alone) {
        Some(only) => Clause::new(sentence(&format!("{head}: {}", uncapitalised(&only.text)))),
        None => Clause { text: sentence(&head), parts },
    }
}

/// With a full stop, or with a colon before what is said below it.
fn ended(Clause { text, parts }: Clause) -> Clause {
    let text = if parts.is_empty() { full_sentence(&text) } else { format!("{text}:") };
    Clause { text, parts: parts.into_iter().map(ended).collect() }
}

/// A sentence within a sentence.
fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
