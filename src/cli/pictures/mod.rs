//! Pictures of findings: under them in a terminal, or in the page of a report.

mod room;

use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::ThreadPool;

use crate::check::ordered;
use crate::check::pictures::{for_page, for_terminal};
use crate::report::wording::counted;
use crate::report::{CaseRecord, Drawing, Finding, NoPicture, Style};

use super::arguments::{Check, Color};
use super::discover::Planned;
use super::exit::{Failure, Stop};
use super::progress::Progress;
use super::reporting::{OutputFormat, Reporting};
use super::terminal::Terminal;
use room::Plan;

/// How slices are drawn under findings, if they are.
///
/// # Errors
///
/// A format that has no room for them.
pub fn style(arguments: &Check, color: Color, terminal: &Terminal) -> Result<Option<Style>, Failure> {
    let Reporting { output_format, output_file, .. } = &arguments.reporting;
    if arguments.show && *output_format != OutputFormat::Full {
        let failure = Failure::new("--show draws under the findings of the format `full`");
        return Err(failure.help("leave --output-format out; the format `html` has its pictures without being asked"));
    }
    let style = if output_file.is_some() { Terminal::file(color) } else { terminal.stdout };
    Ok(arguments.show.then_some(style))
}

/// Draws a slice under each finding of a case that has a place.
pub fn draw(planned: &Planned, findings: &mut [Finding], style: Style) {
    let drawn = for_terminal(&planned.case, planned.protocol.as_deref(), findings, style);
    for (finding, text) in findings.iter_mut().zip(drawn) {
        finding.evidence.drawings.extend(text.map(Drawing::Text));
    }
}

/// A checked case that waits until the number of all findings is known: it tells how fine a picture may be.
pub struct Undrawn<'p> {
    pub planned: &'p Planned,
    pub record: CaseRecord,
    pub findings: Vec<Finding>,
}

/// Makes the pictures of all cases, in parallel, and hands the cases on in their order. A mistake of this program costs a
/// case its pictures, not its findings.
///
/// # Errors
///
/// Those of `take`.
pub fn draw_all(
    pool: &ThreadPool,
    cases: Vec<Undrawn<'_>>,
    terminal: &Terminal,
    mut take: impl FnMut(&CaseRecord, &[Finding]) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let found: Vec<(&CaseRecord, &[Finding])> =
        cases.iter().map(|case| (&case.record, case.findings.as_slice())).collect();
    let Plan { detail, cases: planned, drawn, left } = Plan::new(&found);
    if left > 0 {
        let all = counted(drawn + left, "finding");
        terminal.note(&format!("the page has room for pictures of the first {drawn} of {all}"));
    }
    let work = |(case, planned): &(Undrawn<'_>, Vec<Result<(), NoPicture>>)| {
        let protocol = case.planned.protocol.as_deref();
        catch_unwind(AssertUnwindSafe(|| for_page(&case.planned.case, protocol, &case.findings, planned, detail)))
            .unwrap_or_else(|_| planned.iter().map(|planned| Err(planned.err().unwrap_or(NoPicture::Failed))).collect())
    };
    let cases: Vec<_> = cases.into_iter().zip(planned).collect();
    let mut progress = Progress::new(cases.len(), "drawing", "cases", terminal);
    let mut coming = cases.iter();
    ordered::for_each(pool, &cases, work, |pictures| -> Result<(), Stop> {
        if let Some((case, _)) = coming.next() {
            let mut findings = case.findings.clone();
            for (finding, picture) in findings.iter_mut().zip(pictures) {
                finding.evidence.drawings.push(picture.map_or_else(Drawing::Missing, Drawing::Picture));
            }
            take(&case.record, &findings)?;
        }
        progress.step();
        Ok(())
    })
}
