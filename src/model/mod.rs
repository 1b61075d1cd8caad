//! The typed protocol: every name resolved, every quantity exact and dimensioned.
//!
//! [`protocol`] holds declarations, [`rule`] what rules say, [`quantity`] numbers with units.
//! Nothing here reads files or measures anything.

pub mod across;
mod amendments;
mod bases;
pub mod codes;
pub mod decision;
pub mod field;
pub mod files;
pub mod input;
pub mod json;
pub mod landmark;
pub mod library;
mod lint;
pub mod load;
pub mod lock;
pub mod mentions;
pub mod name_pattern;
pub mod points;
mod problem;
pub mod protocol;
pub mod quantity;
mod resolve;
pub mod rule;
pub mod shape;
pub mod side;
pub mod suggest;
mod symbols;
pub mod table;
pub mod text;
mod typing;
pub mod unit;
pub mod value_set;

pub use bases::FindBase;
pub use lint::{lint, printed};
pub use load::{Loaded, load, load_with};
pub use protocol::Protocol;
pub use quantity::{Dimension, Quantity};
pub use resolve::is_protocol_name;
pub use rule::{Claim, Number, Position, Rule, Statement, Structure};
pub use symbols::RESERVED;

#[cfg(test)]
pub(crate) mod tests;
