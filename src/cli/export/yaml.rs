//! The JSON, written as YAML.

use crate::cli::exit::Failure;
use crate::model::{self, Protocol};

/// # Errors
///
/// None that is known: what is written holds texts, whole numbers, lists and objects.
pub fn text(protocol: &Protocol) -> Result<String, Failure> {
    let written = serde_yaml::to_string(&model::json::protocol(protocol));
    written.map_err(|error| Failure::new(format!("the protocol cannot be written as YAML: {error}")))
}
