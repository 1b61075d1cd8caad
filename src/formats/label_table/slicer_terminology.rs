//! Colour tables of 3D Slicer in CSV: value, name, colour and a terminology entry in each row. The columns are those of
//! Slicer 5.8: `LabelValue`, `Name`, `Color_R` to `Color_A`, and scheme, value and meaning of up to five concepts.

use crate::formats::table::{Row, Table, parse_commas};

use super::bids::{line_of, named};
use super::{Concept, LabelEntry, LabelTable, LabelTableFault, TableFormat, Terminology};

pub fn is_one(text: &str) -> bool {
    text.lines().next().is_some_and(|header| header.split(',').any(|column| column.trim() == "LabelValue"))
}

pub fn read(text: &str) -> Result<LabelTable, LabelTableFault> {
    let table = parse_commas(text).map_err(|fault| LabelTableFault::shape(fault.to_string()))?;
    let entries = table.rows.iter().map(|row| entry(&table, row)).collect::<Result<_, LabelTableFault>>()?;
    Ok(LabelTable::new(TableFormat::SlicerTerminology, entries))
}

fn entry(table: &Table, row: &Row) -> Result<LabelEntry, LabelTableFault> {
    let line = line_of(row);
    let text = |column: &str| named(table, row, column);
    let wrong = |column: &str| {
        let found = text(column).unwrap_or_default();
        LabelTableFault::line(line, format!("`{found}` in the column `{column}` is no such number"))
    };
    let value = text("LabelValue").and_then(|text| text.parse().ok()).ok_or_else(|| wrong("LabelValue"))?;
    let byte = |column: &str| match text(column) {
        Some(text) => text.parse::<u8>().map(Some).map_err(|_| wrong(column)),
        None => Ok(None),
    };
    let color = match (byte("Color_R")?, byte("Color_G")?, byte("Color_B")?) {
        (Some(red), Some(green), Some(blue)) => Some([red, green, blue]),
        _ => None,
    };
    let concept = |column: &str| {
        let part = |end: &str| text(&format!("{column}_{end}")).map(str::to_owned);
        let (scheme, value) = (part("CodingScheme")?, part("CodeValue")?);
        Some(Concept { scheme, value, meaning: part("CodeMeaning").unwrap_or_default() })
    };
    let terminology = concept("Type").map(|kind| Terminology {
        category: concept("Category"),
        kind,
        modifier: concept("TypeModifier"),
        region: concept("Region"),
        region_modifier: concept("RegionModifier"),
    });
    let opacity = byte("Color_A")?.map(|alpha| f64::from(alpha) / 255.0);
    let name = text("Name").unwrap_or_default();
    Ok(LabelEntry { color, opacity, terminology, line: Some(line), ..LabelEntry::new(value, name) })
}
