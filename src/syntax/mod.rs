//! From text to tree and back. Parsing cannot fail: it returns a tree and every error it found.
//!
//! * [`parse()`] reads a text: a permissive grammar (`grammar/*.pest`), then one lowering function per grammar rule.
//!   Likely mistakes are read by the grammar and named while lowering; what no rule can read becomes junk up to the
//!   next line, statement or item, and is looked at by itself.
//! * [`mistakes`] lists every mistake by name.
//! * [`format()`] prints a tree with its comments, reads the result again and refuses if it says something else.
//! * [`tree`] is what was read.
//! * [`crosswalk`] reads declarations about the classes of several protocols.

pub mod crosswalk;
mod lower;
pub mod mistakes;
mod parse;
mod print;
mod recover;
mod same;
mod scan;
pub mod tree;
mod words;

#[cfg(test)]
pub(crate) use words::ITEMS;

pub use crosswalk::parse_crosswalk;
pub use parse::{Parsed, parse};
pub use print::{format, is_plain_label, print_expr, print_file, print_statement, print_text};
pub use same::without_spans;
pub use words::is_code_modifier;
