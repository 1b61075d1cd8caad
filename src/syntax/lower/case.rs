//! The `case` block, field by field.

use super::super::mistakes::Mistake;
use super::super::parse::Rule;
use super::super::tree::{
    CaseBlock, CaseField, Expr, ExprKind, FieldAttribute, FieldAttributeKind, FieldType, FieldWord, Name, Text,
};
use super::{Lower, Node};
use crate::report::Span;

/// What the help of a field without a type says.
const TYPES: &str = "write what its values are: `yes/no`, `in {a, b}`, `in 0 year .. 120 year`, `mm`, `integer`, `number`, `date` or `text`";

impl Lower<'_> {
    pub(super) fn case_block(&mut self, docs: Vec<Text>, span: Span, node: Node) -> CaseBlock {
        let mut fields: Vec<CaseField> = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::case_field => {
                    let (field, typed) = self.case_field(part);
                    if !typed {
                        self.field_without_type(&field, fields.last());
                    }
                    fields.push(field);
                }
                Rule::junk_line => self.junk_line(&part, "case"),
                Rule::stray_doc => self.stray_doc(&part),
                _ => self.brace(&part, "case", span.start),
            }
        }
        CaseBlock { docs, fields, span }
    }

    /// The field, and whether it says what its values are.
    pub(super) fn case_field(&mut self, node: Node) -> (CaseField, bool) {
        let span = self.span(&node);
        let name = Name { text: String::new(), span };
        let mut field = CaseField { docs: Vec::new(), name, kind: FieldType::default(), attributes: Vec::new(), span };
        let mut typed = false;
        let mut begun = false;
        for part in node.into_inner() {
            if part.as_rule() == Rule::doc {
                field.docs.push(self.doc(&part));
                continue;
            }
            if !begun {
                field.span.start = self.span(&part).start;
                begun = true;
            }
            match part.as_rule() {
                Rule::field_name => field.name = self.field_name(part),
                Rule::field_measured => {
                    typed = true;
                    for part in part.into_inner() {
                        match part.as_rule() {
                            Rule::field_name => field.name = self.field_name(part),
                            _ => field.kind.unit = Some(self.unit_name(part)),
                        }
                    }
                }
                Rule::field_mark => self.field_mark(&part),
                Rule::field_type => {
                    typed = true;
                    self.field_type(part, &mut field.kind);
                }
                _ => field.attributes.extend(self.field_attribute(part)),
            }
        }
        (field, typed)
    }

    fn field_name(&mut self, node: Node) -> Name {
        let span = self.span(&node);
        let name = node.into_inner().next().map(|name| self.name(&name));
        name.unwrap_or(Name { text: String::new(), span })
    }

    fn unit_name(&mut self, node: Node) -> Name {
        let span = self.span(&node);
        Name { text: node.into_inner().map(|word| word.as_str()).collect(), span }
    }

    fn field_mark(&mut self, node: &Node) {
        let message = format!("no `{}` stands between a field and what its values are", node.as_str());
        self.report(Mistake::Unexpected, self.span(node), message, format!("remove `{}`", node.as_str()));
    }

    pub(super) fn field_without_type(&mut self, field: &CaseField, before: Option<&CaseField>) {
        let word = &field.name.text;
        let line = self.line(field.span.start);
        if self.has_finding_on(line) {
            return;
        }
        let continued = before.filter(|before| self.same_line(before.span.end, field.span.start));
        let before = self.text.get(..field.span.start).unwrap_or_default().trim_end_matches([' ', '\t']);
        if continued.is_some() && before.ends_with(|c: char| c.is_ascii_digit()) {
            self.unknown_unit(word, field.name.span);
        } else if continued.is_some() {
            let message = format!("`{word}` has no place in a field");
            let help = "behind its type a field has `optional`, `default ..` and `from \"..\"`, with commas between";
            self.report(Mistake::Unexpected, field.name.span, message, help);
        } else {
            self.report(Mistake::MissingOperand, field.name.span, format!("the field `{word}` has no type"), TYPES);
        }
    }

    fn field_type(&mut self, node: Node, kind: &mut FieldType) {
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::field_yes_no => kind.word = Some(self.yes_no(&part)),
                Rule::field_kind => {
                    kind.word = Some(match part.as_str() {
                        "integer" => FieldWord::Integer,
                        "number" => FieldWord::Number,
                        "date" => FieldWord::Date,
                        _ => FieldWord::Text,
                    });
                }
                Rule::field_foreign => kind.word = self.foreign_type(&part),
                Rule::field_shape => {
                    let mut words = part.into_inner().map(|word| self.name_of(&word));
                    kind.shape = words.next().map(|shape| (shape, words.next()));
                }
                Rule::field_pattern => kind.pattern = self.field_pattern(part),
                _ => kind.allowed = Some(self.field_limits(part)),
            }
        }
    }

    fn yes_no(&mut self, node: &Node) -> FieldWord {
        if node.as_str() != "yes/no" {
            let message = format!("a fact that holds or does not is `yes/no`, not `{}`", node.as_str());
            self.report(Mistake::WrongWord, self.span(node), message, "write `yes/no`");
        }
        FieldWord::YesNo
    }

    fn foreign_type(&mut self, node: &Node) -> Option<FieldWord> {
        let (word, help) = match node.as_str() {
            "boolean" | "bool" | "flag" => (FieldWord::YesNo, "write `yes/no`"),
            "int" => (FieldWord::Integer, "write `integer`"),
            "string" | "str" => (FieldWord::Text, "write `text`"),
            "enum" => {
                let message = "`enum` is not a type of a field";
                self.report(Mistake::WrongWord, self.span(node), message, "write its values: `in {a, b}`");
                return None;
            }
            _ => (FieldWord::Number, "write `number`, or the unit: `weight mL`"),
        };
        let message = format!("`{}` is not a type of a field", node.as_str());
        self.report(Mistake::WrongWord, self.span(node), message, help);
        Some(word)
    }

    fn field_pattern(&mut self, node: Node) -> Option<Text> {
        let mut pattern = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::text => pattern = Some(self.text(part)),
                Rule::field_matching if part.as_str() != "matching" => {
                    let message = format!("a pattern follows `matching`, not `{}`", part.as_str());
                    self.report(Mistake::WrongWord, self.span(&part), message, "write `text matching \"...\"`");
                }
                Rule::missing_operand => {
                    self.missing_operand(&part, "matching");
                }
                _ => {}
            }
        }
        pattern
    }

    /// `in {a, b}` or `in 0 year .. 120 year`
    fn field_limits(&mut self, node: Node) -> Expr {
        let span = self.span(&node);
        let mut allowed = Expr { kind: ExprKind::Error, span };
        let compared = node.clone().into_inner().any(|part| part.as_rule() == Rule::op_compare);
        for part in node.into_inner() {
            match part.as_rule() {
                // `age >= 18 year` has been said to be no range already.
                Rule::field_range if compared => {
                    let value = part.into_inner().find(|part| part.as_rule() == Rule::field_value);
                    let low = value.and_then(|value| self.field_value(value)).map(Box::new);
                    allowed = Expr { kind: ExprKind::Range { low, high: None, half_open: false }, span };
                }
                Rule::field_range => allowed = self.field_range(part),
                Rule::set => allowed = self.operand(part),
                Rule::missing_operand => allowed = self.missing_operand(&part, "in"),
                Rule::field_one_of => {
                    let message = format!("values follow `in`, not `{}`", part.as_str());
                    self.report(Mistake::WrongWord, self.span(&part), message, "write `in {a, b}`");
                }
                Rule::op_compare => {
                    let message = format!("what is allowed follows `in`, not `{}`", part.as_str());
                    let help = "write a range or a set: `in 18 year ..`, `in .. 5 mm`, `in {a, b}`";
                    self.report(Mistake::ForeignOperator, self.span(&part), message, help);
                }
                _ => {}
            }
        }
        allowed
    }

    pub(super) fn field_range(&mut self, node: Node) -> Expr {
        let span = self.span(&node);
        let (mut low, mut high, mut operator) = (None, None, None);
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::range_operator => operator = Some((part.as_str().to_owned(), self.span(&part))),
                _ if operator.is_none() => low = self.field_value(part).map(Box::new),
                _ => high = self.field_value(part).map(Box::new),
            }
        }
        let half_open = match operator {
            Some((word, _)) if word == ".." => false,
            Some((word, _)) if word == "..<" => true,
            Some((word, place)) => {
                let message = format!("`{word}` has no meaning here");
                self.report(Mistake::ForeignOperator, place, message, "write `..`; both ends belong to it");
                false
            }
            None => {
                let written = self.slice(span);
                let help = format!("write a range, `{written} ..`, or a set, `{{{written}}}`");
                self.report(Mistake::MissingOperand, span, "a single value is no range", help);
                return Expr { kind: ExprKind::Error, span };
            }
        };
        Expr { kind: ExprKind::Range { low, high, half_open }, span }
    }

    pub(super) fn field_value(&mut self, node: Node) -> Option<Expr> {
        let part = node.into_inner().next()?;
        let span = self.span(&part);
        if part.as_rule() == Rule::date {
            return Some(Expr { kind: ExprKind::Date(part.as_str().to_owned()), span });
        }
        let (mut negative, mut digits, mut unit, mut inner) = (false, String::new(), None, span);
        for part in part.into_inner() {
            match part.as_rule() {
                Rule::field_minus => {
                    negative = true;
                    inner.start = self.span(&part).end;
                }
                Rule::decimal => digits = self.decimal(&part),
                _ => unit = Some(self.unit_name(part)),
            }
        }
        let number = Expr { kind: ExprKind::Number { digits, unit }, span: inner };
        Some(if negative { Expr { kind: ExprKind::Negate(Box::new(number)), span } } else { number })
    }

    fn field_attribute(&mut self, node: Node) -> Option<FieldAttribute> {
        let mut span = self.span(&node);
        let mut kind = None;
        let mut word = "";
        let parts = node.into_inner().flat_map(|part| match part.as_rule() {
            Rule::field_default_given | Rule::field_from => part.into_inner().collect::<Vec<_>>(),
            _ => vec![part],
        });
        for part in parts {
            let place = self.span(&part);
            match part.as_rule() {
                Rule::comma => span.start = place.end,
                Rule::field_key => kind = Some(FieldAttributeKind::Key),
                Rule::field_optional => kind = Some(FieldAttributeKind::Optional),
                Rule::field_required => {
                    let help = "remove it: a field is required unless it is `optional` or has a `default`";
                    self.report(Mistake::UnknownAttribute, place, "`required` is what every field is", help);
                }
                Rule::field_title => {
                    let help = "document a field on the line before it: `/// Contrast phase`";
                    self.report(Mistake::Unexpected, place, "a field has no title", help);
                }
                Rule::field_default => word = "default",
                Rule::kw_from => word = "from",
                Rule::field_mark => self.field_mark(&part),
                Rule::missing_operand => {
                    self.missing_operand(&part, word);
                }
                Rule::default_value => kind = self.default_value(part).map(FieldAttributeKind::Default),
                Rule::text => kind = Some(FieldAttributeKind::From(self.text(part))),
                // `from PatientAge`
                _ => {
                    let help = format!("write `from \"{}\"`", part.as_str());
                    self.report(Mistake::MissingQuotes, place, "the name of a column stands in quotes", help);
                    kind = Some(FieldAttributeKind::From(Text { text: part.as_str().to_owned(), span: place }));
                }
            }
        }
        kind.map(|kind| FieldAttribute { kind, span })
    }

    fn default_value(&mut self, node: Node) -> Option<Expr> {
        let part = node.into_inner().next()?;
        let span = self.span(&part);
        match part.as_rule() {
            Rule::text => {
                let text = self.text(part);
                Some(Expr { kind: ExprKind::Text(text.text), span })
            }
            Rule::field_value => self.field_value(part),
            _ => {
                let word = part.into_inner().next()?;
                Some(Expr { kind: ExprKind::Path(vec![self.name(&word)]), span })
            }
        }
    }
}
