//! The command line: one file per command.

mod across_cases;
mod arguments;
mod baseline;
mod cache;
mod case_tables;
mod catalogue;
mod changed;
mod check;
mod completions;
mod config;
mod convert;
mod declared;
mod diff;
mod discover;
mod doc;
mod exit;
mod explain;
mod export;
mod facts;
mod fmt;
mod harmonize;
mod import;
mod init;
mod lint;
mod lock;
mod made_case;
mod man;
mod new_protocol;
mod output;
mod phantom;
mod pictures;
mod progress;
mod protocols;
mod recognise;
mod reporting;
mod schema;
mod select;
mod settings;
mod terminal;
mod text_file;
mod waivers;
mod watch;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::OnceLock;

use clap::Parser;

use arguments::{Arguments, Command};
use exit::{Exit, Failure, Stop};
use terminal::Terminal;

/// Where this program's first mistake was met, for the report.
static MISTAKE: OnceLock<String> = OnceLock::new();

/// Arguments to one command to an exit code: 0 nothing at or above `--fail-on`, 1 findings, 2 the job could not be done.
/// A closed pipe is 0.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version go to standard output, whose reader may have left.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let terminal = Terminal::new(arguments.color);
    // A panic is a mistake of this program: it is named in one sentence, never shown as a trace.
    std::panic::set_hook(Box::new(|panic| {
        if let Some(place) = panic.location() {
            let file = place.file().rsplit(['/', '\\']).next().unwrap_or_default();
            let _ = MISTAKE.set(format!("{file}:{}", place.line()));
        }
    }));
    let outcome = catch_unwind(AssertUnwindSafe(|| run(&arguments, terminal)));
    match outcome {
        Ok(Ok(exit)) => exit.into(),
        Ok(Err(Stop::Closed)) => ExitCode::SUCCESS,
        Ok(Err(Stop::Reported)) => Exit::Insufficient.into(),
        Ok(Err(Stop::Failed(failure))) => {
            terminal.failure(&failure);
            Exit::Insufficient.into()
        }
        Err(_) => {
            let place = MISTAKE.get().map(|place| format!(" at {place}")).unwrap_or_default();
            let failure = Failure::new(format!("voxlint met a mistake of its own{place} and stopped"));
            terminal.failure(&failure.help("please report it with the command line and, if you may, the file"));
            Exit::Insufficient.into()
        }
    }
}

fn run(arguments: &Arguments, terminal: Terminal) -> Result<Exit, Stop> {
    match &arguments.command {
        Command::Check(check) => check::run(check, arguments.color, &terminal),
        Command::Convert(convert) => convert::run(convert, &terminal),
        Command::Diff(diff) => diff::run(diff, arguments.color, &terminal),
        Command::Harmonize(harmonize) => harmonize::run(harmonize, &terminal),
        Command::Init(init) => init::run(init, &terminal),
        Command::Lint(lint) => lint::run(lint, arguments.color, &terminal),
        Command::Fmt(fmt) => fmt::run(fmt, &terminal),
        Command::Facts(facts) => facts::run(facts, &terminal),
        Command::Explain(explain) => explain::run(explain, &terminal),
        Command::Phantom(phantom) => phantom::run(phantom, &terminal),
        Command::Doc(doc) => doc::run(doc, &terminal),
        Command::Export(export) => export::run(export, &terminal),
        Command::Import(import) => import::run(import, &terminal),
        Command::Lock(lock) => lock::run(lock, &terminal),
        Command::Schema(schema) => schema::run(schema),
        Command::Completions(completions) => completions::run(completions),
        Command::Man(manual) => man::run(manual),
    }
}
