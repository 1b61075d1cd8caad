//! Formulas, and how they become clauses.

use std::ops::Not;

use super::literal::Literal;
use super::problem::{Origin, Problem};

/// A Boolean combination of literals. [`Problem::require`] turns it into clauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formula {
    True,
    False,
    Literal(Literal),
    /// All of them; of nothing, true.
    And(Vec<Formula>),
    /// One of them; of nothing, false.
    Or(Vec<Formula>),
    Not(Box<Formula>),
}

impl Formula {
    pub fn all(parts: impl IntoIterator<Item = Formula>) -> Formula {
        Formula::And(parts.into_iter().collect())
    }

    pub fn any(parts: impl IntoIterator<Item = Formula>) -> Formula {
        Formula::Or(parts.into_iter().collect())
    }

    pub fn implies(self, consequence: Formula) -> Formula {
        Formula::Or(vec![!self, consequence])
    }

    pub fn iff(self, other: Formula) -> Formula {
        Formula::And(vec![self.clone().implies(other.clone()), other.implies(self)])
    }

    /// The same without `Not`, constants, and junctions of one part or of junctions of their own kind.
    fn flat(&self, is_negated: bool) -> Formula {
        match self {
            Formula::True | Formula::False if (*self == Formula::True) != is_negated => Formula::True,
            Formula::True | Formula::False => Formula::False,
            Formula::Literal(literal) => Formula::Literal(if is_negated { !*literal } else { *literal }),
            Formula::Not(inner) => inner.flat(!is_negated),
            Formula::And(parts) => junction(parts, is_negated, !is_negated),
            Formula::Or(parts) => junction(parts, is_negated, is_negated),
        }
    }
}

fn junction(parts: &[Formula], is_negated: bool, is_and: bool) -> Formula {
    let (absorbing, neutral) = if is_and { (Formula::False, Formula::True) } else { (Formula::True, Formula::False) };
    let mut flat = Vec::new();
    for part in parts.iter().map(|part| part.flat(is_negated)) {
        match part {
            part if part == absorbing => return absorbing,
            part if part == neutral => {}
            Formula::And(inner) if is_and => flat.extend(inner),
            Formula::Or(inner) if !is_and => flat.extend(inner),
            part => flat.push(part),
        }
    }
    match flat.len() {
        0 => neutral,
        1 => flat.swap_remove(0),
        _ if is_and => Formula::And(flat),
        _ => Formula::Or(flat),
    }
}

impl Problem {
    /// Demands that the formula holds.
    ///
    /// A junction inside a junction of the other kind gets a variable of its own that implies it (Tseitin 1968; only this
    /// direction is needed, as negations have been moved to the literals: Plaisted and Greenbaum 1986).
    pub fn require(&mut self, formula: impl Into<Formula>, origin: Origin) {
        match formula.into().flat(false) {
            Formula::And(parts) => parts.iter().for_each(|part| self.require_one(part, origin)),
            part => self.require_one(&part, origin),
        }
    }

    fn require_one(&mut self, part: &Formula, origin: Origin) {
        if *part != Formula::True {
            let clause = self.clause_of(part, origin);
            self.add_clause(clause, origin);
        }
    }

    /// Literals one of which must be true for a flat formula that is no conjunction to hold.
    fn clause_of(&mut self, part: &Formula, origin: Origin) -> Vec<Literal> {
        match part {
            Formula::Or(parts) => parts.iter().map(|part| self.name(part, origin)).collect(),
            Formula::False => Vec::new(),
            part => vec![self.name(part, origin)],
        }
    }

    /// A literal that implies a flat formula, which is no constant.
    fn name(&mut self, part: &Formula, origin: Origin) -> Literal {
        if let Formula::Literal(literal) = part {
            return *literal;
        }
        let name = self.boolean();
        let own = std::slice::from_ref(part);
        for part in if let Formula::And(parts) = part { parts } else { own } {
            let mut clause = self.clause_of(part, origin);
            clause.push(!name);
            self.add_clause(clause, origin);
        }
        name
    }
}

impl From<Literal> for Formula {
    fn from(literal: Literal) -> Formula {
        Formula::Literal(literal)
    }
}

impl From<bool> for Formula {
    fn from(value: bool) -> Formula {
        if value { Formula::True } else { Formula::False }
    }
}

impl Not for Formula {
    type Output = Formula;

    fn not(self) -> Formula {
        match self {
            Formula::Literal(literal) => Formula::Literal(!literal),
            Formula::Not(inner) => *inner,
            formula => Formula::Not(Box::new(formula)),
        }
    }
}
