//! Random problems, the same on every machine.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::raw::{Demand, RELATIONS, Raw, Relation, Sum, ratio};
use crate::splitmix::Random;

/// Sorts of problems, after what is in them.
pub const SORTS: [&str; 9] = [
    "boolean",
    "differences",
    "reals",
    "integers",
    "mixed",
    "equalities",
    "counts and volumes",
    "large numbers",
    "purses",
];

/// The problem of a sort and a seed. Small ones can be decided by trying everything.
pub fn problem(sort: usize, seed: u64, is_small: bool) -> Raw {
    let mut maker =
        Maker { random: Random::new(seed * SORTS.len() as u64 + sort as u64), sort, raw: empty(), is_small };
    match sort {
        0 => maker.boolean(),
        6 => {
            let classes = if is_small { 1 } else { 2 + maker.random.below(7) };
            maker.counts_and_volumes(classes);
        }
        8 => maker.purses(),
        _ => maker.numeric(),
    }
    maker.raw
}

/// A question about a protocol of so many classes, each with a count and a volume.
pub fn question(classes: usize, seed: u64) -> Raw {
    let mut maker = Maker { random: Random::new(seed), sort: 6, raw: empty(), is_small: false };
    maker.counts_and_volumes(classes);
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

    /// Demands almost all of which hold, if only just, at one point that nobody else knows: what excludes that point must be
    /// found among much that does not.
    fn numeric(&mut self) {
        self.raw.booleans = if self.is_small { 2 } else { 3 + self.random.below(8) };
        let numbers = if self.is_small { 1 + self.random.below(3) } else { 4 + self.random.below(10) };
        let top = if self.is_small { 3 } else { 5 + self.random.below(60) };
        let mut point = Vec::new();
        for number in 0..numbers {
            let is_integer = match self.sort {
                3 | 5 => true,
                4 | 7 => self.random.one_in(2),
                _ => false,
            };
            self.raw.integers.push(is_integer);
            let value = self.random.below(top + 1) as i64;
            point.push(if is_integer { ratio(value, 1) } else { ratio(value, 1 + self.random.below(5) as i64) });
            if is_integer {
                self.raw.demands.push(Demand::Compare(vec![(number, ratio(1, 1))], Relation::AtLeast, ratio(0, 1)));
                let top = ratio(top as i64, 1);
                self.raw.demands.push(Demand::Compare(vec![(number, ratio(1, 1))], Relation::AtMost, top));
            }
        }
        // Constraints come again and again, so that they meet.
        let count = if self.is_small { 5 } else { 3 * numbers };
        let constraints: Vec<Demand> = (0..count).map(|_| self.constraint(&point)).collect();
        let booleans: Vec<bool> = (0..self.raw.booleans).map(|_| self.random.one_in(2)).collect();
        let many =
            self.raw.demands.len() + if self.is_small { 9 } else { 4 * numbers + self.random.below(6 * numbers) };
        let exceptions = if self.is_small { 3 } else { 10 };
        while self.raw.demands.len() < many {
            let demand = self.demand(&constraints, 2);
            if demand.is_met(&booleans, &point) || self.random.one_in(exceptions) {
                self.raw.demands.push(demand);
            }
        }
    }

    fn demand(&mut self, constraints: &[Demand], depth: usize) -> Demand {
        let leaf = if self.random.one_in(4) { self.literal() } else { self.random.pick(constraints).clone() };
        if depth == 0 {
            return leaf;
        }
        let mut part = || Box::new(self.demand(constraints, depth - 1));
        let (one, other) = (part(), part());
        match self.random.below(if depth == 2 { 17 } else { 24 }) {
            0 => Demand::Not(one),
            1 => Demand::All(vec![*one, *other]),
            2 => Demand::Iff(one, other),
            3 | 4 => Demand::Implies(one, other),
            5..=7 => Demand::Any(vec![*one, *other, leaf]),
            8..=15 => Demand::Any(vec![*one, leaf]),
            _ => leaf,
        }
    }

    fn constraint(&mut self, point: &[BigRational]) -> Demand {
        let numbers = point.len();
        let sum: Sum = if self.sort == 1 {
            vec![(self.random.below(numbers), ratio(1, 1)), (self.random.below(numbers), ratio(-1, 1))]
        } else {
            let terms = 1 + self.random.below(if self.is_small { 3 } else { 4 });
            (0..terms).map(|_| (self.random.below(numbers), self.factor())).collect()
        };
        let value: BigRational = sum.iter().map(|(number, factor)| &point[*number] * factor).sum();
        if self.random.one_in(if self.sort == 5 { 2 } else { 12 }) {
            let miss = if self.random.one_in(4) { 1 } else { 0 };
            return Demand::Compare(sum, Relation::Equal, value + ratio(miss, 1));
        }
        let room = ratio(self.random.below(8) as i64 - 2, 1 + self.random.below(2) as i64);
        match self.random.below(4) {
            0 => Demand::Compare(sum, Relation::AtMost, value + room),
            1 => Demand::Compare(sum, Relation::Below, value + room),
            2 => Demand::Compare(sum, Relation::AtLeast, value - room),
            _ => Demand::Compare(sum, Relation::Above, value - room),
        }
    }

    fn factor(&mut self) -> BigRational {
        let whole = *self.random.pick(&[-7, -5, -4, -3, -2, -1, -1, 1, 1, 2, 3, 4, 5, 6]);
        match self.sort {
            7 if self.random.one_in(3) => {
                let large = BigInt::from(self.random.next());
                BigRational::new(large * whole, BigInt::from(1 + self.random.below(1000)))
            }
            2 | 4 if self.random.one_in(3) => ratio(whole, 1 + self.random.below(6) as i64),
            _ => ratio(whole, 1),
        }
    }

    /// What protocols say: parts are counted, each has a least volume, volumes add up, and rules hold where guards do.
    fn counts_and_volumes(&mut self, classes: usize) {
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

    /// Whole numbers of coins that make up given sums: the simplex alone finds parts of coins.
    fn purses(&mut self) {
        self.raw.booleans = 2;
        let coins = 2 + self.random.below(2);
        let top = if self.is_small { 3 } else { 9 };
        for coin in 0..coins {
            self.raw.integers.push(true);
            let one = vec![(coin, ratio(1, 1))];
            self.raw.demands.push(Demand::Compare(one.clone(), Relation::AtLeast, ratio(0, 1)));
            self.raw.demands.push(Demand::Compare(one, Relation::AtMost, ratio(top, 1)));
        }
        for _ in 0..1 + self.random.below(3) {
            let values: Sum = (0..coins).map(|coin| (coin, ratio(2 + self.random.below(12) as i64, 1))).collect();
            let most: BigRational = values.iter().map(|(_, value)| value * ratio(top, 1)).sum();
            let total = ratio(1 + self.random.below(most.to_integer().try_into().unwrap_or(9)) as i64, 1);
            let sum = Demand::Compare(values.clone(), Relation::Equal, total.clone());
            let next = Demand::Compare(values, Relation::Equal, total + ratio(1, 1));
            let way = [self.literal(), self.literal()];
            self.raw.demands.push(match self.random.below(3) {
                0 => sum,
                1 => Demand::Any(vec![sum, next]),
                _ => Demand::Any([vec![sum, next], way.to_vec()].concat()),
            });
        }
    }
}
