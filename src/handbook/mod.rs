//! A protocol as the guideline that people read.
//!
//! A [`Book`] is what there is to say, in order and in words; [`example`] adds a case that breaks a rule beside one that does
//! not; [`html`] and [`markdown`] write it. Nothing in it depends on when or where it was made.

mod book;
pub mod example;
pub mod html;
pub mod markdown;

pub use book::{Block, Book, Cell, Chapter, RuleEntry, Ticked};
pub use example::{Example, Shown};
