//! A mistake in a protocol while it is being put into words.

use std::sync::Arc;

use crate::report::{Finding, Severity, Source, Span};

use super::codes::Code;

/// Made with [`Problem::new`], a place and a help text; becomes a [`Finding`] of the protocol's source.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    code: &'static Code,
    message: String,
    help: Option<String>,
    labels: Vec<(Span, String)>,
}

impl Problem {
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        Problem { code, message: message.into(), help: None, labels: Vec::new() }
    }

    /// Marks a place; the first is the one that is not understood, the second usually a definition.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push((span, text.into()));
        self
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets the help text only where there is one to give.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    pub fn finding(self, source: &Arc<Source>, severity: Severity) -> Finding {
        let mut finding = Finding::new(self.code.code, severity, self.message);
        finding.help = self.help;
        for (span, text) in self.labels {
            finding = finding.label(source, span, text);
        }
        finding
    }
}
