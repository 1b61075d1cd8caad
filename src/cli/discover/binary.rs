//! Whether the files of a folder are the classes of one case: binary, on one grid, and named after structures.

use std::collections::BTreeSet;
use std::path::Path;

use crate::formats::{read_header, read_image};
use crate::volume::grid_match::same_grid;

use super::bids;
use super::names::{is_label_word, words};

/// More files than this are cases, not classes.
const MOST_CLASSES: usize = 500;

/// Names that differ in more than their numbers, without `seg` and the like: `liver`, `spleen`, but not `case_1`, `case_2`.
pub fn structure_names(stems: &[String]) -> bool {
    let without_digits = |stem: &String| stem.split(|c: char| c.is_ascii_digit()).collect::<Vec<_>>().join("");
    let forms: BTreeSet<String> = stems.iter().map(without_digits).collect();
    let has_letters = |form: &String| form.chars().any(char::is_alphabetic);
    let plain = |stem: &String| bids::Name::parse(stem).is_none() && !words(stem).iter().any(|w| is_label_word(w));
    forms.len() > 1 && forms.iter().all(has_letters) && stems.iter().all(plain)
}

/// All files lie on one grid, and none holds two values beside 0. Stops reading at the first that does not fit.
pub fn on_one_grid(files: &[&Path]) -> bool {
    let grid = |path: &Path| read_header(path).header.and_then(|header| header.geometry());
    let Some((first, rest)) = files.split_first().filter(|_| files.len() <= MOST_CLASSES) else { return false };
    let Some(common) = grid(first) else { return false };
    let same = |path: &&Path| grid(path).is_some_and(|own| same_grid(&common, &own).is_ok());
    rest.iter().all(same) && files.iter().all(|path| is_binary(path))
}

fn is_binary(path: &Path) -> bool {
    let mut label = None;
    let mut binary = true;
    let opened = read_image(path, |row| {
        binary = row.values.iter().all(|&value| value == 0.0 || *label.get_or_insert(value) == value);
        binary
    });
    binary && !opened.faults.iter().any(|fault| fault.prevents_map())
}

#[cfg(test)]
mod tests {
    use super::structure_names;

    #[test]
    fn numbered_names_are_cases() {
        let named = |names: &[&str]| structure_names(&names.iter().map(|&n| n.to_owned()).collect::<Vec<_>>());
        assert!(named(&["liver", "kidney_left", "kidney_right", "vertebrae_L1", "vertebrae_L2"]));
        assert!(!named(&["case_1", "case_2"]));
        assert!(!named(&["001", "002"]));
        assert!(!named(&["anna_seg", "bert_seg"]));
        assert!(!named(&["sub-01_mask", "sub-02_mask"]));
    }
}
