//! A whole label map as runs of equal value, without background.

/// Runs of every label, in row order. The sixteen-bit form (6 bytes a run) serves nearly all volumes; wide axes or
/// more than 65,535 values take the 32-bit form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Runs;

/// Collects runs in row order while a file is decoded.
#[derive(Debug, Default)]
pub struct RunsBuilder;
