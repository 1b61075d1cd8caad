//! Terminology of a table as a code of the language.

use crate::formats::label_table::{Concept, Terminology};
use crate::syntax::is_code_modifier;

/// SNOMED CT codes of modifiers, and the words of the language for them.
const MODIFIERS: [(&str, &str); 4] =
    [("7771000", "left"), ("24028007", "right"), ("51440002", "bilateral"), ("66459002", "unilateral")];

/// `SCT:64033007 left`. A structure that its code alone does not name, such as a mass in the kidney, gets none.
pub fn code(terminology: &Terminology) -> Option<String> {
    let Terminology { kind: Concept { scheme, value, .. }, modifier, region, region_modifier, .. } = terminology;
    let writable = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
    };
    if region.is_some() || region_modifier.is_some() || !writable(scheme) || !writable(value) {
        return None;
    }
    match modifier {
        None => Some(format!("{scheme}:{value}")),
        Some(modifier) => Some(format!("{scheme}:{value} {}", word(modifier)?)),
    }
}

/// By its code, or by its meaning where the table has words alone.
fn word(modifier: &Concept) -> Option<String> {
    let known = MODIFIERS.iter().find(|(code, _)| *code == modifier.value && modifier.scheme == "SCT");
    let meaning = modifier.meaning.to_lowercase();
    known.map(|(_, word)| (*word).to_owned()).or_else(|| is_code_modifier(&meaning).then_some(meaning))
}
