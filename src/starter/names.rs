//! Names of other programs as names of the language.

use crate::model::is_free_for_a_class;

/// A name for a class: letters, digits and single underscores. `Left-Thalamus` becomes `Left_Thalamus`, `3rd ventricle`
/// `_3rd_ventricle`; a name with nothing to keep is called after its value.
pub fn class_name(written: &str, value: Option<i64>) -> String {
    let name = joined(written, '_', |c| c.is_ascii_alphanumeric());
    let digits_alone = name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    if digits_alone {
        return match value {
            Some(value) => format!("label_{value}").replace('-', "minus_"),
            None => format!("label_{name}").trim_end_matches('_').to_owned(),
        };
    }
    let name = if name.starts_with(|first: char| first.is_ascii_digit()) { format!("_{name}") } else { name };
    if is_free_for_a_class(&name) { name } else { format!("{name}_class") }
}

/// A name for a protocol, below the publisher `local`: `Dataset301_FLARE24` becomes `local/dataset301_flare24`.
pub fn protocol_name(written: &str) -> String {
    let name = joined(&written.to_lowercase(), '-', |c| c.is_ascii_alphanumeric() || c == '_' || c == '.');
    let name = name.trim_matches(['-', '_', '.']);
    format!("local/{}", if name.is_empty() { "labels" } else { name })
}

/// What may stay stays; anything between becomes one separator.
fn joined(written: &str, separator: char, keep: impl Fn(char) -> bool) -> String {
    let parts = written.split(|c| !keep(c)).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(&separator.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_free() {
        let name = |written| class_name(written, Some(7));
        assert_eq!(name("Left-Thalamus"), "Left_Thalamus");
        assert_eq!(name("Tumor Infiltration & Edema"), "Tumor_Infiltration_Edema");
        assert_eq!(
            (name("3rd-Ventricle"), name("12"), name("???")),
            ("_3rd_Ventricle".into(), "label_7".into(), "label_7".into())
        );
        assert_eq!(
            (name("image"), name("optional"), name("in")),
            ("image_class".into(), "optional_class".into(), "in_class".into())
        );
        assert_eq!(class_name("x", None), "x");
        assert_eq!(class_name("1", Some(-3)), "label_minus_3");
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
