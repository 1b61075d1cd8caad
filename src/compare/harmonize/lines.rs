//! The label table of the agreed protocol, and the groups that stand for classes of sites, as items.

use std::collections::BTreeSet;

use crate::model::protocol::{Class, Code, ValueSet};
use crate::syntax::tree::{
    Group, Item, LabelAttribute, LabelAttributeKind as Kind, LabelLine, LabelName, LabelValue, Labels,
};

use super::build::{name, sum, text};
use super::draft::Draft;
use super::labels::{AgreedClass, Table, class_of};
use super::site::Origin;

/// The block, in which those classes are required that a wanted line demands.
pub fn labels(draft: &Draft<'_>, wanted: &dyn Fn(&Origin) -> bool) -> Option<Item> {
    let table = &draft.table;
    if draft.sites.iter().all(|site| site.protocol().without_labels) {
        return None;
    }
    let mut lines = Vec::new();
    lines.extend(without_class(&table.background, Kind::Background));
    for class in &table.classes {
        let demanded = table.demanded_by(class, draft.sites).iter().any(wanted);
        lines.push(line(draft, class, demanded));
    }
    lines.extend(without_class(&table.ignore, Kind::Ignore));
    Some(Item::Labels(Labels { docs: Vec::new(), open: table.open, lines, span: Default::default() }))
}

fn without_class(values: &ValueSet, kind: Kind) -> Option<LabelLine> {
    let value = LabelValue::of(&values.ranges)?;
    Some(LabelLine {
        docs: Vec::new(),
        value: Some(value),
        name: None,
        title: None,
        attributes: vec![attribute(kind)],
        span: Default::default(),
    })
}

fn attribute(kind: Kind) -> LabelAttribute {
    LabelAttribute { kind, span: Default::default() }
}

/// Title, colour and scope are those of the first site that has the class; codes are those of all.
fn line(draft: &Draft<'_>, class: &AgreedClass, demanded: bool) -> LabelLine {
    let own: Vec<&Class> = class.same.iter().filter_map(|(site, id)| class_of(draft.sites, *site, *id)).collect();
    let mut codes: Vec<&Code> = Vec::new();
    for code in own.iter().flat_map(|own| &own.codes) {
        let elsewhere = draft.table.classes.iter().filter(|other| other.name != class.name);
        let mut others = elsewhere.flat_map(|other| &other.same);
        let taken =
            others.any(|(site, id)| class_of(draft.sites, *site, *id).is_some_and(|other| other.codes.contains(code)));
        if !codes.contains(&code) && !taken {
            codes.push(code);
        }
    }
    let scope = own.iter().find(|own| !own.includes.is_empty() || !own.excludes.is_empty());
    let texts = |all: &[String]| all.iter().map(text).collect::<Vec<_>>();
    let code = |code: &&Code| Kind::Code {
        scheme: name(&code.scheme),
        value: name(&code.value),
        modifiers: code.modifiers.iter().map(|modifier| name(modifier)).collect(),
    };
    let mut attributes: Vec<Kind> = Vec::new();
    attributes.extend((!demanded).then_some(Kind::Optional));
    attributes.extend(class.partial.then_some(Kind::Partial));
    attributes.extend(codes.iter().map(code));
    attributes.extend((!class.aliases.is_empty()).then(|| Kind::Alias(texts(&class.aliases))));
    attributes.extend(own.iter().find_map(|own| own.color.as_ref()).map(|color| Kind::Color(name(color))));
    if let Some(scope) = scope {
        attributes.extend((!scope.includes.is_empty()).then(|| Kind::Includes(texts(&scope.includes))));
        attributes.extend((!scope.excludes.is_empty()).then(|| Kind::Excludes(texts(&scope.excludes))));
    }
    LabelLine {
        docs: Vec::new(),
        value: LabelValue::of(&class.values.ranges),
        name: Some(LabelName::One(name(&class.name))),
        title: own.iter().find_map(|own| own.title.as_ref()).map(text),
        attributes: attributes.into_iter().map(attribute).collect(),
        span: Default::default(),
    }
}

/// `group kidney_19 = kidney + cyst`
pub fn unions(table: &Table, unused: &BTreeSet<String>) -> Vec<Item> {
    let used = table.unions.iter().filter(|union| !unused.contains(&union.name));
    let group = |union: &super::labels::Union| {
        let members: Vec<String> = union.members.iter().map(|at| table.class_name(*at).to_owned()).collect();
        let members = sum(&members)?;
        Some(Item::Group(Group { docs: Vec::new(), name: name(&union.name), members, span: Default::default() }))
    };
    used.filter_map(group).collect()
}
