//! `voxlint export`: protocols in the forms of other programs, one file per target.

mod json;
mod normal;
mod yaml;

use std::fs;
use std::io::{self, Write};

use crate::model::Protocol;

use super::arguments::{Export, Target};
use super::discover::case_file;
use super::exit::{Exit, Failure, Stop, io_reason};
use super::protocols::Protocols;
use super::terminal::Terminal;

/// # Errors
///
/// A protocol that does not exist or has mistakes, and output that cannot be written.
pub fn run(arguments: &Export, terminal: &Terminal) -> Result<Exit, Stop> {
    let protocol = Protocols::new(Some(arguments.protocol.clone()), terminal).for_config(None)?;
    let protocol = protocol.ok_or_else(|| Failure::new("there is no protocol to export"))?;
    let text = text(&protocol, arguments.to)?;
    match &arguments.output_file {
        None => io::stdout().write_all(text.as_bytes())?,
        Some(path) => fs::write(path, text).map_err(|error| {
            let shown = case_file(path).shown;
            let failure = Failure::new(format!("the output file `{shown}` cannot be written: {}", io_reason(&error)));
            failure.help("give a file in a folder that exists and may be written to")
        })?,
    }
    Ok(Exit::Clean)
}

fn text(protocol: &Protocol, target: Target) -> Result<String, Failure> {
    match target {
        Target::Json => Ok(json::text(protocol)),
        Target::Yaml => yaml::text(protocol),
        Target::Normal => Ok(normal::text(protocol)),
    }
}
