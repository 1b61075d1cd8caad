//! What a case is expected to give.

use voxlint::check::{CaseVerdict, Outcome};
use voxlint::report::{Finding, MeasureRecord, Severity};

#[derive(Debug, Default)]
pub struct Expectation {
    rules: Vec<ExpectedRule>,
    values: Vec<ExpectedValue>,
    /// `otherwise pass`: what has no line passes.
    otherwise_pass: bool,
}

#[derive(Debug)]
struct ExpectedRule {
    id: String,
    outcome: String,
    /// Part of a reason.
    reason: Option<String>,
    findings: Vec<ExpectedFinding>,
}

#[derive(Debug, Default)]
struct ExpectedFinding {
    bindings: String,
    details: Vec<(String, String)>,
}

#[derive(Debug)]
struct ExpectedValue {
    text: String,
    bindings: String,
    /// `12 mm3`; `None`: no value.
    value: Option<(f64, String)>,
}

const OUTCOMES: [&str; 4] = ["pass", "fail", "not applicable", "could not measure"];

impl Expectation {
    pub fn parse(body: &str) -> Result<Expectation, String> {
        let mut expected = Expectation::default();
        for line in body.lines().filter(|line| !line.trim().is_empty()) {
            if line.starts_with(' ') {
                let rule = expected.rules.last_mut().ok_or(format!("`{line}` belongs to no rule"))?;
                if rule.outcome != "fail" {
                    return Err(format!("`{line}` is a finding of a rule that does not fail"));
                }
                let (bindings, rest) = bindings(line.trim())?;
                rule.findings.push(ExpectedFinding { bindings, details: details(rest)? });
            } else if let Some(rest) = line.strip_prefix("value ") {
                expected.values.push(value(rest)?);
            } else if line == "otherwise pass" {
                expected.otherwise_pass = true;
            } else {
                let (id, rest) = line.split_once(' ').ok_or(format!("`{line}` has no outcome"))?;
                let outcome = OUTCOMES.iter().find(|word| rest.starts_with(**word));
                let outcome = (*outcome.ok_or(format!("`{rest}` starts with no outcome"))?).to_owned();
                let rest = rest[outcome.len()..].trim();
                let mut rule = ExpectedRule { id: id.to_owned(), outcome, reason: None, findings: Vec::new() };
                match rule.outcome.as_str() {
                    "fail" if !rest.is_empty() => {
                        rule.findings.push(ExpectedFinding { bindings: String::new(), details: details(rest)? });
                    }
                    "could not measure" if !rest.is_empty() => rule.reason = Some(rest.trim_matches('"').to_owned()),
                    _ if !rest.is_empty() => return Err(format!("`{rest}` behind an outcome that has no finding")),
                    _ => {}
                }
                expected.rules.push(rule);
            }
        }
        // `fail` alone stands for one finding of which nothing is said.
        for rule in expected.rules.iter_mut().filter(|rule| rule.outcome == "fail" && rule.findings.is_empty()) {
            rule.findings.push(ExpectedFinding::default());
        }
        Ok(expected)
    }

    /// Every way in which the verdict differs.
    pub fn mismatches(&self, verdict: &CaseVerdict) -> Vec<String> {
        let mut wrong = Vec::new();
        for found in &verdict.rules {
            let known = self.rules.iter().any(|rule| rule.id == found.id);
            let declared = ["labels.", "inputs.", "files."].iter().any(|kind| found.id.starts_with(kind));
            let silent = declared && found.outcome != Outcome::Fail;
            let passes = self.otherwise_pass && found.outcome.word() == "pass";
            if !known && !silent && !passes {
                let due = if self.otherwise_pass { "a pass" } else { "nothing" };
                wrong.push(format!("{}: {}, and {due} is expected of it", found.id, found.outcome.word()));
            }
        }
        for rule in &self.rules {
            let Some(found) = verdict.rules.iter().find(|found| found.id == rule.id) else {
                wrong.push(format!("{}: no such rule", rule.id));
                continue;
            };
            if found.outcome.word() != rule.outcome {
                wrong.push(format!("{}: {:?}, expected {}", rule.id, found.outcome, rule.outcome));
            }
            if let (Outcome::CouldNotMeasure { reasons }, Some(part)) = (&found.outcome, &rule.reason)
                && !reasons.iter().any(|reason| reason.contains(part.as_str()))
            {
                wrong.push(format!("{}: no reason of {reasons:?} says `{part}`", rule.id));
            }
            let findings: Vec<&Finding> = verdict.findings.iter().filter(|finding| finding.code == rule.id).collect();
            // That has been said once, of the label map.
            let no_map = matches!(&found.outcome, Outcome::CouldNotMeasure { reasons } if reasons.contains("the case has no label map"));
            let expected_warning =
                !no_map && found.outcome.word() == "could not measure" && found.severity == Severity::Error;
            let is_rule = !rule.id.contains('.') || rule.id.starts_with("decide.");
            match rule.outcome.as_str() {
                "could not measure" if expected_warning && is_rule => {
                    if !matches!(findings.as_slice(), [only] if only.severity == Severity::Warning) {
                        wrong.push(format!("{}: expected one warning, found {}", rule.id, findings.len()));
                    }
                }
                _ if findings.len() != rule.findings.len() => {
                    let shown: Vec<String> = findings.iter().map(|finding| shown(finding)).collect();
                    let (count, due) = (findings.len(), rule.findings.len());
                    wrong.push(format!(
                        "{}: {count} findings, expected {due}:\n      {}",
                        rule.id,
                        shown.join("\n      ")
                    ));
                }
                _ => {
                    for (finding, expected) in findings.iter().zip(&rule.findings) {
                        wrong.extend(expected.mismatches(finding));
                    }
                }
            }
        }
        for finding in &verdict.findings {
            if !self.rules.iter().any(|rule| rule.id == finding.code) {
                wrong.push(format!("unexpected finding: {}", shown(finding)));
            }
        }
        wrong.extend(self.values.iter().filter_map(|value| value.mismatch(&verdict.measured)));
        wrong
    }
}

impl ExpectedFinding {
    fn mismatches(&self, finding: &Finding) -> Vec<String> {
        let evidence = &finding.evidence;
        let place = evidence.place.clone().unwrap_or_default();
        let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
        let triple = |[x, y, z]: [u32; 3]| format!("({x},{y},{z})");
        let mut wrong = Vec::new();
        let mut same = |what: &str, found: String, expected: &str| {
            if found != expected {
                wrong.push(format!("{}: {what} `{found}`, expected `{expected}`", finding.code));
            }
        };
        let all: Vec<String> = evidence.bindings.iter().map(|(name, value)| format!("{name}={value}")).collect();
        same("bindings", all.join(", "), &self.bindings);
        for (key, value) in &self.details {
            match key.as_str() {
                "measured" => same("measured", text(&evidence.measured), value),
                "allowed" => same("allowed", text(&evidence.allowed), value),
                "class" => same("class", text(&evidence.class), value),
                "file" => same("file", text(&finding.file), value),
                "at" => same("voxel", place.voxel.map_or("nowhere".to_owned(), triple), value),
                "box" => {
                    let found = place.bounds.map(|(low, high)| format!("{}-{}", triple(low), triple(high)));
                    same("box", found.unwrap_or_else(|| "no box".to_owned()), value);
                }
                "slice" => {
                    let found = place.slice.map(|(plane, index)| format!("{} {index}", plane.word()));
                    same("slice", found.unwrap_or_else(|| "no slice".to_owned()), value);
                }
                "world" => {
                    let expected: Vec<f64> =
                        value.trim_matches(['(', ')']).split(',').filter_map(|at| at.trim().parse().ok()).collect();
                    let near = |found: [f64; 3]| {
                        expected.len() == 3 && found.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-3)
                    };
                    if !place.world.is_some_and(near) {
                        same("world point", format!("{:?}", place.world), value);
                    }
                }
                "says" if !finding.message.contains(value) => same("message", finding.message.clone(), value),
                "help" if !text(&finding.help).contains(value) => same("help", text(&finding.help), value),
                _ => {}
            }
        }
        wrong
    }
}

impl ExpectedValue {
    fn mismatch(&self, measured: &[MeasureRecord]) -> Option<String> {
        let shown = |value: &MeasureRecord| {
            let all: Vec<String> = value.bindings.iter().map(|(name, value)| format!("{name}={value}")).collect();
            all.join(", ")
        };
        let found = measured.iter().find(|value| value.measure == self.text && shown(value) == self.bindings);
        let Some(found) = found else {
            let all: Vec<String> =
                measured.iter().map(|value| format!("{} [{}]", value.measure, shown(value))).collect();
            return Some(format!("`{}` [{}] was not measured, only {all:?}", self.text, self.bindings));
        };
        let agrees = match (&self.value, found.value) {
            (None, None) => true,
            (Some((expected, unit)), Some(value)) => {
                (value - expected).abs() <= 1e-9 * expected.abs().max(1.0) && found.unit == *unit
            }
            _ => false,
        };
        let note = found.note.as_deref().unwrap_or_default();
        let wrong = format!("`{}` is {:?} {} {note}, expected {:?}", self.text, found.value, found.unit, self.value);
        (!agrees).then_some(wrong)
    }
}

fn shown(finding: &Finding) -> String {
    let evidence = &finding.evidence;
    format!(
        "{} {:?} {} | measured {:?} | allowed {:?} | {:?} | help: {}",
        finding.code,
        evidence.bindings,
        finding.message,
        evidence.measured,
        evidence.allowed,
        evidence.place,
        finding.help.as_deref().unwrap_or_default()
    )
}

/// `[x=cyst] rest`
fn bindings(text: &str) -> Result<(String, &str), String> {
    match text.strip_prefix('[') {
        Some(rest) => {
            let (inside, rest) = rest.split_once(']').ok_or(format!("`{text}` lacks its `]`"))?;
            Ok((inside.to_owned(), rest.trim()))
        }
        None => Ok((String::new(), text)),
    }
}

/// `"volume(x)" [x=cyst] = 12 mm3`
fn value(text: &str) -> Result<ExpectedValue, String> {
    let wrong = || format!("`{text}` is no `\"MEASURE\" = VALUE`");
    let (name, rest) = text.strip_prefix('"').and_then(|rest| rest.split_once('"')).ok_or_else(wrong)?;
    let (bindings, rest) = bindings(rest.trim())?;
    let number = rest.strip_prefix('=').ok_or_else(wrong)?.trim();
    let value = match number {
        "none" => None,
        number => {
            let (digits, unit) = number.split_once(' ').unwrap_or((number, ""));
            Some((digits.parse().map_err(|_| wrong())?, unit.to_owned()))
        }
    };
    Ok(ExpectedValue { text: name.to_owned(), bindings, value })
}

/// `key value` pairs; a value is quoted, in parentheses, or a word (`slice`: two).
fn details(text: &str) -> Result<Vec<(String, String)>, String> {
    const KEYS: [&str; 9] = ["measured", "allowed", "says", "help", "at", "world", "box", "slice", "class"];
    let mut details = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (key, after) = rest.split_once(' ').ok_or(format!("`{rest}` has no value"))?;
        if !KEYS.contains(&key) && key != "file" {
            return Err(format!("`{key}` is no detail of a finding"));
        }
        let after = after.trim_start();
        let (value, next) = if let Some(quoted) = after.strip_prefix('"') {
            quoted.split_once('"').ok_or(format!("`{after}` lacks its quote"))?
        } else {
            let words = if key == "slice" { 2 } else { 1 };
            let end = after.match_indices(' ').nth(words - 1).map_or(after.len(), |(at, _)| at);
            after.split_at(end)
        };
        details.push((key.to_owned(), value.to_owned()));
        rest = next.trim_start();
    }
    Ok(details)
}
