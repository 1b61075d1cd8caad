//! What literals of atoms mean to the simplex.

#![expect(
    clippy::indexing_slicing,
    reason = "forms, numbers and variables are those of the problem, each with a place"
)]

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;

use super::atom::{Atom, Form};
use super::certificate::Split;
use super::delta::Delta;
use super::linear::Number;
use super::literal::Literal;
use super::problem::Problem;
use super::ratio::Ratio;
use super::simplex::{Check, Conflict, Side, Simplex};

/// The atoms of a problem, and of splits, over one simplex.
#[derive(Debug)]
pub(super) struct Theory {
    pub simplex: Simplex,
    forms: Vec<FormState>,
    /// For each variable of the search the bounds that it stands for.
    atoms: Vec<Option<Bounds>>,
    /// Which numbers are integers.
    integers: Vec<bool>,
}

#[derive(Debug)]
struct FormState {
    form: Form,
    /// The variable of the simplex, once there is a bound.
    variable: Option<usize>,
    /// The variables of the atoms of the form, by where they bound it from above.
    atoms: BTreeMap<Delta, usize>,
}

/// A form is at most `upper` if the atom is true, and at least `lower` if it is false.
#[derive(Debug, Clone)]
struct Bounds {
    form: usize,
    upper: Delta,
    lower: Delta,
}

impl Theory {
    pub fn new(problem: &Problem) -> Theory {
        let mut simplex = Simplex::default();
        let integers: Vec<bool> =
            (0..problem.number_count()).map(|index| problem.is_integer(Number(index as u32))).collect();
        integers.iter().for_each(|_| {
            simplex.add_number();
        });
        let form = |form: &Form| FormState { form: form.clone(), variable: None, atoms: BTreeMap::new() };
        let bounds = |variable| Some(Bounds::of(problem.form_of(variable)?, problem.atom(variable)?));
        Theory {
            simplex,
            forms: problem.forms().iter().map(form).collect(),
            atoms: (0..problem.variable_count()).map(bounds).collect(),
            integers,
        }
    }

    /// Takes the atom into the order of those of its form, and gives what follows from this order: pairs of constraints that
    /// exclude each other.
    pub fn order(&mut self, variable: usize) -> Vec<Conflict> {
        let Some(Bounds { form, upper, .. }) = &self.atoms[variable] else { return Vec::new() };
        let atoms = &mut self.forms[*form].atoms;
        atoms.insert(upper.clone(), variable);
        let below = atoms.range(..upper).next_back().map(|(_, below)| (*below, variable));
        let above = atoms.range(upper..).nth(1).map(|(_, above)| (variable, *above));
        // A form under the lower bound is under the higher one.
        let exclude = |(low, high)| vec![(Literal::positive(low), Ratio::ONE), (!Literal::positive(high), Ratio::ONE)];
        below.into_iter().chain(above).map(exclude).collect()
    }

    /// Sets the bound of a literal, if it is one of an atom.
    pub fn assert(&mut self, literal: Literal) -> Result<(), Conflict> {
        let Some(Bounds { form, upper, lower }) = &self.atoms[literal.variable()] else { return Ok(()) };
        let state = &mut self.forms[*form];
        let simplex = &mut self.simplex;
        let variable = *state.variable.get_or_insert_with(|| match state.form.terms.as_slice() {
            [(number, _)] => number.index(),
            terms => {
                let term = |(number, factor): &(Number, BigInt)| (number.index(), Ratio::from(factor));
                simplex.add_sum(&terms.iter().map(term).collect::<Vec<_>>())
            }
        });
        if literal.is_negated() {
            simplex.bound(variable, Side::Lower, lower, literal)
        } else {
            simplex.bound(variable, Side::Upper, upper, literal)
        }
    }

    pub fn check(&mut self, most_work: u64) -> Check {
        self.simplex.check(most_work)
    }

    /// A split that excludes the present value of some integer, which is not whole.
    pub fn fraction(&self) -> Option<Split> {
        let (number, value) = self.integers.iter().enumerate().find_map(|(number, is_integer)| {
            let value = self.simplex.value(number);
            (*is_integer && !value.is_integer()).then_some((number, value))
        })?;
        let form = Form { terms: vec![(Number(number as u32), BigInt::from(1))], is_integer: true };
        Some(Split { form, bound: value.floor().to_big().to_integer() })
    }

    /// The variable of a split, if it is there already.
    pub fn find(&self, split: &Split) -> Option<usize> {
        let form = self.forms.iter().find(|state| state.form == split.form)?;
        let bound = Delta::new(Ratio::from(&split.bound), 0);
        form.atoms.get(&bound).copied()
    }

    /// Makes a split the atom of the next variable.
    pub fn add(&mut self, split: &Split) {
        let known = self.forms.iter().position(|state| state.form == split.form);
        let form = known.unwrap_or_else(|| {
            self.forms.push(FormState { form: split.form.clone(), variable: None, atoms: BTreeMap::new() });
            self.forms.len() - 1
        });
        let bound = BigRational::from_integer(split.bound.clone());
        let atom = Atom { form: &split.form, bound: &bound, is_strict: false };
        self.atoms.push(Some(Bounds::of(form, atom)));
    }

    /// The values of the numbers, with strict bounds met.
    pub fn numbers(&self) -> Vec<BigRational> {
        let step = self.simplex.small_step();
        let concrete = |number| {
            let value = self.simplex.value(number);
            (&value.real + &(&value.step * &step)).to_big()
        };
        (0..self.integers.len()).map(concrete).collect()
    }
}

impl Bounds {
    fn of(form: usize, atom: Atom) -> Bounds {
        let bound = Ratio::from(atom.bound);
        let lower = match (atom.form.is_integer, atom.is_strict) {
            (true, _) => Delta::new(&bound + &Ratio::ONE, 0),
            (false, true) => Delta::new(bound.clone(), 0),
            (false, false) => Delta::new(bound.clone(), 1),
        };
        Bounds { form, upper: Delta::new(bound, if atom.is_strict { -1 } else { 0 }), lower }
    }
}
