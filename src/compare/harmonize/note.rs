//! What cannot be taken together, or not as each site has it.

/// One thing that those who agree should know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    pub kind: NoteKind,
    /// One sentence.
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// A class that some site demands and another does not have.
    Unknown,
    /// Classes that share a code or a name and are not the same.
    Unclear,
    /// The same class, of which sites say differently what belongs to it.
    Scope,
    /// Values, background, ignored values, completeness, files.
    Encoding,
    /// Lines about headers that exclude each other.
    Header,
    /// Inputs, files, landmarks, facts and other declarations.
    Declaration,
}

impl Note {
    pub fn new(kind: NoteKind, text: impl Into<String>) -> Note {
        Note { kind, text: text.into() }
    }
}

impl NoteKind {
    pub fn word(self) -> &'static str {
        match self {
            NoteKind::Unknown => "unknown class",
            NoteKind::Unclear => "unclear class",
            NoteKind::Scope => "scope",
            NoteKind::Encoding => "encoding",
            NoteKind::Header => "header",
            NoteKind::Declaration => "declaration",
        }
    }
}
