//! Names, texts and single words as they are written.

use super::super::tree::{BinaryOperator, CompareOperator, Name, RelationWord};
use super::super::words::{ATTRIBUTES, FIELD_WORDS, LANDMARK_WORDS, RESERVED};

/// A name, in backticks where it needs them.
pub(super) fn name(name: &Name) -> String {
    if is_plain(&name.text) { name.text.clone() } else { format!("`{}`", name.text) }
}

/// The name of a label line, which attributes may follow.
pub(super) fn label_name(label: &Name) -> String {
    if ATTRIBUTES.contains(&label.text.as_str()) { format!("`{}`", label.text) } else { name(label) }
}

/// The name of a field, behind which its type stands.
pub(super) fn field_name(field: &Name) -> String {
    if FIELD_WORDS.contains(&field.text.as_str()) { format!("`{}`", field.text) } else { name(field) }
}

/// The name of a landmark, which its kind and attributes may follow.
pub(super) fn landmark_name(landmark: &Name) -> String {
    if LANDMARK_WORDS.contains(&landmark.text.as_str()) { format!("`{}`", landmark.text) } else { name(landmark) }
}

/// A part of a path behind its dot: any word will do.
pub(super) fn path_part(part: &Name) -> String {
    if is_identifier(&part.text) { part.text.clone() } else { format!("`{}`", part.text) }
}

pub(super) fn is_plain(text: &str) -> bool {
    is_identifier(text) && !RESERVED.contains(&text)
}

fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Whether a class can be called so without backticks.
pub fn is_plain_label(name: &str) -> bool {
    is_plain(name) && !ATTRIBUTES.contains(&name)
}

/// A text in its quotes.
pub fn text(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

pub(super) fn binary(operator: BinaryOperator) -> &'static str {
    match operator {
        BinaryOperator::Add => "+",
        BinaryOperator::Subtract => "-",
        BinaryOperator::Multiply => "*",
        BinaryOperator::Divide => "/",
        BinaryOperator::Intersect => "&",
        BinaryOperator::And => "and",
        BinaryOperator::Or => "or",
        BinaryOperator::Implies => "implies",
        BinaryOperator::Iff => "iff",
    }
}

pub(super) fn compare(operator: CompareOperator) -> &'static str {
    match operator {
        CompareOperator::Equal => "==",
        CompareOperator::NotEqual => "!=",
        CompareOperator::Less => "<",
        CompareOperator::LessEqual => "<=",
        CompareOperator::Greater => ">",
        CompareOperator::GreaterEqual => ">=",
    }
}

pub(super) fn relation(word: RelationWord) -> &'static str {
    match word {
        RelationWord::Inside => "inside",
        RelationWord::SubsetOf => "subset of",
        RelationWord::Touches => "touches",
        RelationWord::SeparateFrom => "separate from",
        RelationWord::LeftOf => "left of",
        RelationWord::RightOf => "right of",
        RelationWord::CranialTo => "cranial to",
        RelationWord::CaudalTo => "caudal to",
        RelationWord::AnteriorTo => "anterior to",
        RelationWord::PosteriorTo => "posterior to",
        RelationWord::ImageLeftOf => "image left of",
        RelationWord::ImageRightOf => "image right of",
        RelationWord::ImageAbove => "image above",
        RelationWord::ImageBelow => "image below",
    }
}
