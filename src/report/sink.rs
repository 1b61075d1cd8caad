//! Writes a run's findings in the output formats, as they come.

use std::io::{self, Write};

use super::accepted::Accepted;
use super::catalogue::Catalogue;
use super::finding::Finding;
use super::fingerprint::fingerprints;
use super::record::{CaseRecord, Summary};
use super::render::{Format, Part, Renderer, Wants};
use super::style::Style;

/// Where the parts of a run go: one report, or several of one run.
pub struct Sink<W> {
    outputs: Vec<Output<W>>,
}

struct Output<W> {
    out: W,
    renderer: Box<dyn Renderer>,
}

impl<W> Default for Sink<W> {
    fn default() -> Self {
        Sink { outputs: Vec::new() }
    }
}

impl<W: Write> Sink<W> {
    /// One more report; all must be there before the first part is.
    ///
    /// # Errors
    ///
    /// Those of the output; here as below.
    pub fn add(&mut self, mut out: W, format: Format, style: Style, catalogue: Catalogue) -> io::Result<()> {
        let mut renderer = format.renderer(style, catalogue);
        renderer.begin(&mut out)?;
        self.outputs.push(Output { out, renderer });
        Ok(())
    }

    /// What any of the formats has a use for.
    pub fn wants(&self) -> Wants {
        self.outputs.iter().map(|output| output.renderer.wants()).fold(Wants::default(), Wants::or)
    }

    /// What came of one case, or of a group of cases together.
    pub fn case(&mut self, record: &CaseRecord, findings: &[Finding]) -> io::Result<()> {
        self.part(&record.case, Some(record), findings)
    }

    /// What is known of `name`, which is no case: a protocol, a comparison, all cases beside each other.
    pub fn about(&mut self, name: &str, findings: &[Finding]) -> io::Result<()> {
        self.part(name, None, findings)
    }

    /// The findings that somebody has accepted, behind everything else.
    pub fn accepted(&mut self, accepted: Vec<Accepted>) -> io::Result<()> {
        let findings: Vec<Finding> = accepted.iter().map(|accepted| accepted.finding.clone()).collect();
        let accepted: Vec<(Accepted, String)> = accepted.into_iter().zip(fingerprints(&findings)).collect();
        self.outputs.iter_mut().try_for_each(|Output { out, renderer }| renderer.accepted(out, &accepted))
    }

    /// Findings of one part may share a fingerprint's text and are told apart by their order.
    fn part(&mut self, name: &str, record: Option<&CaseRecord>, findings: &[Finding]) -> io::Result<()> {
        let fingerprints = fingerprints(findings);
        let part = Part { name, record, findings, fingerprints: &fingerprints };
        for Output { out, renderer } in &mut self.outputs {
            renderer.part(out, &part)?;
            out.flush()?;
        }
        Ok(())
    }

    /// Closes the outputs. Nothing may be written afterwards.
    pub fn finish(mut self, summary: &Summary) -> io::Result<()> {
        for Output { out, renderer } in &mut self.outputs {
            renderer.finish(out, summary)?;
            out.flush()?;
        }
        Ok(())
    }
}
