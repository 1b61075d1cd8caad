//! What comparing the classes of published protocols says, against a table written by hand.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may panic"
)]

mod conflicts;
mod invariance;
mod protocols;
