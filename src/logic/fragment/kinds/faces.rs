//! `touches`, `separate`, `inside`, `complete`: which structures share a face with which, or with the edge of the grid.
//!
//! The terms are the edges of the contact graph of a label map, over tissues, parts, everything else, ignored voxels and
//! the rim of the grid.

use std::collections::BTreeSet;
use std::ops::Not;

use crate::logic::anatomy::{TissueId, TissueSet};
use crate::logic::fragment::Translator;
use crate::logic::fragment::amount::Amount;
use crate::logic::fragment::axioms::World;
use crate::logic::fragment::formula::{Formula, Linear};
use crate::logic::fragment::structures::{Meaning, Scope};
use crate::logic::fragment::term::{Body, Part, Sort, Term, TermId, Vocabulary};
use crate::logic::fragment::truth::Truth;
use crate::model::quantity::Quantity;
use crate::model::rule::{Connectivity, Structure};

use super::{counts, parts};

pub const FACE: &str = "face";
pub const INSIDE: &str = "inside";
/// The share of a structure's faces that look onto anything but another.
pub const OUTSIDE: &str = "share outside";
/// Cut off by the edge of the grid, or by padding of the image.
pub const CUT: &str = "cut off";
const LEVEL: &str = "level";

fn one(tissue: TissueId) -> Body {
    Body::Tissues(TissueSet::from([tissue]))
}

/// Whether two bodies share a face; the order does not matter.
pub fn face(vocabulary: &mut Vocabulary, a: Body, b: Body) -> Formula {
    Formula::Is(vocabulary.id(face_term(a, b)))
}

fn face_term(a: Body, b: Body) -> Term {
    let of = if a <= b { vec![a, b] } else { vec![b, a] };
    Term::new(FACE, Sort::Truth, of)
}

/// Whether two structures share a face of which one side is in only one of them.
pub fn contact(vocabulary: &mut Vocabulary, a: &TissueSet, b: &TissueSet) -> Formula {
    let mut faces = Vec::new();
    for &x in a {
        for &y in b {
            let common = a.contains(&y) && b.contains(&x);
            if x != y && !common {
                faces.push(face(vocabulary, one(x), one(y)));
            }
        }
    }
    Formula::any(faces)
}

impl Translator<'_> {
    pub fn touches(&mut self, a: &Structure, b: &Structure, scope: &Scope) -> Option<Truth> {
        let (a, b) = (self.meaning(a, scope)?, self.meaning(b, scope)?);
        let applies = self.present(&a).and(self.present(&b));
        Some(Truth::where_applies(self.contact(&a, &b)?, applies))
    }

    pub fn separate(&mut self, a: &Structure, b: &Structure, by_overlap: bool, scope: &Scope) -> Option<Truth> {
        let (a, b) = (self.meaning(a, scope)?, self.meaning(b, scope)?);
        let applies = self.present(&a).and(self.present(&b));
        let common = match (&a, &b) {
            (Meaning::Tissues(a), Meaning::Tissues(b)) if self.anatomy.exclusive => {
                self.is_present(a.intersection(b).copied())
            }
            (Meaning::Part(part), Meaning::Tissues(other)) | (Meaning::Tissues(other), Meaning::Part(part))
                if self.anatomy.exclusive && part.of.is_disjoint(other) =>
            {
                Formula::False
            }
            _ => return None,
        };
        let meets = if by_overlap { Formula::False } else { self.contact(&a, &b)? };
        Some(Truth::where_applies(common.or(meets).not(), applies))
    }

    pub fn inside(&mut self, a: &Structure, b: &Structure, scope: &Scope) -> Option<Truth> {
        if !self.anatomy.exclusive {
            return None;
        }
        let empty = self.empty(b, scope);
        let (inner, outer) = (self.meaning(a, scope)?, self.meaning(b, scope)?);
        let Meaning::Tissues(outer_tissues) = &outer else { return None };
        let applies = self.present(&inner).and(self.present(&outer).or(empty));
        let own = match &inner {
            Meaning::Tissues(tissues) => tissues.clone(),
            Meaning::Part(part) => part.of.clone(),
        };
        let rest: TissueSet = outer_tissues.difference(&own).copied().collect();
        let inside = Formula::Is(self.vocabulary.id(Term::new(
            INSIDE,
            Sort::Truth,
            vec![inner.body(), Body::Tissues(rest.clone())],
        )));
        let truth = Truth::where_applies(inside.clone(), applies);
        if !self.ignores() {
            return Some(truth);
        }
        // With nothing but ignored voxels around it, there is nothing to judge.
        let judged = self.contact(&inner, &Meaning::Tissues(rest))?;
        Some(Truth { yes: truth.yes.and(judged), ..truth })
    }

    /// `inside B, up to 2 %`. With `ignore` values some faces are not judged, and the share is left unknown.
    pub fn inside_up_to(&mut self, a: &Structure, b: &Structure, share: &Quantity, scope: &Scope) -> Option<Truth> {
        if self.ignores() {
            return None;
        }
        let applies = self.inside(a, b, scope)?.applies();
        let outside = self.share_outside(a, b, scope)?;
        Some(Truth::where_applies(outside.at_most(&Linear::constant(share.value.clone())), applies))
    }

    /// The share of A's faces that look onto B without A.
    pub fn contact_share(&mut self, a: &Structure, b: &Structure, scope: &Scope) -> Option<Amount> {
        if self.ignores() || !self.anatomy.exclusive {
            return None;
        }
        let (inner, outer) = (self.meaning(a, scope)?, self.meaning(b, scope)?);
        let applies = self.present(&inner).and(self.present(&outer));
        let outside = self.share_outside(a, b, scope)?;
        Some(Amount::exact(Linear::integer(1).minus(&outside)).where_applies(applies))
    }

    fn share_outside(&mut self, a: &Structure, b: &Structure, scope: &Scope) -> Option<Linear> {
        let inner = self.meaning(a, scope)?;
        let Meaning::Tissues(outer) = self.meaning(b, scope)? else { return None };
        let own = match &inner {
            Meaning::Tissues(tissues) => tissues,
            Meaning::Part(part) => &part.of,
        };
        let rest = outer.difference(own).copied().collect();
        let of = vec![inner.body(), Body::Tissues(rest)];
        Some(Linear::term(self.vocabulary.id(Term::new(OUTSIDE, Sort::Real, of))))
    }

    pub fn complete(&mut self, of: &Structure, scope: &Scope) -> Option<Truth> {
        let meaning = self.meaning(of, scope)?;
        let padded = self.view.protocol.padding.is_some();
        let bodies: Vec<Body> = match &meaning {
            Meaning::Tissues(tissues) => tissues.iter().map(|&tissue| one(tissue)).collect(),
            Meaning::Part(_) => vec![meaning.body()],
        };
        let applies = self.present(&meaning);
        let cut = bodies.into_iter().map(|body| {
            if padded {
                Formula::Is(self.vocabulary.id(Term::new(CUT, Sort::Truth, vec![body])))
            } else {
                face(self.vocabulary, body, Body::Rim)
            }
        });
        let cut = Formula::any(cut.collect::<Vec<_>>());
        Some(Truth::where_applies(cut.not(), applies))
    }

    fn contact(&mut self, a: &Meaning, b: &Meaning) -> Option<Formula> {
        if !self.anatomy.exclusive {
            return None;
        }
        match (a, b) {
            (Meaning::Tissues(a), Meaning::Tissues(b)) => Some(contact(self.vocabulary, a, b)),
            (Meaning::Part(part), Meaning::Tissues(other)) | (Meaning::Tissues(other), Meaning::Part(part)) => {
                if !part.of.is_disjoint(other) {
                    return None;
                }
                let faces = other.iter().map(|&y| face(self.vocabulary, Body::Part(part.clone()), one(y)));
                Some(Formula::any(faces.collect::<Vec<_>>()))
            }
            (Meaning::Part(_), Meaning::Part(_)) => None,
        }
    }
}

pub fn axioms(world: &mut World<'_>) {
    let tissues = world.tissues();
    for (id, term) in world.of_kind(FACE) {
        for body in &term.of {
            if let Body::Tissues(of) = body {
                let there = world.present(of);
                world.state("what has a face is there", Formula::Is(id).implies(there));
            }
        }
        if let [Body::Ignored, _] | [_, Body::Ignored] = term.of.as_slice()
            && !world.ignore
        {
            world.state("without ignore values nothing is ignored", Formula::Is(id).not());
        }
        of_part(world, id, &term);
    }
    for (id, term) in world.of_kind(CUT) {
        if let [body] = term.of.as_slice() {
            let rim = face(world.vocabulary, body.clone(), Body::Rim);
            world.state("what reaches the rim of the grid is cut off", rim.clone().implies(Formula::Is(id)));
            if !world.padding {
                world.state("without padding, nothing else is", Formula::Is(id).implies(rim));
            }
        }
    }
    shares(world);
    let mut enclosed = TissueSet::new();
    for (id, term) in world.of_kind(INSIDE) {
        let [inner, Body::Tissues(outer)] = term.of.as_slice() else { continue };
        let (own, there) = match inner {
            Body::Tissues(own) => (own.clone(), world.present(own)),
            Body::Part(part) => (part.of.clone(), parts::exists(world.vocabulary, part)),
            Body::Elsewhere | Body::Ignored | Body::Rim => continue,
        };
        let from: Vec<Body> = match inner {
            Body::Tissues(own) => own.iter().map(|&tissue| one(tissue)).collect(),
            other => vec![other.clone()],
        };
        let strangers = tissues.iter().filter(|&tissue| !own.contains(tissue) && !outer.contains(tissue));
        let strangers: Vec<Body> = strangers.map(|&tissue| one(tissue)).chain([Body::Elsewhere, Body::Rim]).collect();
        let mut bad = Vec::new();
        for body in &from {
            for stranger in &strangers {
                bad.push(face(world.vocabulary, body.clone(), stranger.clone()));
            }
        }
        let definition = there.clone().and(Formula::any(bad).not());
        world.state("inside is to look onto nothing else", Formula::Is(id).iff(definition));
        if let Body::Tissues(own) = inner {
            enclosed.extend(own);
        }
        encloses(world, id, &from, outer);
    }
    let with_faces = [FACE, INSIDE].into_iter().flat_map(|kind| world.of_kind(kind));
    let parts: BTreeSet<Part> = with_faces.filter_map(|(_, term)| term.part().cloned()).collect();
    for part in &parts {
        part_looks_out(world, part, &tissues);
    }
    for tissue in enclosed {
        looks_out(world, tissue, &tissues);
    }
}

/// Shares of faces lie between none, of what is inside, and all, of what does not touch.
fn shares(world: &mut World<'_>) {
    for (id, term) in world.of_kind(OUTSIDE) {
        let [inner, Body::Tissues(outer)] = term.of.as_slice() else { continue };
        let (there, touch) = match inner {
            Body::Tissues(own) => (world.present(own), contact(world.vocabulary, own, outer)),
            Body::Part(part) => {
                let faces = outer.iter().map(|&other| face(world.vocabulary, inner.clone(), one(other)));
                let faces = Formula::any(faces.collect::<Vec<_>>());
                (parts::exists(world.vocabulary, part), faces)
            }
            Body::Elsewhere | Body::Ignored | Body::Rim => continue,
        };
        let share = Linear::term(id);
        world.state("a share is no less than nothing", share.clone().at_least(&Linear::zero()));
        world.state("a share is no more than all", share.clone().at_most(&Linear::integer(1)));
        let inside = Formula::Is(world.id(Term::new(INSIDE, Sort::Truth, term.of.clone())));
        let none = share.clone().at_most(&Linear::zero());
        world.state("inside is to have no face outside", there.clone().implies(none.iff(inside)));
        let not_all = share.below(&Linear::integer(1));
        world.state("what touches has a face there", there.implies(not_all.iff(touch)));
    }
}

/// The grid is connected through faces, so that from each structure a way leads out to its rim; levels count the
/// steps.
fn looks_out(world: &mut World<'_>, tissue: TissueId, tissues: &TissueSet) {
    let level = |world: &mut World<'_>, tissue: TissueId| {
        Linear::term(world.id(Term::new(LEVEL, Sort::Real, vec![one(tissue)])))
    };
    let own = level(world, tissue);
    let mut ways = Vec::new();
    for &other in tissues.iter().filter(|&&other| other != tissue) {
        let next = level(world, other).plus(&Linear::integer(1));
        ways.push(face(world.vocabulary, one(tissue), one(other)).and(next.at_most(&own)));
    }
    for ground in [Body::Elsewhere, Body::Ignored, Body::Rim] {
        ways.push(face(world.vocabulary, one(tissue), ground));
    }
    let there = world.present(&TissueSet::from([tissue]));
    world.state("from everything a way leads out to the rim of the grid", there.implies(Formula::any(ways)));
}

/// A face onto everything else does no harm to a part, unless something is said of such faces.
fn part_looks_out(world: &mut World<'_>, part: &Part, tissues: &TissueSet) {
    let own = part.of.iter().map(|&tissue| one(tissue)).chain([Body::Part(part.clone())]);
    let mut onto_nothing = own.map(|body| face_term(body, Body::Elsewhere));
    if !onto_nothing.any(|face| world.speaks_of(&face).is_some()) {
        return;
    }
    let others = tissues.iter().filter(|tissue| !part.of.contains(tissue)).map(|&tissue| one(tissue));
    let faces = others.chain([Body::Elsewhere, Body::Ignored, Body::Rim]);
    let faces: Vec<Formula> = faces.map(|other| face(world.vocabulary, Body::Part(part.clone()), other)).collect();
    let there = parts::exists(world.vocabulary, part);
    world.state("a part has a face onto something", there.implies(Formula::any(faces)));
}

/// What a part has a face with, its structure has.
fn of_part(world: &mut World<'_>, id: TermId, term: &Term) {
    let (part, other) = match term.of.as_slice() {
        [Body::Part(part), other] | [other, Body::Part(part)] => (part, other),
        _ => return,
    };
    let of_structure: Vec<Formula> =
        part.of.iter().map(|&tissue| face(world.vocabulary, one(tissue), other.clone())).collect();
    let of_structure = Formula::any(of_structure);
    world.state("a face of a part is one of its structure", Formula::Is(id).implies(of_structure.clone()));
    let count = counts::term(counts::COMPONENTS, Body::Tissues(part.of.clone()), None, part.connectivity);
    if let Some(count) = world.speaks_of(&count) {
        let single = Linear::term(count).at_most(&Linear::integer(1));
        world.state("the only part is the structure", single.and(of_structure).implies(Formula::Is(id)));
    }
}

/// What is enclosed by a structure lies in a cavity of it. The outer structure is without the inner one.
fn encloses(world: &mut World<'_>, inside: TermId, inner: &[Body], outer: &TissueSet) {
    let holes = counts::term(counts::HOLES, Body::Tissues(outer.clone()), None, Connectivity::Full);
    let Some(holes) = world.speaks_of(&holes) else { return };
    let ignored: Vec<Formula> = inner.iter().map(|body| face(world.vocabulary, body.clone(), Body::Ignored)).collect();
    let some = Linear::term(holes).at_least(&Linear::integer(1));
    world.state(
        "what is inside a structure lies in a hole of it",
        Formula::Is(inside).implies(some.or(Formula::any(ignored))),
    );
}
