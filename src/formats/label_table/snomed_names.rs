//! The names of TotalSegmentator with their codes: `totalsegmentator_snomed_mapping.csv`. It has no values, because each
//! structure is a file of its own.

use crate::formats::table::{Row, Table, parse_commas};

use super::bids::{line_of, named};
use super::{Concept, LabelEntry, LabelTable, LabelTableFault, Role, TableFormat, Terminology};

pub fn read(text: &str) -> Result<LabelTable, LabelTableFault> {
    let table = parse_commas(text).map_err(|fault| LabelTableFault::shape(fault.to_string()))?;
    let has = |column: &str| table.columns.iter().any(|known| known == column);
    if !has("Structure") || !has("SegmentedPropertyTypeCodeSequence.CodeValue") {
        return Err(LabelTableFault::UnknownFormat);
    }
    let entries = table.rows.iter().map(|row| entry(&table, row)).collect::<Result<_, LabelTableFault>>()?;
    Ok(LabelTable::new(TableFormat::SnomedNames, entries))
}

fn entry(table: &Table, row: &Row) -> Result<LabelEntry, LabelTableFault> {
    let line = line_of(row);
    let text = |column: &str| named(table, row, column);
    let name = text("Structure").ok_or_else(|| LabelTableFault::line(line, "the row names no structure"))?;
    let concept = |sequence: &str| {
        let part = |end: &str| text(&format!("{sequence}.{end}")).map(str::to_owned);
        let (scheme, value) = (part("CodingSchemeDesignator")?, part("CodeValue")?);
        Some(Concept { scheme, value, meaning: part("CodeMeaning").unwrap_or_default() })
    };
    let terminology = concept("SegmentedPropertyTypeCodeSequence").map(|kind| Terminology {
        category: concept("SegmentedPropertyCategoryCodeSequence"),
        kind,
        modifier: concept("SegmentedPropertyTypeModifierCodeSequence"),
        region: concept("AnatomicRegionSequence"),
        region_modifier: concept("AnatomicRegionModifierSequence"),
    });
    let color = text("DicomRGBColor").map(|text| {
        rgb(text).ok_or_else(|| LabelTableFault::line(line, format!("the colour `{text}` is not three numbers to 255")))
    });
    Ok(LabelEntry {
        name: name.to_owned(),
        role: Role::Class,
        color: color.transpose()?,
        terminology,
        line: Some(line),
        ..LabelEntry::default()
    })
}

/// `241,172,34`
fn rgb(text: &str) -> Option<[u8; 3]> {
    let parts: Vec<u8> = text.split(',').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    parts.try_into().ok()
}
