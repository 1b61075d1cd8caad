//! What became of a case and of a run, beside the findings.

use std::collections::BTreeMap;

use super::finding::{Finding, Severity};
use super::measure::MeasureRecord;

/// What a rule comes to on a case. Only `Pass` is a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutcomeKind {
    Pass,
    NotApplicable,
    CouldNotMeasure,
    Fail,
}

impl OutcomeKind {
    pub const ALL: [OutcomeKind; 4] =
        [OutcomeKind::Pass, OutcomeKind::Fail, OutcomeKind::NotApplicable, OutcomeKind::CouldNotMeasure];

    pub fn word(self) -> &'static str {
        match self {
            OutcomeKind::Pass => "pass",
            OutcomeKind::Fail => "fail",
            OutcomeKind::NotApplicable => "not applicable",
            OutcomeKind::CouldNotMeasure => "could not measure",
        }
    }
}

/// One checked case, without its findings.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseRecord {
    pub case: String,
    /// Label files, as the user would write them.
    pub files: Vec<String>,
    pub image: Option<String>,
    /// Name and version of the protocol, if there is one.
    pub protocol: Option<String>,
    /// One per rule of the protocol, in its order.
    pub outcomes: Vec<RuleRecord>,
    /// What the rules measured, in the order in which they asked; only for formats that want it.
    pub measures: Vec<MeasureRecord>,
}

/// A rule, or a line of the label table or the image block, on one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRecord {
    pub id: String,
    /// That of its findings.
    pub severity: Severity,
    pub outcome: OutcomeKind,
    /// Why it could not be measured.
    pub reasons: Vec<String>,
}

/// Counts over a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    pub cases: usize,
    pub cases_with_findings: usize,
    /// Findings left out because somebody has accepted them.
    pub waived: usize,
    /// Findings left out because the baseline knows them.
    pub known: usize,
    pub severities: BTreeMap<Severity, usize>,
    pub outcomes: BTreeMap<OutcomeKind, usize>,
    /// Findings and cases per code.
    pub codes: BTreeMap<String, CodeCount>,
    /// The protocols of the run by name and version, with the hashes of their normal forms.
    pub protocols: BTreeMap<String, String>,
    /// Codes with another severity than their own.
    pub severity_changes: Vec<SeverityChange>,
    /// What was to be checked and was not, in the order in which it was met.
    pub not_checked: Vec<NotChecked>,
    /// What two protocols mean against each other, for programs.
    pub comparison: Option<serde_json::Value>,
}

/// A case or a path of which the run tells nothing, although it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotChecked {
    pub path: String,
    pub why: String,
}

impl NotChecked {
    /// A path with the reason why it cannot be read.
    pub fn of_path((path, why): &(String, String)) -> NotChecked {
        NotChecked { path: path.clone(), why: why.clone() }
    }

    /// `labels/locked could not be checked: permission denied`
    pub fn sentence(&self) -> String {
        format!("{} could not be checked: {}", self.path, self.why)
    }
}

/// A code whose findings a configuration makes more or less severe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeverityChange {
    pub code: String,
    /// Its own, where that is known.
    pub from: Option<Severity>,
    pub to: Severity,
    pub because: Option<String>,
    /// File and line that say so.
    pub place: String,
}

impl SeverityChange {
    /// `G103 is info instead of warning, says voxlint.yaml:4: scans of the archive have no orientation`
    pub fn sentence(&self) -> String {
        let from = self.from.map(|from| format!(" instead of {}", from.word())).unwrap_or_default();
        let because = self.because.as_ref().map(|because| format!(": {because}")).unwrap_or_default();
        format!("{} is {}{from}, says {}{because}", self.code, self.to.word(), self.place)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeCount {
    pub severity: Severity,
    pub findings: usize,
    pub cases: usize,
}

impl Summary {
    /// Counts the findings of one case, of the whole cohort, or of one protocol file.
    pub fn add(&mut self, findings: &[Finding]) {
        let mut codes: Vec<&str> = findings.iter().map(|finding| finding.code.as_str()).collect();
        for finding in findings {
            *self.severities.entry(finding.severity).or_default() += 1;
            let fresh = CodeCount { severity: finding.severity, findings: 0, cases: 0 };
            let count = self.codes.entry(finding.code.clone()).or_insert(fresh);
            count.findings += 1;
            count.severity = count.severity.max(finding.severity);
        }
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            if let Some(count) = self.codes.get_mut(code) {
                count.cases += 1;
            }
        }
    }

    pub fn add_case(&mut self, record: &CaseRecord, findings: &[Finding]) {
        self.cases += 1;
        self.cases_with_findings += usize::from(!findings.is_empty());
        self.add_outcomes(record);
        self.add(findings);
    }

    /// Counts what rules came to on a case, or on several cases together.
    pub fn add_outcomes(&mut self, record: &CaseRecord) {
        for rule in &record.outcomes {
            *self.outcomes.entry(rule.outcome).or_default() += 1;
        }
    }

    /// Number of findings at or above a severity.
    pub fn at_least(&self, severity: Severity) -> usize {
        self.severities.range(severity..).map(|(_, count)| count).sum()
    }

    pub fn findings(&self) -> usize {
        self.severities.values().sum()
    }

    pub fn outcome(&self, outcome: OutcomeKind) -> usize {
        self.outcomes.get(&outcome).copied().unwrap_or_default()
    }
}
