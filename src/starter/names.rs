//! Names of other programs as names of the language.

use std::collections::BTreeSet;

use crate::model::{RESERVED, printed};
use crate::syntax::is_plain_label;

/// Names for classes and groups of one protocol.
#[derive(Debug, Default)]
pub struct Names {
    /// As they look in print.
    taken: BTreeSet<String>,
}

impl Names {
    /// As [`class_name`], with a number behind it where an earlier name looks alike.
    pub fn free(&mut self, written: &str, value: Option<i64>) -> String {
        let own = class_name(written, value);
        let numbered = (2..).map(|number: u32| format!("{own}_{number}"));
        let mut names = std::iter::once(own.clone()).chain(numbered);
        names.find(|name| self.taken.insert(printed(name))).unwrap_or(own)
    }
}

/// A name for a class. What has no blanks stays as it is, because names tell which classes of two protocols are the same:
/// `Left-Thalamus`. `Left Kidney` becomes `left_kidney`; a name with nothing to keep is called after its value.
pub fn class_name(written: &str, value: Option<i64>) -> String {
    let name = if keeps(written) { written.to_owned() } else { words(written) };
    let says_nothing = is_a_number(&name);
    match value.filter(|_| says_nothing) {
        Some(value) => format!("label_{value}").replace('-', "minus_"),
        None if name.is_empty() => "unnamed".to_owned(),
        None if says_nothing => format!("label_{name}"),
        None if RESERVED.contains(&name.as_str()) => format!("{name}_class"),
        None => name,
    }
}

/// A name as a protocol has it: in backticks where it needs them.
pub fn in_text(name: &str) -> String {
    if is_plain_label(name) { name.to_owned() } else { format!("`{name}`") }
}

/// A name for a protocol, below the publisher `local`: `Dataset301_FLARE24` becomes `local/dataset301_flare24`.
pub fn protocol_name(written: &str) -> String {
    let lower = written.to_lowercase();
    let parts = lower.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'));
    let name = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let name = name.trim_matches(['-', '_', '.']);
    format!("local/{}", if name.is_empty() { "labels" } else { name })
}

fn keeps(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '`' | '"' | ','))
}

/// Words in lower case, joined by `_`.
fn words(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let joined = words.map(str::to_lowercase).collect::<Vec<_>>().join("_");
    let begins_with_one = joined.starts_with(|first: char| first.is_ascii_digit());
    if begins_with_one && !is_a_number(&joined) { format!("label_{joined}") } else { joined }
}

fn is_a_number(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_or_made_of_words() {
        let mut names = Names::default();
        let mut name = |written: &str| names.free(written, Some(7));
        for kept in ["kidney_left", "PTV!_Low", "Left-Thalamus", "3rd-Ventricle", "optional"] {
            assert_eq!(name(kept), kept);
        }
        assert_eq!(name("Tumor Infiltration & Edema"), "tumor_infiltration_edema");
        assert_eq!(name("Tumor infiltration, edema"), "tumor_infiltration_edema_2");
        assert_eq!(name("3rd Ventricle"), "label_3rd_ventricle");
        assert_eq!((name("` \"`"), name("12")), ("label_7".into(), "label_7_2".into()));
        assert_eq!(name("image"), "image_class");
        assert_eq!((class_name("", None), class_name("12", None)), ("unnamed".into(), "label_12".into()));
        assert_eq!(class_name("1", Some(-3)), "label_minus_3");
    }

    #[test]
    fn backticks_stand_where_they_are_needed() {
        assert_eq!(["liver", "Left-Thalamus", "optional"].map(in_text), ["liver", "`Left-Thalamus`", "`optional`"]);
    }

    #[test]
    fn protocols_are_named_in_small_letters() {
        assert_eq!(protocol_name("Dataset301_FLARE24Task1"), "local/dataset301_flare24task1");
        assert_eq!(
            (protocol_name("Brain Tumour!"), protocol_name("…")),
            ("local/brain-tumour".into(), "local/labels".into())
        );
    }
}
