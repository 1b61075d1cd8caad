//! `voxlint doc`: a protocol as the guideline that people read.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::check::ordered;
use crate::handbook::example::Maker;
use crate::handbook::{Book, Example, html, markdown};
use crate::model::Protocol;

use super::discover::case_file;
use super::exit::{Exit, Failure, Stop, io_reason};
use super::progress::Progress;
use super::protocols::Protocols;
use super::terminal::Terminal;

pub const EXAMPLES: &str = "\
Examples:
  voxlint doc liver.protocol --output liver.html
  voxlint doc kits/23 --output kits-23.html
  voxlint doc liver.protocol --no-pictures > liver.html
  voxlint doc liver.protocol --format markdown --output liver.md

The page holds everything it needs: nothing is loaded when it is opened, and it prints. Rules that a label map alone can
break have a picture of right and one of wrong, made for them; that takes from seconds to minutes.";

#[derive(Debug, Args)]
pub struct Doc {
    /// A protocol file, or the name of a shipped one such as `kits/23`
    #[arg(value_name = "FILE|NAME")]
    pub protocol: String,

    /// One page of HTML, or Markdown, which has no pictures
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Html)]
    pub format: Format,

    /// Leave out the pictures of right and wrong, which take long
    #[arg(long)]
    pub no_pictures: bool,

    /// Pictures made at the same time; one per core unless said otherwise
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,

    /// Write to a new file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Write over the file of --output, if there is one
    #[arg(long, requires = "output")]
    pub force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Html,
    Markdown,
}

/// # Errors
///
/// A protocol that does not exist or has mistakes, and a file that exists or cannot be written.
pub fn run(arguments: &Doc, terminal: &Terminal) -> Result<Exit, Stop> {
    let protocol = Protocols::new(Some(arguments.protocol.clone()), terminal).for_config(None)?;
    let protocol = protocol.ok_or_else(|| Failure::new("there is no protocol to write about"))?;
    // Before minutes of work are lost.
    if let Some(path) = arguments.output.as_deref().filter(|path| !arguments.force && path.symlink_metadata().is_ok()) {
        return Err(unwritable(path, &io::ErrorKind::AlreadyExists.into()).into());
    }
    let pictures = arguments.format == Format::Html && !arguments.no_pictures;
    let examples = if pictures { examples(&protocol, arguments, terminal)? } else { BTreeMap::new() };
    let book = Book::new(&protocol, examples);
    match &arguments.output {
        None => write(&mut BufWriter::new(io::stdout()), &book, arguments.format)?,
        Some(path) => {
            let file = if arguments.force { File::create(path) } else { File::create_new(path) };
            let written = file.and_then(|file| write(&mut BufWriter::new(file), &book, arguments.format));
            written.map_err(|error| unwritable(path, &error))?;
        }
    }
    Ok(Exit::Clean)
}

fn write(out: &mut dyn Write, book: &Book, format: Format) -> io::Result<()> {
    match format {
        Format::Html => html::write(out, book)?,
        Format::Markdown => out.write_all(markdown::text(book).as_bytes())?,
    }
    out.flush()
}

/// For each rule that a program checks a case that breaks it, made in parallel.
fn examples(protocol: &Protocol, arguments: &Doc, terminal: &Terminal) -> Result<BTreeMap<String, Example>, Stop> {
    let pool = ordered::pool(arguments.jobs.map(usize::from))
        .map_err(|error| Failure::new(format!("the threads of --jobs cannot be started: {error}")))?;
    let maker = Maker::new(protocol);
    let rules = maker.breakable();
    let mut progress = Progress::new(rules.len(), "drawing", "rules", terminal);
    let mut examples = BTreeMap::new();
    let made = ordered::for_each(
        &pool,
        &rules,
        |rule| (rule.id.clone(), maker.example(rule)),
        |(id, example)| -> Result<(), Stop> {
            examples.insert(id, example);
            progress.step();
            Ok(())
        },
    );
    made.map(|()| examples)
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let shown = case_file(path).shown;
    match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Failure::new(format!("the output file `{shown}` exists, so nothing was written"))
                .help("name another file, or add `--force` to write over it")
        }
        _ => Failure::new(format!("the output file `{shown}` cannot be written: {}", io_reason(error)))
            .help("give a file in a folder that exists and may be written to"),
    }
}
