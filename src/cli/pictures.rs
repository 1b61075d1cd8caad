//! Pictures of findings: `--show`.

use crate::check::pictures::for_terminal;
use crate::report::{Drawing, Finding, Style};

use super::arguments::{Check, Color};
use super::discover::Planned;
use super::exit::Failure;
use super::reporting::{OutputFormat, Reporting};
use super::terminal::Terminal;

/// How slices are drawn under findings, if they are.
///
/// # Errors
///
/// A format that has no room for them.
pub fn style(arguments: &Check, color: Color, terminal: &Terminal) -> Result<Option<Style>, Failure> {
    let Reporting { output_format, output_file, .. } = &arguments.reporting;
    if arguments.show && *output_format != OutputFormat::Full {
        let failure = Failure::new("--show draws under the findings of the format `full`");
        return Err(failure.help("leave --output-format out"));
    }
    let style = if output_file.is_some() { Terminal::file(color) } else { terminal.stdout };
    Ok(arguments.show.then_some(style))
}

/// Draws a slice under each finding of a case that has a place.
pub fn draw(planned: &Planned, findings: &mut [Finding], style: Style) {
    let drawn = for_terminal(&planned.case, planned.protocol.as_deref(), findings, style);
    for (finding, text) in findings.iter_mut().zip(drawn) {
        finding.evidence.drawing = text.map(|text| Box::new(Drawing::Text(text)));
    }
}
