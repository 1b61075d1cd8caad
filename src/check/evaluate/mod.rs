//! Rules and facts to outcomes.

pub mod amount;
pub mod truth;
