//! Reads the rows of `faults.md`.

/// Inclusive array indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Box3 {
    pub low: [i64; 3],
    pub high: [i64; 3],
}

#[derive(Debug)]
pub struct Row {
    pub name: String,
    pub codes: Vec<String>,
    pub exit: i32,
    /// Where findings of a code must lie; of several boxes of one code, each must be found.
    pub places: Vec<(String, Box3)>,
}

/// Every table row, headings left out.
pub fn rows(markdown: &str) -> Vec<Row> {
    let cells = |line: &str| -> Vec<String> {
        line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let stated = markdown.split("## Corrected").next().unwrap_or_default();
    let tables = stated.lines().filter(|line| line.starts_with('|')).map(cells);
    tables.filter(|row| row[0] != "fault" && !row[0].starts_with("---")).map(|row| read(&row)).collect()
}

fn read(cells: &[String]) -> Row {
    assert_eq!(cells.len(), 5, "five columns: {cells:?}");
    let codes: Vec<String> = cells[2].split(',').map(|code| code.trim().to_owned()).collect();
    let places: Vec<(String, Box3)> = cells[4].split(';').filter(|place| !place.trim().is_empty()).map(place).collect();
    assert!(places.iter().all(|(code, _)| codes.contains(code)), "places belong to codes: {cells:?}");
    Row { name: cells[0].clone(), codes, exit: cells[3].parse().expect("an exit code"), places }
}

/// `KID-001 (10, 50, 8)–(12, 52, 9)`
fn place(text: &str) -> (String, Box3) {
    let (code, corners) = text.trim().split_once(' ').expect("a code and a box");
    let mut corners = corners.split('–').map(|corner| {
        let numbers: Vec<i64> =
            corner.trim().trim_matches(['(', ')']).split(',').map(|n| n.trim().parse().expect("a number")).collect();
        <[i64; 3]>::try_from(numbers).expect("three numbers")
    });
    let low = corners.next().expect("a corner");
    (code.to_owned(), Box3 { low, high: corners.next().unwrap_or(low) })
}
