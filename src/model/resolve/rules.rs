//! Rules: ID, severity, sentence, statements, reasons.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::{Severity, Span};
use crate::syntax::tree::{Citation, Rule as Tree, Statement as StatementTree, StatementKind as Kind};

use super::super::codes::{DUPLICATE_RULE, UNKNOWN_NAME};
use super::super::problem::Problem;
use super::super::rule::Rule;
use super::super::suggest;
use super::super::typing::Typer;
use super::docs;

/// What a rule says to people, gathered from all its blocks.
#[derive(Default)]
pub(super) struct Prose {
    pub because: Vec<String>,
    pub cites: Vec<String>,
    pub manual: Vec<String>,
    pub cited: BTreeSet<String>,
}

impl Typer<'_> {
    /// The rules, and the names of the sources they cite.
    pub(super) fn rules(&mut self, rules: &[&Tree], sources: &[(String, String)]) -> (Vec<Rule>, BTreeSet<String>) {
        let mut ids: BTreeMap<&str, Span> = BTreeMap::new();
        let mut cited = BTreeSet::new();
        let mut resolved = Vec::new();
        for rule in rules {
            let id = rule.id.text.as_str();
            if let Some(first) = ids.get(id)
                && !id.is_empty()
            {
                self.report(
                    Problem::new(&DUPLICATE_RULE, format!("the rule ID `{id}` is already used"))
                        .at(rule.id.span, "used again here")
                        .at(*first, "first used here")
                        .help("number the rules apart: waivers and comparisons find a rule by its ID"),
                );
            }
            ids.entry(id).or_insert(rule.id.span);
            resolved.push(self.rule(rule, sources, &mut cited));
        }
        (resolved, cited)
    }

    fn rule(&mut self, rule: &Tree, sources: &[(String, String)], cited: &mut BTreeSet<String>) -> Rule {
        self.enter_rule();
        let severity = severity(rule);
        let mut prose = Prose::default();
        let across = rule.across.as_ref().map(|across| self.across(across));
        self.across = across.is_some();
        let statements = self.scoped(|typer| typer.statements(&rule.statements, sources, &mut prose));
        if across.is_some() {
            self.of_all_cases(&statements);
        }
        self.across = false;
        cited.append(&mut prose.cited);
        Rule {
            id: rule.id.text.clone(),
            severity,
            title: rule.title.as_ref().map(|title| title.text.clone()).unwrap_or_default(),
            docs: docs(&rule.docs),
            across,
            statements,
            because: prose.because,
            cites: prose.cites,
            manual: prose.manual,
            span: rule.span,
            id_span: rule.id.span,
        }
    }

    /// Takes what a statement says to people; `false` if it is for the machine.
    pub(super) fn prose(&mut self, statement: &StatementTree, sources: &[(String, String)], prose: &mut Prose) -> bool {
        match &statement.kind {
            Kind::Because(text) => prose.because.push(text.text.clone()),
            Kind::Manual(text) => prose.manual.push(text.text.clone()),
            Kind::Cite(Citation::Text(text)) => prose.cites.push(text.text.clone()),
            Kind::Cite(Citation::Name(name)) => {
                prose.cited.insert(name.text.clone());
                match sources.iter().find(|(key, _)| *key == name.text) {
                    Some((_, text)) => prose.cites.push(text.clone()),
                    None => {
                        let known = sources.iter().map(|(key, _)| key.as_str());
                        let help = suggest::help(&name.text, known).unwrap_or_else(|| {
                            format!("declare it in `meta`: `cite {} = \"...\"`, or cite a text in quotes", name.text)
                        });
                        self.report(
                            Problem::new(&UNKNOWN_NAME, format!("the source `{}` is not declared", name.text))
                                .at(name.span, "no such source")
                                .help(help),
                        );
                    }
                }
            }
            _ => return false,
        }
        true
    }
}

/// A missing or unknown severity has been reported by the syntax.
fn severity(rule: &Tree) -> Severity {
    match rule.severity.as_ref().map(|word| word.text.as_str()) {
        Some("warning") => Severity::Warning,
        Some("info") => Severity::Info,
        _ => Severity::Error,
    }
}
