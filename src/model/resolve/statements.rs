//! Statements of a rule.

use crate::report::{Plane, Span};
use crate::syntax::tree::{Expr, Guard as GuardTree, Name, Statement as Tree, StatementKind as Kind};

use super::super::codes::SLICE_SCOPE;
use super::super::problem::Problem;
use super::super::rule::{Guard, Statement, StatementKind};
use super::super::typing::Typer;
use super::super::typing::value::Value;
use super::rules::Prose;

impl Typer<'_> {
    /// Statements whose mistakes have been reported are left out.
    pub(super) fn statements(
        &mut self,
        trees: &[Tree],
        sources: &[(String, String)],
        prose: &mut Prose,
    ) -> Vec<Statement> {
        let mut statements = Vec::new();
        for tree in trees {
            if self.prose(tree, sources, prose) {
                continue;
            }
            statements.extend(self.statement(tree, sources, prose));
        }
        statements
    }

    fn statement(&mut self, tree: &Tree, sources: &[(String, String)], prose: &mut Prose) -> Option<Statement> {
        let (kind, text) = match &tree.kind {
            Kind::Require { claim, guard } => self.require(claim, guard.as_ref())?,
            Kind::Each { names, domain, filter, body } => {
                let text = self.head("each", names, domain, filter.as_ref());
                let (binding, body) = self.bound_block(names, domain, filter.as_ref(), body, sources, prose);
                let (variables, domain, filter) = binding?;
                (StatementKind::Each { variables, domain, filter, body }, text)
            }
            Kind::Some { names, domain, filter, body } => {
                let text = self.head("some", names, domain, filter.as_ref());
                let (binding, body) = self.bound_block(names, domain, filter.as_ref(), body, sources, prose);
                let (variables, domain, filter) = binding?;
                (StatementKind::Some { variables, domain, filter, body }, text)
            }
            Kind::When { guard, body } => {
                let text = self.guard_text(guard);
                let guard = self.guard(guard);
                let body = self.scoped(|typer| typer.statements(body, sources, prose));
                (StatementKind::When { guard: guard?, body }, text)
            }
            Kind::InEachSlice { plane, of, body } => self.slices_scope(tree.span, plane, of, body, sources, prose)?,
            Kind::Let { name, value } => {
                match self.value(value) {
                    Value::Error => self.bind_error(name),
                    value => self.bind(name, value),
                }
                return None;
            }
            Kind::Because(_) | Kind::Cite(_) | Kind::Manual(_) => return None,
        };
        Some(Statement { kind, span: tree.span, text })
    }

    fn require(&mut self, claim: &Expr, guard: Option<&GuardTree>) -> Option<(StatementKind, String)> {
        let mut text = format!("require {}", self.text(claim));
        if let Some(guard) = guard {
            text = format!("{text} {}", self.guard_text(guard));
        }
        let claim = self.claim(claim);
        let guard = match guard {
            None => Some(None),
            Some(guard) => self.guard(guard).map(Some),
        };
        Some((StatementKind::Require { claim: claim?, guard: guard? }, text))
    }

    fn guard(&mut self, guard: &GuardTree) -> Option<Guard> {
        let condition = self.claim(&guard.condition)?;
        Some(Guard { negated: guard.negated, condition })
    }

    fn guard_text(&self, guard: &GuardTree) -> String {
        format!("{} {}", if guard.negated { "unless" } else { "when" }, self.text(&guard.condition))
    }

    fn head(&self, word: &str, names: &[Name], domain: &Expr, filter: Option<&Expr>) -> String {
        let names: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
        let mut text = format!("{word} {} in {}", names.join(", "), self.text(domain));
        if let Some(filter) = filter {
            text = format!("{text} where {}", self.text(filter));
        }
        text
    }

    #[expect(clippy::type_complexity, reason = "the two halves of a block, taken apart at once by both callers")]
    fn bound_block(
        &mut self,
        names: &[Name],
        domain: &Expr,
        filter: Option<&Expr>,
        body: &[Tree],
        sources: &[(String, String)],
        prose: &mut Prose,
    ) -> (
        Option<(Vec<super::super::rule::Variable>, super::super::rule::Domain, Option<super::super::rule::Claim>)>,
        Vec<Statement>,
    ) {
        self.scoped(|typer| {
            let binding = typer.binding(names, domain, filter);
            (binding, typer.statements(body, sources, prose))
        })
    }

    fn slices_scope(
        &mut self,
        span: Span,
        plane: &Name,
        of: &Expr,
        body: &[Tree],
        sources: &[(String, String)],
        prose: &mut Prose,
    ) -> Option<(StatementKind, String)> {
        let text = format!("in each {} slice of {}", plane.text, self.text(of));
        let outer = self.slice;
        if let Some(scope) = outer {
            self.report(
                Problem::new(&SLICE_SCOPE, "a slice scope stands inside another one")
                    .at(plane.span.to(of.span), "already in slices")
                    .at(span, format!("the outer scope runs over {} slices", scope.word()))
                    .help("end the outer scope first"),
            );
        }
        let found = self.plane(plane);
        let of = self.structure(of);
        self.slice = Some(found.unwrap_or(Plane::Axial));
        let body = self.scoped(|typer| typer.statements(body, sources, prose));
        self.slice = outer;
        let kind = StatementKind::InEachSlice { plane: found?, of: of?, body };
        outer.is_none().then_some((kind, text))
    }
}
