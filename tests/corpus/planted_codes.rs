//! Which built-in codes the table of planted faults proves.

use std::collections::BTreeSet;
use std::path::Path;

pub fn read(tests: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(tests.join("planted").join("faults.md")).expect("the table of planted faults");
    let rows = text.lines().filter(|line| line.starts_with('|'));
    let found = rows.filter_map(|row| row.split('|').nth(3)).flat_map(|cell| cell.split(','));
    found.map(|code| code.trim().to_owned()).filter(|code| code.len() == 4).collect()
}
