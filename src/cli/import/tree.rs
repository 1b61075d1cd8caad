//! A table of labels as the tree of a protocol.

use crate::formats::label_table::{Concept, LabelEntry, LabelTable, Role, Terminology};
use crate::model::protocol::ValueSet;
use crate::report::Span;
use crate::syntax::tree::{
    BinaryOperator, Expr, ExprKind, File, Group, Header, Item, LabelAttribute, LabelAttributeKind as Kind, LabelLine,
    LabelName, LabelValue, Labels, Name, Text,
};

use super::classes::{Classes, ImportedClass, ImportedGroup, is_ignore};

/// SNOMED CT codes of modifiers, and the words of the language for them.
const MODIFIERS: [(&str, &str); 4] =
    [("7771000", "left"), ("24028007", "right"), ("51440002", "bilateral"), ("66459002", "unilateral")];

/// The protocol of a table: its label lines, and groups for names of several values. `title` is name and version.
pub fn protocol(table: &LabelTable, classes: &Classes<'_>, docs: &str, title: (&str, &str)) -> File {
    let mut lines = Vec::new();
    let background = values_of(table, |entry| entry.role == Role::Background);
    lines.extend(without_class(&background, Kind::Background));
    lines.extend(classes.classes.iter().map(line));
    lines.extend(without_class(&values_of(table, is_ignore), Kind::Ignore));
    let labels = Labels { docs: Vec::new(), open: false, lines, span: Span::default() };
    let header = Header {
        docs: vec![text(docs)],
        name: name(title.0),
        version: Some(name(title.1)),
        extends: None,
        span: Span::default(),
    };
    let groups = classes.groups.iter().filter_map(group).map(Item::Group);
    let items = std::iter::once(Item::Labels(labels)).chain(groups).collect();
    File { header: Some(header), items, comments: Vec::new() }
}

fn line(class: &ImportedClass<'_>) -> LabelLine {
    let entry = class.entry;
    let mut attributes = Vec::new();
    attributes.extend(entry.and_then(|entry| entry.terminology.as_ref()).and_then(code));
    attributes.extend(entry.and_then(|entry| entry.abbreviation.as_ref()).map(|short| Kind::Alias(vec![text(short)])));
    attributes.extend(entry.and_then(|entry| entry.color).map(|color| Kind::Color(name(&hex(color)))));
    LabelLine {
        docs: Vec::new(),
        value: LabelValue::of(&class.values.ranges),
        name: Some(LabelName::One(name(&class.name))),
        title: class.title.map(text),
        attributes: attributes.into_iter().map(attribute).collect(),
        span: Span::default(),
    }
}

/// The code of a terminology entry, if it can stand in a protocol.
pub fn code(terminology: &Terminology) -> Option<Kind> {
    let Concept { scheme, value, .. } = &terminology.kind;
    let writable =
        |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    let modifiers = terminology.modifier.iter().filter_map(modifier).map(name).collect();
    (writable(scheme) && writable(value)).then(|| Kind::Code { scheme: name(scheme), value: name(value), modifiers })
}

/// The word for a modifier.
pub fn modifier(concept: &Concept) -> Option<&'static str> {
    MODIFIERS.iter().find(|(code, _)| *code == concept.value && concept.scheme == "SCT").map(|(_, word)| *word)
}

fn group(group: &ImportedGroup) -> Option<Group> {
    let members = group.members.iter().map(|member| expr(ExprKind::Path(vec![name(member)])));
    let sum = members.reduce(|left, right| {
        expr(ExprKind::Binary { operator: BinaryOperator::Add, left: Box::new(left), right: Box::new(right) })
    });
    Some(Group { docs: Vec::new(), name: name(&group.name), members: sum?, span: Span::default() })
}

fn values_of(table: &LabelTable, wanted: impl Fn(&LabelEntry) -> bool) -> ValueSet {
    let entries = table.entries.iter().filter(|entry| wanted(entry));
    ValueSet::new(entries.filter_map(|entry| entry.value).map(|value| (value, value)))
}

fn without_class(values: &ValueSet, kind: Kind) -> Option<LabelLine> {
    Some(LabelLine {
        docs: Vec::new(),
        value: Some(LabelValue::of(&values.ranges)?),
        name: None,
        title: None,
        attributes: vec![attribute(kind)],
        span: Span::default(),
    })
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn attribute(kind: Kind) -> LabelAttribute {
    LabelAttribute { kind, span: Span::default() }
}

fn expr(kind: ExprKind) -> Expr {
    Expr { kind, span: Span::default() }
}

fn name(text: &str) -> Name {
    Name { text: text.to_owned(), span: Span::default() }
}

fn text(text: &str) -> Text {
    Text { text: text.to_owned(), span: Span::default() }
}
