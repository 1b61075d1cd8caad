//! Where findings go, and how a run with findings ends.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::report::wording::counted;
use crate::report::{Catalogue, Finding, Sink, Summary};

use super::arguments::Color;
use super::discover::case_file;
use super::exit::{Exit, Failure, Stop, io_reason};
use super::reporting::Reporting;
use super::terminal::Terminal;

/// The sink for a command's findings: standard output or the file of `--output-file`, and the files of `--report`.
/// `catalogue` says what their codes mean.
///
/// # Errors
///
/// A file that cannot be made, or that two reports are to go to.
pub fn sink(
    reporting: &Reporting,
    catalogue: Catalogue,
    color: Color,
    terminal: &Terminal,
) -> Result<Sink<Box<dyn Write>>, Stop> {
    let mut sink: Sink<Box<dyn Write>> = Sink::default();
    let first = reporting.output_file.iter().map(|path| (reporting.output_format, path));
    let files: Vec<_> = first.chain(reporting.report.iter().map(|report| (report.format, &report.path))).collect();
    let mut seen = BTreeSet::new();
    if let Some((_, twice)) = files.iter().find(|(_, path)| !seen.insert(*path)) {
        let failure = Failure::new(format!("two reports are to go to `{}`", case_file(twice).shown));
        return Err(failure.help("give each a file of its own").into());
    }
    if reporting.output_file.is_none() {
        let stdout = Box::new(BufWriter::new(io::stdout()));
        sink.add(stdout, reporting.output_format.into(), terminal.stdout, catalogue.clone())?;
    }
    for (format, path) in files {
        sink.add(Box::new(file(path)?), format.into(), Terminal::file(color), catalogue.clone())?;
    }
    Ok(sink)
}

fn file(path: &Path) -> Result<BufWriter<File>, Failure> {
    let file = File::create(path).map_err(|error| {
        let shown = case_file(path).shown;
        let failure = Failure::new(format!("the output file `{shown}` cannot be written: {}", io_reason(&error)));
        failure.help("give a file in a folder that exists and may be written to")
    })?;
    Ok(BufWriter::new(file))
}

/// Findings, or nothing at or above `--fail-on`.
pub fn exit(reporting: &Reporting, summary: &Summary) -> Exit {
    let fails = reporting.fail_on.severity().is_some_and(|least| summary.at_least(least) > 0);
    if fails { Exit::Findings } else { Exit::Clean }
}

/// The table of `--statistics`: findings and cases by code, the most frequent first.
pub fn statistics(summary: &Summary, title: impl Fn(&str) -> Option<String>) -> String {
    let mut codes: Vec<_> = summary.codes.iter().collect();
    codes.sort_by_key(|(code, count)| (usize::MAX - count.findings, code.as_str()));
    let width = codes.iter().map(|(code, _)| code.chars().count()).max().unwrap_or_default();
    let line = |(code, count): (&String, &crate::report::record::CodeCount)| {
        let title = title(code).unwrap_or_default();
        let cases = counted(count.cases, "case");
        let line =
            format!("{:>6}  {code:<width$}  {:<7}  in {cases:<12}  {title}", count.findings, count.severity.word());
        line.trim_end().to_owned()
    };
    codes.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Findings that stop a command before it starts, such as mistakes in a protocol, go to standard error.
pub fn report_on_stderr(findings: &[Finding], terminal: &Terminal) {
    let text: Vec<String> =
        findings.iter().map(|finding| crate::report::full::block(finding, terminal.stderr)).collect();
    let _ = io::stderr().write_all(text.join("\n").as_bytes());
}
