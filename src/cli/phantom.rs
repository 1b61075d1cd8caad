//! `voxlint phantom`: a label map that a protocol accepts, or that breaks one of its rules and no other.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::logic::anatomy::View;
use crate::model::Protocol;
use crate::phantom::case::MadeCase;
use crate::phantom::example::{Examples, NoExample};
use crate::phantom::seen::per_class;
use crate::phantom::witness::Made;

use super::arguments::Phantom;
use super::exit::{Exit, Failure, Stop};
use super::made_case::{self, NotWritten};
use super::protocols::Protocols;
use super::terminal::Terminal;

/// # Errors
///
/// A protocol that cannot be read, a rule that does not exist or that no label map can break alone, and a file that
/// exists or cannot be written.
pub fn run(arguments: &Phantom, terminal: &Terminal) -> Result<Exit, Stop> {
    let wanted = arguments.protocol.clone();
    let protocol = Protocols::new(Some(wanted.clone()), terminal).for_config(None)?;
    let Some(protocol) = protocol else { return Err(Failure::new("give a protocol").into()) };
    let examples = Examples::new(&protocol);
    let made = match &arguments.breaks {
        Some(rule) => examples.breaking(rule),
        None => examples.conforming(),
    };
    let made = made.map_err(|reason| refused(&reason, &wanted, arguments.breaks.as_deref()))?;
    let written = write(&protocol, &made, &path(arguments, &protocol))?;
    let what = match &arguments.breaks {
        Some(rule) => format!("it breaks `{rule}` and no other rule of `{}`", protocol.name),
        None => format!("it breaks no rule of `{}`", protocol.name),
    };
    for path in written {
        writeln!(io::stdout(), "{}", path.display())?;
    }
    terminal.note(&what);
    Ok(Exit::Clean)
}

fn refused(reason: &NoExample, protocol: &str, rule: Option<&str>) -> Failure {
    let subject = match rule {
        Some(rule) => format!("no label map was made that breaks `{rule}` of `{protocol}` alone"),
        None => format!("no label map was made that `{protocol}` accepts"),
    };
    let failure = Failure::new(format!("{subject}: {reason}"));
    match reason {
        NoExample::Contradiction => {
            failure.help(format!("see which rules contradict each other: voxlint lint {protocol}"))
        }
        NoExample::NoSuchRule(_) => failure.help(format!("list its rules: voxlint explain --protocol {protocol}")),
        NoExample::Implied => failure.help("a rule that follows from others can be left out"),
        NoExample::NotMeasured(_)
        | NoExample::BreaksOthers(_)
        | NoExample::NearestBreaks(_)
        | NoExample::NeverBroken
        | NoExample::NeverApplies
        | NoExample::TooLarge
        | NoExample::TooMuchWork(_) => failure.help("docs/phantoms.md says what label maps are made of"),
    }
}

/// `kits-23.nii.gz`, `kits-23-KITS23-003.nii.gz`; a folder where each class is a file.
fn path(arguments: &Phantom, protocol: &Protocol) -> PathBuf {
    if let Some(path) = &arguments.output {
        return path.clone();
    }
    let plain = |name: &str| -> String {
        name.chars().map(|c| if c.is_alphanumeric() || c == '.' || c == '_' { c } else { '-' }).collect()
    };
    let rule = arguments.breaks.as_deref().map(|rule| format!("-{}", plain(rule))).unwrap_or_default();
    let ending = if per_class(protocol) { "" } else { ".nii.gz" };
    PathBuf::from(format!("{}{rule}{ending}", plain(&protocol.name)))
}

/// Writes the label map, or a file for each class into a new folder, and the facts of the case beside it.
fn write(protocol: &Protocol, made: &Made, path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |fault: NotWritten| {
        Failure::new(format!("`{}` could not be written: {}", fault.shown, fault.reason))
            .help("name another file with --output; nothing is overwritten")
    };
    let (_, view) = View::alone(protocol);
    let case = MadeCase::new(&view, made, 0)
        .map_err(|why| Failure::new(format!("the label map for `{}` cannot be made: {why}", path.display())))?;
    made_case::write_as(&case, path).map_err(failed)
}
