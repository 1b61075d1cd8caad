//! The three tables that are shown of several protocols, in whatever form.

use super::{Beside, Refusals};

pub struct Table {
    /// What the lines are, or say.
    pub title: &'static str,
    /// Names of the protocols.
    pub columns: Vec<String>,
    /// Each with its heading, and a cell for each protocol.
    pub lines: Vec<(String, Vec<Cell>)>,
}

/// What a table has no answer for is `-`.
pub struct Cell {
    pub text: String,
    /// Where there is room: what was counted.
    pub more: Vec<String>,
}

pub fn tables(beside: &Beside) -> [Table; 3] {
    let Beside { names, matrix, counts, refusals } = beside;
    let cell = |text: String| Cell { text, more: Vec::new() };
    let classes = matrix.lines.iter().map(|line| (line.name.clone(), line.cells.iter().cloned().map(cell).collect()));
    let counts = counts.iter().map(|row| row.iter().map(|count| cell(count.to_string())).collect());
    let refusals = refusals.iter().map(|row| row.iter().map(refused).collect());
    [
        Table { title: "class", columns: names.clone(), lines: classes.collect() },
        pairs("classes differ from", names, counts),
        pairs("rules refuse what is accepted by", names, refusals),
    ]
}

fn refused(of: &Refusals) -> Cell {
    let undecided = of.undecided.iter().map(|rule| format!("{rule}?"));
    Cell { text: of.to_string(), more: of.shown.iter().cloned().chain(undecided).collect() }
}

/// A line for each protocol, with a cell for each other one.
fn pairs(title: &'static str, names: &[String], lines: impl Iterator<Item = Vec<Cell>>) -> Table {
    let itself = || Cell { text: "-".to_owned(), more: Vec::new() };
    let lines = names.iter().zip(lines).enumerate().map(|(at, (name, line))| {
        let cells = line.into_iter().enumerate().map(|(other, cell)| if other == at { itself() } else { cell });
        (name.clone(), cells.collect())
    });
    Table { title, columns: names.to_vec(), lines: lines.collect() }
}
