//! Decides small problems by trying everything: all truth values, all integers of a box, and for the reals that are left the
//! elimination of Fourier and Motzkin. Slow, and nothing like the solver.

use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use crate::raw::{Demand, Raw, Relation};

/// Integers lie between 0 and this.
const TOP: i64 = 3;

pub fn is_satisfiable(raw: &Raw) -> bool {
    let mut constraints = Vec::new();
    raw.demands.iter().for_each(|demand| collect(demand, &mut constraints));
    let boxes = raw.integers.iter().filter(|is_integer| **is_integer).count();
    (0..(TOP + 1).pow(boxes as u32)).any(|mut code| {
        let mut fixed = Vec::new();
        for is_integer in &raw.integers {
            fixed.push(is_integer.then(|| BigRational::from_integer((code % (TOP + 1)).into())));
            code = if *is_integer { code / (TOP + 1) } else { code };
        }
        let truths = constraints.len() + raw.booleans;
        some_truth(raw, &constraints, &fixed, &mut Vec::with_capacity(truths))
    })
}

/// A comparison as it stands in a demand.
type Constraint = (Vec<(usize, BigRational)>, Relation, BigRational);

fn collect(demand: &Demand, constraints: &mut Vec<Constraint>) {
    match demand {
        Demand::Boolean(_) => {}
        Demand::Compare(sum, relation, bound) => {
            let constraint = (sum.clone(), *relation, bound.clone());
            if !constraints.contains(&constraint) {
                constraints.push(constraint);
            }
        }
        Demand::Not(inner) => collect(inner, constraints),
        Demand::All(parts) | Demand::Any(parts) => parts.iter().for_each(|part| collect(part, constraints)),
        Demand::Implies(one, other) | Demand::Iff(one, other) => {
            collect(one, constraints);
            collect(other, constraints);
        }
    }
}

/// Whether some truth values of the constraints, and then of the Booleans, do.
fn some_truth(raw: &Raw, constraints: &[Constraint], fixed: &[Option<BigRational>], truths: &mut Vec<bool>) -> bool {
    if truths.len() <= constraints.len()
        && !truths.is_empty()
        && !is_feasible(&constraints[..truths.len()], fixed, truths)
    {
        return false;
    }
    if truths.len() == constraints.len() + raw.booleans {
        let (relations, booleans) = truths.split_at(constraints.len());
        return raw.demands.iter().all(|demand| is_met(demand, constraints, relations, booleans));
    }
    [false, true].into_iter().any(|truth| {
        truths.push(truth);
        let found = some_truth(raw, constraints, fixed, truths);
        truths.pop();
        found
    })
}

fn is_met(demand: &Demand, constraints: &[Constraint], relations: &[bool], booleans: &[bool]) -> bool {
    let met = |demand: &Demand| is_met(demand, constraints, relations, booleans);
    match demand {
        Demand::Boolean(index) => booleans[*index],
        Demand::Compare(sum, relation, bound) => {
            let place = constraints.iter().position(|(s, r, b)| (s, r, b) == (sum, relation, bound));
            relations[place.unwrap()]
        }
        Demand::Not(inner) => !met(inner),
        Demand::All(parts) => parts.iter().all(met),
        Demand::Any(parts) => parts.iter().any(met),
        Demand::Implies(from, to) => !met(from) || met(to),
        Demand::Iff(one, other) => met(one) == met(other),
    }
}

/// `sum of factors[i] * x_i <= bound`, or `<`.
#[derive(Clone)]
struct Row {
    factors: Vec<BigRational>,
    bound: BigRational,
    is_strict: bool,
}

fn is_feasible(constraints: &[Constraint], fixed: &[Option<BigRational>], truths: &[bool]) -> bool {
    // A false equation is one of two strict inequalities: all ways to take them.
    let mut systems: Vec<Vec<Row>> = vec![Vec::new()];
    for ((sum, relation, bound), truth) in constraints.iter().zip(truths) {
        let mut factors = vec![BigRational::zero(); fixed.len()];
        let mut rest = bound.clone();
        for (number, factor) in sum {
            match &fixed[*number] {
                Some(value) => rest -= factor * value,
                None => factors[*number] += factor,
            }
        }
        let up = |is_strict| Row { factors: factors.clone(), bound: rest.clone(), is_strict };
        let down = |is_strict| Row { factors: factors.iter().map(|f| -f).collect(), bound: -&rest, is_strict };
        let ways: Vec<Vec<Row>> = match (relation, truth) {
            (Relation::AtMost, true) | (Relation::Above, false) => vec![vec![up(false)]],
            (Relation::Below, true) | (Relation::AtLeast, false) => vec![vec![up(true)]],
            (Relation::AtLeast, true) | (Relation::Below, false) => vec![vec![down(false)]],
            (Relation::Above, true) | (Relation::AtMost, false) => vec![vec![down(true)]],
            (Relation::Equal, true) => vec![vec![up(false), down(false)]],
            (Relation::Equal, false) => vec![vec![up(true)], vec![down(true)]],
        };
        systems = systems.iter().flat_map(|rows| ways.iter().map(|way| [rows.as_slice(), way].concat())).collect();
    }
    systems.into_iter().any(|rows| eliminate(rows, fixed.len()))
}

fn eliminate(mut rows: Vec<Row>, numbers: usize) -> bool {
    for number in 0..numbers {
        let (with, mut without): (Vec<Row>, Vec<Row>) =
            rows.into_iter().partition(|row| !row.factors[number].is_zero());
        let (above, below): (Vec<Row>, Vec<Row>) = with.into_iter().partition(|row| row.factors[number].is_positive());
        for high in &above {
            for low in &below {
                let (p, q) = (BigRational::one() / &high.factors[number], BigRational::one() / -&low.factors[number]);
                without.push(Row {
                    factors: high.factors.iter().zip(&low.factors).map(|(h, l)| h * &p + l * &q).collect(),
                    bound: &high.bound * &p + &low.bound * &q,
                    is_strict: high.is_strict || low.is_strict,
                });
            }
        }
        rows = without;
    }
    rows.iter().all(|row| if row.is_strict { row.bound.is_positive() } else { !row.bound.is_negative() })
}
