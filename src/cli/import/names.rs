//! Names of a table as names of classes.

use std::collections::BTreeSet;

/// A class name that no other class of the protocol has. What has no blanks stays as it is, in backticks where it needs
/// them; `Left Kidney` becomes `left_kidney`.
pub fn class_name(written: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = if keeps(written) { written.to_owned() } else { words(written) };
    let plain = if plain.is_empty() { "unnamed".to_owned() } else { plain };
    let numbered = (2..).map(|number: u32| format!("{plain}_{number}"));
    let name = std::iter::once(plain.clone()).chain(numbered).find(|name| !taken.contains(name)).unwrap_or(plain);
    taken.insert(name.clone());
    name
}

/// What a protocol's name may hold, of a file's name.
pub fn file_name(stem: &str) -> String {
    let plain: String =
        stem.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "labels".to_owned() } else { parts.join("-") }
}

fn keeps(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '`' | '"' | ','))
}

/// Words in lower case, joined by `_`.
fn words(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let joined = words.map(str::to_lowercase).collect::<Vec<_>>().join("_");
    if joined.starts_with(|c: char| c.is_ascii_digit()) { format!("label_{joined}") } else { joined }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_or_made_of_words() {
        let mut taken = BTreeSet::new();
        let mut name = |written: &str| class_name(written, &mut taken);
        assert_eq!(name("kidney_left"), "kidney_left");
        assert_eq!(name("PTV!_Low"), "PTV!_Low");
        assert_eq!(name("Tumor Infiltration & Edema"), "tumor_infiltration_edema");
        assert_eq!(name("Tumor infiltration, edema"), "tumor_infiltration_edema_2");
        assert_eq!(name("3rd Ventricle"), "label_3rd_ventricle");
        assert_eq!(name("` \"`"), "unnamed");
    }

    #[test]
    fn a_file_names_its_protocol() {
        assert_eq!(file_name("Postop GBM (final)"), "postop-gbm-final");
        assert_eq!(file_name("..."), "labels");
    }
}
