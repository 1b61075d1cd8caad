//! Rules of the sites in agreed names, each with where it comes from.

use std::collections::BTreeSet;

use crate::model::protocol::ClassId;
use crate::report::Severity;
use crate::syntax::tree::{Citation, Expr, ExprKind, Item, Rule, Statement, StatementKind};

use super::build::{expr, name, path, statement, text};
use super::draft::{Draft, DraftRule};
use super::ids::Ids;
use super::names::Names;
use super::site::{Origin, Site};
use super::sources;

/// All rules, those of the preferred site first; within a site what its label table demands comes before its rules.
pub fn of(draft: &Draft<'_>, names: &Names) -> Vec<DraftRule> {
    let mut found = Vec::new();
    let mut ids = Ids::default();
    let mut titles: BTreeSet<String> = BTreeSet::new();
    for (at, site) in draft.sites.iter().enumerate() {
        found.extend(demanded(draft, at, site, &mut ids));
        for (origin, claim) in draft.facts().narrower.iter().filter(|(origin, _)| origin.site == at) {
            let number = draft.facts().fields.iter().position(|field| field.of.contains(origin)).unwrap_or_default();
            let id = ids.claim(&site.tag, &format!("CASE-{:03}", number + 1));
            let title = format!("What `{}` may be", origin.id);
            found.push(made(site, origin.clone(), id, title, claim.clone()));
        }
        let own = site.tree.items.iter().filter_map(|item| match item {
            Item::Rule(rule) => Some(rule),
            _ => None,
        });
        for rule in own {
            found.extend(rewritten(draft, at, rule, names, &mut ids));
        }
    }
    for rule in &mut found {
        let Some(site) = draft.sites.get(rule.origin.site) else { continue };
        if let Some(title) = &mut rule.rule.title
            && !titles.insert(title.text.to_lowercase())
        {
            title.text = format!("{} ({})", title.text, site.protocol().name);
            titles.insert(title.text.to_lowercase());
        }
    }
    found
}

fn rewritten(draft: &Draft<'_>, at: usize, rule: &Rule, names: &Names, ids: &mut Ids) -> Option<DraftRule> {
    let site = draft.sites.get(at)?;
    let mut rewriter = draft.rewriter(at, names)?;
    let mut statements = rewriter.statements(&rule.statements);
    statements.push(cite(site));
    let mut docs = vec![text(format!("`{}` of {}.", rule.id.text, site.protocol().title()))];
    docs.extend(rule.docs.iter().cloned());
    let mut across = rule.across.clone();
    if let Some(by) = across.as_mut().and_then(|across| across.by.as_mut()) {
        by.text = renamed_fact(draft, at, &by.text);
    }
    let doubts = std::mem::take(&mut rewriter.doubts);
    let severity = match rule.severity.as_ref().map(|severity| severity.text.as_str()) {
        Some("info") => Severity::Info,
        Some("warning") => Severity::Warning,
        _ => Severity::Error,
    };
    let origin = Origin::new(at, rule.id.text.clone());
    let id = name(&ids.claim(&site.tag, &rule.id.text));
    let rule = Rule { docs, id, across, statements, ..rule.clone() };
    Some(DraftRule { rule, origin, severity, doubts })
}

/// The fact that cases are put together by: `case.patient`, or `patient`.
fn renamed_fact(draft: &Draft<'_>, at: usize, by: &str) -> String {
    let own = by.strip_prefix("case.").unwrap_or(by);
    let now = draft.facts_of(at, own);
    if own == by { now } else { format!("case.{now}") }
}

/// A class that consists of several here is demanded by a rule.
fn demanded(draft: &Draft<'_>, at: usize, site: &Site<'_>, ids: &mut Ids) -> Vec<DraftRule> {
    let classes = site.protocol().labels.classes.iter().enumerate();
    let demands = classes.filter(|(_, class)| !class.optional && !class.partial);
    let rule = |(number, class): (usize, &crate::model::protocol::Class)| {
        let became = draft.table.became(at, ClassId(number)).filter(|became| became.members.len() > 1)?;
        let id = ids.claim(&site.tag, &format!("LABELS-{:03}", number + 1));
        let argument =
            crate::syntax::tree::Argument { name: None, value: path(&became.name), span: Default::default() };
        let claim = expr(ExprKind::Call { function: name("present"), arguments: vec![argument] });
        let origin = Origin::new(at, format!("labels.{}", class.name));
        Some(made(site, origin, id, format!("`{}` is there", class.name), claim))
    };
    demands.filter_map(rule).collect()
}

/// A rule for what is no rule at its site.
fn made(site: &Site<'_>, origin: Origin, id: String, title: String, claim: Expr) -> DraftRule {
    let require = statement(StatementKind::Require { claim, guard: None });
    let rule = Rule {
        docs: vec![text(format!("`{}` of {}.", origin.id, site.protocol().title()))],
        id: name(&id),
        severity: Some(name("error")),
        title: Some(text(title)),
        across: None,
        statements: vec![require, cite(site)],
        span: Default::default(),
    };
    DraftRule { rule, origin, severity: Severity::Error, doubts: Vec::new() }
}

fn cite(site: &Site<'_>) -> Statement {
    statement(StatementKind::Cite(Citation::Name(name(&sources::key(site)))))
}
