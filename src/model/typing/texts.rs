//! Texts as values: names, codes, captures and templates, and what is said of them.

use crate::report::Span;
use crate::syntax::tree::{CompareOperator, Expr, ExprKind, Name};

use super::super::codes::{BAD_TEMPLATE, UNKNOWN_WORD, WRONG_KIND};
use super::super::field::FieldKind;
use super::super::problem::Problem;
use super::super::quantity::Dimension;
use super::super::rule::{Claim, ClaimKind, MeasureKind, Number, Structure};
use super::super::suggest;
use super::super::symbols::Symbol;
use super::super::text::{Text, TextClaim, TextKind};
use super::Typer;
use super::arithmetic::is_structure;
use super::calls::Arguments;
use super::value::{Nature, Value};

impl Typer<'_> {
    /// Whether an expression is a text by itself, other than a fact. Reads nothing and reports nothing.
    pub(super) fn speaks_of_text(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Path(names) => match names.as_slice() {
                [name] => matches!(self.peek(&name.text), Some(Value::Worded(_))),
                [first, part] => part_word(&part.text) && self.names_structure(first),
                _ => false,
            },
            ExprKind::Call { function, .. } => matches!(function.text.as_str(), "folded" | "reversed"),
            ExprKind::Text(text) => holes(text).any(|name| self.peek(name).is_some()),
            ExprKind::Group(inner) => self.speaks_of_text(inner),
            _ => false,
        }
    }

    /// Whether an expression is a text of any kind.
    pub(super) fn is_textual(&self, expr: &Expr) -> bool {
        matches!(expr.kind, ExprKind::Text(_)) || self.speaks_of_text(expr) || self.names_text_fact(expr)
    }

    fn names_structure(&self, name: &Name) -> bool {
        match self.peek(&name.text) {
            Some(value) => matches!(value, Value::Structure(_)),
            None => matches!(
                self.symbols.find(&name.text),
                Some((Symbol::Class(_) | Symbol::Group(_) | Symbol::Region(_), _))
            ),
        }
    }

    /// Whether an expression is the name of a vocabulary.
    pub(super) fn names_vocabulary(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Path(names) => match names.as_slice() {
                [name] => matches!(self.symbols.find(&name.text), Some((Symbol::Vocabulary(_), _))),
                _ => false,
            },
            _ => false,
        }
    }

    /// `s.name`, `x.code`; nothing if the first name is no structure.
    pub(super) fn text_part(&mut self, first: &Name, rest: &[Name]) -> Option<Value> {
        let [part] = rest else { return None };
        if !part_word(&part.text) || !self.names_structure(first) {
            return None;
        }
        let Value::Structure(of) = self.path(std::slice::from_ref(first)) else { return Some(Value::Error) };
        let kind = if part.text == "code" { TextKind::Code(Box::new(of)) } else { TextKind::Name(Box::new(of)) };
        Some(Value::Worded(Text { kind, text: format!("{}.{}", first.text, part.text) }))
    }

    /// `None`: reported.
    pub(super) fn text_of(&mut self, expr: &Expr) -> Option<Text> {
        let value = self.value(expr);
        self.as_text(value, expr)
    }

    fn as_text(&mut self, value: Value, expr: &Expr) -> Option<Text> {
        let text = self.text(expr);
        let help = match &value {
            Value::Text(written) => return self.template(expr, written),
            Value::Worded(found) => return Some(found.clone()),
            Value::Fact(id) => match self.field_of(*id).map(|field| &field.kind) {
                Some(FieldKind::YesNo) => format!("write `{text} == yes`"),
                Some(_) => return Some(Text { kind: TextKind::Fact(*id), text }),
                None => return None,
            },
            Value::Error => return None,
            Value::Structure(_) => format!("write its name: `{text}.name`"),
            _ => "write a text in quotes, or the name of a structure: `s.name`".to_owned(),
        };
        self.wrong_kind(expr.span, &value, "a text", help);
        None
    }

    /// `"{x}_R"`: holes are filled by the captures around.
    pub(super) fn template(&mut self, expr: &Expr, written: &str) -> Option<Text> {
        let literal = |text: &str| Text { kind: TextKind::Literal(text.to_owned()), text: format!("\"{text}\"") };
        if !written.contains('{') {
            return Some(literal(written));
        }
        let mut parts = Vec::new();
        let mut rest = written;
        while let Some((before, after)) = rest.split_once('{') {
            if !before.is_empty() {
                parts.push(literal(before));
            }
            let Some((name, behind)) = after.split_once('}') else {
                self.report(
                    Problem::new(&BAD_TEMPLATE, "a `{` is not closed")
                        .at(expr.span, "open brace in this text")
                        .help("write `}` behind the name: `\"{x}_R\"`"),
                );
                return None;
            };
            parts.push(self.filled(expr.span, name.trim())?);
            rest = behind;
        }
        if !rest.is_empty() {
            parts.push(literal(rest));
        }
        Some(Text { kind: TextKind::Template(parts), text: format!("\"{written}\"") })
    }

    fn filled(&mut self, span: Span, name: &str) -> Option<Text> {
        let capture = |id| Text { kind: TextKind::Capture(id), text: name.to_owned() };
        match self.local(name) {
            Some(Value::Worded(text)) => return Some(text),
            Some(Value::Number(num)) => {
                if let Number::Measure(measure) = &num.number
                    && let MeasureKind::Captured(id) = measure.kind
                {
                    return Some(capture(id));
                }
            }
            Some(Value::Error) => return None,
            _ => {}
        }
        let known: Vec<String> = self.captured_names();
        let help = suggest::help(name, known.iter().map(String::as_str)).unwrap_or_else(|| match known.as_slice() {
            [] => "name a part of a pattern: `each s in structures named \"{x}_L\" { .. }`".to_owned(),
            known => {
                format!("write one of {}", suggest::listed(&known.iter().map(String::as_str).collect::<Vec<_>>(), "or"))
            }
        });
        self.report(
            Problem::new(&BAD_TEMPLATE, format!("nothing fills `{{{name}}}`")).at(span, "in this text").help(help),
        );
        None
    }

    pub(super) fn text_comparison(
        &mut self,
        expr: &Expr,
        operator: CompareOperator,
        left: &Expr,
        right: &Expr,
    ) -> Value {
        let a = self.value(left);
        let b = self.value(right);
        let structure = |value: &Value| is_structure(value) && !matches!(value, Value::Worded(_) | Value::Text(_));
        if structure(&a) || structure(&b) {
            return self.structure_equality(expr, operator, (a, left), (b, right));
        }
        if !matches!(operator, CompareOperator::Equal | CompareOperator::NotEqual) {
            self.report(
                Problem::new(&WRONG_KIND, "a text has no order")
                    .at(expr.span, "cannot be larger or smaller")
                    .help("write `==` or `!=`, or compare its `length(..)`"),
            );
            return Value::Error;
        }
        let (a, b) = (self.as_text(a, left), self.as_text(b, right));
        let (Some(a), Some(b)) = (a, b) else { return Value::Error };
        self.text_claim(expr, TextClaim::Same { a, b, negated: operator == CompareOperator::NotEqual })
    }

    /// `s.name in {"Heart", "Liver"}`, `t.name not in primary`
    pub(super) fn text_membership(&mut self, expr: &Expr, negated: bool, value: &Expr, set: &Expr) -> Value {
        let text = self.text_of(value);
        let words = match &set.kind {
            ExprKind::Set(members) if !members.is_empty() => {
                members.iter().map(|member| self.written_text(member)).collect::<Option<Vec<String>>>()
            }
            ExprKind::Error => None,
            _ => match self.value(set) {
                Value::Vocabulary(at) => self.vocabularies.get(at).and_then(|vocabulary| vocabulary.words.clone()),
                Value::Error => None,
                other => {
                    let help = "write texts between braces, or the name of a `vocabulary`".to_owned();
                    self.wrong_kind(set.span, &other, "a set of texts", help);
                    None
                }
            },
        };
        let (Some(text), Some(words)) = (text, words) else { return Value::Error };
        let list = self.text(set);
        self.text_claim(expr, TextClaim::Among { text, words, list, negated })
    }

    fn written_text(&mut self, expr: &Expr) -> Option<String> {
        if let ExprKind::Text(text) = &expr.kind {
            return Some(text.clone());
        }
        if expr.kind != ExprKind::Error {
            let written = self.text(expr);
            self.report(
                Problem::new(&UNKNOWN_WORD, format!("`{written}` is no text"))
                    .at(expr.span, "not in quotes")
                    .help(format!("write `\"{written}\"`")),
            );
        }
        None
    }

    /// `s.name matches "z{rest}"`
    pub(super) fn text_match(&mut self, expr: &Expr, negated: bool, value: &Expr, pattern: &Expr) -> Value {
        let text = self.text_of(value);
        let pattern = self.pattern(pattern);
        let (Some(text), Some(pattern)) = (text, pattern) else { return Value::Error };
        self.text_claim(expr, TextClaim::Matches { text, pattern, negated })
    }

    fn text_claim(&self, expr: &Expr, claim: TextClaim) -> Value {
        Value::Claim(Claim { kind: ClaimKind::Text(Box::new(claim)), span: expr.span, text: self.text(expr) })
    }

    /// `found("{x}_R")`
    pub(super) fn found(&mut self, arguments: &Arguments) -> Option<Value> {
        let text = self.text_of(arguments.get(0)?)?;
        Some(self.text_claim(arguments.call, TextClaim::Found(text)))
    }

    /// `length(s.name)`
    pub(super) fn text_length(&mut self, arguments: &Arguments) -> Option<Value> {
        let text = self.text_of(arguments.get(0)?)?;
        Some(self.measure(arguments.call, MeasureKind::Length(text), Dimension::NONE, Nature::Count))
    }

    /// `folded(s.name)`
    pub(super) fn folded_text(&mut self, arguments: &Arguments) -> Option<Value> {
        let of = self.text_of(arguments.get(0)?)?;
        let kind = TextKind::Folded(Box::new(of));
        Some(Value::Worded(Text { kind, text: self.text(arguments.call) }))
    }

    /// `reversed(s.name, "_")`
    pub(super) fn reversed_text(&mut self, arguments: &Arguments) -> Option<Value> {
        let of = self.text_of(arguments.get(0)?);
        let separator = self.written_text(arguments.get(1)?);
        let separator = separator.filter(|separator| {
            if separator.is_empty() {
                self.report(
                    Problem::new(&WRONG_KIND, "the parts of a text have a separator")
                        .at(arguments.call.span, "empty separator")
                        .help("write `reversed(s.name, \"_\")`"),
                );
            }
            !separator.is_empty()
        });
        let kind = TextKind::Reversed(Box::new(of?), separator?);
        Some(Value::Worded(Text { kind, text: self.text(arguments.call) }))
    }
}

/// A structure under the name that a text says.
pub(super) fn structure_named(text: &Text) -> Structure {
    Structure::Named(Box::new(text.clone()))
}

fn part_word(word: &str) -> bool {
    matches!(word, "name" | "code")
}

/// What stands between braces.
fn holes(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|after| after.split_once('}')).map(|(name, _)| name.trim())
}
