//! What a person reads. Knows nothing of how findings come about.

pub mod finding;

pub use finding::{Evidence, Finding, Label, Place, Plane, Severity, Source, Span};
