//! P321, P322: names that end in a side, their codes, and their counterparts.

use super::super::codes::{SIDE_AGAINST_CODE, SIDE_ALONE};
use super::super::problem::Problem;
use super::super::protocol::Class;
use super::Context;

/// Endings of names, the side they say, and the ending of the other side.
const ENDINGS: &[(&str, &str, &str)] = &[
    ("_left", "left", "_right"),
    ("_right", "right", "_left"),
    ("_L", "left", "_R"),
    ("_R", "right", "_L"),
    ("_l", "left", "_r"),
    ("_r", "right", "_l"),
];

pub(super) fn check(context: &Context) -> Vec<Problem> {
    let classes = &context.protocol.labels.classes;
    let known = |name: &str| classes.iter().any(|class| class.name == name);
    let sided: Vec<(&Class, Side)> = classes.iter().filter_map(|class| Some((class, side(class)?))).collect();
    let mut problems: Vec<Problem> = sided.iter().filter_map(|(class, side)| against(class, side.word)).collect();
    let alone: Vec<(&Class, String)> = sided.iter().map(|(class, side)| (*class, side.counterpart())).collect();
    let alone: Vec<(&Class, String)> = alone.into_iter().filter(|(_, other)| !known(other)).collect();
    // Some organs have one side only; what is a slip has its like on the other side.
    for (at, (class, counterpart)) in alone.iter().enumerate() {
        let near =
            |(other, _): &&(&Class, String)| (1..=2).contains(&strsim::damerau_levenshtein(&other.name, counterpart));
        let Some((slip, _)) = alone.iter().skip(at + 1).find(near) else { continue };
        problems.push(
            Problem::new(
                &SIDE_ALONE,
                format!("`{}` should have `{counterpart}` on the other side, not `{}`", class.name, slip.name),
            )
            .at(slip.span, "nearly the same name")
            .at(class.span, "the other side")
            .help("write the two names alike, but for the side"),
        );
    }
    problems
}

/// What the ending of a name says.
struct Side<'c> {
    stem: &'c str,
    word: &'static str,
    other: &'static str,
}

impl Side<'_> {
    fn counterpart(&self) -> String {
        format!("{}{}", self.stem, self.other)
    }
}

fn side(class: &Class) -> Option<Side<'_>> {
    let ends = |(ending, word, other): &(&'static str, &'static str, &'static str)| {
        Some(Side { stem: class.name.strip_suffix(ending)?, word, other })
    };
    ENDINGS.iter().find_map(ends)
}

fn against(class: &Class, side: &str) -> Option<Problem> {
    let other = if side == "left" { "right" } else { "left" };
    let has = |word: &str| class.codes.iter().any(|code| code.modifiers.iter().any(|modifier| modifier == word));
    (has(other) && !has(side)).then(|| {
        Problem::new(
            &SIDE_AGAINST_CODE,
            format!("`{}` is the {side} one by its name, and the {other} one by its code", class.name),
        )
        .at(class.span, format!("its code says `{other}`"))
        .help(format!("write `{side}` behind the code, or mend the name"))
    })
}
