//! `voxlint diff`: what protocols say differently.

pub mod matrix;
mod revision;
mod witnesses;

use std::collections::BTreeSet;

use crate::compare::classes::differences;
use crate::compare::rules::compatibility::Compatibility;
use crate::compare::rules::showing::Phantoms;
use crate::compare::rules::{self, overview};
use crate::compare::{self, codes, crosswalk::Crosswalk};
use crate::model::Protocol;
use crate::model::codes::Code;
use crate::report::wording::{self, counted};
use crate::report::{Catalogue, Finding, Summary};

use super::arguments::{Color, Compat, Diff};
use super::catalogue;
use super::declared;
use super::discover::case_file;
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
    let known: BTreeSet<String> = known_codes().map(|code| code.code.to_owned()).collect();
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
    let mut findings = compare::findings(&crosswalk, 0, 1);
    let mut summary = Summary::default();
    let mut told = None;
    if let ([old, new], [old_view, new_view]) = (protocols.as_slice(), crosswalk.views.as_slice()) {
        let differences = differences(&crosswalk, 0, 1);
        let mut show = Phantoms::new(old_view, new_view);
        let comparison = rules::compare(&crosswalk.anatomy, old_view, new_view, &mut show);
        let wanted = arguments.compat.map(Compatibility::from);
        findings.extend(rules::findings(&comparison, (old, new), wanted, &differences));
        summary.comparison = Some(overview::object(&comparison, old, new, &differences));
        told = Some(overview::line(&comparison, &differences));
        if let Some(folder) = &arguments.witness {
            let count = witnesses::write(folder, &comparison)?;
            terminal.summary(&format!("wrote {} into `{}`", counted(count, "case"), case_file(folder).shown));
        }
    }
    selection.retain(&mut findings);
    summary.add(&findings);
    let named = |protocol: Option<&&Protocol>| protocol.map(|protocol| name(protocol)).unwrap_or_default();
    let (old, new) = (named(protocols.first()), named(protocols.get(1)));
    let mut meanings = Catalogue::default();
    catalogue::add_codes(&mut meanings, known_codes());
    let mut sink = output::sink(reporting, meanings, color, terminal)?;
    sink.about(&format!("{old} and {new}"), &findings)?;
    sink.finish(&summary)?;
    if reporting.statistics && !summary.codes.is_empty() {
        let title = |code: &str| known_codes().find(|known| known.code == code).map(|known| known.title.to_owned());
        terminal.summary(&output::statistics(&summary, title));
    }
    terminal.summary(&format!("compared {old} with {new}: {}", wording::severities(&summary)));
    if let Some(told) = told {
        terminal.summary(&told);
    }
    Ok(output::exit(reporting, &summary))
}

/// Everything that differs between two of the protocols, as far as it is asked for.
fn findings(crosswalk: &Crosswalk<'_>, old: usize, new: usize, selection: &Selection) -> Vec<Finding> {
    let mut findings = compare::findings(crosswalk, old, new);
    selection.retain(&mut findings);
    findings
}

/// Codes of differences between classes, and between rules.
fn known_codes() -> impl Iterator<Item = &'static Code> {
    codes::CODES.iter().chain(rules::codes::CODES).copied()
}

impl From<Compat> for Compatibility {
    fn from(asked: Compat) -> Self {
        match asked {
            Compat::Archive => Compatibility::Archive,
            Compat::Consumer => Compatibility::Consumer,
            Compat::Full => Compatibility::Full,
        }
    }
}

/// `kits/23 1.0.0`
fn name(protocol: &Protocol) -> String {
    format!("{} {}", protocol.name, protocol.version).trim().to_owned()
}
