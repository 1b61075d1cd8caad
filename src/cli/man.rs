//! `voxlint man`: the manual, one page for each command.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;

use super::arguments::Arguments;
use super::discover::case_file;
use super::exit::{Exit, Failure, Stop, io_reason};

pub const EXAMPLES: &str = "\
Examples:
  voxlint man | man -l -
  voxlint man --output-dir ~/.local/share/man/man1";

#[derive(Debug, Args)]
pub struct Manual {
    /// Write one page for each command into this folder; without it, the page of `voxlint` goes to standard output
    #[arg(long, value_name = "DIR")]
    pub output_dir: Option<PathBuf>,
}

/// # Errors
///
/// A page that exists already, and output that cannot be written.
pub fn run(arguments: &Manual) -> Result<Exit, Stop> {
    let mut command = Arguments::command();
    command.build();
    let Some(folder) = &arguments.output_dir else {
        io::stdout().write_all(&page(command)?)?;
        return Ok(Exit::Clean);
    };
    let cannot = |path: &PathBuf, error: &io::Error| {
        let shown = case_file(path).shown;
        match error.kind() {
            io::ErrorKind::AlreadyExists => {
                Failure::new(format!("the page `{shown}` exists")).help("remove it first, or give another folder")
            }
            _ => Failure::new(format!("the page `{shown}` cannot be written: {}", io_reason(error))),
        }
    };
    fs::create_dir_all(folder).map_err(|error| cannot(folder, &error))?;
    for (name, command) in pages(command) {
        let path = folder.join(format!("{name}.1"));
        let text = page(command)?;
        let written = File::create_new(&path).and_then(|mut file| file.write_all(&text));
        written.map_err(|error| cannot(&path, &error))?;
    }
    Ok(Exit::Clean)
}

/// The program and each of its commands, under the names of their pages: `voxlint-check`.
fn pages(command: Command) -> Vec<(String, Command)> {
    // Building the command has set these: `voxlint-check`.
    let name = |command: &Command| command.get_display_name().unwrap_or(command.get_name()).to_owned();
    let commands = command.get_subcommands().filter(|command| command.get_name() != "help").cloned();
    let all: Vec<Command> = commands.chain([command.clone()]).collect();
    all.into_iter().map(|command| (name(&command), command)).collect()
}

fn page(command: Command) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    Man::new(command).render(&mut text)?;
    Ok(text)
}
