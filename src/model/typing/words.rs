//! Directions, planes and axes of the patient.

use crate::report::Plane;
use crate::syntax::tree::Name;

use super::super::codes::UNKNOWN_WORD;
use super::super::problem::Problem;
use super::super::rule::{Axis, Direction};
use super::super::suggest;
use super::Typer;

const DIRECTIONS: &[(&str, Direction)] = &[
    ("left", Direction::Left),
    ("right", Direction::Right),
    ("anterior", Direction::Anterior),
    ("posterior", Direction::Posterior),
    ("cranial", Direction::Cranial),
    ("caudal", Direction::Caudal),
];

const PLANES: &[(&str, Plane)] = &[
    ("axial", Plane::Axial),
    ("coronal", Plane::Coronal),
    ("sagittal", Plane::Sagittal),
    ("acquired", Plane::Acquired),
];

const AXES: &[(&str, Axis)] = &[
    ("left_right", Axis::RightLeft),
    ("anterior_posterior", Axis::AnteriorPosterior),
    ("cranial_caudal", Axis::CranialCaudal),
];

/// What people write instead, and the word to write.
const SYNONYMS: &[(&str, &str)] = &[
    ("superior", "cranial"),
    ("inferior", "caudal"),
    ("head", "cranial"),
    ("feet", "caudal"),
    ("foot", "caudal"),
    ("top", "cranial"),
    ("bottom", "caudal"),
    ("above", "cranial"),
    ("below", "caudal"),
    ("front", "anterior"),
    ("back", "posterior"),
    ("ventral", "anterior"),
    ("dorsal", "posterior"),
    ("transverse", "axial"),
    ("transversal", "axial"),
    ("horizontal", "axial"),
    ("frontal", "coronal"),
    ("x", "left_right"),
    ("y", "anterior_posterior"),
    ("z", "cranial_caudal"),
    ("right_left", "left_right"),
    ("posterior_anterior", "anterior_posterior"),
    ("caudal_cranial", "cranial_caudal"),
    ("superior_inferior", "cranial_caudal"),
];

impl Typer<'_> {
    pub fn direction(&mut self, name: &Name) -> Option<Direction> {
        self.known_word("direction", name, DIRECTIONS)
    }

    pub fn plane(&mut self, name: &Name) -> Option<Plane> {
        self.known_word("plane", name, PLANES)
    }

    pub fn axis(&mut self, name: &Name) -> Option<Axis> {
        self.known_word("axis", name, AXES)
    }

    fn known_word<T: Copy>(&mut self, kind: &str, name: &Name, words: &[(&'static str, T)]) -> Option<T> {
        if let Some((_, found)) = words.iter().find(|(word, _)| *word == name.text) {
            return Some(*found);
        }
        let known = words.iter().map(|(word, _)| *word);
        let synonym = SYNONYMS
            .iter()
            .find(|(other, word)| *other == name.text.to_lowercase() && known.clone().any(|known| known == *word))
            .map(|(_, word)| format!("write `{word}`"));
        self.report(
            Problem::new(&UNKNOWN_WORD, format!("`{}` is no {kind}", name.text))
                .at(name.span, format!("not a {kind}").replace("a axis", "an axis"))
                .maybe_help(synonym.or_else(|| suggest::help(&name.text, known))),
        );
        None
    }
}
