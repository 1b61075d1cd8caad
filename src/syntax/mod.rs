//! From text to tree and back. Parsing cannot fail: it returns a tree and every error it found.
//!
//! * [`parse()`] reads a text: a permissive grammar (`grammar/*.pest`), then one lowering function per grammar rule.
//!   Likely mistakes are read by the grammar and named while lowering; what no rule can read becomes junk up to the
//!   next line, statement or item, and is looked at by itself.
//! * [`mistakes`] lists every mistake by name.
//! * [`tree`] is what was read.

mod lower;
pub mod mistakes;
mod parse;
mod print;
mod recover;
mod scan;
pub mod tree;
mod words;

pub use parse::{Parsed, parse};
pub use print::print_expr;
