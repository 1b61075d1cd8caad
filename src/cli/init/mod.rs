//! `voxlint init`: a first protocol and a `voxlint.yaml` from what a folder holds.

mod infer;
pub mod table;
mod values;
mod write;

use std::num::NonZeroU16;
use std::path::PathBuf;

use clap::Args;

use crate::compare;
use crate::model;
use crate::report::Source;
use crate::report::wording::counted;
use crate::starter::{Draft, protocol_name};

use super::discover::case_file;
use super::discover::names::folder_name;
use super::exit::{Exit, Failure, Stop};
use super::new_protocol;
use super::terminal::Terminal;
use table::FoundTable;

#[derive(Debug, Args)]
pub struct Init {
    /// The folder with label maps, or with a table of labels
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,

    /// Take the labels from this table: dataset.json, dseg.tsv, ITK-SNAP, 3D Slicer, FreeSurfer, TotalSegmentator
    #[arg(long, value_name = "FILE")]
    pub table: Option<PathBuf>,

    /// Propose sizes, numbers of parts and relations from the label maps themselves
    #[arg(long)]
    pub infer: bool,

    /// The share of sound cases that all proposed ranges together may flag, such as `1%`
    #[arg(long, value_name = "SHARE", default_value = "1%", value_parser = share, requires = "infer")]
    pub false_alarms: f64,

    /// What the protocol is called, such as `north/liver-ct`; else after the dataset or the folder
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,

    /// Folder for the two new files; else the folder that was looked at
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,

    /// Cases measured at the same time; one per core unless said otherwise
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroU16>,
}

pub const EXAMPLES: &str = "\
Examples:
  voxlint init Dataset017_Abdomen                 labels from its dataset.json
  voxlint init --table labels.ctbl                labels from a 3D Slicer colour table
  voxlint init --infer Dataset017_Abdomen         and rules from its label maps
  voxlint init --infer --name north/liver-ct data -o protocols

Writes NAME.protocol and voxlint.yaml, and never over a file that exists. Rules that are proposed are warnings: each says
how many cases it rests on. Read them, make errors of those you accept, and delete the others.
docs/init.md says how ranges are chosen.";

/// `1%`, `1 %` or `0.01`.
fn share(text: &str) -> Result<f64, String> {
    let (number, unit) = match text.trim().strip_suffix('%') {
        Some(number) => (number.trim(), 0.01),
        None => (text.trim(), 1.0),
    };
    let value = number.parse::<f64>().map(|value| value * unit);
    let sound = value.ok().filter(|value| (1e-6..=0.5).contains(value));
    sound.ok_or_else(|| "write a share between 0.0001% and 50%, such as `1%`".to_owned())
}

/// # Errors
///
/// A folder or table that does not exist or cannot be read, nothing to begin with, and files that exist already.
pub fn run(arguments: &Init, terminal: &Terminal) -> Result<Exit, Stop> {
    let folder = case_file(&arguments.folder);
    if !folder.path.is_dir() {
        let what = if folder.path.exists() { "is not a folder" } else { "does not exist" };
        let failure = Failure::new(format!("`{}` {what}", folder.shown));
        return Err(failure.help("give the folder of the label maps; a single table is given with --table").into());
    }
    let found = match &arguments.table {
        Some(path) => Some(table::read(path)?),
        None => table::find(&folder.path, terminal),
    };
    let cases = match arguments.infer || found.is_none() {
        true => infer::cases(&folder.path, found.as_ref(), terminal)?,
        false => Vec::new(),
    };
    let own = arguments.name.clone().or_else(|| found.as_ref().and_then(|found| found.name.clone()));
    let name = own.unwrap_or_else(|| folder_name(&folder.path));
    let mut draft = match &found {
        Some(found) => of_table(found, &name, terminal),
        None => values::draft(&cases, &name, &folder.shown, arguments.jobs, terminal)?,
    };
    draft.name = match &arguments.name {
        Some(name) => new_protocol::name(name)?,
        None => protocol_name(&name),
    };
    if arguments.infer {
        infer::propose(&mut draft, &cases, arguments, terminal)?;
    }
    let text = draft.text();
    let written = write::both(arguments.output.as_deref().unwrap_or(&folder.path), &draft.name, &text)?;
    let rules = if draft.rules.is_empty() {
        String::new()
    } else {
        format!(", {}", counted(draft.rules.len(), "proposed rule"))
    };
    let classes = match draft.classes.len() {
        1 => "1 class".to_owned(),
        count => format!("{count} classes"),
    };
    terminal.summary(&format!("wrote {} ({classes}{rules})", written.protocol));
    terminal.summary(&format!("wrote {}", written.config));
    say_lints(&written.protocol, &text, terminal);
    terminal.summary(&format!("next: voxlint check {}", case_file(&arguments.folder).shown));
    Ok(Exit::Clean)
}

fn of_table(found: &FoundTable, name: &str, terminal: &Terminal) -> Draft {
    let (mut draft, notes) = Draft::of_table(&found.table, name, &found.shown);
    notes.iter().for_each(|note| terminal.note(note));
    draft.docs.push("It asks for nothing but known values: write down what your guideline asks for.".to_owned());
    draft
}

/// A table with mistakes of its own makes a protocol that `lint` has something to say about.
fn say_lints(path: &str, text: &str, terminal: &Terminal) {
    let loaded = model::load(&Source::new(path, text));
    let mut findings = model::lint(&loaded, jiff::Zoned::now().date());
    findings.extend(compare::lint::lint(&loaded, &findings));
    if !findings.is_empty() {
        let count = counted(findings.len(), "remark");
        terminal.note(&format!("the labels themselves give cause for {count}: voxlint lint {path}"));
    }
}
