//! Pictures of findings: under them in a terminal, or in the page of a report.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::ThreadPool;

use crate::check::ordered;
use crate::check::pictures::{for_page, for_terminal, has_place};
use crate::picture::Detail;
use crate::report::{CaseRecord, Drawing, Finding, Style};

use super::arguments::{Check, Color};
use super::discover::Planned;
use super::exit::{Failure, Stop};
use super::progress::Progress;
use super::reporting::{OutputFormat, Reporting};
use super::terminal::Terminal;

/// Bytes of all pictures of a page. As text they take a third more, and there has to be room for the words.
const ROOM: usize = 11 << 20;

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
    let placed = cases.iter().flat_map(|case| &case.findings).filter(|finding| has_place(finding)).count();
    if placed == 0 {
        return cases.iter().try_for_each(|case| take(&case.record, &case.findings));
    }
    let room = ROOM / placed;
    let work = |case: &Undrawn<'_>| {
        let Some(detail) = Detail::within(room, case.record.image.is_some()) else { return Vec::new() };
        let protocol = case.planned.protocol.as_deref();
        catch_unwind(AssertUnwindSafe(|| for_page(&case.planned.case, protocol, &case.findings, detail)))
            .unwrap_or_default()
    };
    let mut progress = Progress::new(cases.len(), "drawing", "cases", terminal);
    let mut coming = cases.iter();
    ordered::for_each(pool, &cases, work, |pictures| -> Result<(), Stop> {
        if let Some(case) = coming.next() {
            let mut findings = case.findings.clone();
            for (finding, picture) in findings.iter_mut().zip(pictures) {
                finding.evidence.drawings.extend(picture.map(Drawing::Picture));
            }
            take(&case.record, &findings)?;
        }
        progress.step();
        Ok(())
    })
}
