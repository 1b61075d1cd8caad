//! The published errors of `stories.tsv`, each re-enacted: a case that breaks the rule, and one that is mended.

use super::spec_cases::SpecCases;

#[derive(Debug)]
pub struct Story {
    pub number: String,
    /// `published_errors.md ERR-004`, or `stories.rs story_27_`, the start of a test in `tests/cli`.
    place: String,
    name: String,
    /// The data set, and what was wrong.
    pub error: String,
}

pub fn read(table: &str) -> Vec<Story> {
    table.lines().map(row).collect()
}

fn row(line: &str) -> Story {
    let cells: Vec<&str> = line.split('\t').collect();
    let &[number, place, error] = cells.as_slice() else { panic!("`{line}` has not three cells") };
    let (place, name) = place.split_once(' ').unwrap_or_default();
    let [number, place, name, error] = [number, place, name, error].map(str::to_owned);
    Story { number, place, name, error }
}

impl Story {
    /// `tests_of_files` is the text of `tests/cli/stories.rs`.
    pub fn is_told(&self, specs: &SpecCases, tests_of_files: &str) -> bool {
        match self.place.as_str() {
            "stories.rs" => tests_of_files.contains(&format!("#[test]\nfn {}", self.name)),
            place => specs.fails_alone(place, &self.name) && specs.passes(place, &self.name),
        }
    }
}
