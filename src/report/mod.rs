//! What a person reads. Knows nothing of how findings come about.

pub mod finding;
pub mod page;

pub use page::Page;
pub use finding::{Evidence, Finding, Label, Place, Plane, Severity, Source, Span};
