//! What the terminal can show, and notes on standard error.

use std::io::{self, IsTerminal, Write};

use crate::report::Style;
use crate::report::escape::{visible, visible_lines};

use super::arguments::Color;
use super::exit::Failure;

/// How to write to standard output and standard error.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    pub stdout: Style,
    pub stderr: Style,
    /// Standard error is a terminal: a progress bar makes sense.
    pub interactive: bool,
}

impl Terminal {
    pub fn new(color: Color) -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let forbidden = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) || dumb;
        let style = |terminal: bool| Style {
            color: match color {
                Color::Always => true,
                Color::Never => false,
                Color::Auto => terminal && !forbidden,
            },
            unicode: terminal && !dumb,
            width: terminal.then(columns),
        };
        let interactive = io::stderr().is_terminal();
        Terminal { stdout: style(io::stdout().is_terminal()), stderr: style(interactive), interactive }
    }

    /// The style of an output file: plain unless colour was asked for.
    pub fn file(color: Color) -> Style {
        Style { color: color == Color::Always, unicode: false, width: None }
    }

    /// One line on standard error. If nobody listens there is nobody to tell.
    pub fn note(&self, text: &str) {
        let _ = writeln!(io::stderr(), "{} {}", self.stderr.dim("note:"), visible(text));
    }

    /// As [`Terminal::note`] without the word: counts and tables.
    pub fn summary(&self, text: &str) {
        let _ = writeln!(io::stderr(), "{}", visible_lines(text));
    }

    pub fn failure(&self, failure: &Failure) {
        let error = self.stderr.severity(crate::report::Severity::Error, "error:");
        let _ = writeln!(io::stderr(), "{error} {}", visible(&failure.message));
        if let Some(help) = &failure.help {
            let _ = writeln!(io::stderr(), "  help: {}", visible_lines(help).replace('\n', "\n        "));
        }
    }
}

/// Wide enough to read, narrow enough to follow.
fn columns() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0).clamp(40, 160))
}
