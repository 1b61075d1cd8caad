//! One type for everything voxlint tells a person: a mistake in a protocol, a fault of a file, a broken rule.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::picture::Drawing;
use super::source::{Source, Span};

/// One thing to tell a person. Messages are one lower-case sentence without a final stop, user text in backticks.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// `F103`, `P201`, or the ID of a protocol's rule or line: `LIV-003`, `labels.cyst`, `image.spacing`.
    pub code: String,
    pub severity: Severity,
    pub message: String,
    /// What to do next, or what to type.
    pub help: Option<String>,
    /// Places in protocol texts; the first is the one that is not met or not understood.
    pub labels: Vec<Label>,
    /// The file the finding is about, as the user would write it, with `/` separators.
    pub file: Option<String>,
    pub evidence: Evidence,
}

impl Finding {
    pub fn new(code: impl Into<String>, severity: Severity, message: impl Into<String>) -> Self {
        Finding {
            code: code.into(),
            severity,
            message: message.into(),
            help: None,
            labels: Vec::new(),
            file: None,
            evidence: Evidence::default(),
        }
    }

    pub fn error(code: impl Into<String>, message: impl Into<String>) -> Self {
        Finding::new(code, Severity::Error, message)
    }

    pub fn warning(code: impl Into<String>, message: impl Into<String>) -> Self {
        Finding::new(code, Severity::Warning, message)
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    pub fn label(mut self, source: &Arc<Source>, span: Span, text: impl Into<String>) -> Self {
        let (source, span) = source.part_at(span);
        self.labels.push(Label { source, span, text: text.into() });
        self
    }

    #[must_use]
    pub fn file(mut self, file: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self
    }

    #[must_use]
    pub fn evidence(mut self, evidence: Evidence) -> Self {
        self.evidence = evidence;
        self
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Info,
    Warning,
    Error,
}

impl Severity {
    pub fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A marked place in a protocol's text.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    pub source: Arc<Source>,
    pub span: Span,
    pub text: String,
}

/// What was measured, where, against what. All of it optional: a header fault has no voxel.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evidence {
    pub case: Option<String>,
    /// Values of the bound names, in order of binding: `x = cyst`, `c = (-12, 40, 88)`.
    pub bindings: Vec<(String, String)>,
    /// The class, group or region the finding is about.
    pub class: Option<String>,
    /// The measured value with its unit: `3 components`, `12.4 mm`.
    pub measured: Option<String>,
    /// What the protocol or the check allows: `exactly 1`, `at least 5 mm`.
    pub allowed: Option<String>,
    pub place: Option<Place>,
    /// The statement in normalised form (as `fmt` would print it on one line); part of the fingerprint.
    pub statement: Option<String>,
    /// What else is known, by key, for programs.
    pub details: Vec<(String, String)>,
    /// For those who asked for pictures.
    pub drawings: Vec<Drawing>,
}

/// Where in the patient: array indices are zero-based in stored axis order, world points are RAS+ mm.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Place {
    pub voxel: Option<[u32; 3]>,
    pub world: Option<[f64; 3]>,
    /// Inclusive voxel box: lowest and highest index.
    pub bounds: Option<([u32; 3], [u32; 3])>,
    pub slice: Option<(Plane, u32)>,
}

/// A family of parallel slices. `Acquired` is the array's own third axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Plane {
    Axial,
    Coronal,
    Sagittal,
    Acquired,
}

impl Plane {
    pub fn word(self) -> &'static str {
        match self {
            Plane::Axial => "axial",
            Plane::Coronal => "coronal",
            Plane::Sagittal => "sagittal",
            Plane::Acquired => "acquired",
        }
    }
}
