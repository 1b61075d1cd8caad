//! The fields of a case, one by one: value, outcome and finding.

use crate::formats::Cell;
use crate::model::Protocol;
use crate::model::field::{Field, FieldId, FieldValue, Need};
use crate::model::suggest;
use crate::report::{Evidence, Finding, Severity};

use super::super::outcome::{Outcome, RuleOutcome};
use super::cell::{self, Refused};
use super::columns::{self, Found};
use super::gather::{Gathered, Record};
use super::{CaseFacts, KnownFact};

/// `file` is the label file: what a finding about a missing field is about.
pub fn read(protocol: &Protocol, gathered: &Gathered, case: &str, file: &str) -> CaseFacts {
    let mut facts = CaseFacts::default();
    for (at, field) in protocol.fields.iter().enumerate() {
        let reader = Reader { protocol, gathered, case, file, field };
        reader.read(FieldId(at), &mut facts);
    }
    facts
}

pub struct Reader<'r> {
    pub protocol: &'r Protocol,
    pub gathered: &'r Gathered,
    pub case: &'r str,
    pub file: &'r str,
    pub field: &'r Field,
}

/// A cell that was found and understood.
struct Reading {
    value: FieldValue,
    file: String,
    origin: String,
}

impl Reader<'_> {
    /// Adds value, outcome and findings to those there are.
    pub fn read(&self, id: FieldId, facts: &mut CaseFacts) {
        let mut readings: Vec<Reading> = Vec::new();
        let mut empty: Option<String> = None;
        let before = facts.findings.len();
        for record in &self.gathered.records {
            match columns::of(self.field, record) {
                Found::Nothing => {}
                Found::Ambiguous(names) => facts.findings.push(self.ambiguous(record, &names)),
                Found::Joined(name, None) => empty = empty.or(Some(record.place(name))),
                Found::Joined(name, Some(text)) => match cell::read(&self.field.kind, &text) {
                    Ok(value) => {
                        readings.push(Reading { value, file: record.file.clone(), origin: record.place(name) })
                    }
                    Err(refused) => facts.findings.push(self.refused(record, name, text.trim(), &refused)),
                },
                Found::Column(name, None) => empty = empty.or(Some(record.place(name))),
                Found::Column(name, Some(Cell::Nested(what))) => {
                    facts.findings.push(self.refused(record, name, what, &Refused(None)));
                }
                Found::Column(name, Some(Cell::Text(text))) if cell::is_missing(&self.field.kind, text) => {
                    empty = empty.or(Some(record.place(name)));
                }
                Found::Column(name, Some(Cell::Text(text))) => match cell::read(&self.field.kind, text) {
                    Ok(value) => {
                        readings.push(Reading { value, file: record.file.clone(), origin: record.place(name) })
                    }
                    Err(refused) => facts.findings.push(self.refused(record, name, text, &refused)),
                },
            }
        }
        if let Some((first, other)) = differing(&readings) {
            facts.findings.push(self.contradiction(first, other));
        }
        let name = self.field.id();
        let refused = facts.findings.len() > before;
        let outcome = match (readings.into_iter().next(), &self.field.need) {
            _ if refused => {
                facts.unusable.insert(id);
                facts.unknown.insert(id, format!("what is given for `{name}` cannot be used"));
                Outcome::Fail
            }
            (Some(reading), _) => {
                facts.known.insert(id, KnownFact { value: reading.value, origin: Some(reading.origin) });
                Outcome::Pass
            }
            (None, Need::Default(value)) => {
                facts.known.insert(id, KnownFact { value: value.clone(), origin: None });
                Outcome::NotApplicable
            }
            (None, need) => self.missing(id, *need == Need::Optional, empty, facts),
        };
        facts.outcomes.push(RuleOutcome { id: name, severity: Severity::Error, outcome });
    }

    fn missing(&self, id: FieldId, optional: bool, empty: Option<String>, facts: &mut CaseFacts) -> Outcome {
        let name = self.field.id();
        let mut reason = format!("`{name}` is not given");
        if let Some(blocked) = &self.gathered.blocked {
            reason = format!("{reason}: {blocked}");
            facts.unusable.insert(id);
            facts.unknown.insert(id, reason.clone());
            return Outcome::CouldNotMeasure { reasons: [reason].into() };
        }
        facts.unknown.insert(id, reason);
        if optional {
            return Outcome::NotApplicable;
        }
        let why = match empty {
            Some(place) => format!("{place} is empty"),
            None => self.where_it_is_not(),
        };
        let help = match self.gathered.records.is_empty() && self.gathered.gaps.is_empty() {
            true => "name a table with `--cases FILE` or `cases:` in voxlint.yaml, or declare the field `optional`"
                .to_owned(),
            false => self.advice(),
        };
        let message = format!("required fact `{name}` of the case `{}` is missing: {why}", self.case);
        facts.findings.push(self.finding(message, help, self.file, "nothing"));
        Outcome::Fail
    }

    /// Why no row or sidecar has the field.
    fn where_it_is_not(&self) -> String {
        let wanted = self.field.from.as_deref().unwrap_or(&self.field.name);
        let columns = self.gathered.records.iter().map(|record| format!("`{}` has no `{wanted}`", record.file));
        let all: Vec<String> = self.gathered.gaps.iter().cloned().chain(columns).collect();
        if all.is_empty() { "there is neither a table nor a sidecar".to_owned() } else { all.join(", and ") }
    }

    fn advice(&self) -> String {
        let wanted = self.field.from.as_deref().unwrap_or(&self.field.name);
        let columns = self.gathered.records.iter().flat_map(|record| &record.table().columns).map(String::as_str);
        match suggest::nearest(wanted, columns).filter(|close| *close != wanted) {
            Some(close) => {
                format!("if `{close}` is meant, write `from \"{close}\"` in {}; else fill it in", self.block())
            }
            None => "fill it in; a field that may be missing is `optional` or has a `default`".to_owned(),
        }
    }

    /// Where the field is declared.
    fn block(&self) -> String {
        match self.field.owner.as_str() {
            "case" => "the `case` block".to_owned(),
            table => format!("the table `{table}`"),
        }
    }

    fn refused(&self, record: &Record, column: &str, found: &str, refused: &Refused) -> Finding {
        let name = self.field.id();
        let allowed = cell::allowed(&self.field.kind);
        let shown: String = found.chars().take(60).collect();
        let found = if shown.len() < found.len() { format!("{shown}..") } else { shown };
        let message = format!("`{name}` is `{found}` in {}, allowed is {allowed}", record.place(column));
        let help = refused.0.clone().unwrap_or_else(|| format!("correct the cell, or what {} allows", self.block()));
        let mut finding = self.finding(message, help, &record.file, &found);
        finding.evidence.allowed = Some(allowed);
        finding
    }

    fn ambiguous(&self, record: &Record, columns: &[&str]) -> Finding {
        let name = self.field.id();
        let message = format!("`{name}` may be {} of `{}`", suggest::listed(columns, "or"), record.file);
        let help = format!("say which: `{} .., from \"{}\"`", self.field.name, columns.first().unwrap_or(&""));
        self.finding(message, help, &record.file, "several columns")
    }

    fn contradiction(&self, first: &Reading, other: &Reading) -> Finding {
        let (a, b) = (first.value.written(), other.value.written());
        let message = format!("`{}` is `{a}` in {}, and `{b}` in {}", self.field.id(), first.origin, other.origin);
        self.finding(message, "correct one of the two".to_owned(), &other.file, &b)
    }

    fn finding(&self, message: String, help: String, file: &str, measured: &str) -> Finding {
        Finding::error(self.field.id(), message)
            .help(help)
            .file(file)
            .label(&self.protocol.source, self.field.span, "declared here")
            .evidence(Evidence {
                case: Some(self.case.to_owned()),
                measured: Some(measured.to_owned()),
                allowed: Some(cell::allowed(&self.field.kind)),
                ..Evidence::default()
            })
    }
}

/// Two readings that do not say the same.
fn differing(readings: &[Reading]) -> Option<(&Reading, &Reading)> {
    let (first, others) = readings.split_first()?;
    let same = |other: &&Reading| match (&first.value, &other.value) {
        (FieldValue::Number(a), FieldValue::Number(b)) => a.value == b.value,
        (a, b) => a == b,
    };
    others.iter().find(|other| !same(other)).map(|other| (first, other))
}
