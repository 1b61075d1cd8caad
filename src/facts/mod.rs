//! Measures of structures, each computed once, only when asked for. Knows nothing of protocols.

pub mod shape;

pub use shape::Shape;
