//! What to report, where and how: options that every command with findings has.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{ArgAction, Args, ValueEnum};

use crate::report::{Format, Severity};

#[derive(Debug, Args)]
pub struct Reporting {
    /// Only these codes or rule IDs, or those that start so: `G`, `F1`, `LIV`, `LIV-003`
    #[arg(long, value_name = "CODE", value_delimiter = ',', action = ArgAction::Append, help_heading = "Selection")]
    pub select: Vec<String>,

    /// Not these codes or rule IDs; the longer match wins over `--select`
    #[arg(long, value_name = "CODE", value_delimiter = ',', action = ArgAction::Append, help_heading = "Selection")]
    pub ignore: Vec<String>,

    /// The least severity that makes the exit code 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error, help_heading = "Selection")]
    pub fail_on: FailOn,

    /// How findings are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = OutputFormat::Full, help_heading = "Output")]
    pub output_format: OutputFormat,

    /// Write findings to a file instead of standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output_file: Option<PathBuf>,

    /// Write one more report of the same run, such as `sarif=voxlint.sarif`; may be given several times
    #[arg(long, value_name = "FORMAT=FILE", help_heading = "Output")]
    pub report: Vec<ReportFile>,

    /// Count findings by code (on standard error)
    #[arg(long, help_heading = "Output")]
    pub statistics: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    /// The least severity that fails the run, if any does.
    pub fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Info => Some(Severity::Info),
            FailOn::Never => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// Several lines a finding, with the protocol's own line
    Full,
    /// One line a finding
    Concise,
    /// One JSON object
    Json,
    /// One JSON object a line
    JsonLines,
    /// SARIF 2.1.0, for code scanning and the viewers of editors
    Sarif,
    /// JUnit XML, for the test results of GitLab, Jenkins and others: one suite a case, one test a rule
    Junit,
    /// Annotations in GitHub Actions
    Github,
    /// A Code Quality report for merge requests of GitLab
    Gitlab,
    /// Tables and lists for a comment on a pull request
    Markdown,
    /// A table of every measure, outcome and finding, for statistics
    Csv,
    /// One page that stands alone, with a picture of every fault and charts of what was measured
    Html,
}

impl From<OutputFormat> for Format {
    fn from(format: OutputFormat) -> Self {
        match format {
            OutputFormat::Full => Format::Full,
            OutputFormat::Concise => Format::Concise,
            OutputFormat::Json => Format::Json,
            OutputFormat::JsonLines => Format::JsonLines,
            OutputFormat::Sarif => Format::Sarif,
            OutputFormat::Junit => Format::JUnit,
            OutputFormat::Github => Format::GitHub,
            OutputFormat::Gitlab => Format::GitLab,
            OutputFormat::Markdown => Format::Markdown,
            OutputFormat::Csv => Format::Csv,
            OutputFormat::Html => Format::Html,
        }
    }
}

/// A format and the file it goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFile {
    pub format: OutputFormat,
    pub path: PathBuf,
}

impl FromStr for ReportFile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let example = "write it as `sarif=voxlint.sarif`";
        let (format, path) = text.split_once('=').ok_or(example)?;
        if path.is_empty() {
            return Err(example.to_owned());
        }
        let format = OutputFormat::from_str(format, false).map_err(|_| {
            let known: Vec<String> = OutputFormat::value_variants()
                .iter()
                .filter_map(|known| Some(known.to_possible_value()?.get_name().to_owned()))
                .collect();
            format!("`{format}` is no format; there are {}", known.join(", "))
        })?;
        Ok(ReportFile { format, path: path.into() })
    }
}
