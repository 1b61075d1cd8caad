//! Rationals with an infinitely small part, which turn strict bounds into plain ones: `x < 3` is `x <= 3 - d`.
//!
//! Dutertre and de Moura, *A fast linear-arithmetic solver for DPLL(T)*, 2006, section 5.

use super::ratio::Ratio;

/// `real + step * d`, where `d` is positive and smaller than every positive rational; ordered so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Delta {
    pub real: Ratio,
    pub step: Ratio,
}

impl Delta {
    pub const ZERO: Delta = Delta { real: Ratio::ZERO, step: Ratio::ZERO };

    pub fn new(real: Ratio, step: i64) -> Delta {
        Delta { real, step: Ratio::from(step) }
    }

    pub fn is_integer(&self) -> bool {
        self.step.is_zero() && self.real.is_integer()
    }

    /// The largest whole number that is not above it.
    pub fn floor(&self) -> Ratio {
        let floor = self.real.floor();
        let is_just_below = floor == self.real && self.step < Ratio::ZERO;
        if is_just_below { &floor - &Ratio::ONE } else { floor }
    }

    /// `self + other * factor`.
    pub fn plus(&self, other: &Delta, factor: &Ratio) -> Delta {
        let step = if other.step.is_zero() { self.step.clone() } else { &self.step + &(&other.step * factor) };
        Delta { real: &self.real + &(&other.real * factor), step }
    }

    pub fn minus(&self, other: &Delta) -> Delta {
        Delta { real: &self.real - &other.real, step: &self.step - &other.step }
    }

    pub fn divided_by(&self, divisor: &Ratio) -> Delta {
        Delta { real: &self.real / divisor, step: &self.step / divisor }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_smaller_than_any_number() {
        let just_below = Delta::new(Ratio::from(3), -1);
        let just_above = Delta::new(Ratio::from(3), 1);
        assert!(just_below < Delta::new(Ratio::from(3), 0));
        assert!(just_below > Delta::new(&Ratio::from(299) / &Ratio::from(100), 1000));
        assert_eq!([just_below.floor(), just_above.floor()], [Ratio::from(2), Ratio::from(3)]);
        assert!(!just_above.is_integer());
        assert_eq!(just_below.minus(&just_above), Delta::new(Ratio::ZERO, -2));
    }
}
