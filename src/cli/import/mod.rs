//! `voxlint import`: a protocol of a table of labels that another program keeps.

mod classes;
mod names;
mod tree;

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::formats::{LabelTable, read_label_table};
use crate::syntax::print_file;

use super::discover::case_file;
use super::exit::{Exit, Failure, Stop, io_reason};
use super::terminal::Terminal;
use classes::Classes;

pub const EXAMPLES: &str = "\
Examples:
  voxlint import Dataset101_Liver/dataset.json > liver.protocol
  voxlint import atlas_dseg.tsv --name north/atlas
  voxlint import labels.label -o labels.protocol      ITK-SNAP
  voxlint import Organs.ctbl                          3D Slicer

The table of labels becomes the protocol's; names for several values become groups. Rules are yours to write.";

#[derive(Debug, Args)]
pub struct Import {
    /// A table of labels: dataset.json, BIDS .tsv, ITK-SNAP .label, 3D Slicer .ctbl, .txt or .csv, FreeSurfer .txt, TotalSegmentator class map
    #[arg(value_name = "FILE")]
    pub table: PathBuf,

    /// Name of the protocol; `imported/` and the name of the file unless said otherwise
    #[arg(long, value_name = "PUBLISHER/NAME")]
    pub name: Option<String>,

    /// Write to a new file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,
}

/// # Errors
///
/// A file that is no table of labels, a name that no protocol can have, and output that exists or cannot be written.
pub fn run(arguments: &Import, terminal: &Terminal) -> Result<Exit, Stop> {
    let shown = case_file(&arguments.table).shown;
    let table = read_label_table(&arguments.table).map_err(|fault| Failure::new(format!("`{shown}` {fault}")))?;
    let (text, notes) = protocol_text(&table, &arguments.table, arguments.name.as_deref())?;
    match &arguments.output_file {
        None => io::stdout().write_all(text.as_bytes())?,
        Some(path) => write_new(path, &text)?,
    }
    for note in notes {
        terminal.note(&note);
    }
    Ok(Exit::Clean)
}

/// The protocol, and what was left out of the table or made up.
///
/// # Errors
///
/// A name that no protocol can have.
pub fn protocol_text(table: &LabelTable, path: &Path, name: Option<&str>) -> Result<(String, Vec<String>), Failure> {
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = file.split('.').next().unwrap_or_default();
    let name = match name {
        Some(name) if is_protocol_name(name) => name.to_owned(),
        Some(name) => {
            let failure = Failure::new(format!("`{name}` is no name of a protocol"));
            return Err(failure.help("write publisher and name in small letters, digits and `-`: `north/liver-ct`"));
        }
        None => format!("imported/{}", names::file_name(stem)),
    };
    let classes = Classes::of(table);
    let docs = format!("The labels of `{}`, {}.", file.replace(['\n', '\r'], " "), table.format_name());
    let tree = tree::protocol(table, &classes, &docs, (&name, "0.1.0"));
    Ok((print_file(&tree), classes.notes))
}

fn is_protocol_name(name: &str) -> bool {
    let small = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let allowed = |part: &str| {
        part.bytes().next().is_some_and(small) && part.bytes().all(|byte| small(byte) || b"-_.".contains(&byte))
    };
    name.split_once('/').is_some_and(|(publisher, name)| allowed(publisher) && allowed(name))
}

/// A protocol that exists may hold rules: it is never written over.
fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let written = File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| {
        let shown = case_file(path).shown;
        match error.kind() {
            io::ErrorKind::AlreadyExists => Failure::new(format!("`{shown}` exists already"))
                .help("give the name of a new file, or remove this one"),
            _ => Failure::new(format!("`{shown}` cannot be written: {}", io_reason(&error)))
                .help("give a file in a folder that exists and may be written to"),
        }
    })
}
