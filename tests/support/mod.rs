//! What several test programs share. Each uses a part of it.
#![allow(dead_code, reason = "every test program compiles this module and uses its own part of it")]

pub mod damage;
pub mod generator;
pub mod random;
pub mod scramble;

/// How many cases to run: a sample, or with `VOXLINT_FULL=1` the full count.
pub fn count(sample: usize, full: usize) -> usize {
    if std::env::var_os("VOXLINT_FULL").is_some_and(|value| value == "1") { full } else { sample }
}
