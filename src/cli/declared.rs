//! `--crosswalk` and `--equate`: what people declare about classes of several protocols.

use std::sync::Arc;

use crate::compare::crosswalk::{Crosswalk, Declaration, declarations};
use crate::model::Protocol;
use crate::report::{Finding, Source};
use crate::syntax::crosswalk::Verb;

use super::arguments::Declared;
use super::discover::case_file;
use super::exit::{Failure, Stop, io_reason};
use super::output;
use super::terminal::Terminal;
use super::text_file;

/// The classes of some protocols, linked.
///
/// # Errors
///
/// A file that cannot be read, and every declaration that makes no sense; these are reported here.
pub fn crosswalk<'p>(
    declared: &Declared,
    protocols: &[&'p Protocol],
    terminal: &Terminal,
) -> Result<Crosswalk<'p>, Stop> {
    let mut found: Vec<Declaration> = Vec::new();
    let mut mistakes: Vec<Finding> = Vec::new();
    for source in sources(declared)? {
        match declarations(&source, protocols) {
            Ok(of_source) => found.extend(of_source),
            Err(findings) => mistakes.extend(findings),
        }
    }
    let linked = if mistakes.is_empty() { Crosswalk::new(protocols, &found) } else { Err(mistakes) };
    linked.map_err(|findings| {
        output::report_on_stderr(&findings, terminal);
        Failure::new("the declarations about classes have mistakes, so nothing was compared").into()
    })
}

fn sources(declared: &Declared) -> Result<Vec<Arc<Source>>, Failure> {
    let mut sources = Vec::new();
    for path in &declared.crosswalk {
        let shown = case_file(path).shown;
        let bytes = text_file::read(path).map_err(|error| {
            Failure::new(format!("the crosswalk `{shown}` could not be read: {}", io_reason(&error)))
        })?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            Failure::new(format!("the crosswalk `{shown}` is not UTF-8 text (byte {at})"))
                .help("save it as UTF-8 in your editor")
        })?;
        sources.push(Source::new(shown, text));
    }
    for line in &declared.equate {
        let begun = Verb::ALL.iter().any(|verb| line.trim_start().starts_with(&format!("{} ", verb.word())));
        let text = if begun { line.clone() } else { format!("equate {}", line.trim_start()) };
        sources.push(Source::new("--equate", text));
    }
    Ok(sources)
}
