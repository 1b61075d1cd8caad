//! What is said about junk: spans that no rule of the grammar could read.

mod brace;
mod item;
mod statement;
mod value;

pub(super) use item::first_word;
