//! The solver against trying everything, against z3, against its own checker, and against problems made to trouble it.
//! A sample by default, ten times as many problems with `VOXLINT_FULL=1`.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

mod answers;
mod brute;
mod corrupted;
#[path = "../support/count.rs"]
mod count;
mod pathological;
#[allow(dead_code, reason = "the benchmark uses the rest of it")]
mod random;
mod raw;
#[path = "../support/random.rs"]
#[allow(dead_code, reason = "other test programs use the rest of it")]
mod splitmix;
mod verdicts;
