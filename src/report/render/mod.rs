//! One renderer per output format.
//!
//! A new format is a new file here and a line in [`Format`] and [`Format::renderer`]. Renderers decide nothing: they leave
//! out only what their form cannot hold.

mod csv;
mod github;
mod gitlab;
mod html;
mod json;
mod junit;
mod lines;
mod markdown;
mod prose;
mod sarif;
mod text;

use std::io::{self, Write};

use super::accepted::Accepted;
use super::catalogue::Catalogue;
use super::finding::Finding;
use super::record::{CaseRecord, Summary};
use super::style::Style;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Several lines a finding, with the protocol's own line.
    Full,
    /// One line a finding.
    Concise,
    /// One object: `schema_version`, `tool`, `findings`, `cases`, `summary`.
    Json,
    /// One object a line: `finding`, `case` and at last `summary` under the key `type`.
    JsonLines,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit XML, for what shows the results of tests.
    JUnit,
    /// Workflow commands of GitHub Actions.
    GitHub,
    /// Code Quality of GitLab.
    GitLab,
    /// For a comment on a pull request.
    Markdown,
    /// A table of measures, outcomes and findings.
    Csv,
    /// One page with pictures and charts.
    Html,
}

/// What came of one case, of all cases together, of one protocol or of a comparison: whatever is reported at once.
#[derive(Debug, Clone, Copy)]
pub struct Part<'p> {
    /// The case, the protocol, `all cases`, `north/liver 1.0.0 and south/liver 2.0.0`.
    pub name: &'p str,
    /// Of a case, or of a group of cases that rules across cases judged.
    pub record: Option<&'p CaseRecord>,
    pub findings: &'p [Finding],
    /// One for each finding, in their order.
    pub fingerprints: &'p [String],
}

impl<'p> Part<'p> {
    /// Findings with their fingerprints.
    pub fn printed(&self) -> impl Iterator<Item = (&'p Finding, &'p str)> {
        self.findings.iter().zip(self.fingerprints.iter().map(String::as_str))
    }
}

/// What is only gathered if a format has a use for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wants {
    /// [`CaseRecord::measures`]
    pub measures: bool,
    /// [`Evidence::drawings`](super::Evidence::drawings)
    pub pictures: bool,
    /// [`Renderer::accepted`]
    pub accepted: bool,
}

impl Wants {
    #[must_use]
    pub fn or(self, other: Wants) -> Wants {
        Wants {
            measures: self.measures || other.measures,
            pictures: self.pictures || other.pictures,
            accepted: self.accepted || other.accepted,
        }
    }
}

/// Writes the parts of a run as they come.
///
/// What a format wants before the findings it writes in [`Renderer::begin`], what it knows only when all are there it keeps
/// for [`Renderer::finish`]; both are called once, also for a run without findings.
pub trait Renderer {
    /// What the records of cases must hold for this format.
    fn wants(&self) -> Wants {
        Wants::default()
    }

    /// # Errors
    ///
    /// Those of the output; here as below.
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn part(&mut self, out: &mut dyn Write, part: &Part<'_>) -> io::Result<()>;

    /// The findings that are not reported, with their fingerprints; comes at most once, behind all parts.
    fn accepted(&mut self, _out: &mut dyn Write, _accepted: &[(Accepted, String)]) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, _out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        Ok(())
    }
}

impl Format {
    /// A renderer for one run. `style` is for those whose text goes to a terminal, `catalogue` for those that tell what the
    /// codes mean.
    pub fn renderer(self, style: Style, catalogue: Catalogue) -> Box<dyn Renderer> {
        match self {
            Format::Full => Box::new(text::Full::new(style)),
            Format::Concise => Box::new(text::Concise::new(style)),
            Format::Json => Box::new(json::Json::default()),
            Format::JsonLines => Box::new(lines::JsonLines),
            Format::Sarif => Box::new(sarif::Sarif::new(catalogue)),
            Format::JUnit => Box::new(junit::JUnit::new(catalogue)),
            Format::GitHub => Box::new(github::GitHub),
            Format::GitLab => Box::new(gitlab::GitLab::default()),
            Format::Markdown => Box::new(markdown::Markdown::new(catalogue)),
            Format::Csv => Box::new(csv::Csv),
            Format::Html => Box::new(html::Html::new(catalogue)),
        }
    }
}
