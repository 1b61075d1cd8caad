//! Spacing, which is decided before anything is laid out: sizes in mm become voxels by it.

use num_rational::BigRational;

use crate::logic::fragment::formula::{Formula, Linear};
use crate::logic::fragment::kinds::image::{IN_PLANE, SPACING};
use crate::logic::fragment::kinds::sizes::{VOLUME, VOXELS};
use crate::logic::fragment::problem::{Encoding, Model};
use crate::logic::fragment::term::{Sort, Term, Vocabulary};

/// The spacing along an array axis.
pub fn along(axis: usize) -> Term {
    Term::new(SPACING, Sort::Real, Vec::new()).word(axis.to_string())
}

fn in_plane() -> Term {
    Term::new(IN_PLANE, Sort::Real, Vec::new())
}

/// That spacing along the array axes is that many mm, and volumes are so many voxels; `None` if the problem speaks of neither
/// spacing nor voxels.
pub fn is(encoding: &Encoding<'_>, sides: &[BigRational; 3]) -> Option<Formula> {
    let [right, ..] = sides;
    let terms = (0..3).map(along).zip(sides).chain([(in_plane(), right)]);
    let spoken = terms.filter_map(|(term, side)| Some((encoding.speaks_of(&term)?, side)));
    let mut equal: Vec<Formula> =
        spoken.map(|(id, side)| Linear::term(id).equals(&Linear::constant(side.clone()))).collect();
    let voxel: BigRational = sides.iter().product();
    for (voxels, term) in encoding.numbers_of(VOXELS) {
        let volume = encoding.speaks_of(&Term { kind: VOLUME, sort: Sort::Real, ..term.clone() }).map(Linear::term);
        equal.push(volume.map_or(Formula::True, |volume| volume.equals(&Linear::term(voxels).times(&voxel))));
    }
    (!equal.is_empty()).then(|| Formula::all(equal))
}

/// Spacing along the array axes, if the model has any; a missing one is as the largest of the others.
pub fn of(model: &Model, vocabulary: &Vocabulary) -> Option<[BigRational; 3]> {
    let value = |term: Term| vocabulary.known(&term).and_then(|id| model.value(id)).cloned();
    let plane = value(in_plane());
    let known: Vec<BigRational> = (0..3).filter_map(|axis| value(along(axis))).chain(plane.clone()).collect();
    let other = known.iter().max()?.clone();
    Some(
        [0, 1, 2]
            .map(|axis| value(along(axis)).or(plane.clone().filter(|_| axis < 2)).unwrap_or_else(|| other.clone())),
    )
}
