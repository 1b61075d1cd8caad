//! From what a search has derived to a certificate: only what the empty clause needs.

#![expect(clippy::indexing_slicing, reason = "clauses name clauses derived before them")]

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};

use super::certificate::{Certificate, Reason, Split, Step};
use super::clauses::{Clauses, Derivation};
use super::literal::Literal;
use super::ratio::Ratio;

/// The proof that ends in the last clause derived. Variables from `variables` on are those of the splits.
pub(super) fn trim(clauses: &Clauses, variables: usize, splits: &[Split]) -> Certificate {
    let derivations = clauses.derivations();
    let mut is_needed = vec![false; derivations.len()];
    if let Some(last) = is_needed.last_mut() {
        *last = true;
    }
    for index in (0..derivations.len()).rev() {
        if let (true, Derivation::Propagation(hints)) = (is_needed[index], &derivations[index]) {
            for derived in hints.iter().filter_map(|hint| hint.checked_sub(clauses.given)) {
                is_needed[derived] = true;
            }
        }
    }

    let needed: Vec<usize> = (0..derivations.len()).filter(|index| is_needed[*index]).collect();
    let places: BTreeMap<usize, usize> =
        needed.iter().enumerate().map(|(place, index)| (clauses.given + index, clauses.given + place)).collect();
    let mut renamed = Splits { variables, all: splits, kept: Vec::new(), places: BTreeMap::new() };
    let mut steps = Vec::new();
    for index in needed {
        let (clause, reason) = match &derivations[index] {
            Derivation::Propagation(hints) => {
                let mut clause = clauses.get(clauses.given + index).to_vec();
                clause.sort_unstable();
                (clause, Reason::Propagation(hints.iter().map(|hint| *places.get(hint).unwrap_or(hint)).collect()))
            }
            Derivation::Farkas(conflict) => {
                let clause = conflict.iter().map(|(literal, _)| !*literal).collect();
                (clause, Reason::Farkas(whole(conflict.iter().map(|(_, multiplier)| multiplier))))
            }
        };
        steps.push(Step { clause: clause.into_iter().map(|literal| renamed.rename(literal)).collect(), reason });
    }
    Certificate { splits: renamed.kept, steps }
}

/// Splits that steps speak of, numbered in the order in which they are met.
struct Splits<'a> {
    variables: usize,
    all: &'a [Split],
    kept: Vec<Split>,
    places: BTreeMap<usize, usize>,
}

impl Splits<'_> {
    fn rename(&mut self, literal: Literal) -> Literal {
        let Some(index) = literal.variable().checked_sub(self.variables) else { return literal };
        let place = *self.places.entry(index).or_insert_with(|| {
            self.kept.push(self.all[index].clone());
            self.kept.len() - 1
        });
        let positive = Literal::positive(self.variables + place);
        if literal.is_negated() { !positive } else { positive }
    }
}

/// The same ratios among each other in whole numbers without a common divisor.
fn whole<'a>(ratios: impl Iterator<Item = &'a Ratio>) -> Vec<BigInt> {
    let ratios: Vec<_> = ratios.map(Ratio::to_big).collect();
    let multiple = ratios.iter().fold(BigInt::one(), |multiple, ratio| multiple.lcm(ratio.denom()));
    let numbers: Vec<BigInt> = ratios.iter().map(|ratio| (ratio * &multiple).to_integer()).collect();
    let divisor = numbers.iter().fold(BigInt::zero(), |divisor, number| divisor.gcd(number));
    numbers.into_iter().map(|number| number / &divisor).collect()
}
