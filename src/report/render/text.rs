//! The two formats that people read in a terminal. Nothing is written for a case without findings.

use std::io::{self, Write};

use super::super::picture::Drawing;
use super::super::style::Style;
use super::super::{concise, full};
use super::{Part, Renderer};

/// Blocks with an empty line between them.
pub struct Full {
    style: Style,
    first: bool,
}

impl Full {
    pub fn new(style: Style) -> Self {
        Full { style, first: true }
    }
}

impl Renderer for Full {
    fn part(&mut self, out: &mut dyn Write, part: &Part<'_>) -> io::Result<()> {
        for finding in part.findings {
            let gap = if std::mem::take(&mut self.first) { "" } else { "\n" };
            write!(out, "{gap}{}", full::block(finding, self.style))?;
            for drawing in &finding.evidence.drawings {
                if let Drawing::Text(lines) = drawing {
                    write!(out, "{lines}")?;
                }
            }
        }
        Ok(())
    }
}

/// One line a finding.
pub struct Concise {
    style: Style,
}

impl Concise {
    pub fn new(style: Style) -> Self {
        Concise { style }
    }
}

impl Renderer for Concise {
    fn part(&mut self, out: &mut dyn Write, part: &Part<'_>) -> io::Result<()> {
        part.findings.iter().try_for_each(|finding| writeln!(out, "{}", concise::line(finding, self.style)))
    }
}
