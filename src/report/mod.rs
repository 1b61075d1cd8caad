//! What a person reads. Knows nothing of how findings come about.

mod accepted;
pub mod catalogue;
pub mod concise;
pub mod escape;
pub mod finding;
pub mod fingerprint;
pub mod full;
pub mod html;
pub mod json;
pub mod markdown_text;
pub mod measure;
pub mod page;
pub mod picture;
pub mod record;
pub mod render;
pub mod sink;
pub mod source;
pub mod style;
pub mod wording;

pub use accepted::{Acceptance, Accepted};
pub use catalogue::{Catalogue, Meaning};
pub use finding::{Evidence, Finding, Label, Place, Plane, Severity};
pub use fingerprint::{claims, fingerprint, fingerprints};
pub use measure::MeasureRecord;
pub use page::Page;
pub use picture::{Drawing, NoPicture, Picture, Swatch, View};
pub use record::{CaseRecord, NotChecked, OutcomeKind, RuleRecord, SeverityChange, Summary};
pub use render::Format;
pub use sink::Sink;
pub use source::{Source, Span};
pub use style::Style;
