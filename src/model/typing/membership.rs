//! `in`: a number in a range or a set of numbers, a header field in a set of words; and the sets themselves.

use crate::syntax::tree::{Expr, ExprKind, Name};

use super::super::codes::{DUPLICATE_MEMBER, EMPTY_SET, UNKNOWN_NAME, UNKNOWN_WORD, WRONG_KIND};
use super::super::problem::Problem;
use super::super::protocol::ClassId;
use super::super::quantity::Quantity;
use super::super::rule::{Claim, ClaimKind, HeaderField, Structure};
use super::super::suggest;
use super::super::symbols::Symbol;
use super::Typer;
use super::value::{Member, Num, Value};

const DATATYPES: &[&str] =
    &["uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64", "float32", "float64"];
const MODALITIES: &[&str] =
    &["CT", "MR", "PT", "NM", "US", "MG", "DX", "CR", "XA", "OCT", "OP", "SM", "RF", "ES", "XC", "OT"];

impl Typer<'_> {
    pub(super) fn membership(&mut self, expr: &Expr, negated: bool, value: &Expr, set: &Expr) -> Value {
        if self.speaks_of_text(value) || self.names_vocabulary(set) {
            return self.text_membership(expr, negated, value, set);
        }
        if self.names_text_fact(value) {
            return self.fact_membership(expr, negated, value, set);
        }
        if self.report_unknown_fact(value) {
            return Value::Error;
        }
        if self.is_image(value) {
            return self.voxels_by_intensity(expr);
        }
        let member = self.value(value);
        let claim = match member {
            Value::Header(field) => {
                let members: Vec<&Expr> = match &set.kind {
                    ExprKind::Set(members) => members.iter().collect(),
                    _ => vec![set],
                };
                if members.is_empty() {
                    self.empty_set(set);
                    return Value::Error;
                }
                let words = self.header_words(field, &members);
                return self.header_claim(expr, field, words, negated);
            }
            Value::Error => {
                self.value(set);
                return Value::Error;
            }
            other => {
                let set_value = self.value(set);
                if set_value == Value::Error {
                    return Value::Error;
                }
                let Some(num) = self.as_number(other, value) else { return Value::Error };
                self.number_in(expr, num, set_value, set)
            }
        };
        match claim {
            Some(claim) if negated => Value::Claim(self.negated(claim, expr)),
            Some(claim) => Value::Claim(claim),
            None => Value::Error,
        }
    }

    fn number_in(&mut self, expr: &Expr, num: Num, set_value: Value, set: &Expr) -> Option<Claim> {
        let kind = match set_value {
            Value::Range { low, high, half_open } => {
                for end in [&low, &high].into_iter().flatten() {
                    if !self.same_dimension(&num, end) || !self.plausible_bound(&num, end) {
                        return None;
                    }
                }
                let (low, high) = (low.map(|end| end.number), high.map(|end| end.number));
                ClaimKind::Within { value: num.number, low, high, half_open }
            }
            Value::Set(members) => ClaimKind::OneOf { set: self.numbers(&num, &members)?, value: num.number },
            other => {
                let help = "write a range such as `5 mm .. 10 mm`, or a set such as `{1, 2}`".to_owned();
                self.wrong_kind(set.span, &other, "a range or a set", help);
                return None;
            }
        };
        Some(Claim { kind, span: expr.span, text: self.text(expr) })
    }

    fn numbers(&mut self, num: &Num, members: &[Member]) -> Option<Vec<Quantity>> {
        let mut set = Vec::new();
        for member in members {
            let Value::Number(value) = &member.value else {
                self.report(
                    Problem::new(&WRONG_KIND, format!("`{}` is no number", member.text))
                        .at(member.span, "not a number")
                        .at(num.span, "this is a number")
                        .help("write numbers between the braces, such as `{1, 2}`"),
                );
                return None;
            };
            if !self.same_dimension(num, value) || !self.plausible_bound(num, value) {
                return None;
            }
            set.push(value.constant()?.clone());
        }
        Some(set)
    }

    /// `{1, 2}`, `{liver, C1..C7}`, `{CT}`. Members keep what they are; the place decides.
    pub(super) fn set(&mut self, expr: &Expr, members: &[Expr]) -> Value {
        if members.is_empty() {
            self.empty_set(expr);
            return Value::Error;
        }
        let mut found: Vec<Member> = Vec::new();
        for member in members {
            for value in self.member(member) {
                let text = self.text(member);
                let same_place = |known: &Member| known.text == text && known.span != member.span;
                let same_structure = |known: &Member| matches!(value, Value::Structure(_)) && known.value == value;
                let earlier = found.iter().find(|known| same_place(known) || same_structure(known));
                if let Some(span) = earlier.map(|known| known.span) {
                    self.report(
                        Problem::new(&DUPLICATE_MEMBER, format!("`{text}` is in this set twice"))
                            .at(member.span, "again here")
                            .at(span, "first here")
                            .help("remove one of the two"),
                    );
                }
                found.push(Member { value, span: member.span, text });
            }
        }
        if found.iter().any(|member| member.value == Value::Error) {
            return Value::Error;
        }
        Value::Set(found)
    }

    fn member(&mut self, member: &Expr) -> Vec<Value> {
        if let ExprKind::Range { low: Some(low), high: Some(high), .. } = &member.kind
            && let (ExprKind::Path(first), ExprKind::Path(last)) = (&low.kind, &high.kind)
            && let ([first], [last]) = (first.as_slice(), last.as_slice())
        {
            return match self.class_range(first, last) {
                Some(classes) => classes.into_iter().map(|class| Value::Structure(Structure::Class(class))).collect(),
                None => vec![Value::Error],
            };
        }
        vec![self.value(member)]
    }

    fn empty_set(&mut self, set: &Expr) {
        self.report(
            Problem::new(&EMPTY_SET, "this set is empty")
                .at(set.span, "nothing in it")
                .help("write the members between the braces, such as `{1, 2}`"),
        );
    }

    /// The classes of `C1..C7`, each of which must be declared.
    pub fn class_range(&mut self, first: &Name, last: &Name) -> Option<Vec<ClassId>> {
        let names = self.numbered(first, last)?;
        let mut classes = Vec::new();
        for name in &names {
            match self.symbols.find(name) {
                Some((Symbol::Class(id), _)) => {
                    self.used.insert(Symbol::Class(id));
                    classes.push(id);
                }
                Some((Symbol::Broken, _)) => return None,
                _ if self.doubtful.contains(name) => return None,
                _ => {
                    self.report(
                        Problem::new(
                            &UNKNOWN_NAME,
                            format!("`{name}`, between `{}` and `{}`, is no class", first.text, last.text),
                        )
                        .at(first.span.to(last.span), format!("holds `{name}`"))
                        .help(format!("declare `{name}` in `labels`, or write a shorter range")),
                    );
                    return None;
                }
            }
        }
        Some(classes)
    }

    pub(super) fn header_words(&mut self, field: HeaderField, exprs: &[&Expr]) -> Option<Vec<String>> {
        let mut words: Vec<String> = Vec::new();
        let mut sound = true;
        for expr in exprs {
            let word = match &expr.kind {
                ExprKind::Path(names) if names.len() == 1 => names.first().map(|name| name.text.clone()),
                ExprKind::Text(text) => Some(text.clone()),
                ExprKind::Error => return None,
                _ => None,
            };
            let Some(word) = word else {
                self.report(
                    Problem::new(&WRONG_KIND, "a word is due here")
                        .at(expr.span, "not a word")
                        .help("write the allowed words between braces, such as `{CT}`"),
                );
                sound = false;
                continue;
            };
            if words.contains(&word) {
                self.report(
                    Problem::new(&DUPLICATE_MEMBER, format!("`{word}` is in this set twice"))
                        .at(expr.span, "again here")
                        .help("remove one of the two"),
                );
            }
            if let Some(help) = header_word_problem(field, &word) {
                self.report(
                    Problem::new(&UNKNOWN_WORD, format!("`{word}` is no {}", field_name(field)))
                        .at(expr.span, format!("not a known {}", field_name(field)))
                        .help(help),
                );
                sound = false;
            }
            words.push(word);
        }
        sound.then_some(words)
    }

    pub(super) fn header_claim(
        &mut self,
        expr: &Expr,
        field: HeaderField,
        allowed: Option<Vec<String>>,
        negated: bool,
    ) -> Value {
        match allowed {
            Some(allowed) => Value::Claim(Claim {
                kind: ClaimKind::Header { field, allowed, negated },
                span: expr.span,
                text: self.text(expr),
            }),
            None => Value::Error,
        }
    }
}

fn field_name(field: HeaderField) -> &'static str {
    match field {
        HeaderField::Modality => "modality",
        HeaderField::Orientation => "orientation",
        HeaderField::Datatype | HeaderField::ImageDatatype(_) => "datatype",
    }
}

fn header_word_problem(field: HeaderField, word: &str) -> Option<String> {
    match field {
        HeaderField::Modality => {
            let usual = match word.to_uppercase().as_str() {
                "MRI" | "MRT" | "T1" | "T2" | "FLAIR" => Some("MR"),
                "PET" => Some("PT"),
                "CBCT" | "CTA" => Some("CT"),
                _ => None,
            };
            match usual {
                Some(usual) => Some(format!("write the DICOM word `{usual}`")),
                None if MODALITIES.contains(&word) => None,
                None => suggest::help(word, MODALITIES.iter().copied())
                    .or_else(|| Some("write a DICOM modality such as `CT`, `MR` or `PT`".to_owned())),
            }
        }
        HeaderField::Orientation => {
            let mut axes: Vec<char> = word
                .chars()
                .map(|letter| match letter {
                    'R' | 'L' => 'x',
                    'A' | 'P' => 'y',
                    'S' | 'I' => 'z',
                    _ => '?',
                })
                .collect();
            axes.sort_unstable();
            let sound = axes == ['x', 'y', 'z'];
            (!sound).then(|| "write one letter for each array axis, such as `RAS` or `LPS`".to_owned())
        }
        HeaderField::Datatype | HeaderField::ImageDatatype(_) => match DATATYPES.contains(&word) {
            true => None,
            false => suggest::help(word, DATATYPES.iter().copied()),
        },
    }
}
