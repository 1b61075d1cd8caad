//! Colour tables: the plain one, and since Slicer 5.8 the one in CSV that holds terminology as well.

use csv::{Terminator, WriterBuilder};

use crate::model::Protocol;

use super::super::left_out::{self, Holds};
use super::super::rows::{Row, rows};
use super::super::{Exported, Refused};
use super::concepts::{Concept, entry, is_cut};

const VALUES: (i64, i64) = (0, 65_535);

const HEADER: [&str; 21] = [
    "LabelValue",
    "Name",
    "Color_R",
    "Color_G",
    "Color_B",
    "Color_A",
    "Category_CodingScheme",
    "Category_CodeValue",
    "Category_CodeMeaning",
    "Type_CodingScheme",
    "Type_CodeValue",
    "Type_CodeMeaning",
    "TypeModifier_CodingScheme",
    "TypeModifier_CodeValue",
    "TypeModifier_CodeMeaning",
    "Region_CodingScheme",
    "Region_CodeValue",
    "Region_CodeMeaning",
    "RegionModifier_CodingScheme",
    "RegionModifier_CodeValue",
    "RegionModifier_CodeMeaning",
];

/// `5 spleen 157 108 162 255`: value, name, red, green, blue, opacity. Names have no blanks there.
///
/// # Errors
///
/// Values that a colour table does not have.
pub fn slicer_table(protocol: &Protocol) -> Result<Exported, Refused> {
    let rows = rows(protocol, VALUES)?;
    let mut text = format!("# Color table file\n# {} values\n", rows.len());
    for row in &rows {
        let [red, green, blue] = row.color;
        text += &format!("{} {} {red} {green} {blue} {}\n", row.value, joined(row.name), opacity(row));
    }
    let mut notes = Vec::new();
    if let Some(row) = rows.iter().find(|row| joined(row.name) != row.name) {
        notes.push(format!("blanks in names are written as `_`: `{}`", joined(row.name)));
    }
    notes.extend(left_out::note(protocol, &[Holds::Colors]));
    Ok(Exported { text, notes })
}

/// The same in CSV with category, type and modifier of each class that has a code.
///
/// # Errors
///
/// Values that a colour table does not have.
pub fn slicer_colors(protocol: &Protocol) -> Result<Exported, Refused> {
    let mut writer = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
    let failed = |error: csv::Error| Refused::new(format!("the table cannot be written: {error}"), "report this");
    writer.write_record(HEADER).map_err(failed)?;
    for row in rows(protocol, VALUES)? {
        writer.write_record(cells(&row)).map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(error.into_error().into()))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let cut = protocol.labels.classes.iter().filter(|class| is_cut(class));
    let mut notes: Vec<String> = cut
        .map(|class| format!("of the codes of `{}` only the first is written, with one modifier", class.name))
        .collect();
    notes.extend(left_out::note(protocol, &[Holds::Colors, Holds::Codes]));
    Ok(Exported { text, notes })
}

fn cells(row: &Row<'_>) -> Vec<String> {
    let [red, green, blue] = row.color;
    let mut cells = vec![row.value.to_string(), row.name.to_owned()];
    cells.extend([red, green, blue, opacity(row)].map(|part| part.to_string()));
    let found = row.class.and_then(entry);
    let (category, kind, modifier) = match found {
        Some(entry) => (Some(entry.category), Some(entry.kind), entry.modifier),
        None => (None, None, None),
    };
    let concept =
        |concept: Option<Concept>| concept.map(|known| [known.scheme, known.value, known.meaning]).unwrap_or_default();
    cells.extend([category, kind, modifier].into_iter().flat_map(concept));
    cells.resize(HEADER.len(), String::new());
    cells
}

/// Background is not drawn.
fn opacity(row: &Row<'_>) -> u8 {
    if row.is_background() { 0 } else { 255 }
}

fn joined(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join("_")
}
