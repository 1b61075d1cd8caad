//! Which classes and groups a table of labels has, and what of the table a protocol cannot say.

use std::collections::{BTreeMap, BTreeSet};

use crate::formats::label_table::{LabelEntry, LabelTable, Role};
use crate::model::protocol::ValueSet;
use crate::report::wording::counted;

use super::names::class_name;
use super::tree::{code, modifier};

/// Classes in the order of the table.
#[derive(Default)]
pub struct Classes<'t> {
    pub classes: Vec<ImportedClass<'t>>,
    pub groups: Vec<ImportedGroup>,
    /// What was left out or made up.
    pub notes: Vec<String>,
    taken: BTreeSet<String>,
}

/// Rows that share a name are one class of several values.
pub struct ImportedClass<'t> {
    pub name: String,
    pub values: ValueSet,
    /// The name as written, where it could not be kept.
    pub title: Option<&'t str>,
    pub entry: Option<&'t LabelEntry>,
}

pub struct ImportedGroup {
    pub name: String,
    /// Names of classes.
    pub members: Vec<String>,
}

/// nnU-Net marks voxels to ignore by this name; other tables have no mark of their own for them.
pub fn is_ignore(entry: &LabelEntry) -> bool {
    entry.role == Role::Ignore || entry.role == Role::Class && entry.name == "ignore"
}

impl<'t> Classes<'t> {
    pub fn of(table: &'t LabelTable) -> Classes<'t> {
        let mut found = Classes::default();
        found.entries(table);
        found.regions(table);
        found.lost(table);
        found
    }

    fn entries(&mut self, table: &'t LabelTable) {
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        let mut owners: BTreeMap<i64, &str> = BTreeMap::new();
        for entry in table.entries.iter().filter(|entry| entry.role == Role::Class && !is_ignore(entry)) {
            if let Some(value) = entry.value {
                if let Some(first) = owners.get(&value) {
                    let twice = format!(
                        "the value {value} stands twice: as `{first}`, and as `{}`, which is left out",
                        entry.name
                    );
                    self.notes.push(twice);
                    continue;
                }
                owners.insert(value, &entry.name);
            }
            let values = ValueSet::new(entry.value.map(|value| (value, value)));
            match known.get(entry.name.as_str()).and_then(|at| self.classes.get_mut(*at)) {
                Some(class) => class.values = class.values.union(&values),
                None => {
                    known.insert(&entry.name, self.classes.len());
                    self.add(&entry.name, values, Some(entry));
                }
            }
        }
    }

    fn add(&mut self, written: &'t str, values: ValueSet, entry: Option<&'t LabelEntry>) {
        let name = class_name(written, &mut self.taken);
        let title = (name != written && !written.is_empty()).then_some(written);
        self.classes.push(ImportedClass { name, values, title, entry });
    }

    /// A name for several values is a class if no other name has one of them, and a group of classes otherwise.
    fn regions(&mut self, table: &'t LabelTable) {
        let owners: Vec<BTreeSet<i64>> =
            table.regions.iter().map(|region| region.values.iter().copied().collect()).collect();
        let named: BTreeSet<i64> = table.entries.iter().filter_map(|entry| entry.value).collect();
        let mut groups = Vec::new();
        for (at, (region, values)) in table.regions.iter().zip(&owners).enumerate() {
            let others = owners.iter().enumerate().filter(|(other, _)| *other != at).flat_map(|(_, values)| values);
            let shared = named.iter().chain(others).any(|value| values.contains(value));
            if shared {
                groups.push((region, values));
            } else {
                self.add(&region.name, ValueSet::new(values.iter().map(|&value| (value, value))), None);
            }
        }
        let nameless: BTreeSet<i64> =
            groups.iter().flat_map(|(_, values)| values.iter()).filter(|value| !self.has(**value)).copied().collect();
        for value in nameless {
            let name = class_name(&format!("label_{value}"), &mut self.taken);
            self.notes.push(format!("the value {value} stands in lists alone: its class is called `{name}`"));
            self.classes.push(ImportedClass { name, values: ValueSet::one(value), title: None, entry: None });
        }
        for (region, values) in groups {
            let within = |class: &&ImportedClass<'_>| values.iter().any(|value| class.values.contains(*value));
            let members: Vec<&ImportedClass<'_>> = self.classes.iter().filter(within).collect();
            let whole = members.iter().all(|class| members_of(&class.values).all(|value| values.contains(&value)));
            if !whole {
                self.notes.push(format!("`{}` is left out: it holds part of a class", region.name));
                continue;
            }
            let members: Vec<String> = members.iter().map(|class| class.name.clone()).collect();
            let name = class_name(&region.name, &mut self.taken);
            self.groups.push(ImportedGroup { name, members });
        }
    }

    fn has(&self, value: i64) -> bool {
        self.classes.iter().any(|class| class.values.contains(value))
    }

    fn lost(&mut self, table: &LabelTable) {
        let count = |lost: fn(&LabelEntry) -> bool| table.classes().filter(|entry| lost(entry)).count();
        let all: [(usize, &str); 3] = [
            (
                count(|entry| entry.opacity.is_some_and(|share| share < 1.0) || entry.visible == Some(false)),
                "opacity and visibility",
            ),
            (
                count(|entry| entry.terminology.as_ref().is_some_and(|terms| code(terms).is_none())),
                "the code, which is not of the form `SCT:10200004`,",
            ),
            (
                count(|entry| {
                    entry.terminology.as_ref().is_some_and(|terms| {
                        terms.region.is_some() || terms.modifier.as_ref().is_some_and(|known| modifier(known).is_none())
                    })
                }),
                "the modifier or region of the code",
            ),
        ];
        for (number, what) in all.into_iter().filter(|(number, _)| *number > 0) {
            self.notes.push(format!("{what} of {} is left out", counted(number, "label")));
        }
    }
}

/// The values of a class of a table, which lists them one by one.
fn members_of(values: &ValueSet) -> impl Iterator<Item = i64> {
    values.ranges.iter().flat_map(|(low, high)| *low..=*high)
}
