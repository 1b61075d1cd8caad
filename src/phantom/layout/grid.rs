//! The grid: spacing that is decided, orientation and size that rules ask for.

use num_traits::ToPrimitive;

use crate::logic::fragment::formula::{Formula, Linear};
use crate::logic::fragment::kinds::image::{HEADER, HEADER_GIVEN, SIZE};
use crate::logic::fragment::problem::Model;
use crate::logic::fragment::term::{Argument, Sort, Term, TermId, Vocabulary};
use crate::volume::Orientation;

use super::{Layout, Wish, spacing};

impl Layout<'_> {
    pub fn state_grid(&mut self, wish: &Wish) {
        for (axis, size) in wish.spacing.iter().flatten().enumerate() {
            let id = self.vocabulary.id(spacing::along(axis));
            self.demand(Linear::term(id).equals(&Linear::constant(size.clone())));
        }
        for (axis, least) in wish.lessons.shape.into_iter().enumerate() {
            let size = self.vocabulary.known(&size_along(axis)).filter(|id| self.terms.contains(id));
            if let (Some(size), Some(least)) = (size, least) {
                self.demand(Linear::term(size).at_least(&Linear::integer(least.into())));
            }
        }
        // A NIfTI header always has a data type and an orientation; the modality is told by a sidecar, or not at all.
        for field in ["orientation", "datatype"] {
            if let Some(given) = self.vocabulary.known(&given(field)) {
                self.demand(Formula::Is(given));
            }
        }
    }
}

fn given(field: &str) -> Term {
    Term::new(HEADER_GIVEN, Sort::Truth, Vec::new()).word(field)
}

/// What a sidecar is to say, if the model has one that does: `CT`, or what no rule names.
pub fn modality(vocabulary: &Vocabulary, model: &Model) -> Option<String> {
    let given = vocabulary.known(&given("modality"))?;
    model.truths.get(&given).copied().filter(|&given| given)?;
    let (wanted, refused) = header(vocabulary, model, "modality");
    let free = ["CT", "MR", "PT", "US", "NM", "XA"].into_iter().find(|word| !refused.contains(&word.to_lowercase()));
    wanted.map(|word| word.to_uppercase()).or_else(|| free.map(str::to_owned))
}

/// Voxels along the array axes, where the model says.
pub fn shape(vocabulary: &Vocabulary, model: &Model, terms: &std::collections::BTreeSet<TermId>) -> [Option<u32>; 3] {
    [0, 1, 2].map(|axis| {
        let id = vocabulary.known(&size_along(axis)).filter(|id| terms.contains(id))?;
        model.value(id)?.to_integer().to_u32()
    })
}

fn size_along(axis: usize) -> Term {
    Term::new(SIZE, Sort::Integer, Vec::new()).word(axis.to_string())
}

/// What the header is to say, of the words that rules know; for an orientation one that they do not know if it is none of
/// theirs.
pub fn header(vocabulary: &Vocabulary, model: &Model, field: &str) -> (Option<String>, Vec<String>) {
    let mut refused = Vec::new();
    for (&id, &holds) in &model.truths {
        let Some(term) = vocabulary.term(id).filter(|term| term.kind == HEADER) else { continue };
        let [Argument::Word(name), Argument::Word(word)] = term.with.as_slice() else { continue };
        if name == field && holds {
            return (Some(word.clone()), refused);
        }
        if name == field {
            refused.push(word.clone());
        }
    }
    (None, refused)
}

/// Array axes that run as a word says, `LPS`; else along right, anterior and superior, or as no refused word says.
pub fn orientation((wanted, refused): (Option<String>, Vec<String>)) -> Orientation {
    let words = ["ras", "lps", "las", "rps", "rai"];
    let free = words.into_iter().find(|word| !refused.iter().any(|other| other == word)).unwrap_or("ras");
    let word = wanted.unwrap_or_else(|| free.to_owned());
    let axes: Option<Vec<(usize, bool)>> = word.chars().map(axis).collect();
    let axes = axes.and_then(|axes| <[(usize, bool); 3]>::try_from(axes).ok());
    Orientation { axes: axes.unwrap_or([(0, true), (1, true), (2, true)]) }
}

fn axis(letter: char) -> Option<(usize, bool)> {
    Some(match letter.to_ascii_lowercase() {
        'r' => (0, true),
        'l' => (0, false),
        'a' => (1, true),
        'p' => (1, false),
        's' => (2, true),
        'i' => (2, false),
        _ => return None,
    })
}
