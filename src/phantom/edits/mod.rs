//! Changes of a case, each small enough to break few rules. Which it breaks nobody foretells: the validator is asked.
//!
//! An edit is one file. It knows voxels and tissues, never rules, so that it can break rules of any kind, those outside the
//! fragment of [`crate::logic`] too.

mod add;
mod bridge;
mod copy;
mod crop;
mod drill;
pub(super) mod embed;
mod exchange;
mod fact;
mod hollow;
mod mirror;
mod misplace;
mod part;
mod remove;
mod rename;
pub(super) mod scale;
mod seed;
mod shift;
mod take;
pub mod voxels;
mod wrap;

#[cfg(test)]
mod tests;

use std::fmt::Debug;

use crate::logic::anatomy::{TissueId, View};

use super::witness::Made;

/// A change of a case.
pub trait Edit: Debug {
    /// The case afterwards; `None` if it cannot be done, or would change nothing.
    fn of(&self, made: &Made) -> Option<Made>;
}

/// What edits may be about.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The protocols that see the case, in the order of its facts.
    pub views: &'a [View<'a>],
    pub tissues: &'a [TissueId],
    /// Each voxel has one label.
    pub exclusive: bool,
}

/// Every edit about some tissues: of the whole case, of single tissues, of pairs. What is tried first is found first.
pub fn edits(about: &About<'_>) -> Vec<Box<dyn Edit>> {
    let mut all: Vec<Box<dyn Edit>> = Vec::new();
    mirror::all(&mut all);
    fact::all(about.views, &mut all);
    if about.views.iter().any(|view| !view.protocol.landmarks.lines.is_empty()) {
        misplace::all(&mut all);
    }
    // What these make looks most like what a person would draw.
    for &tissue in about.tissues {
        embed::cavities(tissue, &mut all);
    }
    for (a, b) in pairs(about.tissues) {
        embed::all(a, b, &mut all);
    }
    for &tissue in about.tissues {
        add::all(tissue, &mut all);
    }
    scale::all(&mut all);
    for &tissue in about.tissues {
        remove::all(tissue, &mut all);
        part::all(tissue, &mut all);
        shift::all(tissue, &mut all);
        copy::all(tissue, &mut all);
        hollow::all(tissue, &mut all);
        drill::all(tissue, &mut all);
        crop::all(tissue, &mut all);
    }
    for (a, b) in pairs(about.tissues) {
        wrap::all(a, b, &mut all);
        take::all(a, b, about.exclusive, &mut all);
        seed::all(a, b, &mut all);
        bridge::all(a, b, &mut all);
        rename::all(a, b, &mut all);
        part::between(a, b, &mut all);
        exchange::all(a, b, &mut all);
    }
    all
}

fn pairs(tissues: &[TissueId]) -> impl Iterator<Item = (TissueId, TissueId)> + '_ {
    let of = |&a: &TissueId| tissues.iter().filter(move |&&b| a != b).map(move |&b| (a, b));
    tissues.iter().flat_map(of)
}
