//! What the fragment does not look into: any other measure is an unknown number, any other claim an unknown truth, equal
//! where they say the same of the same structures, in whatever protocol and words. So `<= 10 %` follows from `<= 5 %` of
//! whatever it is.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::logic::anatomy::TissueSet;
use crate::logic::fragment::amount::Amount;
use crate::logic::fragment::axioms::World;
use crate::logic::fragment::formula::{Formula, Linear};
use crate::logic::fragment::statements::Failure;
use crate::logic::fragment::structures::{Bound, Meaning, Scope};
use crate::logic::fragment::term::{Body, Sort, Term};
use crate::logic::fragment::truth::Truth;
use crate::logic::fragment::{Theory, Translator};
use crate::model::json::{self, Part, Sense};
use crate::model::protocol::ClassId;
use crate::model::rule::{ClaimKind, Measure, MeasureKind, Number, Structure, VariableId};
use crate::model::side::Side;

use super::presence;

pub const NUMBER: &str = "measure";
pub const TRUTH: &str = "claim";
pub const APPLIES: &str = "applies";

/// What becomes of a measure without voxels.
enum Nature {
    Count,
    Length,
    Relation,
    Agreement,
    /// Not of structures of the label map alone.
    Other,
}

impl Translator<'_> {
    /// A measure that the fragment does not look into.
    pub fn opaque_measure(&mut self, measure: &Measure, scope: &Scope) -> Amount {
        let (nature, of) = nature(&measure.kind);
        // Where it is known when a measure applies, its number does not depend on which classes may be absent.
        let key = self.key(Part::Measure(&measure.kind), scope, matches!(nature, Nature::Other));
        let sort = if matches!(nature, Nature::Count) { Sort::Integer } else { Sort::Real };
        let bodies = if of.is_empty() { parts(scope) } else { self.bodies(&of, scope) };
        let number = Linear::term(self.vocabulary.id(Term::new(NUMBER, sort, bodies).word(key.as_str())));
        let partial = of.iter().any(|of| self.is_partial(of, scope));
        let applies = match (&nature, of.as_slice()) {
            (Nature::Count, [one]) => self.counted(one, scope),
            (Nature::Length | Nature::Agreement, _) if partial => return Amount::inapplicable(),
            (Nature::Length | Nature::Relation, all) => self.all_present(all, scope),
            (Nature::Agreement, all) => self.all_there(all, scope),
            _ => None,
        };
        let applies = applies.unwrap_or_else(|| {
            let key = self.key(Part::Measure(&measure.kind), scope, true);
            let term = Term::new(APPLIES, Sort::Truth, parts(scope)).word(key);
            Formula::Is(self.vocabulary.id(term))
        });
        let side = if partial && matches!(nature, Nature::Count) { Side::AtLeast } else { Side::Exact };
        Amount { side, ..Amount::exact(number).where_applies(applies) }
    }

    /// A number that is not linear in what it is made of.
    pub fn opaque_number(&mut self, number: &Number, scope: &Scope) -> Amount {
        let key = self.key(Part::Number(number), scope, true);
        let value = Term::new(NUMBER, Sort::Real, parts(scope)).word(key.as_str());
        let applies = Term::new(APPLIES, Sort::Truth, parts(scope)).word(key);
        let value = Linear::term(self.vocabulary.id(value));
        Amount::exact(value).where_applies(Formula::Is(self.vocabulary.id(applies)))
    }

    pub fn opaque_claim(&mut self, claim: Part<'_>, scope: &Scope) -> Truth {
        let key = self.key(claim, scope, true);
        self.unknown_claim(key, scope)
    }

    /// Of all cases, or of those that share a fact.
    pub fn opaque_across(&mut self, claim: Part<'_>, by: Option<&str>) -> Truth {
        let scope = Scope::default();
        let key = self.key(claim, &scope, true);
        self.unknown_claim(format!("{key} across cases by {by:?}"), &scope)
    }

    fn unknown_claim(&mut self, key: String, scope: &Scope) -> Truth {
        self.opaque += 1;
        let holds = Term::new(TRUTH, Sort::Truth, parts(scope)).word(key.as_str());
        let applies = Term::new(APPLIES, Sort::Truth, parts(scope)).word(key);
        Truth::where_applies(Formula::Is(self.vocabulary.id(holds)), Formula::Is(self.vocabulary.id(applies)))
    }

    /// A relation with a tolerance that the fragment does not look into. It applies as the exact one does.
    pub fn opaque_relation(&mut self, claim: &ClaimKind, a: &Structure, b: &Structure, scope: &Scope) -> Option<Truth> {
        let (first, second) = (self.meaning(a, scope)?, self.meaning(b, scope)?);
        self.opaque += 1;
        let empty = self.empty(b, scope);
        let applies = self.present(&first).and(self.present(&second).or(empty));
        let key = self.key(Part::Claim(claim), scope, false);
        let holds = Term::new(TRUTH, Sort::Truth, self.bodies(&[a, b], scope)).word(key);
        Some(Truth::where_applies(Formula::Is(self.vocabulary.id(holds)), applies))
    }

    fn bodies(&self, of: &[&Structure], scope: &Scope) -> Vec<Body> {
        let mut bodies: Vec<Body> = of.iter().filter_map(|of| Some(self.meaning(of, scope)?.body())).collect();
        bodies.sort();
        bodies
    }

    fn all_present(&mut self, of: &[&Structure], scope: &Scope) -> Option<Formula> {
        let mut all = Vec::new();
        for one in of {
            let meaning = self.meaning(one, scope)?;
            all.push(self.present(&meaning));
        }
        Some(Formula::all(all))
    }

    fn all_there(&mut self, of: &[&Structure], scope: &Scope) -> Option<Formula> {
        let mut all = Vec::new();
        for one in of {
            let meaning = self.meaning(one, scope)?;
            all.push(self.present(&meaning).or(self.empty(one, scope)));
        }
        Some(Formula::all(all))
    }

    /// What is said, by what its names mean. `absence`: together with what comes of it where classes are absent.
    fn key(&self, of: Part<'_>, scope: &Scope, absence: bool) -> String {
        let meaning = json::meaning(self.view.protocol, &Tissues { of: self, scope, absence }, of);
        match scope.spacing_axis {
            Some(axis) => format!("{meaning} along {axis}"),
            None => meaning,
        }
    }
}

/// The parts that names stand for: what is said of one is another truth of another.
fn parts(scope: &Scope) -> Vec<Body> {
    let part = |bound: &Bound| match bound {
        Bound::Part(part) => Some(Body::Part(part.clone())),
        _ => None,
    };
    scope.bound().filter_map(|(_, bound)| part(bound)).collect()
}

/// Structures as the tissues that they are made of.
#[derive(Debug)]
struct Tissues<'s, 't> {
    of: &'s Translator<'t>,
    scope: &'s Scope,
    absence: bool,
}

impl Tissues<'_, '_> {
    /// Whether one of the classes must be there; `None`: what comes of absence depends on how the structure is made.
    fn required(&self, structure: &Structure) -> Option<bool> {
        let protocol = self.of.view.protocol;
        let class = |id: ClassId| protocol.class(id).is_some_and(|class| !class.optional);
        match structure {
            Structure::Class(id) => Some(class(*id)),
            Structure::Group(id) => Some(protocol.group(*id)?.classes.iter().any(|id| class(*id))),
            Structure::Region(id) => self.required(&protocol.region(*id)?.definition),
            Structure::Union(a, b) => Some(self.required(a)? | self.required(b)?),
            Structure::Variable(id) => match self.scope.get(*id)? {
                Bound::Class(id) => Some(class(*id)),
                Bound::Structure(of) => self.required(of),
                Bound::Part(_) => None,
            },
            _ => None,
        }
    }
}

impl Sense for Tissues<'_, '_> {
    fn class(&self, class: ClassId) -> Value {
        let tissues = self.of.view.tissues(class);
        if tissues.is_empty() {
            return json!({"class": class.0, "in": self.of.own});
        }
        let line = self.of.view.protocol.class(class);
        let flags = line.map(|class| [class.optional, class.partial]);
        json!({"tissues": numbers(&tissues), "optional_partial": flags})
    }

    fn structure(&self, structure: &Structure) -> Option<Value> {
        let class = match structure {
            Structure::Class(id) => Some(*id),
            Structure::Variable(id) => match self.scope.get(*id) {
                Some(Bound::Class(id)) => Some(*id),
                _ => None,
            },
            _ => None,
        };
        if let Some(unknown) = class.filter(|id| self.of.view.tissues(*id).is_empty()) {
            return Some(self.class(unknown));
        }
        let tissues = match self.of.meaning(structure, self.scope)? {
            Meaning::Part(_) => return Some(json!("part")),
            Meaning::Tissues(tissues) => numbers(&tissues),
        };
        if !self.absence {
            return Some(json!({"tissues": tissues}));
        }
        let required = self.required(structure)?;
        let partial = self.of.is_partial(structure, self.scope);
        Some(json!({"tissues": tissues, "required": required, "partial": partial}))
    }

    fn stands_for(&self, variable: VariableId) -> Option<&Structure> {
        match self.scope.get(variable)? {
            Bound::Structure(of) => Some(of),
            Bound::Class(_) | Bound::Part(_) => None,
        }
    }
}

fn numbers(tissues: &TissueSet) -> Vec<usize> {
    tissues.iter().map(|tissue| tissue.0).collect()
}

fn nature(kind: &MeasureKind) -> (Nature, Vec<&Structure>) {
    use MeasureKind as M;
    match kind {
        M::Slices { of, .. } | M::SliceGaps { of, .. } => (Nature::Count, vec![of]),
        M::Extent { of, .. } | M::Diameter { of, .. } | M::ShortAxis { of, .. } | M::Feret(of) => {
            (Nature::Length, vec![of])
        }
        M::Contact(a, b) | M::ContactShare(a, b) | M::Distance(a, b) | M::Hausdorff(a, b) | M::Hd95(a, b) => {
            (Nature::Relation, vec![a, b])
        }
        M::Overlap(a, b) | M::Iou(a, b) | M::Dice(a, b) | M::SurfaceDice { a, b, .. } => {
            (Nature::Agreement, vec![a, b])
        }
        _ => (Nature::Other, Vec::new()),
    }
}

pub fn axioms(world: &mut World<'_>) {
    for (id, term) in world.of_kind(NUMBER) {
        let Sort::Integer = world.sort(id) else { continue };
        let count = Linear::term(id);
        world.state("no count is negative", count.clone().at_least(&Linear::zero()));
        if let Some(of) = term.tissues() {
            let there = presence::present(world.vocabulary, of);
            world.state("of what is not there nothing is counted", there.or(count.at_most(&Linear::zero())));
        }
    }
}

impl Theory {
    /// Whether a way to fail rests on nothing but what the fragment looks into.
    pub fn looks_into(&self, failure: &Failure) -> bool {
        let mut terms = BTreeSet::new();
        failure.when.terms(&mut terms);
        let kinds = terms.iter().filter_map(|&id| self.vocabulary.term(id)).map(|term| term.kind);
        !kinds.into_iter().any(|kind| [NUMBER, TRUTH, APPLIES].contains(&kind))
    }
}
