//! Findings that are not reported, because somebody has accepted them.

use std::sync::Arc;

use super::finding::Finding;
use super::source::{Source, Span};

/// A finding that is counted, and told where a format has a place for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Accepted {
    pub finding: Finding,
    pub by: Acceptance,
}

/// Who says that a finding may stay.
#[derive(Debug, Clone, PartialEq)]
pub enum Acceptance {
    Waiver {
        source: Arc<Source>,
        span: Span,
        /// The last day it holds: `2026-12-31`.
        until: String,
        because: String,
    },
    Baseline {
        /// As the user would write it.
        file: String,
    },
}

impl Acceptance {
    /// `waived until 2026-12-31 by voxlint.waivers:3: liver transplant`
    pub fn sentence(&self) -> String {
        match self {
            Acceptance::Waiver { source, span, until, because } => {
                let (line, _) = source.line_column(span.start);
                format!("waived until {until} by {}:{line}: {because}", source.name)
            }
            Acceptance::Baseline { file } => format!("in the baseline {file}"),
        }
    }
}
