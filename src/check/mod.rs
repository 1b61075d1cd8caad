//! Rules and facts put together: outcomes, findings, built-in checks.

pub mod builtin;
