//! `case.phase`, `t.long`: facts about the case and its rows in claims. Numbers and dates are measures; texts and yes or no are compared here.

use crate::report::Span;
use crate::syntax::tree::{CompareOperator, Expr, ExprKind, Name};

use super::super::codes::{BAD_DATE, UNKNOWN_NAME, UNKNOWN_WORD, WRONG_KIND};
use super::super::field::{Field, FieldId, FieldKind, FieldOwner, FieldRef, date, date_quantity};
use super::super::problem::Problem;
use super::super::quantity::Dimension;
use super::super::resolve::plain_word;
use super::super::rule::{Claim, ClaimKind, Measure, MeasureKind, Number};
use super::super::suggest;
use super::super::table::TableId;
use super::calls::Arguments;
use super::plane::shape_value;
use super::value::{Nature, Num, Value};
use super::{DeclaredField, Typer};

impl Typer<'_> {
    /// `case.phase`, as a whole expression.
    pub(super) fn case_fact(&mut self, first: &Name, rest: &[Name]) -> Value {
        self.fact_named(FieldOwner::Case, first, rest)
    }

    /// A field of the case or of a row, `owner`, which the first name stands for.
    pub(super) fn fact_named(&mut self, owner: FieldOwner, first: &Name, rest: &[Name]) -> Value {
        let (Some(part), span) = (rest.first(), rest.last().map_or(first.span, |last| first.span.to(last.span))) else {
            return Value::Error;
        };
        let written = format!("{}.{}", first.text, part.text);
        let Some(id) = self.field_named(owner, &part.text) else {
            self.unknown_field(owner, first, part);
            return Value::Error;
        };
        if rest.len() > 1 {
            self.report(
                Problem::new(&UNKNOWN_NAME, format!("`{written}` has no parts"))
                    .at(span, "too many dots")
                    .help(format!("write `{written}`")),
            );
            return Value::Error;
        }
        let Some(field) = self.field_of(id) else { return Value::Error };
        let (dimension, nature) = match &field.kind {
            FieldKind::Number(number) if number.whole => (number.dimension, Nature::Count),
            FieldKind::Number(number) => (number.dimension, Nature::Measure),
            FieldKind::Date(_) => (Dimension::TIME, Nature::Date),
            FieldKind::Shape(shape) => return shape_value(id, shape.kind),
            FieldKind::YesNo | FieldKind::OneOf(_) | FieldKind::Text { .. } => return Value::Fact(id),
        };
        let measure = Measure { kind: MeasureKind::Fact(id), dimension, span, text: written };
        Value::Number(Num { number: Number::Measure(Box::new(measure)), nature, span })
    }

    fn unknown_field(&mut self, owner: FieldOwner, first: &Name, part: &Name) {
        if self.doubtful.contains(&part.text) {
            return;
        }
        let known: Vec<String> =
            self.fields_of(owner).iter().map(|field| format!("{}.{}", first.text, field.name)).collect();
        let written = format!("{}.{}", first.text, part.text);
        let head = match owner {
            FieldOwner::Case => "case".to_owned(),
            FieldOwner::Row { table, .. } => format!("table {} ..", self.table_name(table)),
        };
        let help = suggest::help(&written, known.iter().map(String::as_str))
            .unwrap_or_else(|| format!("declare it: `{head} {{ {} yes/no }}`", part.text));
        self.report(
            Problem::new(&UNKNOWN_NAME, format!("`{written}` is not declared"))
                .at(part.span, "no such fact")
                .help(help),
        );
    }

    fn fields_of(&self, owner: FieldOwner) -> &[DeclaredField] {
        match owner {
            FieldOwner::Case => &self.fields,
            FieldOwner::Row { table, .. } => self.tables.get(table.0).map_or(&[], |table| table.fields.as_slice()),
        }
    }

    pub(super) fn table_name(&self, table: TableId) -> String {
        self.tables.get(table.0).map(|table| table.name.clone()).unwrap_or_default()
    }

    pub(in crate::model) fn field_named(&self, of: FieldOwner, name: &str) -> Option<FieldRef> {
        let at = self.fields_of(of).iter().position(|known| known.name == name)?;
        Some(FieldRef { of, field: FieldId(at) })
    }

    /// `None`: its declaration has been reported.
    pub fn field_of(&self, id: FieldRef) -> Option<&Field> {
        self.fields_of(id.of).get(id.field.0).and_then(|declared| declared.field.as_ref())
    }

    /// Whether an expression is a fact by itself, of whatever kind.
    pub(super) fn names_fact(&self, expr: &Expr) -> Option<FieldRef> {
        match &expr.kind {
            ExprKind::Path(names) => match names.as_slice() {
                [case, part] if case.text == "case" => self.field_named(FieldOwner::Case, &part.text),
                [first, part] => {
                    let (row, table) = self.bound_row(&first.text)?;
                    self.field_named(FieldOwner::Row { row, table }, &part.text)
                }
                [name] => self.bound_fact(&name.text),
                _ => None,
            },
            ExprKind::Group(inner) => self.names_fact(inner),
            _ => None,
        }
    }

    /// Whether an expression is a fact that is compared as a text.
    pub(super) fn names_text_fact(&self, expr: &Expr) -> bool {
        let field = self.names_fact(expr).and_then(|id| self.field_of(id));
        field
            .is_some_and(|field| !matches!(field.kind, FieldKind::Number(_) | FieldKind::Date(_) | FieldKind::Shape(_)))
    }

    /// Reports a fact that is not declared; what it is compared with then says nothing.
    pub(super) fn report_unknown_fact(&mut self, expr: &Expr) -> bool {
        let unknown = match &expr.kind {
            ExprKind::Path(names) => match names.as_slice() {
                [case] => case.text == "case",
                [case, part] => case.text == "case" && self.field_named(FieldOwner::Case, &part.text).is_none(),
                [case, ..] => case.text == "case",
                _ => false,
            },
            _ => false,
        };
        if unknown {
            self.value(expr);
        }
        unknown
    }

    pub(super) fn fact_comparison(
        &mut self,
        expr: &Expr,
        operator: CompareOperator,
        left: &Expr,
        right: &Expr,
    ) -> Value {
        if !matches!(operator, CompareOperator::Equal | CompareOperator::NotEqual) {
            self.report(
                Problem::new(&WRONG_KIND, "a word or text has no order")
                    .at(expr.span, "cannot be larger or smaller")
                    .help("write `==`, or `in {..}` with the allowed values"),
            );
            return Value::Error;
        }
        let negated = operator == CompareOperator::NotEqual;
        let (a, b) = (self.names_fact(left), self.names_fact(right));
        // Bound names have been used.
        for (side, _) in [(left, a), (right, b)].iter().filter(|(_, fact)| fact.is_some()) {
            self.value(side);
        }
        match (a, b) {
            (Some(a), Some(b)) => self.same_fact(expr, (a, left.span), (b, right.span), negated),
            (Some(id), None) => self.fact_among(expr, id, &[right], negated),
            (None, Some(id)) => self.fact_among(expr, id, &[left], negated),
            (None, None) => Value::Error,
        }
    }

    fn same_fact(&mut self, expr: &Expr, a: (FieldRef, Span), b: (FieldRef, Span), negated: bool) -> Value {
        let yes_no = |id| self.field_of(id).map(|field| (field.kind == FieldKind::YesNo, is_text(&field.kind)));
        let (Some(left), Some(right)) = (yes_no(a.0), yes_no(b.0)) else { return Value::Error };
        if left != right {
            self.report(
                Problem::new(&WRONG_KIND, "these two facts are of different kinds")
                    .at(b.1, "of another kind")
                    .at(a.1, "than this")
                    .help("compare a text with a text, and yes or no with yes or no"),
            );
            return Value::Error;
        }
        let kind = ClaimKind::SameFact { a: a.0, b: b.0, negated };
        Value::Claim(Claim { kind, span: expr.span, text: self.text(expr) })
    }

    pub(super) fn fact_membership(&mut self, expr: &Expr, negated: bool, value: &Expr, set: &Expr) -> Value {
        self.value(value);
        let Some(id) = self.names_fact(value) else { return Value::Error };
        match &set.kind {
            ExprKind::Set(members) if !members.is_empty() => {
                let members: Vec<&Expr> = members.iter().collect();
                self.fact_among(expr, id, &members, negated)
            }
            ExprKind::Error => Value::Error,
            _ => {
                self.report(
                    Problem::new(&WRONG_KIND, "a set of words or texts is due here")
                        .at(set.span, "not a set of words")
                        .help("write the values between braces: `in {arterial, venous}`"),
                );
                Value::Error
            }
        }
    }

    fn fact_among(&mut self, expr: &Expr, id: FieldRef, members: &[&Expr], negated: bool) -> Value {
        let mut allowed = Vec::new();
        for member in members {
            match self.value_of_field(id, member) {
                Some(word) => allowed.push(word),
                None => return Value::Error,
            }
        }
        let kind = ClaimKind::Fact { field: id, allowed, negated };
        Value::Claim(Claim { kind, span: expr.span, text: self.text(expr) })
    }

    /// A word or text that a field can have as its value. `None`: reported.
    pub(super) fn value_of_field(&mut self, id: FieldRef, member: &Expr) -> Option<String> {
        let field = self.field_of(id)?.clone();
        let name = field.id();
        let Some(word) = plain_word(member) else {
            if member.kind != ExprKind::Error {
                let written = self.text(member);
                self.report(
                    Problem::new(&WRONG_KIND, format!("`{written}` is no value that `{name}` can have"))
                        .at(member.span, "neither a word nor a text")
                        .help(format!("put it in quotes: `\"{}\"`", written.replace(' ', ""))),
                );
            }
            return None;
        };
        let known: Vec<&str> = match &field.kind {
            FieldKind::YesNo => vec!["yes", "no"],
            FieldKind::OneOf(words) => words.iter().map(String::as_str).collect(),
            _ if matches!(member.kind, ExprKind::Text(_)) => return Some(word),
            _ => {
                self.report(
                    Problem::new(&WRONG_KIND, format!("`{name}` is a text, and a text stands in quotes"))
                        .at(member.span, "without quotes")
                        .help(format!("write `\"{word}\"`")),
                );
                return None;
            }
        };
        if known.contains(&word.as_str()) {
            return Some(word);
        }
        self.report(
            Problem::new(&UNKNOWN_WORD, format!("`{word}` is no value of `{name}`"))
                .at(member.span, "not among its values")
                .at(field.span, "declared here")
                .maybe_help(suggest::help(&word, known.iter().copied())),
        );
        None
    }

    /// A fact where a claim is due: yes or no.
    pub(super) fn fact_as_claim(&mut self, id: FieldRef, expr: &Expr) -> Option<Claim> {
        let field = self.field_of(id)?;
        let text = self.text(expr);
        if field.kind == FieldKind::YesNo {
            let kind = ClaimKind::Fact { field: id, allowed: vec!["yes".to_owned()], negated: false };
            return Some(Claim { kind, span: expr.span, text });
        }
        let example = match &field.kind {
            FieldKind::OneOf(words) => words.first().cloned().unwrap_or_default(),
            _ => "\"..\"".to_owned(),
        };
        self.wrong_kind(expr.span, &Value::Fact(id), "a claim", format!("compare it: `{text} == {example}`"));
        None
    }

    /// `present(case.grade)`: whether the fact is given.
    pub(super) fn fact_given(&mut self, arguments: &Arguments, wanted: bool) -> Option<Claim> {
        let expr = arguments.get(0)?;
        let field = self.names_fact(expr)?;
        self.value(expr);
        let kind = ClaimKind::FactGiven { field, negated: !wanted };
        Some(Claim { kind, span: arguments.call.span, text: self.text(arguments.call) })
    }

    /// `2026-04-01`
    pub(super) fn date_literal(&mut self, expr: &Expr, text: &str) -> Value {
        let Some(date) = date(text) else {
            self.report(
                Problem::new(&BAD_DATE, format!("`{text}` is no day of the calendar"))
                    .at(expr.span, "no such day")
                    .help("write year, month and day, such as `2026-04-01`"),
            );
            return Value::Error;
        };
        Value::Number(Num { number: Number::Constant(date_quantity(date)), nature: Nature::Date, span: expr.span })
    }

    /// A date stands beside a date only; reports where it does not.
    pub(super) fn both_dates_or_none(&mut self, left: &Num, right: &Num) -> bool {
        let (other, date) = match (left.nature == Nature::Date, right.nature == Nature::Date) {
            (true, false) => (right, left),
            (false, true) => (left, right),
            _ => return true,
        };
        self.report(
            Problem::new(&WRONG_KIND, "a date stands beside something that is none")
                .at(other.span, "no date")
                .at(date.span, "this is a date")
                .help("write a date, such as `2026-04-01`, or subtract two dates to get a time"),
        );
        false
    }
}

fn is_text(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::OneOf(_) | FieldKind::Text { .. })
}
