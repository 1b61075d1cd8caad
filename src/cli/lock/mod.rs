//! `voxlint lock`: pins the protocols that others extend. `lint` and `check` compare.

mod compare;
mod file;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::lock::{Lock, Pin, Pins, text};
use crate::model::{Loaded, Protocol};
use crate::report::Source;
use crate::report::wording::counted;

use super::arguments::Lock as Arguments;
use super::discover::{Skipped, case_file, list};
use super::exit::{Exit, Failure, Stop, io_reason};
use super::output::report_on_stderr;
use super::protocols;
use super::terminal::Terminal;

pub use compare::compare;
pub use file::{FILE_NAME, candidates};
use file::{closest, read};

/// # Errors
///
/// A folder that does not exist, protocols with mistakes, two bases of one name, and a lock that cannot be written.
pub fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Stop> {
    let folder = case_file(&arguments.folder).path;
    if !folder.is_dir() {
        let failure = Failure::new(format!("there is no folder `{}`", case_file(&folder).shown));
        return Err(failure.help("name the folder whose protocols share a lock").into());
    }
    let path = closest(&folder).unwrap_or_else(|| folder.join(FILE_NAME));
    let shown = case_file(&path).shown;
    let found = pins(&path, terminal)?;
    // A damaged lock is written anew.
    let before = read(&path).and_then(|source| Lock::read(&source)).map(|lock| lock.pins()).unwrap_or_default();
    let changes = changes(&before, &found);
    let there = path.is_file();
    if found.is_empty() && !there {
        terminal.note("no protocol here extends another: there is nothing to lock");
        return Ok(Exit::Clean);
    }
    let same = there && fs::read(&path).is_ok_and(|bytes| bytes == text(&found).as_bytes());
    changes.iter().for_each(|change| terminal.summary(change));
    if arguments.check {
        terminal.summary(&format!("`{shown}` {}", if same { "is up to date" } else { "would change" }));
        return Ok(if same { Exit::Clean } else { Exit::Findings });
    }
    if !same {
        fs::write(&path, text(&found)).map_err(|error| {
            Failure::new(format!("`{shown}` cannot be written: {}", io_reason(&error)))
                .help("give a folder that exists and may be written to")
        })?;
    }
    terminal.summary(&format!("`{shown}` locks {}", counted(found.len(), "protocol")));
    Ok(Exit::Clean)
}

/// The bases of all protocols that a lock speaks of: those below its folder that no closer lock speaks of.
fn pins(lock: &Path, terminal: &Terminal) -> Result<Pins, Stop> {
    let folder = lock.parent().map(case_file).map_or_else(|| ".".to_owned(), |folder| folder.shown);
    let mut pins = Pins::new();
    let mut skipped = Skipped::default();
    for listed in list(&[folder], protocols::is_protocol, &mut skipped)? {
        let path = listed.file.path;
        let elsewhere = || path.parent().and_then(closest).is_some_and(|other| !same_file(&other, lock));
        if !protocols::is_protocol(&path) || elsewhere() {
            continue;
        }
        let loaded = protocols::load(&protocols::source(&listed.file.shown)?);
        if loaded.protocol.is_none() {
            report_on_stderr(&loaded.findings, terminal);
            let failure = Failure::new(format!("`{}` has mistakes, so nothing was locked", listed.file.shown));
            return Err(failure.help(format!("mend it first: voxlint lint {}", listed.file.shown)).into());
        }
        for base in bases(&loaded) {
            let pin = Pin::of(&base);
            if pins.get(&base.name).is_some_and(|known| *known != pin) {
                let failure =
                    Failure::new(format!("two protocols are named `{}`, and one lock cannot hold both", base.name));
                return Err(failure.help("keep one of the two, or lock their folders each by itself").into());
            }
            pins.insert(base.name.clone(), pin);
        }
    }
    Ok(pins)
}

/// What a protocol builds on, the closest first, each as it is by itself.
fn bases(loaded: &Loaded) -> Vec<Protocol> {
    loaded.bases.iter().filter_map(|source: &Arc<Source>| protocols::load(source).protocol).collect()
}

fn same_file(a: &Path, b: &Path) -> bool {
    let real = |path: &Path| -> Option<PathBuf> { fs::canonicalize(path).ok() };
    a == b || real(a).is_some_and(|a| real(b).is_some_and(|b| a == b))
}

/// A line for each base that is new, gone or another.
fn changes(before: &Pins, after: &Pins) -> Vec<String> {
    let gone = before.iter().filter(|(name, _)| !after.contains_key(*name));
    let gone = gone.map(|(name, pin)| format!("{name}: no longer extended, was {pin}"));
    let changed = after.iter().filter_map(|(name, pin)| match before.get(name) {
        None => Some(format!("{name}: {pin}")),
        Some(old) if old == pin => None,
        Some(old) => Some(format!("{name}: {pin}, was {old}")),
    });
    gone.chain(changed).collect()
}
