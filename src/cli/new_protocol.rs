//! Protocols that voxlint writes for the first time: what they may be called, and never over a file that exists.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use crate::model::is_protocol_name;

use super::discover::case_file;
use super::exit::{Failure, io_reason};

/// A protocol's name: `publisher/title`.
///
/// # Errors
///
/// What it must look like.
pub fn name(name: &str) -> Result<String, Failure> {
    if is_protocol_name(name) {
        return Ok(name.to_owned());
    }
    let failure = Failure::new(format!("`{name}` is no name for a protocol"));
    Err(failure.help("write publisher and name in small letters, digits and `-`: `north/liver-ct`"))
}

/// A protocol that exists may hold rules: it is never written over.
///
/// # Errors
///
/// A file that exists or cannot be written.
pub fn create(path: &Path, text: &str) -> Result<(), Failure> {
    let written = File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| {
        let shown = case_file(path).shown;
        match error.kind() {
            io::ErrorKind::AlreadyExists => Failure::new(format!("`{shown}` exists already"))
                .help("give the name of a new file, or move this one away"),
            _ => Failure::new(format!("`{shown}` cannot be written: {}", io_reason(&error)))
                .help("give a file in a folder that exists and may be written to"),
        }
    })
}
