//! A bar with the time left, on a terminal, on long runs.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::Terminal;

/// Runs shorter than this show nothing.
const PATIENCE: Duration = Duration::from_secs(1);

pub struct Progress {
    bar: ProgressBar,
    started: std::time::Instant,
    shown: bool,
}

impl Progress {
    /// `doing` so many `things`: `checking` `cases`.
    pub fn new(count: usize, doing: &str, things: &str, terminal: &Terminal) -> Self {
        let bar = ProgressBar::with_draw_target(Some(count as u64), ProgressDrawTarget::hidden());
        let template = format!("{doing} {{bar:32}} {{pos}}/{{len}} {things}, {{eta}} left");
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(if terminal.stderr.unicode { style } else { style.progress_chars("=> ") });
        }
        let started = std::time::Instant::now();
        Progress { bar, started, shown: !terminal.interactive }
    }

    /// One more is done.
    pub fn step(&mut self) {
        if !self.shown && self.started.elapsed() >= PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.shown = true;
        }
        self.bar.inc(1);
    }

    /// Writes while the bar is out of the way.
    pub fn aside<R>(&self, write: impl FnOnce() -> R) -> R {
        self.bar.suspend(write)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
