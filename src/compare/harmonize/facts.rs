//! Facts about the case: one line for what the sites ask for alike.

use std::collections::BTreeSet;

use crate::syntax::tree::{CaseBlock, CaseField, Expr, ExprKind, FieldAttribute, FieldAttributeKind, Item};

use super::build::{expr, name, path, text};
use super::names::Names;
use super::rewrite::Renames;
use super::site::{Origin, Site};

/// The `case` block of the agreed protocol.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    pub fields: Vec<AgreedField>,
    /// What a site allows where others allow more: a claim, to be made in a rule.
    pub narrower: Vec<(Origin, Expr)>,
}

#[derive(Debug, Clone)]
pub struct AgreedField {
    pub line: CaseField,
    pub of: Vec<Origin>,
}

/// Joins the facts of the sites. Two of one name are one fact if they are of one kind and say the same of what is missing;
/// else the later one gets a name of its own and is read from the same column.
pub fn join(sites: &[Site<'_>], renames: &mut [Renames]) -> Facts {
    let mut facts = Facts::default();
    let mut names = Names::default();
    for (at, site) in sites.iter().enumerate() {
        for line in lines(site) {
            let origin = Origin::new(at, format!("case.{}", line.name.text));
            if let Some(known) = facts.fields.iter_mut().find(|known| known.line.name.text == line.name.text)
                && known.take(line)
            {
                known.of.push(origin);
                continue;
            }
            let now = names.claim(&line.name.text, &site.suffix());
            let mut line = line.clone();
            if now != line.name.text {
                let says_from = line.attributes.iter().any(|own| matches!(own.kind, FieldAttributeKind::From(_)));
                let from = FieldAttributeKind::From(text(&line.name.text));
                line.attributes.extend((!says_from).then(|| FieldAttribute { kind: from, span: Default::default() }));
                if let Some(renames) = renames.get_mut(at) {
                    renames.facts.insert(line.name.text.clone(), now.clone());
                }
                line.name = name(&now);
            }
            facts.fields.push(AgreedField { line, of: vec![origin] });
        }
    }
    facts.narrower = narrower(sites, &facts.fields);
    facts
}

impl Facts {
    pub fn block(&self) -> Option<Item> {
        let fields: Vec<CaseField> = self.fields.iter().map(|field| field.line.clone()).collect();
        let block = CaseBlock { docs: Vec::new(), fields, span: Default::default() };
        (!block.fields.is_empty()).then_some(Item::Case(block))
    }
}

fn lines<'s>(site: &Site<'s>) -> impl Iterator<Item = &'s CaseField> + use<'s> {
    let tree = site.tree;
    let blocks = tree.items.iter().filter_map(|item| match item {
        Item::Case(block) => Some(&block.fields),
        _ => None,
    });
    blocks.flatten()
}

impl AgreedField {
    /// Whether the line can be this fact, too; then it is.
    fn take(&mut self, line: &CaseField) -> bool {
        let own = Parts::of(&self.line);
        let other = Parts::of(line);
        if own.default != other.default || own.from != other.from || own.kind != other.kind {
            return false;
        }
        match (words(&self.line), words(line)) {
            (Some(mine), Some(others)) => {
                let known: BTreeSet<String> = mine.iter().map(crate::syntax::print_expr).collect();
                let more = others.into_iter().filter(|word| !known.contains(&crate::syntax::print_expr(word)));
                let all = mine.into_iter().chain(more).collect();
                self.line.kind.allowed = Some(expr(ExprKind::Set(all)));
            }
            _ if own.allowed != other.allowed => return false,
            _ => {}
        }
        if !other.optional {
            self.line.attributes.retain(|attribute| attribute.kind != FieldAttributeKind::Optional);
        }
        true
    }
}

/// What a line says, as text.
#[derive(PartialEq)]
struct Parts {
    kind: String,
    allowed: Option<String>,
    default: Option<String>,
    from: Option<String>,
    optional: bool,
}

impl Parts {
    fn of(line: &CaseField) -> Parts {
        let print = |of: &Expr| crate::syntax::print_expr(of);
        let kind = &line.kind;
        let shape = kind.shape.as_ref().map(|(shape, frame)| (&shape.text, frame.as_ref().map(|frame| &frame.text)));
        let mut parts = Parts {
            kind: format!(
                "{:?} {:?} {shape:?} {:?} {}",
                kind.word,
                kind.unit.as_ref().map(|unit| &unit.text),
                kind.pattern.as_ref().map(|pattern| &pattern.text),
                words(line).is_some(),
            ),
            allowed: kind.allowed.as_ref().map(print),
            default: None,
            from: None,
            optional: false,
        };
        for attribute in &line.attributes {
            match &attribute.kind {
                FieldAttributeKind::Optional => parts.optional = true,
                FieldAttributeKind::Default(value) => parts.default = Some(print(value)),
                FieldAttributeKind::From(key) => parts.from = Some(key.text.clone()),
                FieldAttributeKind::Key => {}
            }
        }
        parts
    }
}

/// The words of `phase in {arterial, venous}`; no numbers.
fn words(line: &CaseField) -> Option<Vec<Expr>> {
    let ExprKind::Set(members) = &line.kind.allowed.as_ref()?.kind else { return None };
    let word = |member: &Expr| matches!(member.kind, ExprKind::Path(_) | ExprKind::Text(_));
    members.iter().all(word).then(|| members.clone())
}

/// Where a site allows fewer words than the agreed line.
fn narrower(sites: &[Site<'_>], fields: &[AgreedField]) -> Vec<(Origin, Expr)> {
    let mut found = Vec::new();
    for field in fields {
        let Some(all) = words(&field.line) else { continue };
        for origin in &field.of {
            let line = sites.get(origin.site).and_then(|site| lines(site).find(|line| origin.id == id(line)));
            let Some(own) = line.and_then(words).filter(|own| own.len() < all.len()) else { continue };
            let mut fact = path("case");
            if let ExprKind::Path(names) = &mut fact.kind {
                names.push(name(&field.line.name.text));
            }
            let set = Box::new(expr(ExprKind::Set(own)));
            found.push((origin.clone(), expr(ExprKind::In { negated: false, value: Box::new(fact), set })));
        }
    }
    found
}

fn id(line: &CaseField) -> String {
    format!("case.{}", line.name.text)
}
