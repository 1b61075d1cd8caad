//! The head of a rule: ID, severity, one sentence.

use super::super::mistakes::Mistake;
use super::super::parse::Rule as Grammar;
use super::super::tree::{Across, Name, Rule, Text};
use super::super::words::{SEVERITIES, nearest};
use super::{Lower, Node};
use crate::report::Span;

#[derive(Default)]
struct Head {
    words: Vec<Name>,
    title: Option<Text>,
    marks: Vec<Name>,
}

impl Lower<'_> {
    pub(super) fn rule(&mut self, docs: Vec<Text>, span: Span, node: Node) -> Rule {
        let mut head = Head::default();
        let mut statements = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Grammar::rule_head => head = self.rule_head(part),
                Grammar::block => statements = self.block(part, "rule", span.start),
                _ => {}
            }
        }
        let keyword = self.keyword_at(span.start);
        let title = head.title.take();
        let across = self.across(&mut head.words);
        let (id, severity) = self.id_and_severity(head, keyword, title.as_ref());
        Rule { docs, id, severity, title, across, statements, span }
    }

    fn rule_head(&mut self, node: Node) -> Head {
        let mut head = Head::default();
        for part in node.into_inner() {
            match part.as_rule() {
                Grammar::text => {
                    let text = self.text(part);
                    if head.title.is_some() {
                        let help = "join the two texts, or put the second into the rule as `because`";
                        self.report(Mistake::RuleHead, text.span, "a rule has one sentence", help);
                    } else {
                        head.title = Some(text);
                    }
                }
                Grammar::rule_word => head.words.push(self.name_of(&part)),
                _ => head.marks.push(self.name_of(&part)),
            }
        }
        head
    }

    fn id_and_severity(&mut self, head: Head, keyword: Span, title: Option<&Text>) -> (Name, Option<Name>) {
        if let Some(mark) = head.marks.first() {
            let message = format!("`{}` has no place in the head of a rule", mark.text);
            self.report(Mistake::RuleHead, mark.span, message, "write `rule LIV-001 error \"...\" { }`");
        }
        let mut words = head.words.into_iter().peekable();
        let id = match words.next_if(|word| !SEVERITIES.contains(&word.text.as_str())) {
            Some(id) => {
                let number = words.next_if(|word| word.text.bytes().all(|byte| byte.is_ascii_digit()));
                self.rule_id(id, number)
            }
            None => {
                let message = "the rule has no ID";
                self.report(Mistake::MissingRuleId, keyword, message, "write an ID behind `rule`: `rule LIV-001`");
                Name { text: String::new(), span: keyword }
            }
        };
        let severity = words.next();
        match &severity {
            Some(word) if SEVERITIES.contains(&word.text.as_str()) => {}
            Some(word) => {
                let message = format!("`{}` is not a severity", word.text);
                self.report(Mistake::Severity, word.span, message, severity_help(&word.text));
            }
            None => {
                let end = Span::new(id.span.end, id.span.end);
                let message = format!("the rule {}has no severity", spaced(&id.text));
                self.report(Mistake::Severity, end, message, "write `error`, `warning` or `info` after its ID");
            }
        }
        let known = severity.filter(|word| SEVERITIES.contains(&word.text.as_str()));
        let place = known.as_ref().map_or(id.span, |word| word.span);
        match (words.next(), title) {
            (Some(word), None) => {
                let message = "the sentence of a rule stands in quotes";
                self.report(Mistake::MissingQuotes, word.span, message, "write it between double quotes: `\"...\"`");
            }
            (Some(word), Some(_)) => {
                let message = format!("`{}` has no place in the head of a rule", word.text);
                self.report(Mistake::RuleHead, word.span, message, "write `rule LIV-001 error \"...\" { }`");
            }
            (None, None) => {
                let message = format!("the rule {}has no sentence", spaced(&id.text));
                let help = "say in one sentence, in quotes, what it demands: `\"The liver is one solid piece\"`";
                self.report(Mistake::MissingTitle, Span::new(place.end, place.end), message, help);
            }
            (None, Some(_)) => {}
        }
        (id, known)
    }

    /// `across cases by patient`, taken out of the words of a head.
    fn across(&mut self, words: &mut Vec<Name>) -> Option<Across> {
        let at = words.iter().position(|word| word.text == "across")?;
        let mut rest = words.split_off(at).into_iter().peekable();
        let across = rest.next()?;
        let mut span = across.span;
        match rest.next_if(|word| word.text == "cases") {
            Some(cases) => span = span.to(cases.span),
            None => {
                let help = "write `across cases`, or `across cases by patient` for a fact of the `case` block";
                self.report(Mistake::RuleHead, across.span, "`across` stands before `cases`", help);
            }
        }
        let mut by = None;
        if let Some(word) = rest.next_if(|word| word.text == "by") {
            by = rest.next();
            if by.is_none() {
                let help = "name a fact of the `case` block: `across cases by patient`";
                self.report(Mistake::RuleHead, word.span, "`by` is followed by nothing", help);
            }
            span = by.as_ref().map_or(span.to(word.span), |by| span.to(by.span));
        }
        words.extend(rest);
        Some(Across { by, span })
    }

    /// An ID, or its parts: `LIV 001`.
    fn rule_id(&mut self, first: Name, number: Option<Name>) -> Name {
        let id = match number {
            Some(number) => Name { text: format!("{} {}", first.text, number.text), span: first.span.to(number.span) },
            None => first,
        };
        if !is_rule_id(&id.text) {
            let message = format!("`{}` is not a rule ID", id.text);
            let help = format!("write capitals, a hyphen and a number: `{}`", wanted_id(&id.text));
            self.report(Mistake::MalformedRuleId, id.span, message, help);
        }
        id
    }
}

/// `[A-Z][A-Z0-9]*-[0-9]+`
fn is_rule_id(text: &str) -> bool {
    text.split_once('-').is_some_and(|(family, number)| {
        family.starts_with(|c: char| c.is_ascii_uppercase())
            && family.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The ID that was most likely meant.
fn wanted_id(text: &str) -> String {
    let upper = text.to_ascii_uppercase();
    let digits = upper.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
    let (family, number) = upper.split_at_checked(digits).unwrap_or((upper.as_str(), ""));
    let family: String = family.chars().filter(char::is_ascii_alphanumeric).collect();
    let family = family.trim_start_matches(|c: char| c.is_ascii_digit());
    let family = if family.is_empty() { "LIV" } else { family };
    format!("{family}-{}", if number.is_empty() { "001" } else { number })
}

fn severity_help(word: &str) -> String {
    let meant = match word.to_lowercase().as_str() {
        "warn" => Some("warning"),
        "fatal" | "critical" | "err" | "must" | "required" => Some("error"),
        "note" | "hint" | "notice" | "information" => Some("info"),
        lower => nearest(lower, SEVERITIES),
    };
    match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "write `error`, `warning` or `info`".to_owned(),
    }
}

fn spaced(id: &str) -> String {
    if id.is_empty() { String::new() } else { format!("`{id}` ") }
}
