//! Statements of a rule.

use crate::report::{Plane, Span};
use crate::syntax::tree::{Expr, Guard as GuardTree, Name, Statement as Tree, StatementKind as Kind};

use super::super::codes::{SLICE_SCOPE, TOO_DEEP};
use super::super::problem::Problem;
use super::super::rule::{Guard, Statement, StatementKind};
use super::super::typing::Typer;
use super::super::typing::value::Value;
use super::rules::Prose;

/// Guidelines nest a handful of blocks; a bound keeps a damaged file from exhausting the stack.
const MAX_BLOCKS: usize = 16;

/// What stands before the braces of `each` and `some`.
struct Head<'t> {
    word: &'static str,
    names: &'t [Name],
    domain: &'t Expr,
    filter: Option<&'t Expr>,
}

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
        match &tree.kind {
            Kind::Require { claim, guard } => self.require(tree.span, claim, guard.as_ref()),
            Kind::Let { name, value } => {
                self.let_value(name, value);
                None
            }
            Kind::Because(_) | Kind::Cite(_) | Kind::Manual(_) => None,
            Kind::Each { .. } | Kind::Some { .. } | Kind::When { .. } | Kind::InEachSlice { .. } => {
                self.block(tree, sources, prose)
            }
        }
    }

    fn block(&mut self, tree: &Tree, sources: &[(String, String)], prose: &mut Prose) -> Option<Statement> {
        if self.blocks >= MAX_BLOCKS {
            self.report(
                Problem::new(&TOO_DEEP, format!("blocks are nested more than {MAX_BLOCKS} deep"))
                    .at(tree.span, "too deep")
                    .help("join conditions with `and`, or split the rule"),
            );
            return None;
        }
        self.blocks += 1;
        let statement = match &tree.kind {
            Kind::Each { names, domain, filter, body } => {
                let head = Head { word: "each", names, domain, filter: filter.as_ref() };
                self.bound_block(tree.span, &head, body, sources, prose)
            }
            Kind::Some { names, domain, filter, body } => {
                let head = Head { word: "some", names, domain, filter: filter.as_ref() };
                self.bound_block(tree.span, &head, body, sources, prose)
            }
            Kind::When { guard, body } => self.when_block(tree.span, guard, body, sources, prose),
            Kind::InEachSlice { plane, of, body } => self.slices_scope(tree.span, plane, of, body, sources, prose),
            _ => None,
        };
        self.blocks -= 1;
        statement
    }

    fn let_value(&mut self, name: &Name, value: &Expr) {
        match self.value(value) {
            Value::Error => self.bind_error(name),
            value => self.bind(name, value),
        }
    }

    fn when_block(
        &mut self,
        span: Span,
        guard: &GuardTree,
        body: &[Tree],
        sources: &[(String, String)],
        prose: &mut Prose,
    ) -> Option<Statement> {
        let text = self.guard_text(guard);
        let guard = self.guard(guard);
        let body = self.scoped(|typer| typer.statements(body, sources, prose));
        Some(Statement { kind: StatementKind::When { guard: guard?, body }, span, text })
    }

    fn bound_block(
        &mut self,
        span: Span,
        head: &Head,
        body: &[Tree],
        sources: &[(String, String)],
        prose: &mut Prose,
    ) -> Option<Statement> {
        let text = self.head(head);
        let (binding, body) = self.scoped(|typer| {
            let binding = typer.binding(head.names, head.domain, head.filter);
            (binding, typer.statements(body, sources, prose))
        });
        let (variables, domain, filter) = binding?;
        let kind = match head.word {
            "some" => StatementKind::Some { variables, domain, filter, body },
            _ => StatementKind::Each { variables, domain, filter, body },
        };
        Some(Statement { kind, span, text })
    }

    fn require(&mut self, span: Span, claim: &Expr, guard: Option<&GuardTree>) -> Option<Statement> {
        let mut text = format!("require {}", self.text(claim));
        if let Some(guard) = guard {
            text = format!("{text} {}", self.guard_text(guard));
        }
        let claim = self.claim(claim);
        let guard = match guard {
            None => Some(None),
            Some(guard) => self.guard(guard).map(Some),
        };
        Some(Statement { kind: StatementKind::Require { claim: claim?, guard: guard? }, span, text })
    }

    fn guard(&mut self, guard: &GuardTree) -> Option<Guard> {
        let condition = self.claim(&guard.condition)?;
        Some(Guard { negated: guard.negated, condition })
    }

    fn guard_text(&self, guard: &GuardTree) -> String {
        format!("{} {}", if guard.negated { "unless" } else { "when" }, self.text(&guard.condition))
    }

    fn head(&self, head: &Head) -> String {
        let names: Vec<&str> = head.names.iter().map(|name| name.text.as_str()).collect();
        let mut text = format!("{} {} in {}", head.word, names.join(", "), self.text(head.domain));
        if let Some(filter) = head.filter {
            text = format!("{text} where {}", self.text(filter));
        }
        text
    }

    fn slices_scope(
        &mut self,
        span: Span,
        plane: &Name,
        of: &Expr,
        body: &[Tree],
        sources: &[(String, String)],
        prose: &mut Prose,
    ) -> Option<Statement> {
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
        outer.is_none().then_some(Statement { kind, span, text })
    }
}
