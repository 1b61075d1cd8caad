//! Decision tables as rules: one claim, of every row where they speak of rows.

use std::collections::BTreeMap;

use crate::report::{Severity, Span};
use crate::syntax::tree::Decide;

use super::super::codes::DUPLICATE_RULE;
use super::super::decision::{Decision, Term};
use super::super::problem::Problem;
use super::super::rule::{Claim, ClaimKind, MeasureKind, Number, Rule, Statement, StatementKind};
use super::super::typing::Typer;
use super::docs;

impl Typer<'_> {
    pub(super) fn resolve_decisions(&mut self, tables: &[&Decide]) -> Vec<Rule> {
        let mut rules: Vec<Rule> = Vec::new();
        let mut places: BTreeMap<String, Span> = BTreeMap::new();
        for table in tables {
            self.enter_rule();
            let Some((id, statement)) = self.scoped(|typer| typer.decision_statement(table)) else { continue };
            if let Some(first) = places.get(&id) {
                self.report(
                    Problem::new(&DUPLICATE_RULE, format!("`{}` is decided twice", self.text(&table.target)))
                        .at(table.target.span, "decided again here")
                        .at(*first, "first decided here")
                        .help("put all rows into one table"),
                );
                continue;
            }
            places.insert(id.clone(), table.target.span);
            let inputs: Vec<String> = table.inputs.iter().map(|input| self.text(input)).collect();
            rules.push(Rule {
                id,
                severity: Severity::Error,
                title: format!("{} follows from {}", self.text(&table.target), inputs.join(", ")),
                docs: docs(&table.docs),
                across: None,
                statements: vec![statement],
                because: Vec::new(),
                cites: Vec::new(),
                manual: Vec::new(),
                span: table.span,
                id_span: table.target.span,
            });
        }
        rules
    }

    /// The ID and what is required. `None`: reported.
    fn decision_statement(&mut self, table: &Decide) -> Option<(String, Statement)> {
        let rows = table.rows_of.as_ref();
        let binding = rows.map(|rows| self.binding(&rows.names, &rows.domain, rows.filter.as_ref()));
        let decision = self.decision(table);
        let text = format!("decide {}", self.text(&table.target));
        let (binding, decision) = match binding {
            Some(binding) => (Some(binding?), decision?),
            None => (None, decision?),
        };
        let id = format!("decide.{}", self.decided_name(&decision)?);
        let claim = Claim { kind: ClaimKind::Decided(Box::new(decision)), span: table.head, text: text.clone() };
        let require =
            Statement { kind: StatementKind::Require { claim, guard: None }, span: table.head, text: text.clone() };
        let Some((variables, domain, filter)) = binding else { return Some((id, require)) };
        let kind = StatementKind::Each { variables, domain, filter, body: vec![require] };
        Some((id, Statement { kind, span: table.head, text }))
    }

    /// `isup` of `case.isup`, `findings.score` of a row.
    fn decided_name(&self, decision: &Decision) -> Option<String> {
        let field = match &decision.target {
            Term::Text(field) => *field,
            Term::Number(Number::Measure(measure)) => match measure.kind {
                MeasureKind::Fact(field) => field,
                _ => return None,
            },
            Term::Number(_) => return None,
        };
        let id = self.field_of(field)?.id();
        Some(id.strip_prefix("case.").map(str::to_owned).unwrap_or(id))
    }
}
