//! What several test programs share. Each uses a part of it.
#![allow(dead_code, reason = "every test program compiles this module and uses its own part of it")]

mod count;
pub mod damage;
pub mod generator;
pub mod plans;
pub mod random;
pub mod scramble;

pub use count::count;
