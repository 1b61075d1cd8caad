//! Which literals are true, in the order in which they became so, and why.

#![expect(clippy::indexing_slicing, reason = "every variable of the search has its place in each list")]

use super::clauses::Clauses;
use super::literal::Literal;

#[derive(Debug)]
pub(super) struct Trail {
    values: Vec<Option<bool>>,
    places: Vec<Place>,
    literals: Vec<Literal>,
    /// Where each level of decisions begins, without level 0.
    levels: Vec<usize>,
}

/// Where and why a variable got its value; stale while it has none.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    pub level: usize,
    /// Among the literals of the trail.
    pub position: usize,
    /// The clause that left nothing else; none for a decision. On level 0, a clause of just this literal.
    pub reason: Option<usize>,
}

impl Trail {
    pub fn new(count: usize) -> Trail {
        Trail {
            values: vec![None; count],
            places: vec![Place::default(); count],
            literals: Vec::new(),
            levels: Vec::new(),
        }
    }

    /// A variable more.
    pub fn grow(&mut self) {
        self.values.push(None);
        self.places.push(Place::default());
    }

    /// Whether a literal is true, or false, if it is known.
    pub fn value(&self, literal: Literal) -> Option<bool> {
        self.values[literal.variable()].map(|value| literal.under(value))
    }

    pub fn is_true(&self, literal: Literal) -> bool {
        self.value(literal) == Some(true)
    }

    pub fn is_false(&self, literal: Literal) -> bool {
        self.value(literal) == Some(false)
    }

    /// Of a variable that has a value.
    pub fn place(&self, literal: Literal) -> Place {
        self.places[literal.variable()]
    }

    pub fn literals(&self) -> &[Literal] {
        &self.literals
    }

    pub fn level(&self) -> usize {
        self.levels.len()
    }

    /// Makes a literal true because all others of a clause are false.
    pub fn imply(&mut self, literal: Literal, clause: usize, clauses: &mut Clauses) {
        let others = clauses.get(clause).iter().filter(|other| **other != literal);
        let reason = if self.level() > 0 || clauses.get(clause).len() == 1 {
            clause
        } else {
            // What holds on level 0 holds for good, and gets a clause of its own.
            let hints = others.filter_map(|other| self.place(*other).reason).chain([clause]).collect();
            clauses.derive(&[literal], hints)
        };
        self.push(literal, Some(reason));
    }

    fn push(&mut self, literal: Literal, reason: Option<usize>) {
        self.values[literal.variable()] = Some(!literal.is_negated());
        self.places[literal.variable()] = Place { level: self.level(), position: self.literals.len(), reason };
        self.literals.push(literal);
    }

    /// Begins a level.
    pub fn decide(&mut self, literal: Literal) {
        self.levels.push(self.literals.len());
        self.push(literal, None);
    }

    /// Takes back all levels above `level`, and gives what was true there.
    pub fn back_to(&mut self, level: usize) -> Vec<Literal> {
        let Some(start) = self.levels.get(level).copied() else { return Vec::new() };
        self.levels.truncate(level);
        let undone = self.literals.split_off(start);
        for literal in &undone {
            self.values[literal.variable()] = None;
        }
        undone
    }
}
