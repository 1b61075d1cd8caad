//! A baseline: the findings that a project starts from. They are not mended, but they are known, and only what is new is
//! reported.
//!
//! Waivers say why a finding may stay; a baseline says no more than that it was there. Both leave outcomes of rules as
//! they are.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{CODES, GONE};
use crate::report::wording::counted;
use crate::report::{Finding, Severity, claims, fingerprints};

/// Raised when files of this form cannot be read any more by programs that read the earlier ones.
const SCHEMA_VERSION: u32 = 1;

/// Findings that are named before the rest is counted.
const NAMED: usize = 5;

/// The findings that are known.
#[derive(Debug, Default)]
pub struct Baseline {
    entries: Vec<Entry>,
    /// Files of the cases of this run.
    files: BTreeSet<String>,
    /// Cases that were checked, by name and file.
    met: BTreeSet<String>,
    /// Every finding becomes an entry.
    open: bool,
}

/// A finding, and by what it is found again.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// Over what is claimed and the path.
    fingerprint: String,
    code: String,
    case: Option<String>,
    file: Option<String>,
    /// Over what is claimed alone.
    claim: String,
    /// A hash over the label map: found again under another path and name.
    content: Option<String>,
    #[serde(skip)]
    found: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    schema_version: u32,
    findings: Vec<Entry>,
}

impl Baseline {
    /// Takes in every finding that it meets.
    pub fn open() -> Self {
        Baseline { open: true, ..Baseline::default() }
    }

    /// # Errors
    ///
    /// Why the text is no baseline.
    pub fn read(text: &str) -> Result<Self, String> {
        let document: Document = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if document.schema_version != SCHEMA_VERSION {
            return Err(format!(
                "its `schema_version` is {}, and {SCHEMA_VERSION} is understood",
                document.schema_version
            ));
        }
        Ok(Baseline { entries: document.findings, ..Baseline::default() })
    }

    /// Names the files of all cases of the run before the first is checked: an entry whose file is among them has not
    /// moved.
    pub fn expect<'f>(&mut self, files: impl Iterator<Item = &'f str>) {
        self.files.extend(files.map(str::to_owned));
    }

    /// Notes that a case was checked, by its name and its files.
    pub fn meet<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        self.met.extend(names.map(str::to_owned));
    }

    /// Takes out what is known of the findings of one case, or of all cases together. `content` is a hash over the label
    /// map. What is said of waivers is never part of a baseline.
    pub fn take(&mut self, findings: &mut Vec<Finding>, content: Option<&str>) -> Vec<Finding> {
        let names: Vec<(String, String)> = fingerprints(findings).into_iter().zip(claims(findings)).collect();
        let mut names = names.into_iter();
        // Those that are where they were go first: they leave the others for what has moved.
        let mut known: Vec<bool> = Vec::new();
        for (finding, (fingerprint, _)) in findings.iter().zip(names.clone()) {
            let entry = self.entries.iter_mut().find(|entry| !entry.found && entry.fingerprint == fingerprint);
            known.push(!is_of_waivers(finding) && entry.map(|entry| entry.found = true).is_some());
        }
        let mut known = known.into_iter();
        let is_known = |finding: &mut Finding| {
            let (Some((fingerprint, claim)), Some(known)) = (names.next(), known.next()) else { return false };
            if known || is_of_waivers(finding) {
                return known;
            }
            let entry = Entry {
                fingerprint,
                code: finding.code.clone(),
                case: finding.evidence.case.clone(),
                file: finding.file.clone(),
                claim,
                content: content.map(str::to_owned),
                found: true,
            };
            self.takes(entry)
        };
        findings.extract_if(.., is_known).collect()
    }

    /// Whether a finding is one that has moved, or is taken in.
    fn takes(&mut self, new: Entry) -> bool {
        let files = &self.files;
        let moved = |entry: &Entry| {
            let same_content = entry.content.is_some() && entry.content == new.content;
            let same_case = entry.case.is_some() && entry.case == new.case;
            let gone = entry.file.as_ref().is_none_or(|file| !files.contains(file));
            !entry.found && entry.claim == new.claim && gone && (same_content || same_case)
        };
        match self.entries.iter_mut().find(|entry| moved(entry)) {
            Some(entry) => *entry = new,
            None if self.open => self.entries.push(new),
            None => return false,
        }
        true
    }

    /// Findings that were taken out.
    pub fn known(&self) -> usize {
        self.entries.iter().filter(|entry| entry.found).count()
    }

    /// What is to be said of entries whose case was checked and has the finding no more. `shown` is the file of the baseline;
    /// `reports` says which codes the run was asked for.
    pub fn conclude(&self, shown: &str, reports: &dyn Fn(&str) -> bool) -> Option<Finding> {
        let gone: Vec<&Entry> = self.entries.iter().filter(|entry| self.is_gone(entry, reports)).collect();
        if gone.is_empty() {
            return None;
        }
        let name = |entry: &&Entry| {
            let about = entry.case.as_ref().or(entry.file.as_ref());
            about.map_or_else(|| entry.code.clone(), |about| format!("{} of `{about}`", entry.code))
        };
        let mut named: Vec<String> = gone.iter().take(NAMED).map(name).collect();
        if gone.len() > named.len() {
            named.push(format!("{} more", gone.len() - named.len()));
        }
        let verb = if gone.len() == 1 { "is" } else { "are" };
        let message = format!(
            "{} of the baseline {verb} not there any more: {}",
            counted(gone.len(), "finding"),
            named.join(", ")
        );
        let help = format!("take out what is mended: --baseline {shown} --prune-baseline");
        Some(Finding::new(GONE.code, Severity::Info, message).file(shown).help(help))
    }

    /// The baseline as a file, without the findings that are not there any more; those that moved under their new path.
    ///
    /// # Errors
    ///
    /// None that an entry can cause.
    pub fn written(&self, reports: &dyn Fn(&str) -> bool) -> Result<String, serde_json::Error> {
        let mut kept: Vec<&Entry> = self.entries.iter().filter(|entry| !self.is_gone(entry, reports)).collect();
        kept.sort_by_key(|entry| (&entry.file, &entry.case, &entry.code, &entry.fingerprint));
        let lines: Result<Vec<String>, _> = kept.into_iter().map(serde_json::to_string).collect();
        // A finding a line, so that a change of the file can be read.
        let lines: String = lines?.iter().map(|line| format!("\n{line},")).collect();
        let lines = lines.strip_suffix(',').unwrap_or_default();
        Ok(format!("{{\n\"schema_version\": {SCHEMA_VERSION},\n\"findings\": [{lines}\n]\n}}\n"))
    }

    fn is_gone(&self, entry: &Entry, reports: &dyn Fn(&str) -> bool) -> bool {
        let names = [entry.case.as_ref(), entry.file.as_ref()];
        !entry.found && reports(&entry.code) && names.into_iter().flatten().any(|name| self.met.contains(name))
    }
}

fn is_of_waivers(finding: &Finding) -> bool {
    CODES.iter().any(|code| code.code == finding.code)
}
