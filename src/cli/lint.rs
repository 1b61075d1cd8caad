//! `voxlint lint`: mistakes in protocols.

use std::collections::BTreeSet;

use crate::compare;
use crate::model;
use crate::report::wording::{self, counted};
use crate::report::{Catalogue, Summary};

use super::arguments::{Color, Lint};
use super::catalogue;
use super::exit::{Exit, Stop};
use super::output;
use super::protocols;
use super::select::Selection;
use super::terminal::Terminal;

/// # Errors
///
/// A path that does not exist or cannot be read, a code that does not exist, and output that cannot be written.
pub fn run(arguments: &Lint, color: Color, terminal: &Terminal) -> Result<Exit, Stop> {
    let sources = protocols::sources(&arguments.paths, terminal)?;
    let reporting = &arguments.reporting;
    let known: BTreeSet<String> = model::codes::all()
        .into_iter()
        .map(|code| code.code)
        .chain(crate::syntax::mistakes::MISTAKES.iter().map(|(code, _, _)| *code))
        .map(str::to_owned)
        .collect();
    let selection = Selection::new(&reporting.select, &reporting.ignore, &known)?;
    let mut sink = output::sink(reporting, meanings(), color, terminal)?;
    let mut summary = Summary::default();
    if sources.is_empty() {
        terminal.note("no .protocol files found");
        sink.finish(&summary)?;
        return Ok(if arguments.require_files { Exit::Insufficient } else { Exit::Clean });
    }
    let today = jiff::Zoned::now().date();
    for protocols::ProtocolText { source, .. } in &sources {
        let loaded = protocols::load_locked(source);
        let hash = loaded.protocol.as_ref().map(|protocol| (protocol.title(), model::json::hash(protocol)));
        summary.protocols.extend(hash);
        let mut findings = model::lint(&loaded, today);
        findings.extend(compare::lint::lint(&loaded, &findings));
        findings.sort_by_key(|finding| finding.labels.first().map(|label| label.span));
        selection.retain(&mut findings);
        summary.add(&findings);
        sink.about(&source.name, &findings)?;
    }
    sink.finish(&summary)?;
    if reporting.statistics && !summary.codes.is_empty() {
        terminal.summary(&output::statistics(&summary, |code| {
            model::codes::find(code).map(|known| known.title.to_owned())
        }));
    }
    terminal.summary(&format!("linted {}: {}", counted(sources.len(), "protocol"), wording::severities(&summary)));
    Ok(output::exit(reporting, &summary))
}

/// What the codes of mistakes in protocols mean.
fn meanings() -> Catalogue {
    let mut meanings = Catalogue::default();
    catalogue::add_codes(&mut meanings, model::codes::all());
    catalogue::add_mistakes(&mut meanings);
    meanings
}
