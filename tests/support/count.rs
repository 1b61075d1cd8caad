//! Samples by default, full counts on request.

/// How many cases to run: a sample, or with `VOXLINT_FULL=1` the full count.
pub fn count(sample: usize, full: usize) -> usize {
    if std::env::var_os("VOXLINT_FULL").is_some_and(|value| value == "1") { full } else { sample }
}
