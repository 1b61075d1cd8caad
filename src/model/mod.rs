//! The typed protocol: every name resolved, every quantity exact and dimensioned.
//!
//! [`protocol`] holds declarations, [`rule`] what rules say, [`quantity`] numbers with units.
//! Nothing here reads files or measures anything.

pub mod protocol;
pub mod quantity;
pub mod rule;
pub mod unit;
pub mod value_set;

pub use protocol::Protocol;
pub use quantity::{Dimension, Quantity};
pub use rule::{Claim, Number, Position, Rule, Statement, Structure};
