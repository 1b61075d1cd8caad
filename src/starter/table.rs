//! From a table of labels to the label table of a protocol.

use std::collections::{BTreeMap, BTreeSet};

use crate::formats::label_table::{LabelEntry, LabelTable, Role, Terminology};
use crate::model::printed;
use crate::syntax::is_code_modifier;

use super::draft::{Draft, DraftClass};
use super::names::{class_name, protocol_name};

impl Draft {
    /// The label table, and nothing that it does not say: every class is optional. `name` is what the data is called, and
    /// `shown` the path of the table.
    pub fn of_table(table: &LabelTable, name: &str, shown: &str) -> Draft {
        let mut draft = Draft { name: protocol_name(name), ..Draft::default() };
        let mut taken = Taken::default();
        for entry in &table.entries {
            taken.add(&mut draft, entry);
        }
        for region in &table.regions {
            for &value in &region.values {
                if taken.values.insert(value) {
                    let name = taken.free(class_name("", Some(value)), value);
                    draft.classes.push(DraftClass { value: Some(value), name, ..DraftClass::default() });
                }
            }
        }
        draft.classes.sort_by_key(|class| class.value);
        draft.docs.push(format!(
            "{} of `{shown}` ({}). It asks for nothing but known values: write down what your guideline asks for.",
            counted_classes(draft.classes.len()),
            table.format_name()
        ));
        if table.entries.iter().any(|entry| entry.terminology.is_some()) {
            draft.docs.push("Codes are those of the table; nobody has compared them with a terminology.".to_owned());
        }
        let by_value: BTreeMap<i64, &str> =
            draft.classes.iter().filter_map(|class| Some((class.value?, class.name.as_str()))).collect();
        let groups = table.regions.iter().map(|region| {
            let members: Vec<&str> = region.values.iter().filter_map(|value| by_value.get(value).copied()).collect();
            format!("group {} = {}", class_name(&region.name, None), members.join(" + "))
        });
        let groups: Vec<String> = groups.collect();
        if !groups.is_empty() {
            draft
                .remarks
                .push("The regions of the table. Take the slashes away where a rule is to speak of one.".to_owned());
            draft.remarks.extend(groups);
        }
        draft.remarks.extend(taken.remarks);
        draft
    }
}

fn counted_classes(count: usize) -> String {
    match count {
        1 => "The one class".to_owned(),
        _ => format!("The {count} classes"),
    }
}

/// What earlier entries have taken.
#[derive(Default)]
struct Taken {
    values: BTreeSet<i64>,
    /// As they look in print.
    names: BTreeSet<String>,
    codes: BTreeSet<String>,
    remarks: Vec<String>,
}

impl Taken {
    fn add(&mut self, draft: &mut Draft, entry: &LabelEntry) {
        if entry.value.is_some_and(|value| !self.values.insert(value)) {
            let value = entry.value.unwrap_or_default();
            self.remarks.push(format!("The table gives {value} a second name, which was left out: {}", entry.name));
            return;
        }
        let word = match entry.role {
            Role::Background => "background",
            Role::Ignore => "ignore",
            Role::Class => {
                let class = self.class(entry);
                draft.classes.push(class);
                return;
            }
        };
        draft.others.extend(entry.value.map(|value| (value, word)));
    }

    fn class(&mut self, entry: &LabelEntry) -> DraftClass {
        let own = class_name(&entry.name, entry.value);
        let name = self.free(own, entry.value.unwrap_or(draft_number(self.names.len())));
        let code = match entry.terminology.as_ref().map(code) {
            Some(Some(code)) if self.codes.insert(code.clone()) => Some(code),
            Some(Some(code)) => {
                self.remarks.push(format!("The table gives {name} a code that another class has: {code}"));
                None
            }
            Some(None) => {
                self.remarks.push(format!("The table says what {name} is in words that a code here has no room for."));
                None
            }
            None => None,
        };
        DraftClass {
            value: entry.value,
            title: (entry.name != name && !entry.name.is_empty()).then(|| entry.name.clone()),
            aliases: entry.abbreviation.iter().cloned().collect(),
            code,
            color: entry.color,
            required: false,
            name,
        }
    }

    /// The name, with the value behind it if another class looks like it.
    fn free(&mut self, name: String, value: i64) -> String {
        let free =
            if self.names.contains(&printed(&name)) { format!("{name}_{value}").replace('-', "minus_") } else { name };
        self.names.insert(printed(&free));
        free
    }
}

/// For tables without values.
fn draft_number(before: usize) -> i64 {
    i64::try_from(before).unwrap_or(i64::MAX).saturating_add(1)
}

/// `SCT:64033007 left`. A structure that its code alone does not name, such as a mass in the kidney, gets none.
fn code(terminology: &Terminology) -> Option<String> {
    let Terminology { kind, modifier, region, region_modifier, .. } = terminology;
    let code = format!("{}:{}", kind.scheme, kind.value);
    match modifier {
        _ if region.is_some() || region_modifier.is_some() => None,
        None => Some(code),
        Some(modifier) => {
            let word = modifier.meaning.to_lowercase();
            is_code_modifier(&word).then(|| format!("{code} {word}"))
        }
    }
}
