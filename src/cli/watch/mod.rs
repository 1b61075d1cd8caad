//! `voxlint check --watch`: checks again whenever something that the run looked at changes.
//!
//! Files are looked at from time to time, by the stamps that the cache knows them by. Notifications of the system would
//! come a little sooner, and not at all for folders on a network, where label maps often are.

mod places;
mod snapshot;

use std::io::{self, Write};
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::report::wording::counted;

use super::arguments::{Check, Color};
use super::check;
use super::exit::{Exit, Failure, Stop};
use super::reporting::OutputFormat;
use super::terminal::Terminal;
use places::Places;
use snapshot::{Calm, Snapshot};

/// Between two looks at the files, at least.
const PAUSE: Duration = Duration::from_millis(400);

/// Looking takes at most one part in so many of the time: large folders on slow disks are looked at less often.
const SHARE: u32 = 20;

/// Runs until Ctrl-C, which ends with the exit code of the last run that came to its end: 2 before there is one.
///
/// # Errors
///
/// Options that make no sense together, and a reader of the output who has left. What stops one run is said, and the next
/// change begins another.
pub fn run(arguments: &Check, color: Color, terminal: &Terminal) -> Result<Exit, Stop> {
    refuse(arguments)?;
    let last = Arc::new(AtomicU8::new(Exit::Insufficient.code()));
    let on_interrupt = {
        let last = Arc::clone(&last);
        // What a run that is under way has written is as good as what any program leaves that is stopped.
        move || process::exit(i32::from(last.load(Ordering::SeqCst)))
    };
    ctrlc::set_handler(on_interrupt)
        .map_err(|error| Failure::new(format!("Ctrl-C cannot be caught, so --watch would not end: {error}")))?;
    let mut places = Places::named(arguments);
    let mut seen = places.look();
    loop {
        let started = Instant::now();
        let mut next = Places::named(arguments);
        let mut found_all = false;
        let outcome = check::once(arguments, color, terminal, |found| {
            next.add_found(found);
            found_all = true;
        });
        let exit = match outcome {
            Ok(exit) => exit,
            Err(Stop::Closed) => return Err(Stop::Closed),
            Err(Stop::Reported) => Exit::Insufficient,
            Err(Stop::Failed(failure)) => {
                terminal.failure(&failure);
                Exit::Insufficient
            }
        };
        last.store(exit.code(), Ordering::SeqCst);
        if !found_all {
            // A mistake in a protocol hides which files there are: those of the last time are as good a guess as any.
            next.add(places);
        }
        places = next;
        // As they were before the run: what was saved since then is seen as a change.
        seen = places.look().with_earlier(seen);
        terminal.summary(&format!(
            "took {:.1} s; watching {}, Ctrl-C ends",
            started.elapsed().as_secs_f64(),
            counted(seen.files(), "file")
        ));
        let now = changed(&places, seen.clone());
        clear(terminal);
        terminal.summary(&format!("{}: checking again", now.since(&seen)));
        seen = now;
    }
}

/// Waits for a change that is complete.
fn changed(places: &Places, seen: Snapshot) -> Snapshot {
    let mut calm = Calm::after(seen);
    let mut pause = PAUSE;
    loop {
        thread::sleep(pause);
        let started = Instant::now();
        let now = calm.changed(places.look());
        pause = PAUSE.max(started.elapsed() * SHARE);
        if let Some(now) = now {
            return now;
        }
    }
}

/// A page of its own for each run, where there are pages.
fn clear(terminal: &Terminal) {
    if terminal.stdout.unicode {
        let _ = io::stdout().write_all(b"\x1b[2J\x1b[H").and_then(|()| io::stdout().flush());
    }
}

fn refuse(arguments: &Check) -> Result<(), Failure> {
    let refused = |option: &str, help: &str| Err(Failure::new(format!("--watch does not go with {option}")).help(help));
    if arguments.baseline.write_baseline.is_some() {
        return refused(
            "--write-baseline",
            "write the baseline first; it is written once, and --watch runs many times",
        );
    }
    if arguments.baseline.prune_baseline {
        return refused(
            "--prune-baseline",
            "prune the baseline in a run of its own: what fails while you edit is not mended",
        );
    }
    if arguments.paths.iter().any(|path| path == "-") {
        return refused("standard input", "name files or folders: what was read from a pipe never changes");
    }
    let output = &arguments.reporting;
    let of_lines = [OutputFormat::Full, OutputFormat::Concise, OutputFormat::JsonLines];
    if output.output_file.is_none() && !of_lines.contains(&output.output_format) {
        let help = "add --output-file FILE, which every run writes anew, or take `full`, `concise` or `json-lines`";
        return refused("a report of one document on standard output", help);
    }
    Ok(())
}
