//! Words of rules across cases: `cases`, shares of them, `robust_z`, `unique`, `same`.

use crate::syntax::tree::{Expr, ExprKind, Name};

use super::super::across::{Key, KeyKind};
use super::super::codes::{UNKNOWN_NAME, WRONG_KIND};
use super::super::problem::Problem;
use super::super::quantity::Dimension;
use super::super::rule::{
    Aggregate, AggregateFunction, Claim, ClaimKind, Domain, MeasureKind, Number, Variable, VariableId,
};
use super::Typer;
use super::calls::Arguments;
use super::value::{Nature, Num, Value};

impl Typer<'_> {
    /// `cases`
    pub(super) fn all_cases(&mut self, name: &Name) -> Value {
        if self.across {
            return Value::Domain(Domain::Cases);
        }
        self.report(
            Problem::new(&UNKNOWN_NAME, "this rule is judged case by case, and knows no other cases")
                .at(name.span, "all cases")
                .help("write `across cases` behind the sentence of the rule"),
        );
        Value::Error
    }

    /// `share(cases where present(tumour))`; `None` if it is not of cases.
    pub(super) fn share_of_cases(&mut self, expr: &Expr, of: &Expr, filter: &Expr) -> Option<Value> {
        if !matches!(&of.kind, ExprKind::Path(names) if matches!(names.as_slice(), [name] if name.text == "cases")) {
            return None;
        }
        if self.value(of) == Value::Error {
            return Some(Value::Error);
        }
        let Some(filter) = self.claim(filter) else { return Some(Value::Error) };
        let text = self.text(expr);
        let (Value::Number(all), Value::Number(kept)) =
            (self.count_of_cases("count(cases)".to_owned(), expr, None), self.count_of_cases(text, expr, Some(filter)))
        else {
            return Some(Value::Error);
        };
        let number = Number::Ratio(Box::new(kept.number), Box::new(all.number));
        Some(Value::Number(Num { number, nature: Nature::Share, span: expr.span }))
    }

    /// `count(cases)`
    pub(super) fn count_of_cases(&mut self, text: String, expr: &Expr, filter: Option<Claim>) -> Value {
        let id = VariableId(self.next_variable);
        self.next_variable += 1;
        let aggregate = Aggregate {
            function: AggregateFunction::Count,
            value: None,
            variables: vec![Variable { id, name: "case".to_owned() }],
            domain: Domain::Cases,
            filter,
            dimension: Dimension::NONE,
            text,
        };
        Value::Number(Num { number: Number::Aggregate(Box::new(aggregate)), nature: Nature::Count, span: expr.span })
    }

    /// `robust_z(volume(liver))`
    pub(super) fn robust_z(&mut self, arguments: &Arguments) -> Option<Value> {
        if !self.only_across(arguments, "robust_z") {
            return None;
        }
        let num = self.number(arguments.get(0)?)?;
        Some(self.measure(arguments.call, MeasureKind::RobustZ(num.number), Dimension::NONE, Nature::Measure))
    }

    /// The arguments of `unique` and `same`.
    pub(super) fn keys(&mut self, arguments: &Arguments, name: &str, kind: fn(Vec<Key>) -> ClaimKind) -> Option<Value> {
        if !self.only_across(arguments, name) {
            return None;
        }
        let keys: Vec<Option<Key>> = arguments.all().iter().map(|argument| self.key(argument)).collect();
        let keys: Option<Vec<Key>> = keys.into_iter().collect();
        let (span, text) = (arguments.call.span, self.text(arguments.call));
        Some(Value::Claim(Claim { kind: kind(keys?), span, text }))
    }

    fn key(&mut self, expr: &Expr) -> Option<Key> {
        let text = self.text(expr);
        let path: Vec<&str> = match &expr.kind {
            ExprKind::Path(names) => names.iter().map(|name| name.text.as_str()).collect(),
            _ => Vec::new(),
        };
        let kind = match path.as_slice() {
            ["content"] if self.symbols.find("content").is_none() => KeyKind::Content,
            ["grid"] if self.symbols.find("grid").is_none() => KeyKind::Grid,
            ["image", "content"] => KeyKind::ImageContent,
            _ => match self.value(expr) {
                Value::Error => return None,
                Value::Number(num) if num.constant().is_none() => KeyKind::Number(num.number),
                value @ Value::Parts(_) => KeyKind::Number(self.as_number(value, expr)?.number),
                Value::Claim(claim) => KeyKind::Claim(claim),
                Value::Fact(field) => KeyKind::Fact(field),
                Value::Header(field) => KeyKind::Header(field),
                Value::Size => KeyKind::Size,
                Value::Labels => KeyKind::Labels,
                other => {
                    let help = "name a fact such as `case.id`, a measure, `content`, `image.content`, `labels`, `grid`, `size`, \
                                `spacing`, `orientation` or `datatype`";
                    self.wrong_kind(expr.span, &other, "something that cases are compared by", help.to_owned());
                    return None;
                }
            },
        };
        Some(Key { kind, text })
    }

    fn only_across(&mut self, arguments: &Arguments, name: &str) -> bool {
        if !self.across {
            self.report(
                Problem::new(&WRONG_KIND, format!("`{name}` compares cases, and this rule is judged case by case"))
                    .at(arguments.call.span, "compares cases")
                    .help(match name {
                        "unique" => "write `across cases` behind the sentence of the rule; within a case, `unique(t.id for t in ..)`",
                        _ => "write `across cases` behind the sentence of the rule",
                    }),
            );
        }
        self.across
    }
}
