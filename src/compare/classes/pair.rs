//! Two protocols of a crosswalk, and how their classes overlap.

use std::collections::BTreeMap;

use crate::compare::crosswalk::{Crosswalk, covered};
use crate::logic::anatomy::{TissueId, TissueSet, View};
use crate::model::Protocol;
use crate::model::protocol::{Class, ClassId};

use super::cost::{Cost, Mapping, Signature};
use super::{Difference, Direction, Kind, Part};

/// An old and a new protocol.
pub struct Pair<'c, 'p> {
    pub(super) crosswalk: &'c Crosswalk<'p>,
    pub(super) numbers: (usize, usize),
    pub(super) old: One<'c, 'p>,
    pub(super) new: One<'c, 'p>,
    forward: Mapping,
    backward: Mapping,
}

/// One of the two: its classes, and which of the other's overlap each.
pub(super) struct One<'c, 'p> {
    pub view: &'c View<'p>,
    /// By class, in order of declaration.
    pub overlaps: Vec<Vec<ClassId>>,
    /// By class: the one that covers the same.
    pub equals: Vec<Option<ClassId>>,
}

impl<'c, 'p> Pair<'c, 'p> {
    /// `None`: one of the numbers is that of no protocol.
    pub fn new(crosswalk: &'c Crosswalk<'p>, old: usize, new: usize) -> Option<Self> {
        let (left, right) = (crosswalk.view(old)?, crosswalk.view(new)?);
        let mut tissues: BTreeMap<TissueId, (Signature, Signature)> = BTreeMap::new();
        for (class, set) in left.classes.iter().enumerate() {
            set.iter().for_each(|tissue| tissues.entry(*tissue).or_default().0.push(ClassId(class)));
        }
        for (class, set) in right.classes.iter().enumerate() {
            set.iter().for_each(|tissue| tissues.entry(*tissue).or_default().1.push(ClassId(class)));
        }
        let forward = Mapping::new(tissues);
        let backward = forward.reversed();
        let (old_side, new_side) = (One::new(left, right), One::new(right, left));
        Some(Pair { crosswalk, numbers: (old, new), old: old_side, new: new_side, forward, backward })
    }

    /// What the two say of the same thing, for the detail of a difference.
    pub(super) fn beside(&self, old: &str, new: &str) -> String {
        format!("{old} in `{}`, {new} in `{}`", self.old.protocol().name, self.new.protocol().name)
    }

    /// Classes that cover the same anatomy.
    pub(super) fn equal(&self) -> impl Iterator<Item = (ClassId, ClassId)> + '_ {
        self.old.equals.iter().enumerate().filter_map(|(class, equal)| Some((ClassId(class), (*equal)?)))
    }

    /// Classes that cover the same anatomy, or that overlap no other class.
    pub(super) fn counterparts(&self) -> impl Iterator<Item = (ClassId, ClassId)> + '_ {
        let only = |one: &One<'_, '_>, class: ClassId| match one.overlaps.get(class.0).map(Vec::as_slice) {
            Some([other]) => Some(*other),
            _ => None,
        };
        (0..self.old.overlaps.len()).map(ClassId).filter_map(move |class| {
            let equal = self.old.equals.get(class.0).copied().flatten();
            let alone = || only(&self.old, class).filter(|other| only(&self.new, *other) == Some(class));
            Some((class, equal.or_else(alone)?))
        })
    }

    /// A difference whose costs follow from the anatomy that its classes cover.
    pub(super) fn difference(&self, kind: Kind, direction: Direction, old: Part, new: Part) -> Difference {
        let mut tissues = covered(self.old.view, &old.classes);
        tissues.extend(covered(self.new.view, &new.classes));
        let (forward, backward) = (self.forward.cost(&tissues), self.backward.cost(&tissues));
        Difference { kind, direction, old, new, forward, backward, detail: None }
    }

    /// A difference with costs of its own.
    pub(super) fn costing(
        &self,
        kind: Kind,
        direction: Direction,
        old: Part,
        new: Part,
        costs: (Cost, Cost),
    ) -> Difference {
        Difference { kind, direction, old, new, forward: costs.0, backward: costs.1, detail: None }
    }
}

impl<'c, 'p> One<'c, 'p> {
    fn new(view: &'c View<'p>, other: &View<'_>) -> Self {
        let mut holders: BTreeMap<TissueId, Vec<ClassId>> = BTreeMap::new();
        for (class, set) in other.classes.iter().enumerate() {
            set.iter().for_each(|tissue| holders.entry(*tissue).or_default().push(ClassId(class)));
        }
        let overlaps: Vec<Vec<ClassId>> = view
            .classes
            .iter()
            .map(|set| {
                let mut found: Vec<ClassId> =
                    set.iter().filter_map(|tissue| holders.get(tissue)).flatten().copied().collect();
                found.sort_unstable();
                found.dedup();
                found
            })
            .collect();
        let same = |set: &TissueSet, class: &ClassId| !set.is_empty() && other.classes.get(class.0) == Some(set);
        let equals = view
            .classes
            .iter()
            .zip(&overlaps)
            .map(|(set, overlaps)| overlaps.iter().find(|class| same(set, class)).copied())
            .collect();
        One { view, overlaps, equals }
    }

    pub fn protocol(&self) -> &'p Protocol {
        self.view.protocol
    }

    pub fn class(&self, id: ClassId) -> Option<&'p Class> {
        self.view.protocol.class(id)
    }

    /// Classes by name: `kidney + cyst`.
    pub fn part(&self, classes: &[ClassId]) -> Part {
        let names: Vec<&str> =
            classes.iter().filter_map(|class| self.class(*class)).map(|class| class.name.as_str()).collect();
        Part { classes: classes.to_vec(), text: names.join(" + ") }
    }

    /// A class with its values: `5 cyst`.
    pub fn valued(&self, id: ClassId) -> Part {
        let text = self.class(id).map(|class| format!("{} {}", class.values, class.name)).unwrap_or_default();
        Part { classes: vec![id], text }
    }

    pub fn overlapping(&self, class: ClassId) -> &[ClassId] {
        self.overlaps.get(class.0).map(Vec::as_slice).unwrap_or_default()
    }

    /// Every class has values, so that no two of them overlap.
    pub fn is_label_map(&self) -> bool {
        self.protocol().labels.classes.iter().all(|class| !class.values.is_empty())
    }
}
