//! Arguments to one command to an exit code.

fn main() {}
