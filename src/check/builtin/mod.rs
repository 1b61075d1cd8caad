//! Checks that need no protocol.
pub mod privacy;
