//! One type for everything voxlint tells a person: a mistake in a protocol, a fault of a file, a broken rule.

use std::sync::Arc;

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
        self.labels.push(Label { source: Arc::clone(source), span, text: text.into() });
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

/// A text that spans point into: a protocol file, or one embedded in the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Path as the user wrote it, or `kits/23` for a shipped protocol.
    pub name: String,
    pub text: String,
}

impl Source {
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Source { name: name.into(), text: text.into() })
    }

    /// One-based line and column (in characters) of a byte offset.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = self.text.get(..end).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        (line, column)
    }
}

/// Byte offsets into a [`Source`], end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
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
}

/// Where in the patient: array indices are zero-based in stored axis order, world points are RAS+ mm.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    pub voxel: Option<[u32; 3]>,
    pub world: Option<[f64; 3]>,
    /// Inclusive voxel box: lowest and highest index.
    pub bounds: Option<([u32; 3], [u32; 3])>,
    pub slice: Option<(Plane, u32)>,
}

/// A family of parallel slices. `Acquired` is the array's own third axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
