//! From tree to text: `fmt`, and the normalised form of expressions and statements on one line.

mod case;
mod decide;
mod expression;
mod format;
mod inputs;
mod item;
mod label;
mod landmarks;
mod layout;
mod names;
mod statement;
mod word;
mod writer;

pub use expression::print_expr;
pub use format::{format, print_file};
pub use statement::print_statement;
pub use word::{is_plain_label, text as print_text};
