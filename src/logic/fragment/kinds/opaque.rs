//! What the fragment does not look into: any other measure is an unknown number, any other claim an unknown truth, equal
//! where they are written alike and mean the same structures. So `<= 10 %` follows from `<= 5 %` of whatever it is.

use crate::logic::fragment::Translator;
use crate::logic::fragment::amount::{Amount, Side};
use crate::logic::fragment::axioms::World;
use crate::logic::fragment::formula::{Formula, Linear};
use crate::logic::fragment::structures::{Bound, Scope};
use crate::logic::fragment::term::{Body, Sort, Term};
use crate::logic::fragment::truth::Truth;
use crate::model::rule::{Measure, MeasureKind, Structure};

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
        let key = self.key(&format!("{:?}", Bare(&measure.kind)), scope);
        let sort = if matches!(nature, Nature::Count) { Sort::Integer } else { Sort::Real };
        let number =
            Linear::term(self.vocabulary.id(Term::new(NUMBER, sort, self.bodies(&of, scope)).word(key.as_str())));
        let partial = of.iter().any(|of| self.is_partial(of, scope));
        let applies = match (&nature, of.as_slice()) {
            (Nature::Count, [one]) => self.counted(one, scope),
            (Nature::Length | Nature::Agreement, _) if partial => return Amount::inapplicable(),
            (Nature::Length | Nature::Relation, all) => self.all_present(all, scope),
            (Nature::Agreement, all) => self.all_there(all, scope),
            _ => None,
        };
        let applies = applies.unwrap_or_else(|| {
            let term = Term::new(APPLIES, Sort::Truth, Vec::new()).word(key.as_str());
            Formula::Is(self.vocabulary.id(term))
        });
        let side = if partial && matches!(nature, Nature::Count) { Side::AtLeast } else { Side::Exact };
        Amount { side, ..Amount::exact(number).where_applies(applies) }
    }

    /// A number that is not linear in what it is made of.
    pub fn opaque_number(&mut self, written: &str, scope: &Scope) -> Amount {
        let key = self.key(written, scope);
        let number = Linear::term(self.vocabulary.id(Term::new(NUMBER, Sort::Real, Vec::new()).word(key.as_str())));
        let applies = Formula::Is(self.vocabulary.id(Term::new(APPLIES, Sort::Truth, Vec::new()).word(key)));
        Amount::exact(number).where_applies(applies)
    }

    pub fn opaque_claim(&mut self, written: &str, scope: &Scope) -> Truth {
        self.opaque += 1;
        let key = self.key(written, scope);
        let holds = Formula::Is(self.vocabulary.id(Term::new(TRUTH, Sort::Truth, Vec::new()).word(key.as_str())));
        let applies = Formula::Is(self.vocabulary.id(Term::new(APPLIES, Sort::Truth, Vec::new()).word(key)));
        Truth::where_applies(holds, applies)
    }

    fn bodies(&self, of: &[&Structure], scope: &Scope) -> Vec<Body> {
        of.iter().filter_map(|of| Some(self.meaning(of, scope)?.body())).collect()
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

    /// What is written, with what its names mean.
    fn key(&self, written: &str, scope: &Scope) -> String {
        let bound = scope.bound().map(|(id, bound)| match bound {
            Bound::Class(class) => format!("{}={:?}", id.0, self.view.tissues(*class)),
            Bound::Structure(of) => format!("{}={:?}", id.0, self.meaning(of, scope)),
            Bound::Part(part) => format!("{}={part:?}", id.0),
        });
        let bound: Vec<String> = bound.collect();
        format!("{written} [{}] in {}", bound.join(", "), self.own)
    }
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

/// Prints a measure without what does not change its meaning.
struct Bare<'m>(&'m MeasureKind);

impl std::fmt::Debug for Bare<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:?}", self.0)
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
