//! `voxlint fmt`: protocols laid out in the one usual way.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use similar::TextDiff;

use crate::report::Source;
use crate::report::escape::visible_lines;
use crate::report::wording::counted;
use crate::syntax;

use super::arguments::Fmt;
use super::exit::{Exit, Failure, Stop, io_reason};
use super::output::report_on_stderr;
use super::protocols::{self, ProtocolText};
use super::terminal::Terminal;
use super::text_file;

/// # Errors
///
/// Files that do not exist, cannot be read or written, or have mistakes of syntax: these are left as they are.
pub fn run(arguments: &Fmt, terminal: &Terminal) -> Result<Exit, Stop> {
    if arguments.paths.iter().any(|path| path == "-") {
        return standard_input(arguments, terminal);
    }
    let sources = protocols::sources(&arguments.paths, terminal)?;
    if sources.is_empty() {
        terminal.note("no .protocol files found");
        return Ok(Exit::Clean);
    }
    let mut changed = 0;
    let mut broken = 0;
    for ProtocolText { source, path } in &sources {
        match formatted(source, terminal) {
            None => broken += 1,
            Some(text) if text == source.text => {}
            Some(text) => {
                changed += 1;
                show_or_write(arguments, source, path.as_deref(), &text)?;
            }
        }
    }
    let total = counted(sources.len(), "protocol");
    let verb = if arguments.check || arguments.diff { "would change" } else { "changed" };
    terminal.summary(&format!("{changed} of {total} {verb}"));
    if broken > 0 {
        terminal.note(&format!("{} left as they are because of mistakes", counted(broken, "file")));
        return Ok(Exit::Insufficient);
    }
    Ok(if changed > 0 && (arguments.check || arguments.diff) { Exit::Findings } else { Exit::Clean })
}

fn standard_input(arguments: &Fmt, terminal: &Terminal) -> Result<Exit, Stop> {
    if arguments.paths.len() > 1 {
        return Err(Failure::new("`-` cannot stand beside other paths").into());
    }
    let unreadable = |reason: String| Failure::new(format!("standard input could not be read: {reason}"));
    let bytes = text_file::read_from(io::stdin()).map_err(|error| unreadable(io_reason(&error)))?;
    let text = String::from_utf8(bytes).map_err(|_| unreadable("it is not UTF-8 text".to_owned()))?;
    let source = Source::new("<stdin>", text);
    let Some(text) = formatted(&source, terminal) else { return Ok(Exit::Insufficient) };
    if !arguments.check && !arguments.diff {
        io::stdout().write_all(text.as_bytes())?;
        return Ok(Exit::Clean);
    }
    if text == source.text {
        return Ok(Exit::Clean);
    }
    show_or_write(arguments, &source, None, &text)?;
    Ok(Exit::Findings)
}

/// `None` if the text has mistakes, which are reported.
fn formatted(source: &Arc<Source>, terminal: &Terminal) -> Option<String> {
    let result = syntax::format(source, &syntax::parse(source));
    result.map_err(|findings| report_on_stderr(&findings, terminal)).ok()
}

fn show_or_write(arguments: &Fmt, source: &Source, path: Option<&Path>, text: &str) -> Result<(), Stop> {
    if arguments.diff {
        let name = &source.name;
        let diff = TextDiff::from_lines(source.text.as_str(), text);
        let unified = diff.unified_diff().header(name, name).to_string();
        writeln!(io::stdout(), "{}", visible_lines(&unified))?;
    } else if arguments.check {
        writeln!(io::stdout(), "{}", visible_lines(&source.name))?;
    } else if let Some(path) = path {
        std::fs::write(path, text)
            .map_err(|error| Failure::new(format!("`{}` cannot be written: {}", source.name, io_reason(&error))))?;
    }
    Ok(())
}
