//! `voxlint diff`: what protocols say differently.

mod matrix;
mod revision;

use std::collections::BTreeSet;

use crate::compare::{self, codes, crosswalk::Crosswalk};
use crate::model::Protocol;
use crate::report::{Finding, Summary};

use super::arguments::{Color, Diff};
use super::declared;
use super::exit::{Exit, Stop};
use super::output;
use super::select::Selection;
use super::terminal::Terminal;
pub use revision::{loaded, protocol};

/// # Errors
///
/// A protocol that does not exist or has mistakes, declarations that make no sense, a code that does not exist, and output
/// that cannot be written.
pub fn run(arguments: &Diff, color: Color, terminal: &Terminal) -> Result<Exit, Stop> {
    let reporting = &arguments.reporting;
    let known: BTreeSet<String> = codes::CODES.iter().map(|code| code.code.to_owned()).collect();
    let selection = Selection::new(&reporting.select, &reporting.ignore, &known)?;
    let mut protocols: Vec<Protocol> = Vec::new();
    for wanted in &arguments.protocols {
        protocols.push(protocol(wanted, terminal)?);
    }
    let protocols: Vec<&Protocol> = protocols.iter().collect();
    let crosswalk = declared::crosswalk(&arguments.declared, &protocols, terminal)?;
    if protocols.len() > 2 {
        return matrix::run(arguments, &crosswalk, &selection, terminal);
    }
    let findings = findings(&crosswalk, 0, 1, &selection);
    let mut summary = Summary::default();
    summary.add(&findings);
    let mut sink = output::sink(reporting, color, terminal)?;
    sink.findings(&findings)?;
    sink.finish(&summary)?;
    if reporting.statistics && !summary.codes.is_empty() {
        let title = |code: &str| codes::find(code).map(|known| known.title.to_owned());
        terminal.summary(&output::statistics(&summary, title));
    }
    let named = |protocol: Option<&&Protocol>| protocol.map(|protocol| name(protocol)).unwrap_or_default();
    let (old, new) = (named(protocols.first()), named(protocols.get(1)));
    terminal.summary(&format!("compared {old} with {new}: {}", output::severities(&summary)));
    Ok(output::exit(reporting, &summary))
}

/// Everything that differs between two of the protocols, as far as it is asked for.
fn findings(crosswalk: &Crosswalk<'_>, old: usize, new: usize, selection: &Selection) -> Vec<Finding> {
    let mut findings = compare::findings(crosswalk, old, new);
    selection.retain(&mut findings);
    findings
}

/// `kits/23 1.0.0`
fn name(protocol: &Protocol) -> String {
    format!("{} {}", protocol.name, protocol.version).trim().to_owned()
}
