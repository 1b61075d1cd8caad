//! `structures named "{base}_PRV{m: 2 digits}"`: patterns, and the names their parts are bound to.

use crate::syntax::tree::{Expr, ExprKind, Name};

use super::super::codes::{BAD_PATTERN, UNKNOWN_NAME, WRONG_KIND};
use super::super::field::{FieldKind, FieldOwner, FieldRef};
use super::super::name_pattern::NamePattern;
use super::super::problem::Problem;
use super::super::quantity::Dimension;
use super::super::rule::{Domain, Measure, MeasureKind, Number, Variable, VariableId};
use super::super::symbols::Symbol;
use super::super::text::{NamedDomain, Text, TextKind};
use super::Typer;
use super::value::{Nature, Num, Value};

impl Typer<'_> {
    /// A pattern written in quotes. `None`: reported.
    pub(super) fn pattern(&mut self, expr: &Expr) -> Option<NamePattern> {
        let ExprKind::Text(written) = &expr.kind else {
            if expr.kind != ExprKind::Error {
                self.report(
                    Problem::new(&WRONG_KIND, "a pattern is a text in quotes")
                        .at(expr.span, "not a pattern")
                        .help("write it in quotes: `\"{base}_PRV{m: 2 digits}\"`"),
                );
            }
            return None;
        };
        let mut used = Vec::new();
        let parsed = {
            let (symbols, vocabularies) = (&self.symbols, &self.vocabularies);
            let used = std::cell::RefCell::new(&mut used);
            NamePattern::parse(written, &|name| match symbols.find(name) {
                Some((symbol @ Symbol::Vocabulary(at), _)) => {
                    used.borrow_mut().push(symbol);
                    vocabularies.get(at)?.words.clone()
                }
                _ => None,
            })
        };
        self.used.extend(used);
        match parsed {
            Ok(pattern) => Some(pattern),
            Err(faults) => {
                for fault in faults {
                    self.report(
                        Problem::new(&BAD_PATTERN, fault.message).at(expr.span, "in this pattern").help(fault.help),
                    );
                }
                None
            }
        }
    }

    /// The members of a set whose name matches, and the variables of the parts of the pattern, which are bound. Call
    /// after the member's own name has been bound.
    pub(super) fn named(
        &mut self,
        domain: Domain,
        member: VariableId,
        pattern: &Expr,
    ) -> Option<(Domain, Vec<Variable>)> {
        let name_field = match &domain {
            Domain::Rows(table) => Some(self.name_field(FieldOwner::Row { row: member, table: *table }, pattern)?),
            Domain::Labels
            | Domain::Classes(_)
            | Domain::Structures(_)
            | Domain::Sequence(_)
            | Domain::Pair(_)
            | Domain::Found => None,
            _ => {
                self.report(
                    Problem::new(&WRONG_KIND, "the members of this set have no names")
                        .at(pattern.span, "no names to match")
                        .help("write `structures`, `labels`, a group or a table before `named`"),
                );
                return None;
            }
        };
        let found = self.pattern(pattern)?;
        let mut variables = Vec::new();
        for capture in found.captures() {
            let id = VariableId(self.next_variable);
            self.next_variable += 1;
            let name = Name { text: capture.name.clone(), span: pattern.span };
            let value = if capture.is_number {
                let kind = MeasureKind::Captured(id);
                let measure = Measure { kind, dimension: Dimension::NONE, span: pattern.span, text: name.text.clone() };
                let number = Number::Measure(Box::new(measure));
                Value::Number(Num { number, nature: Nature::Count, span: pattern.span })
            } else {
                Value::Worded(Text { kind: TextKind::Capture(id), text: name.text.clone() })
            };
            self.bind(&name, value);
            // A part may be there to be matched, and for nothing else.
            self.mark_used(&name.text);
            variables.push(Variable { id, name: name.text });
        }
        // Its name has been read.
        if !variables.is_empty() {
            self.mark_variable_used(member);
        }
        Some((Domain::Named(Box::new(NamedDomain { of: domain, name_field, pattern: found })), variables))
    }

    /// The field of a table that holds the names of its rows.
    fn name_field(&mut self, owner: FieldOwner, pattern: &Expr) -> Option<FieldRef> {
        let field = self.field_named(owner, "name");
        let kind = field.and_then(|field| self.field_of(field)).map(|field| &field.kind);
        match (field, kind) {
            (Some(field), Some(FieldKind::Text { .. } | FieldKind::OneOf(_))) => return Some(field),
            (Some(_), None) => {}
            _ => self.report(
                Problem::new(&UNKNOWN_NAME, "the rows of this table have no text `name`")
                    .at(pattern.span, "nothing to match")
                    .help("declare the field `name text`, or write `where t.other matches \"..\"`"),
            ),
        }
        None
    }

    /// `named` picks members of a set, and nothing else.
    pub(super) fn misplaced_named(&mut self, expr: &Expr, value: &Expr) -> Value {
        let text = self.text(value);
        self.report(
            Problem::new(&WRONG_KIND, "`named` stands behind a set to run over")
                .at(expr.span, "not a set to run over")
                .help(format!(
                    "write `each s in structures named \"..\" {{ .. }}`, or `{text}.name matches \"..\"` in a claim"
                )),
        );
        Value::Error
    }

    /// `m mm`: a number out of a name, in a unit.
    pub(super) fn scaled(&mut self, expr: &Expr, name: &Name, unit_name: &Name) -> Value {
        let num = match self.path(std::slice::from_ref(name)) {
            Value::Number(num) => num,
            Value::Error => return Value::Error,
            other => {
                let help = "write a number before the unit, or a part of a name: `{m: 2 digits}` is `m mm`".to_owned();
                self.wrong_kind(name.span, &other, "a number", help);
                return Value::Error;
            }
        };
        let is_capture = |measure: &Measure| matches!(measure.kind, MeasureKind::Captured(_));
        if !matches!(&num.number, Number::Measure(measure) if is_capture(measure)) {
            self.report(
                Problem::new(&WRONG_KIND, format!("`{}` has its unit already", name.text))
                    .at(expr.span, "a second unit")
                    .help(format!("write `{}` alone", name.text)),
            );
            return Value::Error;
        }
        let Value::Number(one) = self.literal(expr, "1", Some(unit_name)) else { return Value::Error };
        let Some(one) = one.constant().cloned() else { return Value::Error };
        let number = Number::Product(Box::new(Number::Constant(one)), Box::new(num.number));
        Value::Number(Num { number, nature: Nature::Measure, span: expr.span })
    }
}
