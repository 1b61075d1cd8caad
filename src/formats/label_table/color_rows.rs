//! Colour tables of 3D Slicer and lookup tables of FreeSurfer: `5 spleen 157 108 162 255`, that is value, name, red, green,
//! blue and a fourth number. To Slicer it is opacity; to FreeSurfer it is transparency.

use super::{LabelEntry, LabelTable, LabelTableFault, TableFormat};

pub fn read(text: &str) -> Result<LabelTable, LabelTableFault> {
    let mut rows = Vec::new();
    for (number, line) in (1..).zip(text.lines().map(str::trim)) {
        if !line.is_empty() && !line.starts_with('#') {
            rows.push((number, row(line, number)?));
        }
    }
    let free_surfer = is_free_surfer(text, rows.iter().map(|(_, row)| row));
    let opacity = |fourth: u8| {
        let share = f64::from(fourth) / 255.0;
        if free_surfer { 1.0 - share } else { share }
    };
    let entries = rows.into_iter().map(|(number, row)| LabelEntry {
        color: Some(row.color),
        opacity: row.fourth.map(opacity),
        line: Some(number),
        ..LabelEntry::new(row.value, row.name)
    });
    let format = if free_surfer { TableFormat::FreeSurfer } else { TableFormat::SlicerColors };
    Ok(LabelTable::new(format, entries.collect()))
}

struct ColorRow {
    value: i64,
    name: String,
    color: [u8; 3],
    fourth: Option<u8>,
}

/// Names may hold blanks: the numbers are taken from both ends.
fn row(line: &str, number: usize) -> Result<ColorRow, LabelTableFault> {
    let wrong = || LabelTableFault::line(number, format!("`{line}` is no value, name and colour (0 to 255 each)"));
    let words: Vec<&str> = line.split_whitespace().collect();
    let [value, middle @ ..] = words.as_slice() else { return Err(wrong()) };
    let colors = if middle.len() >= 5 { 4 } else { 3 };
    let (name, colors) =
        middle.len().checked_sub(colors).and_then(|at| middle.split_at_checked(at)).ok_or_else(wrong)?;
    let colors: Vec<u8> = colors.iter().map(|text| text.parse()).collect::<Result<_, _>>().map_err(|_| wrong())?;
    let ([red, green, blue], fourth) = match *colors.as_slice() {
        [red, green, blue, fourth] => ([red, green, blue], Some(fourth)),
        [red, green, blue] => ([red, green, blue], None),
        _ => return Err(wrong()),
    };
    let name = name.join(" ").trim_matches('"').to_owned();
    if name.is_empty() {
        return Err(wrong());
    }
    Ok(ColorRow { value: value.parse().map_err(|_| wrong())?, name, color: [red, green, blue], fourth })
}

/// It says so in a comment, or no label would be seen if the fourth number were opacity.
fn is_free_surfer<'r>(text: &str, mut rows: impl Iterator<Item = &'r ColorRow>) -> bool {
    let comments = text.lines().filter(|line| line.trim_start().starts_with('#')).map(str::to_lowercase);
    let says = comments.into_iter().any(|comment| comment.contains("freesurfer") || comment.contains("label name:"));
    says || rows.all(|row| row.fourth == Some(0))
}
