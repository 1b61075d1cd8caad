//! Facts of the grid and the header: `spacing`, `size`, `modality`, `orientation`, `datatype`.

use std::ops::Not;

use crate::logic::fragment::Translator;
use crate::logic::fragment::amount::Amount;
use crate::logic::fragment::axioms::World;
use crate::logic::fragment::formula::{Formula, Linear};
use crate::logic::fragment::structures::Scope;
use crate::logic::fragment::term::{Argument, Sort, Term, TermId, Vocabulary};
use crate::logic::fragment::truth::Truth;
use crate::model::rule::{HeaderField, SpacingAxis};

pub const SPACING: &str = "spacing";
/// The larger spacing within the plane of the first two axes.
pub const IN_PLANE: &str = "spacing in plane";
pub const SIZE: &str = "size";
pub const DIMENSIONS: &str = "dimensions";
pub const HEADER: &str = "header";
pub const HEADER_GIVEN: &str = "header says";

fn spacing(vocabulary: &mut Vocabulary, axis: u8) -> TermId {
    vocabulary.id(Term::new(SPACING, Sort::Real, Vec::new()).word(axis.to_string()))
}

impl Translator<'_> {
    /// `None` for `spacing` alone, unless each axis is judged by itself.
    pub fn spacing(&mut self, axis: SpacingAxis, scope: &Scope) -> Option<Amount> {
        let id = match axis {
            SpacingAxis::Array(axis) => spacing(self.vocabulary, axis),
            SpacingAxis::BetweenSlices => spacing(self.vocabulary, 2),
            SpacingAxis::InPlane => self.vocabulary.id(Term::new(IN_PLANE, Sort::Real, Vec::new())),
            SpacingAxis::Every => spacing(self.vocabulary, scope.spacing_axis?),
        };
        Some(Amount::exact(Linear::term(id)))
    }

    pub fn grid_size(&mut self, axis: u8) -> Amount {
        Amount::exact(Linear::term(
            self.vocabulary.id(Term::new(SIZE, Sort::Integer, Vec::new()).word(axis.to_string())),
        ))
    }

    pub fn dimensions(&mut self) -> Amount {
        Amount::exact(Linear::term(self.vocabulary.id(Term::new(DIMENSIONS, Sort::Integer, Vec::new()))))
    }

    pub fn header(&mut self, field: HeaderField, allowed: &[String], negated: bool) -> Option<Truth> {
        let name = match field {
            HeaderField::Modality => "modality",
            HeaderField::Orientation => "orientation",
            HeaderField::Datatype => "datatype",
            HeaderField::ImageDatatype(_) => return None,
        };
        let given = Formula::Is(self.vocabulary.id(Term::new(HEADER_GIVEN, Sort::Truth, Vec::new()).word(name)));
        let says = allowed.iter().map(|word| {
            let term = Term::new(HEADER, Sort::Truth, Vec::new()).word(name).word(word.to_lowercase());
            Formula::Is(self.vocabulary.id(term))
        });
        let says = Formula::any(says.collect::<Vec<_>>());
        Some(Truth::of(if negated { says.not() } else { says }).known_if(given))
    }
}

pub fn axioms(world: &mut World<'_>) {
    for (id, _) in world.of_kind(SPACING) {
        world.state("voxels have a size", Linear::term(id).above(&Linear::zero()));
    }
    for (id, _) in world.of_kind(IN_PLANE) {
        let larger = Linear::term(id);
        let sides = [0, 1].map(|axis| Linear::term(spacing(world.vocabulary, axis)));
        for side in &sides {
            world.state("the spacing in plane is the larger of two", side.clone().at_most(&larger));
        }
        let reached = sides.into_iter().map(|side| side.at_least(&larger));
        world.state("the spacing in plane is the larger of two", Formula::any(reached.collect::<Vec<_>>()));
    }
    for kind in [SIZE, DIMENSIONS] {
        for (id, _) in world.of_kind(kind) {
            world.state("a grid has a voxel", Linear::term(id).at_least(&Linear::integer(1)));
        }
    }
    let words = world.of_kind(HEADER);
    for (at, (id, term)) in words.iter().enumerate() {
        for (other, _) in words.iter().skip(at + 1).filter(|(_, other)| other.with.first() == term.with.first()) {
            world.state("a header says one thing", Formula::Is(*id).and(Formula::Is(*other)).not());
        }
        if let Some(Argument::Word(name)) = term.with.first() {
            let given = Term::new(HEADER_GIVEN, Sort::Truth, Vec::new()).word(name.as_str());
            let given = Formula::Is(world.id(given));
            world.state("a header that says something says it", Formula::Is(*id).implies(given));
        }
    }
}
