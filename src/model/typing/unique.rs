//! `unique(t.id for t in targets)`: no two have the same.

use crate::syntax::tree::{Expr, ExprKind, Name};

use super::super::rule::{Claim, ClaimKind, MemberKey, UniqueIn};
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
                ExprKind::Set(members) => members.iter().map(|member| typer.unique_key(member)).collect(),
                _ => typer.unique_key(value).map(|key| vec![key]),
            };
            (binding, keys)
        });
        let (Some((variables, domain, filter)), Some(keys)) = (binding, keys) else { return Value::Error };
        let kind = ClaimKind::UniqueIn(Box::new(UniqueIn { keys, variables, domain, filter }));
        Value::Claim(Claim { kind, span: expr.span, text: self.text(expr) })
    }

    fn unique_key(&mut self, expr: &Expr) -> Option<MemberKey> {
        match self.value(expr) {
            Value::Fact(field) => Some(MemberKey::Text(field)),
            value @ (Value::Number(_) | Value::Parts(_)) => {
                self.as_number(value, expr).map(|num| MemberKey::Number(num.number))
            }
            Value::Error => None,
            other => {
                let help = "name facts or measures of the bound name: `unique({t.id, t.visit} for t in targets)`";
                self.wrong_kind(expr.span, &other, "a fact or a number", help.to_owned());
                None
            }
        }
    }
}
