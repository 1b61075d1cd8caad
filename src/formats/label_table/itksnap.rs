//! Label descriptions of ITK-SNAP: `1  255 0 0  1 1 1  "Necrotic tumour core"`, that is value, red, green, blue, opacity,
//! visible in slices, visible as a surface, and the name in quotes.

use super::{LabelEntry, LabelTable, LabelTableFault, TableFormat};

/// The first line that is no comment has the form.
pub fn is_one(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| line.ends_with('"') && line.split_whitespace().nth(7).is_some_and(|w| w.starts_with('"')))
}

pub fn read(text: &str) -> Result<LabelTable, LabelTableFault> {
    let mut entries = Vec::new();
    for (number, line) in (1..).zip(text.lines().map(str::trim)) {
        if !line.is_empty() && !line.starts_with('#') {
            entries.push(entry(line, number)?);
        }
    }
    Ok(LabelTable::new(TableFormat::ItkSnap, entries))
}

fn entry(line: &str, number: usize) -> Result<LabelEntry, LabelTableFault> {
    let wrong = || {
        let reason = format!("`{line}` is no value, three colours, opacity, two flags and a name in quotes");
        LabelTableFault::line(number, reason)
    };
    let (numbers, name) = line.split_once('"').ok_or_else(wrong)?;
    let name = name.strip_suffix('"').ok_or_else(wrong)?;
    let numbers: Vec<&str> = numbers.split_whitespace().collect();
    let [value, red, green, blue, opacity, visible, mesh] = numbers.as_slice() else { return Err(wrong()) };
    let byte = |text: &str| text.parse::<u8>().map_err(|_| wrong());
    let flag = |text: &str| match text {
        "0" => Ok(false),
        "1" => Ok(true),
        _ => Err(wrong()),
    };
    let opacity: f64 = opacity.parse().map_err(|_| wrong())?;
    if !(0.0..=1.0).contains(&opacity) {
        return Err(wrong());
    }
    let entry = LabelEntry::new(value.parse().map_err(|_| wrong())?, name.trim());
    Ok(LabelEntry {
        color: Some([byte(red)?, byte(green)?, byte(blue)?]),
        opacity: Some(opacity),
        visible: Some(flag(visible)?),
        mesh_visible: Some(flag(mesh)?),
        line: Some(number),
        ..entry
    })
}
