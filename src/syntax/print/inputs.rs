//! The `inputs` and `files` blocks: a line each, in columns.

use super::super::tree::{FileLine, InputLine, LabelName};
use super::word;

pub(super) fn input_lines(lines: &[InputLine]) -> Vec<String> {
    let width = lines.iter().map(|line| line.kind.word().len()).max().unwrap_or(0);
    let members = |line: &InputLine| {
        let members = line.members.iter().map(|member| {
            let optional = if member.optional { " optional" } else { "" };
            format!("{}{optional}", name(&member.name))
        });
        members.collect::<Vec<_>>().join(", ")
    };
    lines.iter().map(|line| format!("{:width$} {}", line.kind.word(), members(line))).collect()
}

pub(super) fn file_lines(lines: &[FileLine]) -> Vec<String> {
    let names: Vec<String> = lines.iter().map(|line| name(&line.name)).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let patterns = |line: &FileLine| {
        let patterns: Vec<String> = line.patterns.iter().map(|pattern| word::text(&pattern.text)).collect();
        format!("{}{}", patterns.join(" or "), if line.optional { " optional" } else { "" })
    };
    lines.iter().zip(names).map(|(line, name)| format!("{name:width$} {}", patterns(line))).collect()
}

fn name(name: &LabelName) -> String {
    match name {
        LabelName::One(name) => word::name(name),
        LabelName::Numbered { first, last } => format!("{}..{}", word::name(first), word::name(last)),
    }
}
