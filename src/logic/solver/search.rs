//! The search: conflict-driven clause learning over Boolean variables, with the simplex as judge of their constraints.

#![expect(clippy::indexing_slicing, reason = "there is a place for each variable and literal of the search")]

use super::analyse::Analysis;
use super::answer::{Answer, Assignment, Limits, Spent};
use super::certificate::Split;
use super::clauses::Clauses;
use super::literal::Literal;
use super::order::Order;
use super::problem::Problem;
use super::simplex::Check;
use super::theory::Theory;
use super::trail::Trail;
use super::trim::trim;
use super::watch::Watches;

/// Conflicts before the first restart; the following ones come after this many times Luby's sequence.
const RESTART: u64 = 100;

/// Decides whether the problem has a solution. The same problem and limits always give the same answer.
pub fn solve(problem: &Problem, limits: &Limits) -> Answer {
    let mut search = Search::new(problem);
    match search.run(limits) {
        End::Refuted => Answer::Unsatisfiable(trim(&search.clauses, problem.variable_count(), &search.splits)),
        End::Solved => Answer::Satisfiable(search.assignment()),
        End::Limit => Answer::GaveUp(search.spent()),
    }
}

struct Search<'a> {
    problem: &'a Problem,
    clauses: Clauses,
    watches: Watches,
    trail: Trail,
    order: Order,
    analysis: Analysis,
    theory: Theory,
    /// The last value of each variable.
    phases: Vec<bool>,
    /// For each literal whether some clause of the problem, or a split, relies on its being true. The simplex hears only of
    /// these: where none does, the clauses hold whatever the constraint is.
    matters: Vec<bool>,
    /// For each level how many bounds had been changed before it.
    bounds: Vec<usize>,
    /// How many literals of the trail have been propagated, and shown to the simplex.
    propagated: usize,
    asserted: usize,
    splits: Vec<Split>,
    conflicts: u64,
}

enum End {
    /// The last clause derived is empty.
    Refuted,
    Solved,
    Limit,
}

/// What propagation comes to.
enum Step {
    Settled,
    /// All literals of this clause are false.
    Conflict(usize),
    Limit,
}

impl<'a> Search<'a> {
    fn new(problem: &'a Problem) -> Search<'a> {
        let variables = problem.variable_count();
        let mut matters = vec![false; 2 * variables];
        for literal in problem.clauses().flat_map(|(clause, _)| clause) {
            matters[literal.code()] = true;
        }
        Search {
            problem,
            clauses: Clauses::new(problem),
            watches: Watches::new(variables),
            trail: Trail::new(variables),
            order: Order::new(variables),
            analysis: Analysis::new(variables),
            theory: Theory::new(problem),
            phases: vec![false; variables],
            matters,
            bounds: Vec::new(),
            propagated: 0,
            asserted: 0,
            splits: Vec::new(),
            conflicts: 0,
        }
    }

    fn run(&mut self, limits: &Limits) -> End {
        if let Some(conflict) = self.start() {
            return self.refuted(conflict);
        }
        let (mut restarts, mut next_restart) = (1, RESTART);
        loop {
            match self.propagate(limits) {
                Step::Limit => return End::Limit,
                Step::Conflict(conflict) => {
                    self.conflicts += 1;
                    if !self.learn(conflict) {
                        return self.refuted(conflict);
                    }
                    if self.conflicts >= limits.conflicts {
                        return End::Limit;
                    }
                }
                Step::Settled if self.conflicts >= next_restart => {
                    restarts += 1;
                    next_restart = self.conflicts + RESTART * luby(restarts);
                    self.back_to(0);
                }
                Step::Settled if self.decide() => {}
                Step::Settled => match self.theory.fraction() {
                    None => return End::Solved,
                    Some(_) if self.splits.len() as u64 >= limits.splits => return End::Limit,
                    Some(split) => {
                        if let Some(conflict) = self.split(split) {
                            return self.refuted(conflict);
                        }
                    }
                },
            }
        }
    }

    /// Takes in the clauses of the problem and the order of its atoms; the answer is a clause that cannot be true.
    fn start(&mut self) -> Option<usize> {
        for variable in 0..self.problem.variable_count() {
            let positive = Literal::positive(variable);
            if self.matters[positive.code()] || self.matters[(!positive).code()] {
                self.order.insert(variable);
                for conflict in self.theory.order(variable) {
                    self.clauses.refute(conflict);
                }
            }
        }
        (0..self.clauses.count()).find(|clause| !self.attach(*clause))
    }

    /// Watches a clause on level 0, or draws its conclusion. `false` if it cannot be true.
    fn attach(&mut self, clause: usize) -> bool {
        let literals = self.clauses.get(clause);
        let mut left = literals.iter().filter(|literal| !self.trail.is_false(**literal));
        match (left.next().copied(), left.next()) {
            (None, _) => return false,
            (Some(unit), None) if !self.trail.is_true(unit) => self.trail.imply(unit, clause, &mut self.clauses),
            (Some(_), None) => {}
            (Some(_), Some(_)) => {
                let literals = self.clauses.get_mut(clause);
                literals.sort_by_key(|literal| self.trail.is_false(*literal));
                self.watches.add(clause, literals);
            }
        }
        true
    }

    /// Draws all conclusions of what is true, first by clauses, then by arithmetic.
    fn propagate(&mut self, limits: &Limits) -> Step {
        while let Some(literal) = self.trail.literals().get(self.propagated).copied() {
            self.propagated += 1;
            if let Some(conflict) = self.watches.propagate(!literal, &mut self.clauses, &mut self.trail) {
                return Step::Conflict(conflict);
            }
        }
        while let Some(literal) = self.trail.literals().get(self.asserted).copied() {
            self.asserted += 1;
            if self.matters[literal.code()]
                && let Err(conflict) = self.theory.assert(literal)
            {
                return Step::Conflict(self.clauses.refute(conflict));
            }
        }
        match self.theory.check(limits.pivots) {
            Check::Feasible => Step::Settled,
            Check::Conflict(conflict) => Step::Conflict(self.clauses.refute(conflict)),
            Check::OutOfPivots => Step::Limit,
        }
    }

    /// Learns from a clause that is false, and goes back to where it makes a difference. `false` on level 0.
    fn learn(&mut self, conflict: usize) -> bool {
        let level_of = |literal: &Literal| self.trail.place(*literal).level;
        let level = self.clauses.get(conflict).iter().map(level_of).max().unwrap_or(0);
        if level == 0 {
            return false;
        }
        self.back_to(level);
        let lesson = self.analysis.learn(conflict, &self.clauses, &self.trail, &mut self.order);
        self.order.decay();
        let clause = self.clauses.derive(&lesson.clause, lesson.hints);
        self.back_to(lesson.clause.get(1).map_or(0, |literal| self.trail.place(*literal).level));
        if lesson.clause.len() > 1 {
            self.watches.add(clause, &lesson.clause);
        }
        self.trail.imply(lesson.clause[0], clause, &mut self.clauses);
        true
    }

    /// Derives the empty clause from one that is false on level 0.
    fn refuted(&mut self, conflict: usize) -> End {
        let literals = self.clauses.get(conflict);
        let hints = literals.iter().filter_map(|literal| self.trail.place(*literal).reason).chain([conflict]).collect();
        self.clauses.derive(&[], hints);
        End::Refuted
    }

    fn back_to(&mut self, level: usize) {
        if level >= self.trail.level() {
            return;
        }
        for literal in self.trail.back_to(level) {
            self.phases[literal.variable()] = !literal.is_negated();
            self.order.insert(literal.variable());
        }
        self.theory.simplex.undo_to(self.bounds[level]);
        self.bounds.truncate(level);
        self.propagated = self.propagated.min(self.trail.literals().len());
        self.asserted = self.asserted.min(self.trail.literals().len());
    }

    /// Gives a variable without value the one it had last, at first `false`. `false` if there is none.
    fn decide(&mut self) -> bool {
        while let Some(variable) = self.order.pop() {
            let positive = Literal::positive(variable);
            if self.trail.value(positive).is_none() {
                self.bounds.push(self.theory.simplex.changes());
                self.trail.decide(if self.phases[variable] { positive } else { !positive });
                return true;
            }
        }
        false
    }

    /// Begins again with a decision more to take; the answer is a clause that cannot be true.
    fn split(&mut self, split: Split) -> Option<usize> {
        self.back_to(0);
        let known = self.theory.find(&split);
        let variable = known.unwrap_or(self.phases.len());
        if known.is_none() {
            self.theory.add(&split);
            self.splits.push(split);
            self.watches.grow();
            self.trail.grow();
            self.order.grow();
            self.analysis.grow();
            self.phases.push(true);
            self.matters.extend([true, true]);
            self.order.insert(variable);
        }
        self.order.bump(variable);
        let positive = Literal::positive(variable);
        self.matters[positive.code()] = true;
        self.matters[(!positive).code()] = true;
        self.asserted = 0;
        let order = if known.is_none() { self.theory.order(variable) } else { Vec::new() };
        order.into_iter().find_map(|conflict| {
            let clause = self.clauses.refute(conflict);
            (!self.attach(clause)).then_some(clause)
        })
    }

    fn spent(&self) -> Spent {
        Spent { conflicts: self.conflicts, pivots: self.theory.simplex.work(), splits: self.splits.len() as u64 }
    }

    /// The solution found. Atoms are judged anew: one on which no clause relies may have got a value that is not its own.
    fn assignment(&self) -> Assignment {
        let mut assignment = Assignment { variables: Vec::new(), numbers: self.theory.numbers() };
        for variable in 0..self.problem.variable_count() {
            let value = match self.problem.atom(variable) {
                Some(atom) => assignment.meets(atom),
                None => self.trail.is_true(Literal::positive(variable)),
            };
            assignment.variables.push(value);
        }
        assignment
    }
}

/// Luby's sequence from its first number on: 1 1 2 1 1 2 4 ..
fn luby(index: u64) -> u64 {
    let power = (index + 1).next_power_of_two();
    if power == index + 1 { power / 2 } else { luby(index + 1 - power / 2) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn restarts_follow_luby() {
        let sequence: Vec<u64> = (1..=15).map(luby).collect();
        assert_eq!(sequence, [1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8]);
    }
}
