//! What is reported of each case and how severe it is: the command line, and where it says nothing the `voxlint.yaml` of the
//! case.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::check::builtin;
use crate::model::suggest::nearest;
use crate::report::{Accepted, CaseRecord, Finding, Severity, SeverityChange};

use super::config::{CODE, Config, Override};
use super::discover::{Found, Planned};
use super::exit::Stop;
use super::output::report_on_stderr;
use super::reporting::Reporting;
use super::select::Selection;
use super::terminal::Terminal;

/// The settings of a run.
pub struct Settings {
    /// Without a configuration.
    plain: Setting,
    /// By the place of their configuration in memory, which the cases keep.
    configured: BTreeMap<usize, Setting>,
    /// Severities that are not their own, in the order of the cases whose configuration says so.
    pub changes: Vec<SeverityChange>,
}

/// What holds for cases of one configuration.
#[derive(Default)]
pub struct Setting {
    selection: Selection,
    severity: BTreeMap<String, Severity>,
}

impl Settings {
    /// `known` are the codes that findings of the run can have.
    ///
    /// # Errors
    ///
    /// A code on the command line that does not exist; a severity that is weakened without a reason.
    pub fn new(
        reporting: &Reporting,
        found: &Found,
        known: &BTreeSet<String>,
        terminal: &Terminal,
    ) -> Result<Settings, Stop> {
        let selection = Selection::new(&reporting.select, &reporting.ignore, known)?;
        let on_command_line = !reporting.select.is_empty() || !reporting.ignore.is_empty();
        let mut settings = Settings {
            plain: Setting { selection: selection.clone(), ..Setting::default() },
            configured: BTreeMap::new(),
            changes: Vec::new(),
        };
        let mut wrong = Vec::new();
        let mut unknown = BTreeSet::new();
        for planned in &found.cases {
            let Some(config) = &planned.config else { continue };
            if settings.configured.contains_key(&key(config)) {
                continue;
            }
            let own = match on_command_line {
                true => selection.clone(),
                false => {
                    unknown.extend(strangers("select", &config.select, known));
                    unknown.extend(strangers("ignore", &config.ignore, known));
                    Selection::lenient(&config.select, &config.ignore)
                }
            };
            let mut setting = Setting { selection: own, severity: BTreeMap::new() };
            for (code, change) in &config.severity {
                let Some(code) = known.iter().find(|known| known.eq_ignore_ascii_case(code)) else {
                    unknown.extend(strangers("severity", std::slice::from_ref(code), known));
                    continue;
                };
                let from = own_severity(code, found);
                if from.is_some_and(|from| change.to < from) && change.because.is_none() {
                    wrong.push(without_reason(code, from.unwrap_or(change.to), change));
                }
                setting.severity.insert(code.clone(), change.to);
                let change = SeverityChange {
                    code: code.clone(),
                    from,
                    to: change.to,
                    because: change.because.clone(),
                    place: place(change),
                };
                if !settings.changes.contains(&change) {
                    settings.changes.push(change);
                }
            }
            settings.configured.insert(key(config), setting);
        }
        wrong.dedup();
        if !wrong.is_empty() {
            report_on_stderr(&wrong, terminal);
            return Err(Stop::Reported);
        }
        unknown.iter().for_each(|note| terminal.note(note));
        settings.changes.iter().for_each(|change| terminal.note(&change.sentence()));
        Ok(settings)
    }

    pub fn of(&self, planned: &Planned) -> &Setting {
        planned.config.as_ref().and_then(|config| self.configured.get(&key(config))).unwrap_or(&self.plain)
    }

    /// Whether findings of a code are reported of every case.
    pub fn all_report(&self, code: &str) -> bool {
        self.configured.values().chain([&self.plain]).all(|setting| setting.selection.reports(code))
    }

    /// For what concerns all cases: that of the only configuration, or none where there are several.
    pub fn of_all(&self) -> &Setting {
        let mut all = self.configured.values();
        match (all.next(), all.next()) {
            (Some(only), None) => only,
            _ => &self.plain,
        }
    }
}

impl Setting {
    /// Leaves out what is not reported, and changes severities.
    pub fn apply(&self, findings: &mut Vec<Finding>) {
        self.selection.retain(findings);
        for finding in findings {
            finding.severity = self.severity.get(&finding.code).copied().unwrap_or(finding.severity);
        }
    }

    /// The same for findings that are not reported anyway.
    pub fn apply_to_accepted(&self, accepted: &mut Vec<Accepted>) {
        accepted.retain(|accepted| self.selection.reports(&accepted.finding.code));
        for Accepted { finding, .. } in accepted {
            finding.severity = self.severity.get(&finding.code).copied().unwrap_or(finding.severity);
        }
    }

    pub fn apply_to_record(&self, record: &mut CaseRecord) {
        record.outcomes.retain(|rule| self.selection.reports(&rule.id));
        record.measures.retain(|measure| self.selection.reports(&measure.rule));
        for rule in &mut record.outcomes {
            rule.severity = self.severity.get(&rule.id).copied().unwrap_or(rule.severity);
        }
    }
}

fn key(config: &Arc<Config>) -> usize {
    Arc::as_ptr(config).addr()
}

/// The severity that a check or a rule has by itself.
fn own_severity(code: &str, found: &Found) -> Option<Severity> {
    let built_in = builtin::find(code).map(|check| check.severity);
    let rules = || {
        let protocols = found.cases.iter().filter_map(|planned| planned.protocol.as_deref());
        protocols.flat_map(|protocol| &protocol.rules).find(|rule| rule.id == code).map(|rule| rule.severity)
    };
    // Lines of the label table, the image block and facts are errors.
    built_in.or_else(rules).or((code.contains('.')).then_some(Severity::Error))
}

fn without_reason(code: &str, from: Severity, change: &Override) -> Finding {
    let message = format!("`{code}` is made {} instead of {}, and nothing says why", change.to.word(), from.word());
    Finding::error(CODE, message)
        .label(&change.source, change.span, "weakened here")
        .help(format!("write `{code}: {{to: {}, because: \"...\"}}`", change.to.word()))
}

fn place(change: &Override) -> String {
    let (line, _) = change.source.line_column(change.span.start);
    format!("{}:{line}", change.source.name)
}

/// Codes of a configuration that no finding of this run can have: of other protocols, or misspelt.
fn strangers(key: &str, codes: &[String], known: &BTreeSet<String>) -> Vec<String> {
    let starts = |code: &&String| known.iter().any(|known| super::select::matches(known, code));
    let note = |code: &String| {
        let close = nearest(code, known.iter().map(String::as_str));
        let close = close.map(|close| format!("; did you mean `{close}`?")).unwrap_or_default();
        format!("voxlint.yaml: `{key}` names `{code}`, and no code or rule of this run starts so{close}")
    };
    codes.iter().filter(|code| !starts(code)).map(note).collect()
}
