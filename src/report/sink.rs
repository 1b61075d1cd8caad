//! Writes a run's findings in one of the output formats, as they come.

use std::io::{self, Write};

use super::catalogue::Catalogue;
use super::finding::Finding;
use super::fingerprint::fingerprints;
use super::record::{CaseRecord, Summary};
use super::render::{Format, Part, Renderer, Wants};
use super::style::Style;

/// Where the parts of a run go: a renderer and its output.
pub struct Sink<W> {
    out: W,
    renderer: Box<dyn Renderer>,
}

impl<W: Write> Sink<W> {
    /// # Errors
    ///
    /// Those of the output; here as below.
    pub fn new(mut out: W, format: Format, style: Style, catalogue: Catalogue) -> io::Result<Self> {
        let mut renderer = format.renderer(style, catalogue);
        renderer.begin(&mut out)?;
        Ok(Sink { out, renderer })
    }

    /// What the format has a use for.
    pub fn wants(&self) -> Wants {
        self.renderer.wants()
    }

    /// What came of one case, or of a group of cases together.
    pub fn case(&mut self, record: &CaseRecord, findings: &[Finding]) -> io::Result<()> {
        self.part(&record.case, Some(record), findings)
    }

    /// What is known of `name`, which is no case: a protocol, a comparison, all cases beside each other.
    pub fn about(&mut self, name: &str, findings: &[Finding]) -> io::Result<()> {
        self.part(name, None, findings)
    }

    /// Findings of one part may share a fingerprint's text and are told apart by their order.
    fn part(&mut self, name: &str, record: Option<&CaseRecord>, findings: &[Finding]) -> io::Result<()> {
        let fingerprints = fingerprints(findings);
        self.renderer.part(&mut self.out, &Part { name, record, findings, fingerprints: &fingerprints })?;
        self.out.flush()
    }

    /// Closes the output. Nothing may be written afterwards.
    pub fn finish(mut self, summary: &Summary) -> io::Result<()> {
        self.renderer.finish(&mut self.out, summary)?;
        self.out.flush()
    }
}
