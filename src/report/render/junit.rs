//! JUnit XML: one suite a case, one test case a rule.
//!
//! A rule passes, fails, is skipped (not applicable, or all its findings were waived) or has an error (could not be
//! measured). Findings of no rule, such as those of built-in checks, are test cases by their codes. All findings of a test
//! case stand in one element, since most readers look at the first alone.

use std::collections::BTreeMap;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::super::catalogue::Catalogue;
use super::super::escape::visible;
use super::super::finding::{Finding, Severity};
use super::super::record::{CaseRecord, NotChecked, OutcomeKind, RuleRecord, Summary};
use super::super::wording::{self, counted};
use super::{Part, Renderer, prose};

/// Attributes and the elements that they count.
const FAILURES: (&str, &str) = ("failures", "failure");
const ERRORS: (&str, &str) = ("errors", "error");
const SKIPPED: (&str, &str) = ("skipped", "skipped");

/// Suites wait for the end, since their counts come first.
pub struct JUnit {
    catalogue: Catalogue,
    suites: Vec<Suite>,
}

struct Suite {
    name: String,
    file: Option<String>,
    protocol: Option<String>,
    tests: Vec<Test>,
}

struct Test {
    name: String,
    verdict: Verdict,
}

/// What became of a test case, with a phrase and all there is to say.
enum Verdict {
    Pass,
    Told { element: &'static str, kind: &'static str, message: String, body: String },
}

impl JUnit {
    pub fn new(catalogue: Catalogue) -> Self {
        JUnit { catalogue, suites: Vec::new() }
    }

    fn suite(&self, part: &Part<'_>) -> Suite {
        let rules = part.record.map(|record| record.outcomes.as_slice()).unwrap_or_default();
        let mut by_code: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
        for finding in part.findings {
            by_code.entry(&finding.code).or_default().push(finding);
        }
        let mut tests: Vec<Test> = Vec::new();
        for rule in rules {
            let findings = by_code.remove(rule.id.as_str()).unwrap_or_default();
            tests.push(Test { name: self.name(&rule.id), verdict: of_rule(rule, &findings) });
        }
        if by_code.is_empty() {
            let name = if part.record.is_some() { "built-in checks" } else { "no findings" };
            tests.push(Test { name: name.to_owned(), verdict: Verdict::Pass });
        }
        for (code, findings) in by_code {
            tests.push(Test { name: self.name(code), verdict: failed(&findings) });
        }
        Suite {
            name: visible(part.name).into_owned(),
            file: part
                .record
                .and_then(|record: &CaseRecord| record.files.first())
                .map(|file| visible(file).into_owned()),
            protocol: part.record.and_then(|record| record.protocol.as_deref()).map(|name| visible(name).into_owned()),
            tests,
        }
    }

    /// `LIV-001 The liver is one solid piece`
    fn name(&self, code: &str) -> String {
        let name = [Some(code), self.catalogue.title(code)].into_iter().flatten().collect::<Vec<_>>().join(" ");
        visible(&name).into_owned()
    }
}

impl Renderer for JUnit {
    fn part(&mut self, _out: &mut dyn Write, part: &Part<'_>) -> io::Result<()> {
        self.suites.push(self.suite(part));
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        self.suites.extend(summary.not_checked.iter().map(not_checked));
        let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let mut root = BytesStart::new("testsuites");
        root.push_attribute(("name", env!("CARGO_PKG_NAME")));
        add_counts(&mut root, &[FAILURES, ERRORS], self.suites.iter().flat_map(|suite| &suite.tests));
        xml.write_event(Event::Start(root))?;
        self.suites.iter().try_for_each(|suite| write_suite(&mut xml, suite))?;
        xml.write_event(Event::End(BytesEnd::new("testsuites")))?;
        writeln!(out)
    }
}

fn of_rule(rule: &RuleRecord, findings: &[&Finding]) -> Verdict {
    let without_findings =
        |element, kind, message: String| Verdict::Told { element, kind, message, body: String::new() };
    match (rule.outcome, findings) {
        (OutcomeKind::CouldNotMeasure, findings) => {
            let reasons: Vec<_> = rule.reasons.iter().map(|reason| visible(reason)).collect();
            Verdict::Told {
                element: "error",
                kind: "could not measure",
                message: reasons.join("; "),
                body: body(findings),
            }
        }
        (_, [_, ..]) => failed(findings),
        (OutcomeKind::Pass, []) => Verdict::Pass,
        (OutcomeKind::NotApplicable, []) => without_findings("skipped", "not applicable", "not applicable".to_owned()),
        (OutcomeKind::Fail, []) => {
            without_findings("skipped", "waived", "its findings are waived or in the baseline".to_owned())
        }
    }
}

/// A suite with an error, so that a case of which nothing is known does not look like one without findings.
fn not_checked(missed: &NotChecked) -> Suite {
    let message = visible(&missed.sentence()).into_owned();
    let verdict = Verdict::Told { element: "error", kind: "not checked", message, body: String::new() };
    let path = visible(&missed.path).into_owned();
    let tests = vec![Test { name: "checked".to_owned(), verdict }];
    Suite { name: path.clone(), file: Some(path), protocol: None, tests }
}

/// The highest severity decides.
fn failed(findings: &[&Finding]) -> Verdict {
    let severity = findings.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Error);
    let first = findings.first().map(|finding| visible(&finding.message)).unwrap_or_default();
    let message = match findings.len() {
        1 => first.into_owned(),
        several => format!("{}, the first: {first}", counted(several, "finding")),
    };
    Verdict::Told { element: "failure", kind: severity.word(), message, body: body(findings) }
}

/// A block for each finding, an empty line between them: severity, code and file; then its message and the rest.
fn body(findings: &[&Finding]) -> String {
    let block = |finding: &&Finding| {
        let file = finding.file.as_deref().map(|file| format!(" in {}", visible(file))).unwrap_or_default();
        let mut lines = vec![format!("{} {}{file}", finding.severity.word(), wording::code(finding))];
        lines.extend(prose::lines(finding));
        lines.join("\n")
    };
    findings.iter().map(block).collect::<Vec<_>>().join("\n\n")
}

fn write_suite<W: Write>(xml: &mut Writer<W>, suite: &Suite) -> io::Result<()> {
    let mut start = BytesStart::new("testsuite");
    start.push_attribute(("name", suite.name.as_str()));
    add_counts(&mut start, &[FAILURES, ERRORS, SKIPPED], suite.tests.iter());
    for (key, value) in [("file", &suite.file), ("package", &suite.protocol)] {
        if let Some(value) = value {
            start.push_attribute((key, value.as_str()));
        }
    }
    xml.write_event(Event::Start(start))?;
    for test in &suite.tests {
        let mut start = BytesStart::new("testcase");
        start.push_attribute(("name", test.name.as_str()));
        start.push_attribute(("classname", suite.name.as_str()));
        let Verdict::Told { element, kind, message, body } = &test.verdict else {
            xml.write_event(Event::Empty(start))?;
            continue;
        };
        xml.write_event(Event::Start(start))?;
        let told = xml.create_element(*element).with_attribute(("type", *kind));
        let told = told.with_attribute(("message", message.as_str()));
        if body.is_empty() {
            told.write_empty()?
        } else {
            told.write_text_content(BytesText::new(body))?
        };
        xml.write_event(Event::End(BytesEnd::new("testcase")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuite")))
}

/// Attributes with the number of test cases, and of those that end with an element.
fn add_counts<'t>(
    start: &mut BytesStart<'_>,
    elements: &[(&str, &str)],
    tests: impl Iterator<Item = &'t Test> + Clone,
) {
    start.push_attribute(("tests", tests.clone().count().to_string().as_str()));
    for (key, wanted) in elements {
        let ends_so = |test: &&Test| matches!(&test.verdict, Verdict::Told { element, .. } if element == wanted);
        start.push_attribute((*key, tests.clone().filter(ends_so).count().to_string().as_str()));
    }
}
