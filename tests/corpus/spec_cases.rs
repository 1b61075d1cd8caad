//! The literate specs of `tests/spec` and `tests/library`, as far as the corpus needs them: which rules a section has, and
//! which of them its cases expect to fail. That the expectations hold is the business of `cargo test --test spec`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// By place, which is the name of a shipped protocol or of a file: its sections.
#[derive(Default)]
pub struct SpecCases(BTreeMap<String, Vec<Section>>);

#[derive(Default)]
struct Section {
    rules: BTreeSet<String>,
    cases: Vec<Case>,
}

#[derive(Default)]
struct Case {
    failing: BTreeSet<String>,
    passing: BTreeSet<String>,
    /// `otherwise pass`
    others_pass: bool,
}

impl Section {
    fn expects(&self, id: &str) -> bool {
        self.cases.iter().any(|case| case.failing.contains(id))
    }
}

impl SpecCases {
    pub fn read(tests: &Path) -> Self {
        let mut specs = SpecCases::default();
        for folder in ["spec", "library"] {
            for entry in fs::read_dir(tests.join(folder)).expect("a folder") {
                let path = entry.expect("an entry").path();
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                if name.ends_with(".md") && name != "README.md" {
                    specs.add(&name, &fs::read_to_string(&path).expect("a text"));
                }
            }
        }
        specs
    }

    pub fn sections_with(&self, place: &str, id: &str) -> usize {
        self.at(place).filter(|section| section.rules.contains(id) || section.expects(id)).count()
    }

    /// Whether a case breaks this rule and nothing else. A class that is missing has no parts either: rules that count them
    /// may fail with the line of the label table.
    pub fn fails_alone(&self, place: &str, id: &str) -> bool {
        let mut cases = self.at(place).flat_map(|section| &section.cases);
        let lines = |case: &Case| case.failing.iter().filter(|other| other.starts_with("labels.")).count();
        cases.any(|case| {
            let alone = case.failing.len() == 1 || (id.starts_with("labels.") && lines(case) == 1);
            alone && case.failing.contains(id)
        })
    }

    /// Whether the rule passes in a case of a section that knows it. A line of a label table or an `image` block passes
    /// where it does not fail.
    pub fn passes(&self, place: &str, id: &str) -> bool {
        let mut cases = self.at(place).flat_map(|section| &section.cases);
        cases.any(|case| {
            let unsaid = (case.others_pass || id.starts_with("labels.")) && !case.failing.contains(id);
            case.passing.contains(id) || unsaid
        })
    }

    fn at(&self, place: &str) -> impl Iterator<Item = &Section> {
        self.0.get(place).into_iter().flatten()
    }

    fn add(&mut self, file: &str, text: &str) {
        let mut place = file.to_owned();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if line.starts_with("## ") {
                file.clone_into(&mut place);
            }
            let Some(kind) = line.strip_prefix("```") else { continue };
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            if kind.starts_with("protocol") {
                if let Some((_, shipped)) = kind.split_once("shipped=") {
                    shipped.clone_into(&mut place);
                }
                let rules = body.iter().filter_map(|line| line.trim().strip_prefix("rule "));
                let rules = rules.filter_map(|rule| rule.split(' ').next()).map(str::to_owned).collect();
                self.0.entry(place.clone()).or_default().push(Section { rules, cases: Vec::new() });
            }
            if matches!(kind, "expect" | "expect across")
                && let Some(section) = self.0.get_mut(&place).and_then(|sections| sections.last_mut())
            {
                section.cases.push(case(&body));
            }
        }
    }
}

fn case(lines: &[&str]) -> Case {
    let mut case = Case::default();
    for line in lines.iter().filter(|line| !line.starts_with(' ')) {
        let mut words = line.split(' ');
        match (words.next(), words.next()) {
            (Some("otherwise"), Some("pass")) => case.others_pass = true,
            (Some(id), Some("fail")) => _ = case.failing.insert(id.to_owned()),
            (Some(id), Some("pass")) => _ = case.passing.insert(id.to_owned()),
            _ => {}
        }
    }
    case
}
