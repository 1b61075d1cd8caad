//! Landmarks written in text: ```` ```points ````, a name and coordinates a line.

use voxlint::formats::{Coordinates, NamedPoints};

/// One file of landmarks.
#[derive(Debug, Clone)]
pub struct PointsBlock {
    pub file: String,
    pub points: Vec<NamedPoints>,
    /// Why the file cannot be read.
    pub fault: Option<String>,
}

impl PointsBlock {
    pub fn parse(options: &str, body: &str) -> Result<PointsBlock, String> {
        let mut block = PointsBlock { file: "case.fcsv".to_owned(), points: Vec::new(), fault: None };
        let mut frame = "RAS";
        for option in options.split_whitespace() {
            match option.split_once('=') {
                Some(("file", file)) => block.file = file.to_owned(),
                Some(("fault", fault)) => block.fault = Some(fault.replace('_', " ")),
                Some(("frame", word @ ("RAS" | "LPS" | "voxel"))) => frame = word,
                _ => return Err(format!("`{option}` is no option of points")),
            }
        }
        for (number, line) in (1..).zip(body.lines()) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let Some((name, numbers)) = words.split_first() else { continue };
            let numbers: Option<Vec<f64>> = numbers.iter().map(|word| word.parse().ok()).collect();
            let numbers = numbers.ok_or(format!("`{line}` has a coordinate that is no number"))?;
            let points: Option<Vec<Coordinates>> = match numbers.len() {
                // The column and the row of a picture.
                2 if frame == "voxel" => Some(vec![Coordinates::Voxel([numbers[0], numbers[1], 0.0])]),
                length if length % 3 == 0 => Some(numbers.chunks(3).map(|at| place(frame, at)).collect()),
                _ => None,
            };
            let points = points.ok_or(format!("`{line}` is no name with three coordinates for each point"))?;
            block.points.push(NamedPoints { name: (*name).to_owned(), points, place: format!("line {number}") });
        }
        Ok(block)
    }
}

fn place(frame: &str, at: &[f64]) -> Coordinates {
    match frame {
        "RAS" => Coordinates::World([at[0], at[1], at[2]]),
        "LPS" => Coordinates::World([-at[0], -at[1], at[2]]),
        _ => Coordinates::Voxel([at[0], at[1], at[2]]),
    }
}
