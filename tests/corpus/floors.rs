//! What README.md fixes: how many rules are decided at least, and the words for gaps.

use std::collections::BTreeSet;

use super::published::Checkable;

/// From the table below `## Floors`.
pub fn decided(readme: &str) -> Vec<(Checkable, usize)> {
    let floors: Vec<_> = rows(readme, "## Floors")
        .filter_map(|cells| Some((Checkable::named(&cells[0])?, cells[1].parse().ok()?)))
        .collect();
    assert_eq!(floors.len(), 2, "README.md has floors for `yes` and for `partly`");
    floors
}

/// From the table below `## Gaps`.
pub fn gap_words(readme: &str) -> BTreeSet<String> {
    rows(readme, "## Gaps").map(|cells| cells[0].clone()).collect()
}

/// The rows of the table of a section, without its heading.
fn rows<'t>(readme: &'t str, heading: &str) -> impl Iterator<Item = Vec<String>> + use<'t> {
    let (_, section) = readme.split_once(heading).unwrap_or_else(|| panic!("README.md has no `{heading}`"));
    let section = section.split("\n## ").next().unwrap_or_default();
    let lines = section.lines().filter(|line| line.starts_with('|')).skip(2);
    lines.map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect())
}
