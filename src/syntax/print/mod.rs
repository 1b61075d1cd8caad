//! From tree to text: `fmt`, and the normalised form of expressions and statements on one line.

mod expression;
mod layout;
mod word;

pub use expression::print_expr;
