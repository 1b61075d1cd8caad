//! Findings that somebody has accepted: one by one, for which cases, until when and why; or all that were there when checking
//! began, as a [`Baseline`].
//!
//! They lie beside the data, in a file `voxlint.waivers`, and never in a protocol: what is right is one thing, which case
//! may stay wrong is another. A waiver takes back nothing that was found to be so: the outcome of the rule stays a failure.

mod baseline;
mod codes;
mod ledger;
mod read;

pub use baseline::Baseline;
pub use codes::{CODES, EXPIRED, GONE, UNKNOWN_CODE, UNREADABLE, UNUSED};
pub use ledger::Ledger;
pub use read::read;

use std::sync::Arc;

use globset::GlobMatcher;
use jiff::civil::Date;

use crate::report::{Acceptance, Finding, Source, Span};

/// `waive LIV-002 for "case_0113*" until 2026-12-31 because "liver transplant"`
#[derive(Debug, Clone)]
pub struct Waiver {
    pub source: Arc<Source>,
    pub span: Span,
    /// Code or ID of the rule or line, as findings carry it.
    pub code: String,
    /// As it is written.
    pub cases: String,
    matcher: GlobMatcher,
    /// The last day it holds.
    pub until: Date,
    pub because: String,
}

impl Waiver {
    /// Whether it speaks of a case, by the case's name or the path of its file.
    pub fn speaks_of(&self, case: &str) -> bool {
        self.matcher.is_match(case)
    }

    fn acceptance(&self) -> Acceptance {
        let (until, because) = (self.until.to_string(), self.because.clone());
        Acceptance::Waiver { source: Arc::clone(&self.source), span: self.span, until, because }
    }

    fn covers(&self, finding: &Finding) -> bool {
        let about = [finding.evidence.case.as_deref(), finding.file.as_deref()];
        self.code.eq_ignore_ascii_case(&finding.code) && about.into_iter().flatten().any(|name| self.speaks_of(name))
    }
}
