//! Everything a protocol says, as JSON.

use crate::model::{self, Protocol};

pub fn text(protocol: &Protocol) -> String {
    format!("{:#}\n", model::json::protocol(protocol))
}
