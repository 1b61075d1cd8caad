//! What a person reads. Knows nothing of how findings come about.

pub mod concise;
pub mod escape;
pub mod finding;
pub mod fingerprint;
pub mod full;
pub mod json;
pub mod page;
pub mod record;
pub mod sink;
pub mod style;
pub mod wording;

pub use finding::{Evidence, Finding, Label, Place, Plane, Severity, Source, Span};
pub use fingerprint::{fingerprint, fingerprints};
pub use page::Page;
pub use record::{CaseRecord, OutcomeKind, RuleRecord, Summary};
pub use sink::{Format, Sink};
pub use style::Style;
