//! What converting label files costs.

use std::collections::{BTreeMap, BTreeSet};

use crate::logic::anatomy::{TissueId, TissueSet};
use crate::model::protocol::ClassId;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cost {
    /// Each voxel gets the class that the other protocol gives it, and can be brought back.
    Lossless,
    /// Each voxel gets the class that the other protocol gives it; what was told apart before is not any more.
    Lossy,
    /// The class that the other protocol gives some voxel does not follow from the file.
    ReAnnotation,
}

impl Cost {
    pub fn word(self) -> &'static str {
        match self {
            Cost::Lossless => "lossless",
            Cost::Lossy => "lossy",
            Cost::ReAnnotation => "re-annotation",
        }
    }
}

/// The classes of one protocol that hold a voxel; none is background.
pub(super) type Signature = Vec<ClassId>;

/// How the signatures of one protocol lead to those of another.
#[derive(Debug, Clone, Default)]
pub(super) struct Mapping {
    /// By tissue: here, and there.
    tissues: BTreeMap<TissueId, (Signature, Signature)>,
    there: BTreeMap<Signature, BTreeSet<Signature>>,
    back: BTreeMap<Signature, BTreeSet<Signature>>,
}

impl Mapping {
    pub fn new(tissues: BTreeMap<TissueId, (Signature, Signature)>) -> Self {
        let mut mapping = Mapping { tissues, ..Mapping::default() };
        for (here, there) in mapping.tissues.values() {
            mapping.there.entry(here.clone()).or_default().insert(there.clone());
            mapping.back.entry(there.clone()).or_default().insert(here.clone());
        }
        mapping
    }

    pub fn reversed(&self) -> Self {
        Mapping::new(self.tissues.iter().map(|(tissue, (a, b))| (*tissue, (b.clone(), a.clone()))).collect())
    }

    /// The cost of giving every voxel of some tissues, and of all that is not told apart from them, its class there.
    ///
    /// Background stands for many things at once: a tissue that is background here and a class there is not found.
    pub fn cost(&self, tissues: &TissueSet) -> Cost {
        let mut reached: BTreeSet<&Signature> = BTreeSet::new();
        let mut lost = false;
        for (here, there) in tissues.iter().filter_map(|tissue| self.tissues.get(tissue)) {
            if here.is_empty() {
                if !there.is_empty() {
                    return Cost::ReAnnotation;
                }
                continue;
            }
            let targets = self.there.get(here).into_iter().flatten();
            reached.extend(targets.clone());
            if targets.count() > 1 {
                return Cost::ReAnnotation;
            }
        }
        for target in reached {
            let sources = || self.back.get(target).into_iter().flatten();
            if target.is_empty() {
                lost = true;
            } else if sources().any(Vec::is_empty) {
                return Cost::ReAnnotation;
            } else {
                lost |= sources().count() > 1;
            }
        }
        if lost { Cost::Lossy } else { Cost::Lossless }
    }
}
