//! The label table, line by line.

use super::super::mistakes::Mistake;
use super::super::parse::Rule;
use super::super::tree::{LabelAttribute, LabelAttributeKind, LabelLine, LabelName, LabelValue, Labels, Name, Text};
use super::super::words::{ATTRIBUTES, nearest};
use super::{Lower, Node, list};
use crate::report::Span;

impl Lower<'_> {
    pub(super) fn labels(&mut self, docs: Vec<Text>, span: Span, node: Node) -> Labels {
        let mut labels = Labels { docs, open: false, lines: Vec::new(), span };
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::kw_open => labels.open = true,
                Rule::label_line => {
                    let line = self.label_line(part);
                    labels.lines.push(line);
                }
                Rule::junk_line => self.junk_line(&part, "labels"),
                Rule::stray_doc => self.stray_doc(&part),
                _ => self.brace(&part, "labels", span.start),
            }
        }
        self.check_label_lines(&mut labels.lines);
        labels
    }

    fn label_line(&mut self, node: Node) -> LabelLine {
        let span = self.span(&node);
        let mut line =
            LabelLine { docs: Vec::new(), value: None, name: None, title: None, attributes: Vec::new(), span };
        let mut begun = false;
        for part in node.into_inner() {
            if part.as_rule() == Rule::doc {
                line.docs.push(self.doc(&part));
                continue;
            }
            if !begun {
                line.span.start = self.span(&part).start;
                begun = true;
            }
            match part.as_rule() {
                Rule::label_value => line.value = self.label_value(part),
                Rule::label_separator => {
                    let place = self.span(&part);
                    let message = format!("no `{}` stands between a value and its name", part.as_str());
                    self.report(Mistake::LabelValue, place, message, "write `1 liver \"Liver\"`");
                }
                Rule::label_name => line.name = self.label_name(part),
                Rule::text => {
                    let text = self.text(part);
                    if line.title.is_some() {
                        let help = format!("write `alias \"{}\"`", text.text);
                        self.report(Mistake::Unexpected, text.span, "a label line has one title", help);
                    } else {
                        line.title = Some(text);
                    }
                }
                _ => line.attributes.extend(self.attribute(part)),
            }
        }
        line
    }

    fn label_value(&mut self, node: Node) -> Option<LabelValue> {
        node.into_inner().next().map(|value| {
            let span = self.span(&value);
            match value.as_rule() {
                Rule::value_each => {
                    let (low, high) = self.integers(value);
                    LabelValue::Each { high: high.unwrap_or_else(|| low.clone()), low, span }
                }
                Rule::value_set => LabelValue::AnyOf { ranges: self.value_set(value), span },
                _ => LabelValue::One { text: self.integer(&value), span },
            }
        })
    }

    fn value_set(&mut self, node: Node) -> Vec<(String, String)> {
        let mut ranges = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::value_range => {
                    let (low, high) = self.integers(part);
                    ranges.push((low.clone(), high.unwrap_or(low)));
                }
                _ => self.closing(&part, "}"),
            }
        }
        ranges
    }

    /// One whole number, or two with a range between them.
    fn integers(&mut self, node: Node) -> (String, Option<String>) {
        let mut low = None;
        let mut high = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::integer if low.is_none() => low = Some(self.integer(&part)),
                Rule::integer => high = Some(self.integer(&part)),
                Rule::range_operator => self.closed_range_only(&part),
                _ => {}
            }
        }
        (low.unwrap_or_default(), high)
    }

    fn closed_range_only(&mut self, node: &Node) {
        if node.as_str() != ".." {
            let message = format!("`{}` has no meaning here", node.as_str());
            self.report(Mistake::ForeignOperator, self.span(node), message, "write `..`; both ends belong to it");
        }
    }

    fn integer(&mut self, node: &Node) -> String {
        let written = node.as_str();
        if written.contains(['.', '+', '−']) {
            let message = format!("label values are whole numbers, not `{written}`");
            let whole = written.split('.').next().unwrap_or_default().replace('+', "").replace('−', "-");
            self.report(Mistake::LabelValue, self.span(node), message, format!("write `{whole}`"));
            return whole;
        }
        written.to_owned()
    }

    fn label_name(&mut self, node: Node) -> Option<LabelName> {
        let mut names = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::range_operator => self.closed_range_only(&part),
                _ => names.push(self.name(&part)),
            }
        }
        let last = if names.len() > 1 { names.pop() } else { None };
        let first = names.pop()?;
        Some(match last {
            Some(last) => LabelName::Numbered { first, last },
            None => LabelName::One(first),
        })
    }

    fn attribute(&mut self, node: Node) -> Option<LabelAttribute> {
        let span = self.span(&node);
        let kind = match node.as_rule() {
            Rule::attribute_flag => match node.as_str() {
                "optional" => LabelAttributeKind::Optional,
                "ignore" => LabelAttributeKind::Ignore,
                "partial" => LabelAttributeKind::Partial,
                _ => LabelAttributeKind::Background,
            },
            Rule::attribute_code => self.attribute_code(node)?,
            Rule::attribute_alias => self.attribute_alias(node),
            Rule::attribute_color => self.attribute_color(node)?,
            Rule::attribute_scope => self.attribute_scope(node),
            _ => return None,
        };
        Some(LabelAttribute { kind, span })
    }

    /// `code SCT:64033007 left`
    fn attribute_code(&mut self, node: Node) -> Option<LabelAttributeKind> {
        let span = self.span(&node);
        let mut code = None;
        let mut modifiers = Vec::new();
        for part in node.into_inner() {
            let place = self.span(&part);
            match part.as_rule() {
                Rule::code_token => {
                    if let Some((scheme, value)) = part.as_str().split_once(':') {
                        let colon = place.start + scheme.len();
                        code = Some((
                            Name { text: scheme.to_owned(), span: Span::new(place.start, colon) },
                            Name { text: value.to_owned(), span: Span::new(colon + 1, place.end) },
                        ));
                    }
                }
                Rule::bad_code => {
                    let message = format!("`{}` is not a code", part.as_str());
                    let digits: String = part.as_str().chars().filter(char::is_ascii_digit).collect();
                    let help = format!("write the scheme, a colon and the value, without blanks: `SCT:{digits}`");
                    self.report(Mistake::MalformedCode, place, message, help);
                    return None;
                }
                Rule::code_modifier => modifiers.push(self.name_of(&part)),
                _ => {}
            }
        }
        let Some((scheme, value)) = code else {
            self.report(Mistake::MalformedCode, span, "`code` names no code", "write `code SCT:10200004`");
            return None;
        };
        Some(LabelAttributeKind::Code { scheme, value, modifiers })
    }

    pub(super) fn attribute_alias(&mut self, node: Node) -> LabelAttributeKind {
        let span = self.span(&node);
        let mut texts = Vec::new();
        for part in node.into_inner() {
            if part.as_rule() == Rule::text {
                texts.push(self.text(part));
            }
        }
        if texts.is_empty() {
            self.report(Mistake::MissingQuotes, span, "`alias` names no alias in quotes", "write `alias \"Leber\"`");
        }
        LabelAttributeKind::Alias(texts)
    }

    fn attribute_color(&mut self, node: Node) -> Option<LabelAttributeKind> {
        let color = node.into_inner().find(|part| part.as_rule() != Rule::kw_color)?;
        let name = self.name_of(&color);
        if color.as_rule() == Rule::bad_color {
            let message = format!("`{}` is not a colour", name.text.trim_matches('"'));
            let help = "write red, green and blue as six hexadecimal digits: `color #dd8265`";
            self.report(Mistake::MalformedColor, name.span, message, help);
            return None;
        }
        Some(LabelAttributeKind::Color(name))
    }

    /// `includes {ureter, "renal pelvis"}`
    fn attribute_scope(&mut self, node: Node) -> LabelAttributeKind {
        let mut excludes = false;
        let mut members = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::scope_word => excludes = part.as_str() == "excludes",
                Rule::scope_member => members.extend(self.scope_member(part)),
                _ => self.closing(&part, "}"),
            }
        }
        if excludes { LabelAttributeKind::Excludes(members) } else { LabelAttributeKind::Includes(members) }
    }

    fn scope_member(&mut self, node: Node) -> Option<Text> {
        node.into_inner().next().map(|part| match part.as_rule() {
            Rule::text => self.text(part),
            _ => {
                let name = self.name(&part);
                Text { text: name.text, span: name.span }
            }
        })
    }

    /// What only the table as a whole can tell: a value without a name, a name without a value.
    fn check_label_lines(&mut self, lines: &mut Vec<LabelLine>) {
        let valued = lines.iter().any(|line| line.value.is_some() && line.name.is_some());
        let reported = self.lines_with_findings();
        let mut kept: Vec<LabelLine> = Vec::new();
        for line in lines.drain(..) {
            let text_line = self.line(line.span.start);
            let bare = line.title.is_none() && line.attributes.is_empty();
            match (&line.value, &line.name) {
                (None, Some(LabelName::One(name))) => {
                    let quoted = self.slice(name.span).starts_with('`');
                    let near = match bare && !quoted {
                        true if valued => attribute_for(&name.text),
                        true => nearest(&name.text, TELLING),
                        false => None,
                    };
                    if !valued && near.is_none() {
                        kept.push(line);
                    } else if !reported.contains(&text_line) && !self.has_finding_on(text_line) {
                        self.label_without_value(name, near, kept.last());
                    }
                }
                (Some(_), Some(LabelName::One(name)))
                    if bare && !self.slice(name.span).starts_with('`') && nearest(&name.text, TELLING).is_some() =>
                {
                    self.label_without_value(name, nearest(&name.text, TELLING), None);
                }
                (Some(_), None) if !has_role(&line) => {
                    let value = self.slice(line.span).split_whitespace().next().unwrap_or_default().to_owned();
                    if !reported.contains(&text_line) && !self.has_finding_on(text_line) {
                        let next = self.text.get(line.span.end..).and_then(|rest| rest.chars().next());
                        let dashed = matches!(next, Some('-' | '–'));
                        let message = format!("the label value `{value}` has no name");
                        let help = if dashed {
                            format!("write a range of values with `..`: `{value}..`")
                        } else {
                            format!("write `{value} liver \"Liver\"`, or `{value} ignore`")
                        };
                        self.report(Mistake::LabelValue, line.span, message, help);
                    }
                }
                _ => kept.push(line),
            }
        }
        *lines = kept;
    }

    fn label_without_value(&mut self, name: &Name, near: Option<&'static str>, before: Option<&LabelLine>) {
        let word = &name.text;
        let continued = before.filter(|before| self.same_line(before.span.end, name.span.start));
        match (near, continued) {
            (Some(near), _) => {
                let message = format!("`{word}` is not an attribute of a label");
                self.report(Mistake::UnknownAttribute, name.span, message, format!("did you mean `{near}`?"));
            }
            (None, Some(LabelLine { title: None, name: Some(LabelName::One(first)), attributes, .. }))
                if attributes.is_empty() =>
            {
                let message = format!("the name `{} {word}` is two words", first.text);
                let help = format!("write `{0}_{word}`, or put the name in backticks: `` `{0} {word}` ``", first.text);
                self.report(Mistake::NameForm, name.span, message, help);
            }
            (None, Some(_)) if word == "instances" => {
                self.not_supported("instances", name.span, "remove it; instances are counted with `components`");
            }
            (None, Some(_)) => {
                let message = format!("`{word}` is not an attribute of a label");
                let help = format!("attributes are {}", list(ATTRIBUTES));
                self.report(Mistake::UnknownAttribute, name.span, message, help);
            }
            (None, None) => {
                let message = format!("the label `{word}` has no value, the others have one");
                let help = format!("put its value before it: `1 {word}`");
                self.report(Mistake::LabelWithoutValue, name.span, message, help);
            }
        }
    }
}

/// Attributes that no anatomical name is near to, as `colon` is to `color`, `node` to `code` and `atlas` to `alias`.
const TELLING: &[&str] = &["background", "excludes", "ignore", "includes", "optional"];

/// The attribute a word was most likely meant to be.
fn attribute_for(word: &str) -> Option<&'static str> {
    match word {
        "colour" => Some("color"),
        "ignored" => Some("ignore"),
        _ => nearest(word, ATTRIBUTES),
    }
}

/// `255 ignore` and `0 background` need no name.
fn has_role(line: &LabelLine) -> bool {
    line.attributes
        .iter()
        .any(|attribute| matches!(attribute.kind, LabelAttributeKind::Ignore | LabelAttributeKind::Background))
}
