//! P320: two classes with the same code and modifiers.

use std::collections::BTreeMap;

use super::super::codes::SAME_CODE;
use super::super::problem::Problem;
use super::super::protocol::Class;
use super::Context;

pub(super) fn check(context: &Context) -> Vec<Problem> {
    let mut seen: BTreeMap<String, &Class> = BTreeMap::new();
    let mut problems = Vec::new();
    for class in &context.protocol.labels.classes {
        for code in &class.codes {
            let mut modifiers = code.modifiers.clone();
            modifiers.sort();
            let written = format!("{}:{} {}", code.scheme, code.value, modifiers.join(" ")).trim_end().to_owned();
            match seen.get(&written) {
                Some(first) if first.name != class.name => problems.push(
                    Problem::new(
                        &SAME_CODE,
                        format!("`{}` and `{}` both have the code `{written}`", first.name, class.name),
                    )
                    .at(class.span, "the same code")
                    .at(first.span, "first here")
                    .help("look the code of one of them up again, or add what tells them apart: `left`, `upper`"),
                ),
                _ => {
                    seen.insert(written, class);
                }
            }
        }
    }
    problems
}
