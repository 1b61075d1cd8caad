//! From a table of labels to the label table of a protocol.

use std::collections::{BTreeMap, BTreeSet};

use crate::formats::label_table::{LabelEntry, LabelRegion, LabelTable, Role};
use crate::model::protocol::ValueSet;
use crate::report::wording::counted;

use super::draft::{Draft, DraftClass, DraftGroup};
use super::names::{Names, protocol_name};
use super::table_code::code;

impl Draft {
    /// The label table with its names for several values, and nothing that it does not say: every class is optional. `name`
    /// is what the data is called, and `shown` the path of the table. The sentences say what was left out or made up.
    pub fn of_table(table: &LabelTable, name: &str, shown: &str) -> (Draft, Vec<String>) {
        let mut reading = Reading::default();
        reading.draft.name = protocol_name(name);
        reading.draft.docs.push(format!("The labels of `{shown}`, {}.", table.format_name()));
        reading.entries(table);
        reading.regions(table);
        reading.left_out(table);
        (reading.draft, reading.notes)
    }
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    draft: Draft,
    notes: Vec<String>,
    names: Names,
    codes: BTreeSet<String>,
    /// Names of classes whose code another class has.
    repeated: Vec<String>,
    /// Names of classes whose code a protocol has no words for.
    wordless: Vec<String>,
}

impl Reading {
    /// Rows that share a name are one class of several values.
    fn entries<'t>(&mut self, table: &'t LabelTable) {
        let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
        let mut owners: BTreeMap<i64, &'t LabelEntry> = BTreeMap::new();
        for entry in &table.entries {
            let first = entry.value.and_then(|value| owners.get(&value).copied());
            if let (Some(first), Some(value)) = (first, entry.value) {
                let (first, second) = (&first.name, &entry.name);
                self.note(format!(
                    "the value {value} stands twice: as `{first}`, and as `{second}`, which is left out"
                ));
                continue;
            }
            owners.extend(entry.value.map(|value| (value, entry)));
            let values = ValueSet::new(entry.value.map(|value| (value, value)));
            let known = classes.get(entry.name.as_str()).and_then(|at| self.draft.classes.get_mut(*at));
            match (entry.role, known) {
                (Role::Background, _) => self.draft.background = self.draft.background.union(&values),
                _ if is_ignore(entry) => self.draft.ignore = self.draft.ignore.union(&values),
                (_, Some(class)) => class.values = class.values.union(&values),
                (_, None) => {
                    classes.insert(&entry.name, self.draft.classes.len());
                    self.class(&entry.name, values, Some(entry));
                }
            }
        }
    }

    fn class(&mut self, written: &str, values: ValueSet, entry: Option<&LabelEntry>) {
        let name = self.names.free(written, values.ranges.first().map(|(low, _)| *low));
        let class = DraftClass {
            title: (name != written && !written.is_empty()).then(|| written.to_owned()),
            aliases: entry.and_then(|entry| entry.abbreviation.clone()).into_iter().collect(),
            code: entry.and_then(|entry| self.code(entry, &name)),
            color: entry.and_then(|entry| entry.color),
            required: false,
            values,
            name,
        };
        self.draft.classes.push(class);
    }

    /// A code names one class alone.
    fn code(&mut self, entry: &LabelEntry, name: &str) -> Option<String> {
        let terminology = entry.terminology.as_ref()?;
        let own = code(terminology);
        match &own {
            Some(code) if self.codes.insert(code.clone()) => return own,
            Some(_) => self.repeated.push(name.to_owned()),
            None => self.wordless.push(name.to_owned()),
        }
        None
    }

    /// A name for several values is a class if no other name has one of them, and a group of classes otherwise.
    fn regions(&mut self, table: &LabelTable) {
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
                self.class(&region.name, ValueSet::new(values.iter().map(|&value| (value, value))), None);
            }
        }
        for value in groups.iter().flat_map(|(_, values)| values.iter().copied()) {
            if !self.has(value) {
                self.class("", ValueSet::one(value), None);
                let name = self.draft.classes.last().map_or("", |class| class.name.as_str());
                self.notes.push(format!("the value {value} stands in lists alone: its class is called `{name}`"));
            }
        }
        groups.into_iter().for_each(|(region, values)| self.group(region, values));
    }

    fn group(&mut self, region: &LabelRegion, values: &BTreeSet<i64>) {
        let within = |class: &&DraftClass| values.iter().any(|value| class.values.contains(*value));
        let members: Vec<&DraftClass> = self.draft.classes.iter().filter(within).collect();
        let whole = members.iter().all(|class| members_of(&class.values).all(|value| values.contains(&value)));
        if !whole || members.is_empty() {
            let reason = if whole { "it holds no class" } else { "it holds part of a class" };
            self.note(format!("`{}` is left out: {reason}", region.name));
            return;
        }
        let members = members.into_iter().map(|class| class.name.clone()).collect();
        self.draft.groups.push(DraftGroup { name: self.names.free(&region.name, None), members });
    }

    fn has(&self, value: i64) -> bool {
        let Draft { background, ignore, classes, .. } = &self.draft;
        [background, ignore].into_iter().chain(classes.iter().map(|class| &class.values)).any(|set| set.contains(value))
    }

    fn left_out(&mut self, table: &LabelTable) {
        let codes = [
            (&self.repeated, "another class has it"),
            (&self.wordless, "a protocol has no words for all that it says"),
        ];
        let codes = codes.into_iter().filter(|(names, _)| !names.is_empty());
        self.notes.extend(codes.map(|(names, why)| format!("the code of {} is left out: {why}", listed(names))));
        let is_hidden =
            |entry: &&LabelEntry| entry.opacity.is_some_and(|share| share < 1.0) || entry.visible == Some(false);
        match table.classes().filter(is_hidden).count() {
            0 => {}
            count => self.note(format!("opacity and visibility of {} is left out", counted(count, "label"))),
        }
    }

    fn note(&mut self, sentence: String) {
        self.notes.push(sentence);
    }
}

/// At most five names.
fn listed(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    let more = names.len().saturating_sub(SHOWN);
    if more > 0 { format!("{} and {more} more", shown.join(", ")) } else { shown.join(", ") }
}

/// nnU-Net marks voxels to ignore by this name; other tables have no mark of their own for them.
fn is_ignore(entry: &LabelEntry) -> bool {
    entry.role == Role::Ignore || entry.role == Role::Class && entry.name == "ignore"
}

/// The values of a class of a table, which lists them one by one.
fn members_of(values: &ValueSet) -> impl Iterator<Item = i64> {
    values.ranges.iter().flat_map(|(low, high)| *low..=*high)
}
