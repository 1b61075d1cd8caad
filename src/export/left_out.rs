//! What a protocol says and a form has no place for.

use crate::model::Protocol;
use crate::model::protocol::Class;

/// What a form has a place for, beside values and names of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    Titles,
    Codes,
    Colors,
    Groups,
    Landmarks,
    /// A class that is no value of the label map, but a file of its own.
    Valueless,
}

/// One sentence that counts what is left out; none if nothing is.
pub fn note(protocol: &Protocol, holds: &[Holds]) -> Option<String> {
    let classes = &protocol.labels.classes;
    let several = |number: usize, one: &str, many: &str| {
        (number > 0).then(|| format!("{number} {}", if number == 1 { one } else { many }))
    };
    let of_classes = |what: &str, has: fn(&Class) -> bool| {
        let number = classes.iter().filter(|class| has(class)).count();
        several(number, "class", "classes").map(|counted| format!("{what} of {counted}"))
    };
    let unless = |held: Holds, said: Option<String>| said.filter(|_| !holds.contains(&held));
    let valueless = classes.iter().filter(|class| class.values.is_empty()).count();
    let said = [
        unless(Holds::Valueless, several(valueless, "class without a value", "classes without values")),
        several(protocol.rules.len(), "rule", "rules"),
        several(protocol.image.len(), "line about the image", "lines about the image"),
        several(protocol.fields.len(), "fact about the case", "facts about the case"),
        several(protocol.tables.len(), "table", "tables"),
        unless(Holds::Titles, of_classes("titles", |class| class.title.is_some())),
        unless(Holds::Codes, of_classes("codes", |class| !class.codes.is_empty())),
        unless(Holds::Colors, of_classes("colours", |class| class.color.is_some())),
        of_classes("further names", |class| !class.aliases.is_empty()),
        of_classes("`optional` and `partial`", |class| class.optional || class.partial),
        of_classes("what belongs to it", |class| !class.includes.is_empty() || !class.excludes.is_empty()),
        unless(Holds::Groups, several(protocol.groups.len(), "group", "groups")),
        several(protocol.regions.len(), "region", "regions"),
        several(protocol.pairs.len(), "pair", "pairs"),
        several(protocol.sequences.len(), "sequence", "sequences"),
        unless(Holds::Landmarks, several(protocol.landmarks.lines.len(), "landmark", "landmarks")),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| format!("left out, for this form has no place for it: {}", said.join(", ")))
}
