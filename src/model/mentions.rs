//! Which rules speak of which classes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::protocol::ClassId;
use super::{Protocol, json};

/// Rules by their IDs, and the classes that each speaks of.
pub type Mentions = Vec<(String, BTreeSet<ClassId>)>;

/// For each rule of a protocol, in its order, the classes that it speaks of: by themselves, in a group, region, pair or
/// sequence, or with all others.
pub fn mentions(protocol: &Protocol) -> Mentions {
    let whole = json::protocol(protocol);
    let list = |key: &str| whole.get(key).and_then(Value::as_array).into_iter().flatten();
    let mut names = Names::of(protocol);
    // Regions stand in the order in which they were written, and may build on later ones.
    for _ in 0..protocol.regions.len() {
        for region in list("regions") {
            let found = names.within(region.get("definition").unwrap_or(&Value::Null));
            if let Some(name) = region.get("name").and_then(Value::as_str) {
                names.0.insert(name.to_owned(), found);
            }
        }
    }
    let id = |rule: &Value| rule.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    list("rules").map(|rule| (id(rule), names.within(rule.get("statements").unwrap_or(&Value::Null)))).collect()
}

/// Classes by what rules call them.
struct Names(BTreeMap<String, BTreeSet<ClassId>>);

/// What no name of a class can be, because `labels` is a word of the language.
const ALL: &str = "labels";

impl Names {
    fn of(protocol: &Protocol) -> Self {
        let classes = protocol
            .labels
            .classes
            .iter()
            .enumerate()
            .map(|(at, class)| (class.name.clone(), BTreeSet::from([ClassId(at)])));
        let groups = protocol.groups.iter().map(|group| (group.name.clone(), group.classes.iter().copied().collect()));
        let pairs = protocol.pairs.iter().map(|pair| (pair.name.clone(), BTreeSet::from([pair.right, pair.left])));
        let members =
            |sequence: &crate::model::protocol::Sequence| sequence.members.iter().map(|member| member.class).collect();
        let sequences = protocol.sequences.iter().map(|sequence| (sequence.name.clone(), members(sequence)));
        let all = (ALL.to_owned(), (0..protocol.labels.classes.len()).map(ClassId).collect());
        Names(classes.chain(groups).chain(pairs).chain(sequences).chain([all]).collect())
    }

    /// Everything that a part of a rule names.
    fn within(&self, value: &Value) -> BTreeSet<ClassId> {
        let mut found = BTreeSet::new();
        let mut rest = vec![value];
        while let Some(value) = rest.pop() {
            match value {
                Value::Array(members) => rest.extend(members),
                Value::Object(object) => {
                    let text = |key: &str| object.get(key).and_then(Value::as_str);
                    let kind = text("kind").unwrap_or_default();
                    let named = matches!(kind, "class" | "group" | "region").then(|| text("name")).flatten();
                    let listed =
                        object.get("classes").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
                    let all = (kind == ALL).then_some(ALL);
                    let words = [named, text("sequence"), text("pair"), all].into_iter().flatten().chain(listed);
                    found.extend(words.filter_map(|word| self.0.get(word)).flatten());
                    rest.extend(object.values());
                }
                _ => {}
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Source;

    #[test]
    fn rules_speak_of_classes_in_many_ways() {
        let text = "protocol a/b 1.0.0\n\
            labels { 1 liver\n 2 tumour\n 3 cyst\n 4 right\n 5 left }\n\
            group lesions = tumour + cyst\n region inner = shrink(lesions, 1 mm)\n pair side = right | left\n\
            rule A-1 error \"a\" { require volume(liver) >= 1 mL }\n\
            rule A-2 error \"b\" { require volume(inner) >= 1 mL }\n\
            rule A-3 error \"c\" { require sides(side) }\n\
            rule A-4 error \"d\" { each x in labels { require present(x) } }\n\
            rule A-5 error \"e\" { each x in {cyst, liver} { require present(x) } }\n\
            rule A-6 error \"f\" { manual \"cyst\" }\n";
        let protocol = crate::model::load(&Source::new("a", text)).protocol.unwrap();
        let found: Vec<(String, Vec<usize>)> = mentions(&protocol)
            .into_iter()
            .map(|(id, classes)| (id, classes.into_iter().map(|class| class.0).collect()))
            .collect();
        let expected: [(&str, &[usize]); 6] = [
            ("A-1", &[0]),
            ("A-2", &[1, 2]),
            ("A-3", &[3, 4]),
            ("A-4", &[0, 1, 2, 3, 4]),
            ("A-5", &[0, 2]),
            ("A-6", &[]),
        ];
        assert_eq!(found, expected.map(|(id, classes)| (id.to_owned(), classes.to_vec())));
    }
}
