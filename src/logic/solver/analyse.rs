//! What a conflict teaches: the clause of its first unique implication point.
//!
//! Marques-Silva and Sakallah, *GRASP: a search algorithm for propositional satisfiability*, 1999.

#![expect(
    clippy::indexing_slicing,
    reason = "there is a place for each variable, and the trail ends where conflicts begin"
)]

use super::clauses::Clauses;
use super::literal::Literal;
use super::order::Order;
use super::trail::Trail;

/// A clause that a conflict implies, and how.
#[derive(Debug)]
pub(super) struct Lesson {
    /// The literal that becomes true comes first, then one of the highest level among the others.
    pub clause: Vec<Literal>,
    /// The clauses that propagate to the conflict if the clause is false.
    pub hints: Vec<usize>,
}

/// Looks at conflicts; keeps its memory from one to the next.
#[derive(Debug)]
pub(super) struct Analysis {
    seen: Vec<bool>,
    /// Variables that have been seen.
    touched: Vec<usize>,
}

impl Analysis {
    pub fn new(variables: usize) -> Analysis {
        Analysis { seen: vec![false; variables], touched: Vec::new() }
    }

    /// A variable more.
    pub fn grow(&mut self) {
        self.seen.push(false);
    }

    /// What to learn from a clause all of whose literals are false, one of them since the present level, which is not 0.
    pub fn learn(&mut self, conflict: usize, clauses: &Clauses, trail: &Trail, order: &mut Order) -> Lesson {
        let mut lower = Vec::new();
        // Clauses that propagate, with the place of what they imply.
        let mut used = vec![(trail.literals().len(), conflict)];
        let mut open = self.see(conflict, clauses, trail, order, &mut lower);
        let mut position = trail.literals().len();
        let mut point = None;
        while open > 0 && position > 0 {
            position -= 1;
            let literal = trail.literals()[position];
            if !self.seen[literal.variable()] {
                continue;
            }
            open -= 1;
            match trail.place(literal).reason {
                Some(reason) if open > 0 => {
                    used.push((position, reason));
                    open += self.see(reason, clauses, trail, order, &mut lower);
                }
                _ => {
                    point = Some(!literal);
                    break;
                }
            }
        }
        lower.retain(|literal| match self.redundant(*literal, clauses, trail) {
            Some(reason) => {
                used.push((trail.place(*literal).position, reason));
                false
            }
            None => true,
        });
        let mut facts: Vec<usize> = used
            .iter()
            .flat_map(|(_, clause)| clauses.get(*clause))
            .filter_map(|literal| fact(*literal, trail))
            .collect();
        facts.sort_unstable();
        facts.dedup();
        used.sort_unstable();
        if let Some(highest) = (0..lower.len()).max_by_key(|place| trail.place(lower[*place]).level) {
            lower.swap(0, highest);
        }
        for variable in self.touched.drain(..) {
            self.seen[variable] = false;
        }
        Lesson {
            clause: point.into_iter().chain(lower).collect(),
            hints: facts.into_iter().chain(used.into_iter().map(|(_, clause)| clause)).collect(),
        }
    }

    /// Notes the false literals of a clause; gives how many of them are new and of the present level.
    fn see(
        &mut self,
        clause: usize,
        clauses: &Clauses,
        trail: &Trail,
        order: &mut Order,
        lower: &mut Vec<Literal>,
    ) -> usize {
        let mut open = 0;
        for literal in clauses.get(clause).iter().filter(|literal| trail.is_false(**literal)) {
            let level = trail.place(*literal).level;
            if level == 0 || self.seen[literal.variable()] {
                continue;
            }
            self.seen[literal.variable()] = true;
            self.touched.push(literal.variable());
            order.bump(literal.variable());
            if level == trail.level() {
                open += 1;
            } else {
                lower.push(*literal);
            }
        }
        open
    }

    /// The clause by which a literal is false because others are that have been seen.
    fn redundant(&self, literal: Literal, clauses: &Clauses, trail: &Trail) -> Option<usize> {
        let reason = trail.place(literal).reason?;
        let is_seen =
            |other: &Literal| *other == !literal || self.seen[other.variable()] || trail.place(*other).level == 0;
        clauses.get(reason).iter().all(is_seen).then_some(reason)
    }
}

/// The clause of just the contrary of a literal, which is false for good.
fn fact(literal: Literal, trail: &Trail) -> Option<usize> {
    let place = trail.place(literal);
    if place.level == 0 { place.reason } else { None }
}
