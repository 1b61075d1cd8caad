//! `.fcsv`, the comma-separated lists of 3D Slicer: comments that name the frame and the columns, then a point a line.
//!
//! Files before version 4 have a label in the first column and RAS coordinates; later ones name their columns.

use super::{Frame, NamedPoints, PointsFault};

const OLD: &[&str] = &["label", "x", "y", "z", "sel", "vis"];

pub fn read(text: &str) -> Result<Vec<NamedPoints>, PointsFault> {
    let mut frame = Frame::Ras;
    let mut columns: Vec<String> = OLD.iter().map(|&column| column.to_owned()).collect();
    let mut points = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(comment) = line.trim_start().strip_prefix('#') {
            let Some((key, value)) = comment.split_once('=') else { continue };
            match key.trim().to_lowercase().as_str() {
                "coordinatesystem" => {
                    frame = Frame::named(value).ok_or_else(|| {
                        PointsFault::shape(format!(
                            "names the coordinate system `{}`, which is none of RAS, LPS and IJK",
                            value.trim()
                        ))
                    })?;
                }
                "columns" => columns = value.split(',').map(|column| column.trim().to_owned()).collect(),
                _ => {}
            }
            continue;
        }
        if !line.trim().is_empty() {
            points.push(point(&columns, frame, line, &format!("line {number}"))?);
        }
    }
    Ok(points)
}

fn point(columns: &[String], frame: Frame, line: &str, place: &str) -> Result<NamedPoints, PointsFault> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).trim(csv::Trim::All).from_reader(line.as_bytes());
    let record = match reader.records().next() {
        Some(Ok(record)) => record,
        _ => return Err(PointsFault::shape(format!("has no values ({place})"))),
    };
    let cell = |name: &str| {
        let at = columns.iter().position(|column| column == name)?;
        record.get(at)
    };
    let coordinate = |name: &str| {
        let written = cell(name).unwrap_or_default();
        let wrong = || PointsFault::shape(format!("has `{written}` for `{name}`, which is no number ({place})"));
        written.parse::<f64>().map_err(|_| wrong())
    };
    let at = [coordinate("x")?, coordinate("y")?, coordinate("z")?];
    let name = cell("label").unwrap_or_default().to_owned();
    Ok(NamedPoints { name, points: vec![frame.place(at)], place: place.to_owned() })
}
