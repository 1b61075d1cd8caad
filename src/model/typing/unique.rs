//! `unique(t.id for t in targets)`: no two have the same.

use crate::syntax::tree::{Expr, ExprKind, Name};

use super::super::decision::Term;
use super::super::rule::{Claim, ClaimKind, UniqueIn};
use super::Typer;
use super::value::Value;

impl Typer<'_> {
    pub(super) fn unique_in(
        &mut self,
        expr: &Expr,
        value: &Expr,
        names: &[Name],
        domain: &Expr,
        filter: Option<&Expr>,
    ) -> Value {
        let (binding, keys) = self.scoped(|typer| {
            let binding = typer.binding(names, domain, filter);
            let keys = match &value.kind {
                ExprKind::Set(members) => members.iter().map(|member| typer.key_term(member)).collect(),
                _ => typer.key_term(value).map(|key| vec![key]),
            };
            (binding, keys)
        });
        let (Some((variables, domain, filter)), Some(keys)) = (binding, keys) else { return Value::Error };
        let kind = ClaimKind::UniqueIn(Box::new(UniqueIn { keys, variables, domain, filter }));
        Value::Claim(Claim { kind, span: expr.span, text: self.text(expr) })
    }

    fn key_term(&mut self, expr: &Expr) -> Option<Term> {
        let help = "name facts or measures of the bound name: `unique({t.id, t.visit} for t in targets)`";
        self.term(expr, help).map(|(term, _)| term)
    }
}
