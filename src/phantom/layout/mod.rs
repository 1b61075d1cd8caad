//! From a question to a plan: the solver is asked once more, for a case that bodies can be built for.
//!
//! To what the rules say come demands that explain every term by bodies: a structure's size is the sum of its bodies', its
//! parts are bodies that do not touch, its holes are bubbles and guests, its faces bridges and walls. Each file explains the
//! terms of one kind, as the files of [`crate::logic::fragment::kinds`] state what is true of them. Not every case can be
//! laid out this way, but every layout is a case.

mod bodies;
mod case_facts;
mod contacts;
mod counts;
mod ends;
mod grid;
mod lessons;
mod parts;
mod places;
mod read;
pub mod spacing;
mod swarms;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use num_rational::BigRational;

use crate::logic::anatomy::{TissueId, TissueSet, View};
use crate::logic::fragment::Theory;
use crate::logic::fragment::axioms::{self, Axiom};
use crate::logic::fragment::formula::Formula;
use crate::logic::fragment::kinds::counts::{COMPONENTS, TUNNELS};
use crate::logic::fragment::kinds::faces::FACE;
use crate::logic::fragment::kinds::order::{EXTENT, HIGHEST, LOWEST};
use crate::logic::fragment::problem::{Encoding, Margin, Model};
use crate::logic::fragment::question::Question;
use crate::logic::fragment::term::{Body, Term, TermId, Vocabulary};
use crate::logic::solver::{self, Answer, Limits};

use super::plan::Plan;
pub use bodies::Candidate;
pub use case_facts::Facts;
pub use lessons::Lessons;

/// A plan with what beside the voxels belongs to the case.
#[derive(Debug, Clone, PartialEq)]
pub struct Sketch {
    pub plan: Plan,
    /// What each body of the plan is among those that a layout may use.
    pub candidates: Vec<Candidate>,
    /// The fields of the case, for each view.
    pub facts: Vec<Facts>,
    /// What is said of the image: `CT`.
    pub modality: Option<String>,
    /// The data type that a protocol asks for.
    pub datatype: Option<String>,
}

/// How a layout is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// How far the case keeps away from every bound.
    pub margin: Margin,
    /// Every body has at least this size, in mm³.
    pub least_size: BigRational,
    /// A body that holds another is so many times its size.
    pub room: BigRational,
    /// Spacing along the array axes in mm, where it is decided already.
    pub spacing: Option<[BigRational; 3]>,
    /// Which tissues are to be there beyond what the question asks.
    pub presence: Presence,
    /// Whether a tissue may have more islands than are laid out one by one.
    pub swarms: bool,
    /// How long tissues may be, in mm.
    pub lengths: Vec<(TissueId, (BigRational, BigRational))>,
    pub lessons: Lessons,
}

/// Which tissues a layout is to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    All,
    Some,
    AsAsked,
}

/// A question made ready to be laid out: what is the same however a layout is wanted.
#[derive(Debug)]
pub struct Asked<'q> {
    question: &'q Question<'q>,
    /// What the rules demand, but for those about parts.
    demands: Vec<Formula>,
    stated: Vec<Axiom>,
    /// What these and the rules about parts speak of.
    terms: BTreeSet<TermId>,
}

/// What a layout rests on while it is stated.
#[derive(Debug)]
pub struct Layout<'l> {
    vocabulary: &'l mut Vocabulary,
    /// What the question and its axioms speak of.
    terms: BTreeSet<TermId>,
    tissues: TissueSet,
    bodies: Vec<Candidate>,
    /// Where the bodies of each tissue are among them.
    places: BTreeMap<TissueId, Range<usize>>,
    /// Tissues whose main body may enclose bodies of a tissue.
    hosts: BTreeMap<TissueId, TissueSet>,
    /// Structures whose parts are counted.
    counted: BTreeSet<TissueSet>,
    /// Those of them that rules look at part by part.
    in_parts: BTreeSet<TissueSet>,
    /// Pairs of tissues that may be bridged.
    bridges: BTreeSet<(TissueId, TissueId)>,
    /// mm³
    voxel_volume: BigRational,
    least_size: BigRational,
    /// More than that, in mm³.
    least_sizes: BTreeMap<Candidate, BigRational>,
    room: BigRational,
    explained: BTreeSet<TermId>,
    demands: Vec<(Formula, Strict)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strict {
    Exactly,
    WithMargin,
}

impl<'q> Asked<'q> {
    pub fn new(theory: &mut Theory, question: &'q Question<'q>) -> Asked<'q> {
        let mut demands: Vec<Formula> = Vec::new();
        for failure in question.keeps.iter().filter(|failure| failure.part.is_none()) {
            demands.push(!failure.when.clone());
        }
        demands.extend(question.breaks.filter(|goal| goal.part.is_none()).map(|goal| goal.when.clone()));
        let mut terms = BTreeSet::new();
        demands.iter().for_each(|formula| formula.terms(&mut terms));
        let flags = (question.ignores, question.padded);
        let stated = axioms::of(&theory.anatomy, &mut theory.vocabulary, flags, terms.clone());
        stated.iter().for_each(|axiom| axiom.formula.terms(&mut terms));
        question.keeps.iter().copied().chain(question.breaks).for_each(|failure| failure.when.terms(&mut terms));
        Asked { question, demands, stated, terms }
    }

    /// Whether something is said of the ends of structures, so that it matters how long bodies are.
    pub fn speaks_of_ends(&self, vocabulary: &Vocabulary) -> bool {
        let mut kinds = self.terms.iter().filter_map(|&id| vocabulary.term(id)).map(|term| term.kind);
        kinds.any(|kind| kind == LOWEST || kind == HIGHEST || kind == EXTENT)
    }

    /// Whether something is said of the parts of structures.
    pub fn speaks_of_parts(&self, vocabulary: &Vocabulary) -> bool {
        let failures = || self.question.keeps.iter().copied().chain(self.question.breaks);
        let mut terms = self.terms.iter().filter_map(|&id| vocabulary.term(id));
        failures().any(|failure| failure.part.is_some()) || terms.any(|term| term.kind == COMPONENTS)
    }
}

/// A case for the question that can be built, as far as layouts go; `None` if there is none.
pub fn lay_out(theory: &mut Theory, asked: &Asked<'_>, views: &[&View<'_>], wish: &Wish) -> Option<Sketch> {
    let Asked { question, .. } = asked;
    let mut layout = Layout::new(&mut theory.vocabulary, asked, wish);
    layout.state_bodies();
    layout.state_presence(wish.presence);
    layout.state_contacts();
    layout.state_links();
    layout.state_counts();
    layout.state_ends(wish);
    layout.state_unions();
    layout.state_grid(wish);
    question.keeps.iter().for_each(|failure| layout.keep_parts(failure));
    question.breaks.iter().for_each(|failure| layout.break_part(failure));

    let mut encoding = Encoding::new(layout.vocabulary);
    encoding.axioms(&asked.stated);
    for formula in &asked.demands {
        encoding.require(formula, "rule", Some(&wish.margin));
    }
    for (formula, strict) in &layout.demands {
        let margin = (*strict == Strict::WithMargin).then_some(&wish.margin);
        encoding.require(formula, "layout", margin);
    }
    let Answer::Satisfiable(assignment) = solver::solve(&encoding.problem, &Limits::default()) else { return None };
    let model: Model = encoding.model(&assignment);
    Some(read::sketch(layout, views, &model, wish))
}

impl<'l> Layout<'l> {
    fn new(vocabulary: &'l mut Vocabulary, asked: &Asked<'_>, wish: &Wish) -> Layout<'l> {
        let Asked { question, .. } = asked;
        let terms = asked.terms.clone();
        let all = || question.keeps.iter().copied().chain(question.breaks);
        let in_parts: BTreeSet<TissueSet> =
            all().flat_map(|failure| &failure.part).map(|part| part.of.clone()).collect();
        let mut counted = in_parts.clone();
        let spoken: Vec<&Term> = terms.iter().filter_map(|&id| vocabulary.term(id)).collect();
        let mut tissues = TissueSet::new();
        for body in spoken.iter().flat_map(|term| &term.of) {
            tissues.extend(tissues_of(body));
        }
        for term in spoken.iter().filter(|term| term.kind == COMPONENTS || term.kind == TUNNELS) {
            counted.extend(term.tissues().cloned());
        }
        let mut bridges = BTreeSet::new();
        for term in spoken.iter().filter(|term| term.kind == FACE) {
            if let [a, b] = term.of.as_slice() {
                pair_all(&tissues_of(a), &tissues_of(b), &mut bridges);
            }
        }
        counted.iter().for_each(|of| pair_all(of, of, &mut bridges));
        let spares = counts::spares(vocabulary, all().map(|failure| &failure.when), &counted);
        let grains = swarms::grains(vocabulary, asked, wish);
        let hosts = contacts::hosts(&spoken, &tissues);
        let mut bodies = Vec::new();
        let mut places = BTreeMap::new();
        for &tissue in &tissues {
            let first = bodies.len();
            let ranks = spares.get(&tissue).copied().unwrap_or_default();
            bodies.extend((0..=ranks).map(|rank| Candidate { tissue, rank, grain: None }));
            let swarms = grains.get(&tissue).into_iter().flatten().enumerate();
            bodies.extend(swarms.map(|(at, &grain)| Candidate { tissue, rank: ranks + 1 + at, grain: Some(grain) }));
            places.insert(tissue, first..bodies.len());
        }
        let one = BigRational::from_integer(1.into());
        let voxel_volume = wish.spacing.as_ref().map_or(one, |spacing| spacing.iter().product());
        // Without a spacing voxels are made as small as bodies need.
        let needs = wish.spacing.iter().flat_map(|_| &wish.lessons.voxels);
        let least_sizes =
            needs.map(|(&body, &voxels)| (body, &voxel_volume * BigRational::from_integer(voxels.into())));
        let least_sizes = least_sizes.collect();
        Layout {
            vocabulary,
            terms,
            tissues,
            bodies,
            places,
            hosts,
            counted,
            in_parts,
            bridges,
            voxel_volume,
            least_size: wish.least_size.clone(),
            least_sizes,
            room: wish.room.clone(),
            explained: BTreeSet::new(),
            demands: Vec::new(),
        }
    }

    fn demand(&mut self, formula: Formula) {
        self.demands.push((formula, Strict::Exactly));
    }

    /// Demands a formula whose bounds are to be met by a margin.
    fn demand_apart(&mut self, formula: Formula) {
        self.demands.push((formula, Strict::WithMargin));
    }

    /// Terms of one kind that the question or its axioms speak of.
    fn terms_of(&self, kind: &str) -> Vec<Term> {
        let terms = self.terms.iter().filter_map(|&id| self.vocabulary.term(id));
        terms.filter(|term| term.kind == kind).cloned().collect()
    }
}

fn tissues_of(body: &Body) -> TissueSet {
    match body {
        Body::Tissues(of) => of.clone(),
        Body::Part(part) => part.of.clone(),
        Body::Elsewhere | Body::Ignored | Body::Rim => TissueSet::new(),
    }
}

fn pair_all(a: &TissueSet, b: &TissueSet, pairs: &mut BTreeSet<(TissueId, TissueId)>) {
    for &x in a {
        pairs.extend(b.iter().filter(|&&y| x != y).map(|&y| (x.min(y), x.max(y))));
    }
}
