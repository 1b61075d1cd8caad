//! Problems as they are written down, before the solver has normalised anything: to be judged by others as well.

use num_bigint::BigInt;
use num_rational::BigRational;
use serde_json::{Value, json};
use voxlint::logic::solver::{Assignment, Formula, Linear, Literal, Number, Origin, Problem};

pub struct Raw {
    pub booleans: usize,
    /// For each number whether it is an integer.
    pub integers: Vec<bool>,
    pub demands: Vec<Demand>,
}

#[derive(Clone, Debug)]
pub enum Demand {
    Boolean(usize),
    Compare(Sum, Relation, BigRational),
    Not(Box<Demand>),
    All(Vec<Demand>),
    Any(Vec<Demand>),
    Implies(Box<Demand>, Box<Demand>),
    Iff(Box<Demand>, Box<Demand>),
}

/// Factors of numbers; a number may come twice.
pub type Sum = Vec<(usize, BigRational)>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    AtMost,
    Below,
    AtLeast,
    Above,
    Equal,
}

pub const RELATIONS: [Relation; 5] =
    [Relation::AtMost, Relation::Below, Relation::AtLeast, Relation::Above, Relation::Equal];

/// Where the variables of a raw problem are in the solver's.
pub struct Names {
    pub booleans: Vec<Literal>,
    pub numbers: Vec<Number>,
}

impl Raw {
    pub fn build(&self) -> (Problem, Names) {
        let mut problem = Problem::new();
        let booleans = (0..self.booleans).map(|_| problem.boolean()).collect();
        let number = |is_integer: &bool| if *is_integer { problem.integer() } else { problem.real() };
        let names = Names { booleans, numbers: self.integers.iter().map(number).collect() };
        for (index, demand) in self.demands.iter().enumerate() {
            let formula = demand.formula(&mut problem, &names);
            problem.require(formula, Origin(index as u32));
        }
        (problem, names)
    }

    /// Whether an assignment meets every demand as it was written.
    pub fn is_met(&self, names: &Names, assignment: &Assignment) -> bool {
        let booleans: Vec<bool> = names.booleans.iter().map(|literal| assignment.holds(*literal)).collect();
        let numbers: Vec<BigRational> = names.numbers.iter().map(|number| assignment.value(*number)).collect();
        self.integers.iter().zip(&numbers).all(|(is_integer, value)| !is_integer || value.is_integer())
            && self.demands.iter().all(|demand| demand.is_met(&booleans, &numbers))
    }

    pub fn to_json(&self) -> Value {
        let demands: Vec<Value> = self.demands.iter().map(Demand::to_json).collect();
        json!({ "booleans": self.booleans, "integers": self.integers, "demands": demands })
    }
}

impl Demand {
    fn formula(&self, problem: &mut Problem, names: &Names) -> Formula {
        let mut all = |parts: &[Demand]| parts.iter().map(|part| part.formula(problem, names)).collect::<Vec<_>>();
        match self {
            Demand::Boolean(index) => names.booleans[*index].into(),
            Demand::Compare(sum, relation, bound) => {
                let add = |left: Linear, (number, factor): &(usize, BigRational)| {
                    left + Linear::from(names.numbers[*number]) * factor.clone()
                };
                let left = sum.iter().fold(Linear::default(), add);
                match relation {
                    Relation::AtMost => problem.at_most(left, bound.clone()),
                    Relation::Below => problem.below(left, bound.clone()),
                    Relation::AtLeast => problem.at_least(left, bound.clone()),
                    Relation::Above => problem.above(left, bound.clone()),
                    Relation::Equal => problem.equal(left, bound.clone()),
                }
            }
            Demand::Not(inner) => !inner.formula(problem, names),
            Demand::All(parts) => Formula::all(all(parts)),
            Demand::Any(parts) => Formula::any(all(parts)),
            Demand::Implies(from, to) => from.formula(problem, names).implies(to.formula(problem, names)),
            Demand::Iff(one, other) => one.formula(problem, names).iff(other.formula(problem, names)),
        }
    }

    pub fn is_met(&self, booleans: &[bool], numbers: &[BigRational]) -> bool {
        let met = |demand: &Demand| demand.is_met(booleans, numbers);
        match self {
            Demand::Boolean(index) => booleans[*index],
            Demand::Compare(sum, relation, bound) => {
                let value: BigRational = sum.iter().map(|(number, factor)| &numbers[*number] * factor).sum();
                relation.holds(&value, bound)
            }
            Demand::Not(inner) => !met(inner),
            Demand::All(parts) => parts.iter().all(met),
            Demand::Any(parts) => parts.iter().any(met),
            Demand::Implies(from, to) => !met(from) || met(to),
            Demand::Iff(one, other) => met(one) == met(other),
        }
    }

    /// The demand as a list that begins with its kind; numbers as `numerator/denominator`.
    fn to_json(&self) -> Value {
        let list = |kind: &str, parts: &[&Demand]| {
            Value::Array([json!(kind)].into_iter().chain(parts.iter().map(|part| part.to_json())).collect())
        };
        match self {
            Demand::Boolean(index) => json!(["boolean", index]),
            Demand::Compare(sum, relation, bound) => {
                let sum: Vec<_> = sum.iter().map(|(number, factor)| json!([number, factor.to_string()])).collect();
                json!([relation.sign(), sum, bound.to_string()])
            }
            Demand::Not(inner) => list("not", &[inner]),
            Demand::All(parts) => list("and", &parts.iter().collect::<Vec<_>>()),
            Demand::Any(parts) => list("or", &parts.iter().collect::<Vec<_>>()),
            Demand::Implies(from, to) => list("implies", &[from, to]),
            Demand::Iff(one, other) => list("iff", &[one, other]),
        }
    }
}

impl Relation {
    pub fn holds(self, value: &BigRational, bound: &BigRational) -> bool {
        match self {
            Relation::AtMost => value <= bound,
            Relation::Below => value < bound,
            Relation::AtLeast => value >= bound,
            Relation::Above => value > bound,
            Relation::Equal => value == bound,
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Relation::AtMost => "<=",
            Relation::Below => "<",
            Relation::AtLeast => ">=",
            Relation::Above => ">",
            Relation::Equal => "=",
        }
    }
}

pub fn ratio(numerator: i64, denominator: i64) -> BigRational {
    BigRational::new(BigInt::from(numerator), BigInt::from(denominator))
}
