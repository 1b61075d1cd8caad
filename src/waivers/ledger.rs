//! Waivers at work, and what became of each at the end.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{EXPIRED, UNKNOWN_CODE, UNUSED, Waiver};
use crate::model::codes::Code;
use crate::model::suggest::nearest;
use crate::report::{Accepted, Finding, Span};

/// Applies waivers to the findings of a run.
#[derive(Debug)]
pub struct Ledger {
    entries: Vec<Entry>,
    today: Date,
}

#[derive(Debug)]
struct Entry {
    waiver: Waiver,
    /// A case was checked of which it speaks.
    met: bool,
    waived: usize,
    /// What it would have waived, were it not too late.
    missed: usize,
}

impl Ledger {
    pub fn new(waivers: Vec<Waiver>, today: Date) -> Self {
        let entries = waivers.into_iter().map(|waiver| Entry { waiver, met: false, waived: 0, missed: 0 });
        Ledger { entries: entries.collect(), today }
    }

    /// Notes that a case was checked, by its name and its files.
    pub fn meet<'n>(&mut self, names: impl Iterator<Item = &'n str> + Clone) {
        for entry in &mut self.entries {
            entry.met |= names.clone().any(|name| entry.waiver.speaks_of(name));
        }
    }

    /// Takes out what is waived; of several waivers the first is named.
    pub fn take(&mut self, findings: &mut Vec<Finding>) -> Vec<Accepted> {
        let today = self.today;
        let mut accepted = Vec::new();
        findings.retain(|finding| {
            let mut by = None;
            for entry in self.entries.iter_mut().filter(|entry| entry.waiver.covers(finding)) {
                if entry.waiver.until < today {
                    entry.missed += 1;
                } else {
                    entry.waived += 1;
                    by = by.or_else(|| Some(entry.waiver.acceptance()));
                }
            }
            let keep = by.is_none();
            accepted.extend(by.map(|by| Accepted { finding: finding.clone(), by }));
            keep
        });
        accepted
    }

    /// Findings taken out, one for each waiver that covers it.
    pub fn waived(&self) -> usize {
        self.entries.iter().map(|entry| entry.waived).sum()
    }

    /// What is to be said of the waivers themselves. `known` are the codes that findings of this run can have.
    pub fn conclude(&self, known: &BTreeSet<String>) -> Vec<Finding> {
        self.entries.iter().filter_map(|entry| entry.conclude(known, self.today)).collect()
    }
}

impl Entry {
    fn conclude(&self, known: &BTreeSet<String>, today: Date) -> Option<Finding> {
        let Waiver { code, cases, until, .. } = &self.waiver;
        if !known.iter().any(|known| known.eq_ignore_ascii_case(code)) {
            let message = format!("no check and no rule has the code `{code}`");
            let help = match nearest(code, known.iter().map(String::as_str)) {
                Some(close) => format!("did you mean `{close}`?"),
                None => "write the code as the finding shows it, or remove the waiver".to_owned(),
            };
            return Some(self.finding(&UNKNOWN_CODE, message, &help));
        }
        if *until < today {
            let message = match self.missed {
                0 => format!("the waiver of `{code}` for `{cases}` ended on {until}"),
                missed => {
                    format!("the waiver of `{code}` for `{cases}` ended on {until}: {missed} of its findings are back")
                }
            };
            return Some(self.finding(&EXPIRED, message, "mend the cases, or look at them again and set a new day"));
        }
        (self.met && self.waived == 0).then(|| {
            let message = format!("no case that `{cases}` speaks of has the finding `{code}`");
            self.finding(&UNUSED, message, "remove the waiver")
        })
    }

    fn finding(&self, code: &Code, message: String, help: &str) -> Finding {
        let Span { start, .. } = self.waiver.span;
        let line = self.waiver.source.text.get(start..self.waiver.span.end).unwrap_or_default();
        let first = line.lines().next().unwrap_or_default().trim_end();
        let place = Span::new(start, start + first.len());
        Finding::warning(code.code, message).label(&self.waiver.source, place, "this waiver").help(help)
    }
}
