//! Random problems, the same on every machine.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::raw::{Demand, RELATIONS, Raw, Relation, Sum, ratio};
use crate::splitmix::Random;

/// Sorts of problems, after what is in them.
pub const SORTS: [&str; 8] =
    ["boolean", "differences", "reals", "integers", "mixed", "equalities", "counts and volumes", "large numbers"];

/// The problem of a sort and a seed. Small ones can be decided by trying everything.
pub fn problem(sort: usize, seed: u64, is_small: bool) -> Raw {
    let mut maker =
        Maker { random: Random::new(seed * SORTS.len() as u64 + sort as u64), sort, raw: empty(), is_small };
    match sort {
        0 => maker.boolean(),
        6 => maker.counts_and_volumes(),
        _ => maker.numeric(),
    }
    maker.raw
}

fn empty() -> Raw {
    Raw { booleans: 0, integers: Vec::new(), demands: Vec::new() }
}

struct Maker {
    random: Random,
    sort: usize,
    raw: Raw,
    is_small: bool,
}

impl Maker {
    /// Clauses of three literals, about as many as make half of such problems unsatisfiable.
    fn boolean(&mut self) {
        self.raw.booleans = if self.is_small { 6 } else { 10 + self.random.below(40) };
        let clauses = self.raw.booleans * (38 + self.random.below(12)) / 10;
        for _ in 0..clauses {
            let parts = (0..3).map(|_| self.literal()).collect();
            self.raw.demands.push(Demand::Any(parts));
        }
    }

    fn literal(&mut self) -> Demand {
        let boolean = Demand::Boolean(self.random.below(self.raw.booleans));
        if self.random.one_in(2) { Demand::Not(Box::new(boolean)) } else { boolean }
    }

    fn numeric(&mut self) {
        self.raw.booleans = 1 + self.random.below(if self.is_small { 2 } else { 6 });
        let numbers = 1 + self.random.below(if self.is_small { 3 } else { 10 });
        for _ in 0..numbers {
            let is_integer = match self.sort {
                3 => true,
                4 | 5 | 7 => self.random.one_in(2),
                _ => false,
            };
            self.raw.integers.push(is_integer);
        }
        for number in 0..numbers {
            if self.raw.integers[number] {
                let top = if self.is_small { 3 } else { 5 + self.random.below(40) as i64 };
                self.raw.demands.push(Demand::Compare(vec![(number, ratio(1, 1))], Relation::AtLeast, ratio(0, 1)));
                self.raw.demands.push(Demand::Compare(vec![(number, ratio(1, 1))], Relation::AtMost, ratio(top, 1)));
            }
        }
        let demands = if self.is_small { 4 + self.random.below(4) } else { 5 + self.random.below(5 * numbers) };
        // A few constraints that come again and again, so that they meet.
        let constraints: Vec<Demand> =
            (0..if self.is_small { 5 } else { demands }).map(|_| self.constraint()).collect();
        for _ in 0..demands {
            let demand = self.demand(&constraints, 2);
            self.raw.demands.push(demand);
        }
    }

    fn demand(&mut self, constraints: &[Demand], depth: usize) -> Demand {
        let leaf = if self.random.one_in(4) { self.literal() } else { self.random.pick(constraints).clone() };
        if depth == 0 {
            return leaf;
        }
        let mut part = || Box::new(self.demand(constraints, depth - 1));
        let (one, other) = (part(), part());
        match self.random.below(12) {
            0 | 1 => leaf,
            2 => Demand::Not(one),
            3 => Demand::All(vec![*one, *other]),
            4 => Demand::Implies(one, other),
            5 => Demand::Iff(one, other),
            6 => Demand::Any(vec![*one, *other, leaf]),
            _ => Demand::Any(vec![*one, leaf]),
        }
    }

    fn constraint(&mut self) -> Demand {
        let numbers = self.raw.integers.len();
        let mut relation = *self.random.pick(&RELATIONS[..4]);
        if self.random.one_in(if self.sort == 5 { 2 } else { 12 }) {
            relation = Relation::Equal;
        }
        let sum: Sum = if self.sort == 1 {
            let (one, other) = (self.random.below(numbers), self.random.below(numbers));
            vec![(one, ratio(1, 1)), (other, ratio(-1, 1))]
        } else {
            let terms = 1 + self.random.below(3.min(numbers + 1));
            (0..terms).map(|_| (self.random.below(numbers), self.factor())).collect()
        };
        let bound = self.factor();
        Demand::Compare(sum, relation, bound)
    }

    fn factor(&mut self) -> BigRational {
        let whole = self.random.below(13) as i64 - 6;
        match self.sort {
            7 => {
                let large = BigInt::from(self.random.next()).pow(1 + self.random.below(3) as u32);
                BigRational::new(large * whole, BigInt::from(1 + self.random.below(1000)))
            }
            2 | 4 if self.random.one_in(3) => ratio(whole, 1 + self.random.below(6) as i64),
            _ => ratio(whole, 1),
        }
    }

    /// What protocols say: parts are counted, each has a least volume, volumes add up, and rules hold where guards do.
    fn counts_and_volumes(&mut self) {
        let classes = if self.is_small { 1 } else { 2 + self.random.below(7) };
        self.raw.booleans = classes + 2;
        let one = |number| vec![(number, ratio(1, 1))];
        for class in 0..classes {
            self.raw.integers.extend([true, false]);
            let (count, volume) = (2 * class, 2 * class + 1);
            let present = || Box::new(Demand::Boolean(class));
            let floor = ratio(1 + self.random.below(40) as i64, 4);
            let is_positive = |number| Box::new(Demand::Compare(one(number), Relation::Above, ratio(0, 1)));
            self.raw.demands.extend([
                Demand::Iff(present(), is_positive(volume)),
                Demand::Implies(is_positive(count), present()),
                Demand::Compare(one(count), Relation::AtLeast, ratio(0, 1)),
                Demand::Compare(one(count), Relation::AtMost, ratio(if self.is_small { 3 } else { 1000 }, 1)),
                Demand::Compare(one(volume), Relation::AtLeast, ratio(0, 1)),
                Demand::Compare(vec![(count, floor), (volume, ratio(-1, 1))], Relation::AtMost, ratio(0, 1)),
            ]);
        }
        for _ in 0..1 + self.random.below(4 * classes) {
            let number = self.random.below(2 * classes);
            let relation = *self.random.pick(&RELATIONS);
            let bound =
                if number.is_multiple_of(2) { self.random.below(4) as i64 } else { 5 * self.random.below(8) as i64 };
            let mut sum = one(number);
            if self.random.one_in(3) {
                sum.push((2 * self.random.below(classes) + number % 2, ratio(*self.random.pick(&[-2, -1, 1]), 1)));
            }
            let rule = Demand::Compare(sum, relation, ratio(bound, 1));
            let guarded = match self.random.below(3) {
                0 => rule,
                1 => Demand::Implies(Box::new(self.literal()), Box::new(rule)),
                _ => Demand::Any(vec![self.literal(), self.literal(), rule]),
            };
            self.raw.demands.push(guarded);
        }
    }
}
