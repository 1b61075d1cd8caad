//! `voxlint schema`: the JSON Schemas of what voxlint reads and writes.

use std::io::{self, Write};

use crate::model;
use crate::report;

use super::arguments::{Schema, SchemaName};
use super::config;
use super::diff;
use super::exit::{Exit, Stop};
use super::harmonize;

/// # Errors
///
/// Output that cannot be written.
pub fn run(arguments: &Schema) -> Result<Exit, Stop> {
    let text = match arguments.name {
        SchemaName::Protocol => model::json::SCHEMA,
        SchemaName::Findings => report::json::SCHEMA,
        SchemaName::Config => config::SCHEMA,
        SchemaName::Matrix => diff::matrix::SCHEMA,
        SchemaName::Harmonize => harmonize::SCHEMA,
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(Exit::Clean)
}
