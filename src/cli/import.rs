//! `voxlint import`: a protocol of a table of labels that another program keeps.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use crate::starter::Draft;

use super::discover::names::file_name;
use super::exit::{Exit, Stop};
use super::init::table;
use super::new_protocol;
use super::terminal::Terminal;

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

    /// Name of the protocol; `local/` and the name of the data or the file unless said otherwise
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
    let found = table::read(&arguments.table)?;
    let file = file_name(&arguments.table);
    let stem = file.split('.').next().unwrap_or_default();
    let (mut draft, notes) = Draft::of_table(&found.table, found.name.as_deref().unwrap_or(stem), &file);
    if let Some(name) = &arguments.name {
        draft.name = new_protocol::name(name)?;
    }
    // Who writes a protocol from a table says which classes may be missing; `init` begins with data instead.
    draft.classes.iter_mut().for_each(|class| class.required = true);
    match &arguments.output_file {
        None => io::stdout().write_all(draft.text().as_bytes())?,
        Some(path) => new_protocol::create(path, &draft.text())?,
    }
    notes.iter().for_each(|note| terminal.note(note));
    Ok(Exit::Clean)
}
