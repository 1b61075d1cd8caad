//! Whether to paint, and with which characters to draw.

use super::finding::Severity;

/// How the full and concise renderers write. The default is plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// ANSI colours.
    pub color: bool,
    /// Box-drawing characters instead of ASCII.
    pub unicode: bool,
    /// Columns to wrap at; `None` leaves lines as long as they are.
    pub width: Option<usize>,
}

impl Style {
    pub fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    pub fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }

    pub fn severity(self, severity: Severity, text: &str) -> String {
        match severity {
            Severity::Error => self.paint("1;31", text),
            Severity::Warning => self.paint("1;33", text),
            Severity::Info => self.paint("1;36", text),
        }
    }

    fn paint(self, attributes: &str, text: &str) -> String {
        if self.color { format!("\u{1b}[{attributes}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
