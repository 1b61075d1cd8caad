//! The normal form, byte for byte as it is hashed.

use crate::model::{self, Protocol};

pub fn text(protocol: &Protocol) -> String {
    model::json::normal_form(protocol)
}
