//! P323: two names that look the same in print.

use std::collections::BTreeMap;

use super::super::codes::LOOK_ALIKE;
use super::super::problem::Problem;
use super::super::protocol::Class;
use super::Context;

pub(super) fn check(context: &Context) -> Vec<Problem> {
    let mut seen: BTreeMap<String, &Class> = BTreeMap::new();
    let mut problems = Vec::new();
    for class in &context.protocol.labels.classes {
        match seen.get(&printed(&class.name)) {
            Some(first) => problems.push(
                Problem::new(&LOOK_ALIKE, format!("`{}` and `{}` look the same", first.name, class.name))
                    .at(class.span, "looks the same")
                    .at(first.span, "as this")
                    .help("keep one of the two, or give them names that differ to the eye"),
            ),
            None => {
                seen.insert(printed(&class.name), class);
            }
        }
    }
    problems
}

/// Letters that many typefaces draw alike become one. Case is kept otherwise.
pub fn printed(name: &str) -> String {
    let alike = |letter: char| match letter {
        'l' | 'I' | '|' => '1',
        'O' => '0',
        other => other,
    };
    name.chars().map(alike).collect()
}
