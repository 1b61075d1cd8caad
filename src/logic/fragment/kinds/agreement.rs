//! `subset of` and `==` of structures, exact or up to a share. On exclusive maps a structure made of classes is a set of
//! tissues, and so are differences of two.

use std::ops::Not;

use crate::logic::anatomy::TissueSet;
use crate::logic::fragment::Translator;
use crate::logic::fragment::formula::Formula;
use crate::logic::fragment::structures::{Meaning, Scope};
use crate::logic::fragment::term::Body;
use crate::logic::fragment::truth::Truth;
use crate::model::rule::{Structure, Tolerance};

use super::sizes;

impl Translator<'_> {
    pub fn subset(&mut self, a: &Structure, b: &Structure, tolerance: &Tolerance, scope: &Scope) -> Option<Truth> {
        let applies = {
            let empty = self.empty(b, scope);
            let (a, b) = (self.meaning(a, scope)?, self.meaning(b, scope)?);
            self.present(&a).and(self.present(&b).or(empty))
        };
        let (a, b) = self.two_sets(a, b, scope)?;
        let rest: TissueSet = a.difference(&b).copied().collect();
        Some(Truth::where_applies(self.negligible(&rest, &a, tolerance)?, applies))
    }

    pub fn equal(&mut self, a: &Structure, b: &Structure, tolerance: &Tolerance, scope: &Scope) -> Option<Truth> {
        let empty = [self.empty(a, scope), self.empty(b, scope)];
        let applies = {
            let (a, b) = (self.meaning(a, scope)?, self.meaning(b, scope)?);
            let [a_empty, b_empty] = empty;
            let (a, b) = (self.present(&a), self.present(&b));
            a.clone().or(a_empty).and(b.clone().or(b_empty)).and(a.or(b))
        };
        let (a, b) = self.two_sets(a, b, scope)?;
        let rest: TissueSet = a.symmetric_difference(&b).copied().collect();
        let union: TissueSet = a.union(&b).copied().collect();
        Some(Truth::where_applies(self.negligible(&rest, &union, tolerance)?, applies))
    }

    fn two_sets(&mut self, a: &Structure, b: &Structure, scope: &Scope) -> Option<(TissueSet, TissueSet)> {
        match (self.meaning(a, scope)?, self.meaning(b, scope)?) {
            (Meaning::Tissues(a), Meaning::Tissues(b)) if self.anatomy.exclusive => Some((a, b)),
            _ => None,
        }
    }

    /// Nothing, or no more than the tolerated share of a whole.
    fn negligible(&mut self, rest: &TissueSet, whole: &TissueSet, tolerance: &Tolerance) -> Option<Formula> {
        match tolerance {
            Tolerance::Exact => Some(self.is_present(rest.iter().copied()).not()),
            Tolerance::Share(share) => {
                let mut size =
                    |of: &TissueSet| sizes::form(self.vocabulary, true, sizes::VOLUME, &Body::Tissues(of.clone()));
                let (rest, whole) = (size(rest), size(whole));
                Some(rest.at_most(&whole.times(&share.value)))
            }
            Tolerance::Length(_) | Tolerance::Voxels(_) => None,
        }
    }
}
