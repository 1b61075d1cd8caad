//! From text to tree and back. Parsing cannot fail: it returns a tree and every error it found.

pub mod tree;
