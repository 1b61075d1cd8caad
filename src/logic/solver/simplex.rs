//! Whether linear forms can lie within bounds: the general simplex for DPLL(T).
//!
//! Dutertre and de Moura, *A fast linear-arithmetic solver for DPLL(T)*, 2006. Variables that are not basic always lie within
//! their bounds; a basic one that does not is made to by a pivot, or its row shows why it cannot.

#![expect(clippy::indexing_slicing, reason = "variables come from this simplex, which has a place for each")]

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::delta::Delta;
use super::literal::Literal;
use super::ratio::Ratio;
use super::tableau::Tableau;

/// Pivots in one search after which Bland's rule takes over, which cannot cycle.
const FREE_PIVOTS: u64 = 30;

/// Coefficients beyond machine words that take about as long as a pivot without any.
const HEAVY: u64 = 16;

/// Numbers and sums of them, each with a value and bounds.
#[derive(Debug, Default)]
pub(super) struct Simplex {
    tableau: Tableau,
    values: Vec<Delta>,
    /// Lower and upper bound of each variable.
    bounds: Vec<[Option<Bound>; 2]>,
    /// What each change of a bound has replaced, to take it back.
    replaced: Vec<(usize, Side, Option<Bound>)>,
    /// Basic variables that may lie outside their bounds.
    suspects: BTreeSet<usize>,
    pivots: u64,
}

/// Where a bound is, and the literal that set it.
#[derive(Debug, Clone)]
struct Bound {
    at: Delta,
    reason: Literal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Lower,
    Upper,
}

use Side::{Lower, Upper};

impl Side {
    fn opposite(self) -> Side {
        if self == Lower { Upper } else { Lower }
    }

    /// How something beyond a bound of this side compares with it.
    fn beyond(self) -> Ordering {
        if self == Lower { Ordering::Less } else { Ordering::Greater }
    }
}

/// Literals whose bounds are in conflict; their constraints, each times its positive multiplier, add up to a contradiction
/// (Farkas 1902).
pub(super) type Conflict = Vec<(Literal, Ratio)>;

pub(super) enum Check {
    Feasible,
    Conflict(Conflict),
    OutOfPivots,
}

impl Simplex {
    /// A new unbounded number, 0 for now.
    pub fn add_number(&mut self) -> usize {
        self.values.push(Delta::ZERO);
        self.bounds.push([None, None]);
        self.tableau.add_variable()
    }

    /// A variable for a sum.
    pub fn add_sum(&mut self, sum: &[(usize, Ratio)]) -> usize {
        let value =
            sum.iter().fold(Delta::ZERO, |value, (variable, factor)| value.plus(&self.values[*variable], factor));
        self.values.push(value);
        self.bounds.push([None, None]);
        self.tableau.add_row(sum)
    }

    pub fn value(&self, variable: usize) -> &Delta {
        &self.values[variable]
    }

    /// Sets a bound unless a tighter one is there.
    pub fn bound(&mut self, variable: usize, side: Side, at: &Delta, reason: Literal) -> Result<(), Conflict> {
        let beyond =
            |bound: &Option<Bound>, side: Side| bound.as_ref().is_some_and(|bound| at.cmp(&bound.at) == side.beyond());
        let [lower, upper] = &self.bounds[variable];
        let (own, other) = if side == Lower { (lower, upper) } else { (upper, lower) };
        if let Some(other) = other
            && at.cmp(&other.at) == side.opposite().beyond()
        {
            return Err(vec![(other.reason, Ratio::ONE), (reason, Ratio::ONE)]);
        }
        if own.as_ref().is_some_and(|own| *at == own.at) || beyond(own, side) {
            return Ok(());
        }
        let bound = Some(Bound { at: at.clone(), reason });
        let old = std::mem::replace(&mut self.bounds[variable][side as usize], bound);
        self.replaced.push((variable, side, old));
        if self.values[variable].cmp(at) == side.beyond() {
            if self.tableau.is_basic(variable) {
                self.suspects.insert(variable);
            } else {
                self.move_to(variable, at.clone());
            }
        }
        Ok(())
    }

    /// How many changes of bounds there have been, for [`undo_to`](Self::undo_to).
    pub fn changes(&self) -> usize {
        self.replaced.len()
    }

    /// Takes changes of bounds back. Values stay: what was within tighter bounds is within wider ones.
    pub fn undo_to(&mut self, changes: usize) {
        for (variable, side, old) in self.replaced.drain(changes..).rev() {
            self.bounds[variable][side as usize] = old;
        }
    }

    /// Moves values until all lie within their bounds, or finds bounds that exclude each other.
    pub fn check(&mut self, most_work: u64) -> Check {
        let start = self.pivots;
        while let Some(basic) = self.suspects.pop_first() {
            let Some((side, target)) = self.missed(basic) else { continue };
            if self.work() >= most_work {
                self.suspects.insert(basic);
                return Check::OutOfPivots;
            }
            let Some(entering) = self.entering(basic, side, self.pivots - start >= FREE_PIVOTS) else {
                self.suspects.insert(basic);
                return Check::Conflict(self.explain(basic, side));
            };
            self.pivots += 1;
            self.exchange(basic, entering, target);
        }
        Check::Feasible
    }

    /// Pivots so far; those with numbers beyond machine words, which take longer, count more.
    pub fn work(&self) -> u64 {
        self.pivots + self.tableau.heavy / HEAVY
    }

    /// The bound that a basic variable misses.
    fn missed(&self, basic: usize) -> Option<(Side, Delta)> {
        [Lower, Upper].into_iter().find_map(|side| {
            let bound = self.bounds[basic][side as usize].as_ref()?;
            (self.values[basic].cmp(&bound.at) == side.beyond()).then(|| (side, bound.at.clone()))
        })
    }

    /// A variable in the row that can move so that the basic one gets nearer to the bound that it misses: the one in the
    /// fewest rows, or by Bland's rule the first.
    fn entering(&self, basic: usize, missed: Side, by_bland: bool) -> Option<usize> {
        let can_move = |(variable, factor): &&(usize, Ratio)| {
            let blocking = self.blocking(*variable, factor, missed);
            blocking.is_none_or(|bound| bound.at != self.values[*variable])
        };
        let mut able = self.tableau.row(basic).iter().filter(can_move).map(|(variable, _)| *variable);
        if by_bland { able.next() } else { able.min_by_key(|variable| self.tableau.column_length(*variable)) }
    }

    /// The bound that keeps a variable in the row of a basic one from moving it towards the bound that it misses.
    fn blocking(&self, variable: usize, factor: &Ratio, missed: Side) -> Option<&Bound> {
        // To raise the basic variable, raise what has a positive factor: its upper bound blocks.
        let side = if factor.is_positive() { missed.opposite() } else { missed };
        self.bounds[variable][side as usize].as_ref()
    }

    /// The bound that is missed, and all those that block.
    fn explain(&self, basic: usize, missed: Side) -> Conflict {
        let own = self.bounds[basic][missed as usize].iter().map(|bound| (bound.reason, Ratio::ONE));
        let blocking = self.tableau.row(basic).iter().filter_map(|(variable, factor)| {
            let bound = self.blocking(*variable, factor, missed)?;
            Some((bound.reason, factor.abs()))
        });
        own.chain(blocking).collect()
    }

    /// Gives a variable that is not basic a value, and all that depend on it theirs.
    fn move_to(&mut self, variable: usize, value: Delta) {
        let change = value.minus(&self.values[variable]);
        self.values[variable] = value;
        self.move_rows(variable, &change, None);
    }

    fn move_rows(&mut self, variable: usize, change: &Delta, but: Option<usize>) {
        for (basic, factor) in self.tableau.column(variable).filter(|(basic, _)| Some(*basic) != but) {
            let value = self.values[basic].plus(change, factor);
            let [lower, upper] = &self.bounds[basic];
            if lower.as_ref().is_some_and(|bound| value < bound.at)
                || upper.as_ref().is_some_and(|bound| value > bound.at)
            {
                self.suspects.insert(basic);
            }
            self.values[basic] = value;
        }
    }

    /// Gives the basic variable its value by moving the entering one, which then is basic in its place.
    fn exchange(&mut self, basic: usize, entering: usize, value: Delta) {
        let Some((_, factor)) = self.tableau.row(basic).iter().find(|(variable, _)| *variable == entering) else {
            return;
        };
        let change = value.minus(&self.values[basic]).divided_by(factor);
        self.values[basic] = value;
        self.values[entering] = self.values[entering].plus(&change, &Ratio::ONE);
        self.move_rows(entering, &change, Some(basic));
        self.tableau.pivot(basic, entering);
        if self.missed(entering).is_some() {
            self.suspects.insert(entering);
        }
    }

    /// A number small enough to stand for the infinitely small one in all values: no value crosses a bound by it.
    pub fn small_step(&self) -> Ratio {
        let mut step = Ratio::ONE;
        for (value, bounds) in self.values.iter().zip(&self.bounds) {
            for bound in bounds.iter().flatten() {
                let (low, high) = if bound.at <= *value { (&bound.at, value) } else { (value, &bound.at) };
                let gain = &low.step - &high.step;
                if gain.is_positive() {
                    step = step.min(&(&high.real - &low.real) / &gain);
                }
            }
        }
        step
    }
}
