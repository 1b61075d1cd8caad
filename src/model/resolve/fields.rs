//! Fields of the `case` block and of tables: what their values are, and whether they may be missing.

use crate::syntax::tree::{CaseField, Expr, ExprKind, FieldAttributeKind, FieldWord, Name};

use super::super::codes::{CASE_FIELD, DUPLICATE_NAME, UNKNOWN_UNIT, UNKNOWN_WORD, WRONG_KIND};
use super::super::field::{AllowedNumbers, DateField, Field, FieldKind, FieldValue, Need, NumberField};
use super::super::problem::Problem;
use super::super::quantity::{Dimension, Quantity};
use super::super::typing::value::{Member, Nature, Num, Value};
use super::super::typing::{DeclaredField, Typer};
use super::super::{field, suggest, unit};
use super::docs;

impl Typer<'_> {
    /// The fields of a `case` block or a table, `owner`. Those whose mistakes have been reported are known by name, so
    /// that their uses are silent.
    pub(super) fn resolve_fields<'l>(
        &mut self,
        owner: &str,
        lines: impl Iterator<Item = &'l CaseField>,
    ) -> Vec<DeclaredField> {
        let mut fields: Vec<DeclaredField> = Vec::new();
        for line in lines.filter(|line| !line.name.text.is_empty()) {
            let before = self.findings.len();
            let field = self.field(owner, line);
            let sound = self.findings.len() == before;
            if let Some(known) = fields.iter().find(|known| known.name == line.name.text) {
                let first = known.span;
                self.report(
                    Problem::new(&DUPLICATE_NAME, format!("`{owner}.{}` is declared twice", known.name))
                        .at(line.name.span, "declared again here")
                        .at(first, "first declared here")
                        .help("remove one of the two, or give it another name"),
                );
                continue;
            }
            let name = line.name.text.clone();
            fields.push(DeclaredField { name, span: line.name.span, field: field.filter(|_| sound) });
        }
        fields
    }

    fn field(&mut self, owner: &str, line: &CaseField) -> Option<Field> {
        let kind = self.field_kind(owner, line);
        let mut key = false;
        let mut need = Need::Required;
        let mut from = None;
        let mut seen: Vec<&str> = Vec::new();
        for attribute in &line.attributes {
            let word = match &attribute.kind {
                FieldAttributeKind::Optional | FieldAttributeKind::Default(_) => "`optional` or `default`",
                FieldAttributeKind::From(_) => "`from`",
                FieldAttributeKind::Key => "`key`",
            };
            if seen.contains(&word) {
                self.report(
                    Problem::new(&CASE_FIELD, format!("a field has {word} only once"))
                        .at(attribute.span, "stands here again")
                        .help("remove one of the two"),
                );
            }
            seen.push(word);
            match &attribute.kind {
                FieldAttributeKind::Optional => need = Need::Optional,
                FieldAttributeKind::Default(value) => {
                    if let Some(kind) = &kind {
                        need = Need::Default(self.default_value(kind, value)?);
                    }
                }
                FieldAttributeKind::From(column) => from = Some(column.text.clone()),
                FieldAttributeKind::Key if owner == "case" => self.report(
                    Problem::new(&CASE_FIELD, "a case has no `key`: it is known by its name")
                        .at(attribute.span, "not in `case`")
                        .help("remove it; the rows of a `table` have keys"),
                ),
                FieldAttributeKind::Key => key = true,
            }
        }
        let name = line.name.text.clone();
        Some(Field {
            owner: owner.to_owned(),
            name,
            docs: docs(&line.docs),
            kind: kind?,
            need,
            from,
            key,
            span: line.span,
        })
    }

    /// `None`: reported, here or by the syntax.
    fn field_kind(&mut self, owner: &str, line: &CaseField) -> Option<FieldKind> {
        let kind = &line.kind;
        if let Some(name) = &kind.unit {
            let limits = kind.allowed.as_ref().map(|allowed| (allowed, self.value(allowed)));
            return self.number_field(owner, line, Some(name), false, limits);
        }
        if let Some((shape, frame)) = &kind.shape {
            return self.shape_field(shape, frame.as_ref()).map(FieldKind::Shape);
        }
        match (kind.word, &kind.allowed) {
            (Some(FieldWord::YesNo), None) => Some(FieldKind::YesNo),
            (Some(FieldWord::Text), None) => {
                if let Some(pattern) = &kind.pattern
                    && let Err(error) = regex::Regex::new(&pattern.text)
                {
                    let reason = error.to_string();
                    let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
                    self.report(
                        Problem::new(&CASE_FIELD, format!("this is no regular expression: {reason}"))
                            .at(pattern.span, "cannot be read")
                            .help("write one in the usual notation, such as `\"[A-Z]{2}[0-9]+\"`"),
                    );
                    return None;
                }
                Some(FieldKind::Text { pattern: kind.pattern.as_ref().map(|pattern| pattern.text.clone()) })
            }
            (Some(FieldWord::Date), allowed) => self.date_field(line, allowed.as_ref()),
            (Some(FieldWord::Integer | FieldWord::Number), allowed) => {
                let limits = allowed.as_ref().map(|allowed| (allowed, self.value(allowed)));
                self.number_field(owner, line, None, kind.word == Some(FieldWord::Integer), limits)
            }
            (None, Some(allowed)) => self.field_of_limits(owner, line, allowed),
            (Some(word), Some(allowed)) => {
                self.report(
                    Problem::new(&CASE_FIELD, format!("`{}` takes no `in`", word.text()))
                        .at(allowed.span, "not here")
                        .help(format!("write `{} in {}` alone", line.name.text, self.text(allowed))),
                );
                None
            }
            (None, None) => None,
        }
    }

    /// `in {..}` or `in a .. b`, whose values say of what kind they are.
    fn field_of_limits(&mut self, owner: &str, line: &CaseField, allowed: &Expr) -> Option<FieldKind> {
        let ExprKind::Set(members) = &allowed.kind else {
            let value = self.value(allowed);
            if matches!(&value, Value::Range { low, high, .. } if [low, high].into_iter().flatten().any(is_date)) {
                return self.date_limits(allowed, value).map(FieldKind::Date);
            }
            return self.number_field(owner, line, None, false, Some((allowed, value)));
        };
        let numbers = members
            .iter()
            .all(|member| matches!(&member.kind, ExprKind::Number { .. } | ExprKind::Negate(_) | ExprKind::Error));
        if numbers {
            let value = self.value(allowed);
            return self.number_field(owner, line, None, false, Some((allowed, value)));
        }
        self.words_of_set(allowed, members).map(FieldKind::OneOf)
    }

    /// The words and texts of an enumeration.
    fn words_of_set(&mut self, set: &Expr, members: &[Expr]) -> Option<Vec<String>> {
        let mut words: Vec<String> = Vec::new();
        let mut sound = true;
        for member in members {
            let Some(word) = plain_word(member) else {
                sound = false;
                if member.kind != ExprKind::Error {
                    let written = self.text(member);
                    self.report(
                        Problem::new(&WRONG_KIND, format!("`{written}` is neither a word nor a text"))
                            .at(member.span, "not a value of an enumeration")
                            .help(format!("put it in quotes: `\"{}\"`", written.replace(' ', ""))),
                    );
                }
                continue;
            };
            if words.contains(&word) {
                self.report(
                    Problem::new(&super::super::codes::DUPLICATE_MEMBER, format!("`{word}` is in this set twice"))
                        .at(member.span, "again here")
                        .help("remove one of the two"),
                );
            }
            words.push(word);
        }
        if words.is_empty() && sound {
            self.report(
                Problem::new(&super::super::codes::EMPTY_SET, "this set is empty")
                    .at(set.span, "nothing in it")
                    .help("write the values between the braces: `in {arterial, venous}`"),
            );
            sound = false;
        }
        sound.then_some(words)
    }

    fn number_field(
        &mut self,
        owner: &str,
        line: &CaseField,
        unit_name: Option<&Name>,
        whole: bool,
        limits: Option<(&Expr, Value)>,
    ) -> Option<FieldKind> {
        let mut unit_text = unit_name.map(|name| name.text.clone());
        if let Some(name) = unit_name
            && unit::unit(&name.text).is_none()
        {
            let help =
                unit::replacement(&name.text).map_or_else(|| format!("write one of {}", unit::LISTED), str::to_owned);
            self.report(
                Problem::new(&UNKNOWN_UNIT, format!("`{}` is no unit", name.text))
                    .at(name.span, "unknown unit")
                    .help(help),
            );
            return None;
        }
        let mut numbers: Vec<Num> = Vec::new();
        let allowed = match limits {
            None => AllowedNumbers::Any,
            Some((_, Value::Range { low, high, half_open })) => {
                numbers.extend([&low, &high].into_iter().flatten().cloned());
                let constant = |end: Option<Num>| end.as_ref().and_then(Num::constant).cloned();
                AllowedNumbers::Range { low: constant(low), high: constant(high), half_open }
            }
            Some((set, Value::Set(members))) => AllowedNumbers::Set(self.number_set(set, members, &mut numbers)?),
            Some((_, Value::Error)) => return None,
            Some((expr, other)) => {
                self.wrong_kind(
                    expr.span,
                    &other,
                    "a range or a set of numbers",
                    "write `in 0 .. 5`, or `in {1, 2}`".to_owned(),
                );
                return None;
            }
        };
        // `0 .. 120 year`: the last number has the unit.
        let last = numbers.last().and_then(Num::constant);
        if unit_text.is_none() {
            unit_text = last.and_then(|quantity| unit_of_written(&quantity.written));
        }
        let dimension = unit_text.as_deref().and_then(unit::unit).map_or(Dimension::NONE, |unit| unit.dimension);
        for num in &numbers {
            let own = num.number.dimension();
            let what = format!("`{owner}.{}`", line.name.text);
            if is_date(num) || own != dimension {
                self.report(
                    Problem::new(
                        &super::super::codes::DIFFERENT_DIMENSIONS,
                        format!("{what} is {}, and this is {}", dimension.name(), own.name()),
                    )
                    .at(num.span, "another kind of number")
                    .help("give all numbers of the line one unit"),
                );
                return None;
            }
            if whole && num.constant().is_some_and(|quantity| !quantity.value.is_integer()) {
                self.report(
                    Problem::new(
                        &super::super::codes::FRACTION_OF_COUNT,
                        format!("{what} is an integer, and this is none"),
                    )
                    .at(num.span, "not a whole number")
                    .help("write a whole number, or `number` instead of `integer`"),
                );
                return None;
            }
        }
        if whole && !dimension.is_none() {
            self.report(
                Problem::new(&CASE_FIELD, "an `integer` has no unit")
                    .at(line.span, "an integer with a unit")
                    .help("remove `integer`, or the unit"),
            );
            return None;
        }
        Some(FieldKind::Number(NumberField { dimension, unit: unit_text, whole, allowed }))
    }

    fn number_set(&mut self, set: &Expr, members: Vec<Member>, numbers: &mut Vec<Num>) -> Option<Vec<Quantity>> {
        let mut found = Vec::new();
        for member in members {
            match member.value {
                Value::Number(num) if num.constant().is_some() => {
                    found.extend(num.constant().cloned());
                    numbers.push(num);
                }
                other => {
                    let help = "write numbers alone, or words and texts alone".to_owned();
                    self.wrong_kind(member.span.to(set.span), &other, "a number", help);
                    return None;
                }
            }
        }
        Some(found)
    }

    fn date_field(&mut self, line: &CaseField, allowed: Option<&Expr>) -> Option<FieldKind> {
        let Some(allowed) = allowed else { return Some(FieldKind::Date(DateField::default())) };
        let value = self.value(allowed);
        let dates = matches!(&value, Value::Range { low, high, .. } if [low, high].into_iter().flatten().all(is_date));
        if !dates && value != Value::Error {
            let help = format!("write a range of dates: `{} date in 2020-01-01 ..`", line.name.text);
            self.report(
                Problem::new(&CASE_FIELD, "a date lies in a range of dates")
                    .at(allowed.span, "no range of dates")
                    .help(help),
            );
            return None;
        }
        self.date_limits(allowed, value).map(FieldKind::Date)
    }

    fn date_limits(&mut self, allowed: &Expr, value: Value) -> Option<DateField> {
        let Value::Range { low, high, half_open } = value else { return None };
        let ExprKind::Range { low: first, high: last, .. } = &allowed.kind else { return None };
        let both = [&low, &high].into_iter().flatten().all(is_date);
        let written = |end: &Option<Box<Expr>>| match end.as_ref().map(|end| &end.kind) {
            Some(ExprKind::Date(text)) => field::date(text),
            _ => None,
        };
        both.then(|| DateField { first: written(first), last: written(last), half_open })
    }

    /// The value behind `default`, which must be one the field can have. `None`: reported.
    fn default_value(&mut self, kind: &FieldKind, expr: &Expr) -> Option<FieldValue> {
        let problem = |message: String, help: String| {
            Problem::new(&UNKNOWN_WORD, message).at(expr.span, "not a value of this field").help(help)
        };
        let written = self.text(expr);
        match kind {
            FieldKind::YesNo => match plain_word(expr).as_deref() {
                Some("yes") => return Some(FieldValue::YesNo(true)),
                Some("no") => return Some(FieldValue::YesNo(false)),
                _ => self
                    .report(problem(format!("`{written}` is neither `yes` nor `no`"), "write `default no`".to_owned())),
            },
            FieldKind::OneOf(words) => match plain_word(expr) {
                Some(word) if words.contains(&word) => return Some(FieldValue::Text(word)),
                word => {
                    let known = words.iter().map(String::as_str);
                    let help = suggest::help(word.as_deref().unwrap_or(&written), known).unwrap_or_default();
                    self.report(problem(format!("`{written}` is none of the values of this field"), help));
                }
            },
            FieldKind::Text { .. } => match &expr.kind {
                ExprKind::Text(text) => return Some(FieldValue::Text(text.clone())),
                _ => self.report(problem(
                    "the default of a text stands in quotes".to_owned(),
                    format!("write `default \"{written}\"`"),
                )),
            },
            FieldKind::Shape(_) => {
                self.report(
                    Problem::new(&CASE_FIELD, "a place has no default")
                        .at(expr.span, "not here")
                        .help("declare the field `optional`"),
                );
                return None;
            }
            FieldKind::Date(allowed) => match &expr.kind {
                ExprKind::Date(text) => match field::date(text) {
                    Some(date) if allowed.holds(date) => return Some(FieldValue::Date(date)),
                    _ => self.report(problem(
                        format!("`{written}` is not a date this field can have"),
                        "write an allowed day: `2026-04-01`".to_owned(),
                    )),
                },
                _ => {
                    self.report(problem(format!("`{written}` is not a date"), "write `default 2026-04-01`".to_owned()))
                }
            },
            FieldKind::Number(number) => match self.value(expr) {
                Value::Number(num) if num.nature != Nature::Date => {
                    let quantity = num.constant()?.clone();
                    let unit = number.unit.as_deref().unwrap_or_default();
                    if quantity.dimension != number.dimension {
                        let bare = quantity.written.split(' ').next().unwrap_or_default().to_owned();
                        let help = format!("write `default {}`", format!("{bare} {unit}").trim_end());
                        self.report(problem(
                            format!(
                                "`{written}` is {}, and the field is {}",
                                quantity.dimension.name(),
                                number.dimension.name()
                            ),
                            help,
                        ));
                    } else if !number.allowed.hold(&quantity.value) || (number.whole && !quantity.value.is_integer()) {
                        self.report(problem(
                            format!("`{written}` is not among the values of this field"),
                            "write an allowed value".to_owned(),
                        ));
                    } else {
                        return Some(FieldValue::Number(quantity));
                    }
                }
                Value::Error => {}
                _ => self.report(problem(
                    format!("`{written}` is not a number"),
                    "write a number, with its unit if it has one".to_owned(),
                )),
            },
        }
        None
    }
}

fn is_date(num: &Num) -> bool {
    num.nature == Nature::Date
}

/// `mm` of `5 mm`
fn unit_of_written(written: &str) -> Option<String> {
    written.split_once(' ').map(|(_, unit)| unit.to_owned())
}

/// A bare word or a text.
pub(in crate::model) fn plain_word(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Path(names) if names.len() == 1 => names.first().map(|name| name.text.clone()),
        ExprKind::Text(text) => Some(text.clone()),
        _ => None,
    }
}
