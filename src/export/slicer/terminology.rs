//! The segmentation terminology of a protocol: Slicer offers its classes where a segment is named.

use serde_json::{Value, json};

use crate::model::Protocol;
use crate::model::protocol::Class;

use super::super::left_out::{self, Holds};
use super::super::rows::color;
use super::super::{Exported, Refused};
use super::concepts::{Concept, Entry, entry, is_cut};

const SCHEMA: &str = "https://raw.githubusercontent.com/qiicr/dcmqi/master/doc/segment-context-schema.json#";

/// # Errors
///
/// A protocol none of whose classes has a code.
pub fn slicer_terminology(protocol: &Protocol) -> Result<Exported, Refused> {
    let classes: Vec<&Class> = protocol.labels.classes.iter().collect();
    let coded: Vec<(usize, &Class, Entry)> =
        classes.iter().enumerate().filter_map(|(at, class)| Some((at, *class, entry(class)?))).collect();
    if coded.is_empty() {
        let reason = format!("no class of `{}` has a code, and a terminology is made of codes", protocol.name);
        return Err(Refused::new(reason, "write codes into the label lines: `code SCT:64033007 left`"));
    }
    let categories = unique(coded.iter().map(|(_, _, entry)| &entry.category));
    let categories: Vec<Value> = categories
        .into_iter()
        .map(|category| {
            let own: Vec<&(usize, &Class, Entry)> =
                coded.iter().filter(|(_, _, entry)| same(&entry.category, category)).collect();
            let mut value = concept(category);
            set(&mut value, "showAnatomy", json!(false));
            set(&mut value, "Type", types(&own));
            value
        })
        .collect();
    let file = json!({
        "SegmentationCategoryTypeContextName": protocol.title(),
        "@schema": SCHEMA,
        "SegmentationCodes": {"Category": categories},
    });
    let without = classes.iter().filter(|class| class.codes.is_empty()).map(|class| format!("`{}`", class.name));
    let without: Vec<String> = without.collect();
    let mut notes = Vec::new();
    if !without.is_empty() {
        notes.push(format!("classes without a code are left out: {}", without.join(", ")));
    }
    for class in classes.iter().filter(|class| is_cut(class)) {
        notes.push(format!("of the codes of `{}` only the first is written, with one modifier", class.name));
    }
    notes.extend(left_out::note(protocol, &[Holds::Colors, Holds::Codes, Holds::Titles]));
    Ok(Exported { text: format!("{file:#}\n"), notes })
}

/// One type for each code; classes that differ in their modifier alone are modifiers of one.
fn types(own: &[&(usize, &Class, Entry)]) -> Value {
    let kinds = unique(own.iter().map(|(_, _, entry)| &entry.kind));
    let kinds = kinds.into_iter().map(|kind| {
        let mut value = concept(kind);
        let mut modifiers = Vec::new();
        for (number, class, entry) in own.iter().filter(|(_, _, entry)| same(&entry.kind, kind)) {
            match &entry.modifier {
                None => shown(&mut value, *number, class),
                Some(known) => {
                    let mut modifier = concept(known);
                    shown(&mut modifier, *number, class);
                    modifiers.push(modifier);
                }
            }
        }
        if !modifiers.is_empty() {
            set(&mut value, "Modifier", Value::Array(modifiers));
        }
        value
    });
    kinds.collect()
}

/// Name, value and colour of the segment.
fn shown(value: &mut Value, number: usize, class: &Class) {
    set(value, "recommendedDisplayRGBValue", json!(color(class, number)));
    set(value, "3dSlicerLabel", json!(class.name));
    if let Some((low, _)) = class.values.ranges.first() {
        set(value, "3dSlicerIntegerLabel", json!(low));
    }
}

fn concept(concept: &Concept) -> Value {
    json!({
        "CodeMeaning": concept.meaning,
        "CodingSchemeDesignator": concept.scheme,
        "CodeValue": concept.value,
    })
}

fn set(value: &mut Value, key: &str, to: Value) {
    if let Value::Object(object) = value {
        object.insert(key.to_owned(), to);
    }
}

/// The first of each code, in order.
fn unique<'c>(all: impl Iterator<Item = &'c Concept>) -> Vec<&'c Concept> {
    let mut found: Vec<&Concept> = Vec::new();
    for concept in all {
        if !found.iter().any(|known| same(known, concept)) {
            found.push(concept);
        }
    }
    found
}

fn same(one: &Concept, other: &Concept) -> bool {
    (&one.scheme, &one.value) == (&other.scheme, &other.value)
}
