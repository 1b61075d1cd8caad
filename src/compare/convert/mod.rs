//! What becomes of the values of label files in another protocol.

mod put;
mod refusal;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Protocol;
use crate::model::field::folded;
use crate::model::protocol::{ClassId, ValueSet};

use super::classes::{Difference, differences};
use super::crosswalk::Crosswalk;
pub use put::{Put, PutError};
pub use refusal::Refusal;

/// What a person accepts, knowing what it costs.
#[derive(Debug, Clone, Default)]
pub struct Accepted {
    /// What was told apart is not any more.
    pub lossy: bool,
    /// Classes that the old protocol does not have are missing.
    pub incomplete: bool,
    /// What becomes of single classes, whatever the comparison says.
    pub put: Vec<Put>,
}

/// What becomes of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Class(ClassId),
    Background,
    Ignored,
    /// Its voxels are of several classes there, or there is no place for them.
    Undecided,
}

/// From one protocol of a crosswalk to another.
#[derive(Debug)]
pub struct Conversion<'p> {
    old: &'p Protocol,
    new: &'p Protocol,
    /// By class.
    fates: Vec<Fate>,
    /// Of voxels that are ignored.
    ignored: Fate,
    accepted: Accepted,
    differences: Vec<Difference>,
    /// Differences that label files do not show.
    put_ignored: bool,
}

/// New values for those of a file, or everything that stands against it.
pub type Mapped = Result<BTreeMap<i64, i64>, Vec<Refusal>>;

impl<'p> Conversion<'p> {
    /// `None`: one of the numbers is that of no protocol.
    pub fn new(crosswalk: &Crosswalk<'p>, old: usize, new: usize, accepted: Accepted) -> Option<Self> {
        let (left, right) = (crosswalk.view(old)?, crosswalk.view(new)?);
        let fate = |class: usize| {
            let set = left.tissues(ClassId(class));
            let mut there = (0..right.classes.len()).map(ClassId).map(|id| (id, right.tissues(id)));
            match there.clone().find(|(_, other)| set.is_subset(other)) {
                _ if set.is_empty() => Fate::Undecided,
                Some((id, _)) => Fate::Class(id),
                None if there.all(|(_, other)| set.is_disjoint(&other)) => Fate::Background,
                None => Fate::Undecided,
            }
        };
        let mut fates: Vec<Fate> = (0..left.classes.len()).map(fate).collect();
        let ignore = &right.protocol.labels.ignore;
        let mut ignored = if ignore.is_empty() { Fate::Undecided } else { Fate::Ignored };
        let mut put_ignored = false;
        for put in &accepted.put {
            match put.class {
                Some(class) => {
                    if let Some(fate) = fates.get_mut(class.0) {
                        *fate = put.fate;
                    }
                }
                None => (ignored, put_ignored) = (put.fate, true),
            }
        }
        let differences = differences(crosswalk, old, new);
        Some(Conversion { old: left.protocol, new: right.protocol, fates, ignored, accepted, differences, put_ignored })
    }

    /// What becomes of each value that a label map holds.
    ///
    /// # Errors
    ///
    /// Values that the old protocol does not declare, and every difference that costs more than was accepted.
    pub fn values(&self, held: &BTreeSet<i64>) -> Mapped {
        let labels = &self.old.labels;
        let of_class = |value: i64| labels.classes.iter().position(|class| class.values.contains(value)).map(ClassId);
        let mut refused = Vec::new();
        let mut mapped: BTreeMap<i64, i64> = BTreeMap::new();
        let mut classes: BTreeSet<ClassId> = BTreeSet::new();
        let mut ignores = false;
        for value in held.iter().copied() {
            let fate = if labels.background.contains(value) {
                Fate::Background
            } else if labels.ignore.contains(value) {
                ignores = true;
                self.ignored
            } else if let Some(class) = of_class(value) {
                classes.insert(class);
                self.fates.get(class.0).copied().unwrap_or(Fate::Undecided)
            } else {
                refused.push(Refusal::Undeclared(value));
                continue;
            };
            match self.value(fate, value) {
                Some(new) => drop(mapped.insert(value, new)),
                None => refused.extend(of_class(value).and_then(|class| self.no_value(class, fate))),
            }
        }
        refused.extend(self.refused(&classes, ignores));
        refused.extend(self.collapsed(&mapped));
        if refused.is_empty() { Ok(mapped) } else { Err(refused) }
    }

    /// What becomes of a file that holds one class, by its name.
    ///
    /// # Errors
    ///
    /// As for [`Conversion::values`].
    pub fn classes(&self, names: &[String]) -> Result<Vec<Option<ClassId>>, Vec<Refusal>> {
        let mut refused = Vec::new();
        let mut held: BTreeSet<ClassId> = BTreeSet::new();
        let mut fates = Vec::new();
        for name in names {
            let bears = |class: &crate::model::protocol::Class| {
                std::iter::once(&class.name).chain(&class.aliases).any(|own| folded(own) == folded(name))
            };
            let Some(class) = self.old.labels.classes.iter().position(bears).map(ClassId) else {
                refused.push(Refusal::UndeclaredClass(name.clone()));
                continue;
            };
            held.insert(class);
            fates.push(match self.fates.get(class.0) {
                Some(Fate::Class(new)) => Some(*new),
                _ => None,
            });
        }
        let mut seen = BTreeSet::new();
        for class in fates.iter().flatten() {
            if !seen.insert(*class) {
                let name = self.new.class(*class).map(|class| class.name.clone()).unwrap_or_default();
                refused.push(Refusal::Joined(name));
            }
        }
        refused.extend(self.refused(&held, false));
        if refused.is_empty() { Ok(fates) } else { Err(refused) }
    }

    pub fn new_class(&self, class: ClassId) -> Option<&'p crate::model::protocol::Class> {
        self.new.class(class)
    }

    /// The new value; an old one that means the same there stays.
    fn value(&self, fate: Fate, old: i64) -> Option<i64> {
        let labels = &self.new.labels;
        let lowest = |values: &ValueSet| values.ranges.first().map(|(low, _)| *low);
        let of = |values: &ValueSet| if values.contains(old) { Some(old) } else { lowest(values) };
        match fate {
            Fate::Class(class) => of(&labels.classes.get(class.0)?.values),
            Fate::Background => of(&labels.background),
            Fate::Ignored => of(&labels.ignore),
            Fate::Undecided => None,
        }
    }

    /// A class that is a file of its own there.
    fn no_value(&self, class: ClassId, fate: Fate) -> Option<Refusal> {
        let Fate::Class(new) = fate else { return None };
        let name =
            |protocol: &Protocol, class| protocol.class(class).map(|class| class.name.clone()).unwrap_or_default();
        Some(Refusal::NoValue { old: name(self.old, class), new: name(self.new, new) })
    }

    /// Several values of one class that become one.
    fn collapsed(&self, mapped: &BTreeMap<i64, i64>) -> Vec<Refusal> {
        if self.accepted.lossy {
            return Vec::new();
        }
        let labels = &self.old.labels;
        let mut found = Vec::new();
        for class in &labels.classes {
            let mut held = mapped.iter().filter(|(old, _)| class.values.contains(**old));
            if let (Some((a, new)), Some((b, other))) = (held.next(), held.next())
                && new == other
            {
                found.push(Refusal::Collapsed { class: class.name.clone(), values: (*a, *b), new: *new });
            }
        }
        found
    }
}
