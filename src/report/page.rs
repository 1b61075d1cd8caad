//! The page behind a code, printed by `voxlint explain CODE`.

/// What a code means. Every built-in check and every protocol error has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// What is found, in one or two sentences.
    pub what: &'static str,
    /// Why it matters to whoever uses the labels.
    pub why: &'static str,
    /// A short example, as a file or a message would show it.
    pub example: &'static str,
    /// What to do about it.
    pub fix: &'static str,
}
