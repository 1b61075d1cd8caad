//! All clauses of a search: those of the problem, then those derived, each with what it follows from.

#![expect(clippy::indexing_slicing, reason = "numbers of clauses are given out here and never taken back")]

use super::literal::Literal;
use super::problem::Problem;
use super::ratio::Ratio;
use super::simplex::Conflict;

#[derive(Debug)]
pub(super) struct Clauses {
    literals: Vec<Literal>,
    /// For each clause where its literals begin; and where the next one will.
    starts: Vec<usize>,
    /// How many are those of the problem.
    pub given: usize,
    derivations: Vec<Derivation>,
}

/// Why a clause holds that is not one of the problem.
#[derive(Debug)]
pub(super) enum Derivation {
    /// The clauses that propagate to a conflict if it is false, in this order.
    Propagation(Vec<usize>),
    /// Constraints, contrary to its literals, that add up to a contradiction with these multipliers.
    Farkas(Vec<(Literal, Ratio)>),
}

impl Clauses {
    pub fn new(problem: &Problem) -> Clauses {
        let mut clauses =
            Clauses { literals: Vec::new(), starts: vec![0], given: problem.clause_count(), derivations: Vec::new() };
        for (clause, _) in problem.clauses() {
            clauses.push(clause);
        }
        clauses
    }

    fn push(&mut self, clause: &[Literal]) -> usize {
        self.literals.extend_from_slice(clause);
        self.starts.push(self.literals.len());
        self.starts.len() - 2
    }

    /// Adds a clause that follows from earlier ones, and gives its number.
    pub fn derive(&mut self, clause: &[Literal], hints: Vec<usize>) -> usize {
        self.derivations.push(Derivation::Propagation(hints));
        self.push(clause)
    }

    /// Adds the clause that one of the constraints in conflict does not hold, and gives its number.
    pub fn refute(&mut self, conflict: Conflict) -> usize {
        let clause: Vec<Literal> = conflict.iter().map(|(literal, _)| !*literal).collect();
        self.derivations.push(Derivation::Farkas(conflict));
        self.push(&clause)
    }

    pub fn count(&self) -> usize {
        self.starts.len() - 1
    }

    pub fn get(&self, clause: usize) -> &[Literal] {
        &self.literals[self.starts[clause]..self.starts[clause + 1]]
    }

    /// The literals of a clause, to change their order.
    pub fn get_mut(&mut self, clause: usize) -> &mut [Literal] {
        &mut self.literals[self.starts[clause]..self.starts[clause + 1]]
    }

    pub fn derivations(&self) -> &[Derivation] {
        &self.derivations
    }
}
