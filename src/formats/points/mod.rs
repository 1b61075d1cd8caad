//! Files of points beside a label map: 3D Slicer markups (`.mrk.json`, `.fcsv`), vertebral centres in the form of VerSe
//! (`_ctd.json`), and tables (`.csv`, `.tsv`) with a name and coordinates in each row.
//!
//! A file says in which frame its coordinates are; one that does not say it is not read.

mod fcsv;
mod markups;
mod table;
mod verse;

use std::path::Path;

pub use markups::written as markups;

use super::text_file::{self, TextFault};

/// No list of points is longer. A device or a pipe without an end stops here.
const LIMIT: u64 = 64 << 20;

/// A point, or the points of one line, under one name.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedPoints {
    /// As the file has it: `carina`, `L3`, or a label value as digits.
    pub name: String,
    pub points: Vec<Coordinates>,
    /// Where it stands, for people: `line 4`, `point 3`.
    pub place: String,
}

/// A place in the frame that its file declares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Coordinates {
    /// RAS+ mm.
    World([f64; 3]),
    /// Index into the array of the label map, not rounded; whole numbers are voxel centres.
    Voxel([f64; 3]),
    /// Voxels of the label map along axes that run toward these patient directions (`P`, `I`, `R`), counted from 0.
    Toward { codes: [char; 3], at: [f64; 3] },
}

/// Why a file of points cannot be used. Sentences for a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PointsFault {
    #[error(transparent)]
    Text(#[from] TextFault),
    #[error("is not valid {format}: {reason}")]
    Syntax { format: &'static str, reason: String },
    #[error("{0}")]
    Shape(String),
    #[error("is no file of points: its name ends neither in .mrk.json, .fcsv, .json, .csv nor .tsv")]
    UnknownFormat,
}

impl PointsFault {
    fn shape(reason: impl Into<String>) -> PointsFault {
        PointsFault::Shape(reason.into())
    }
}

/// Reads a file of points by the ending of its name.
///
/// # Errors
///
/// A file that is none, that does not say in which frame its coordinates are, or one of whose coordinates is no finite
/// number.
pub fn read_points(path: &Path) -> Result<Vec<NamedPoints>, PointsFault> {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let read: &dyn Fn(&str) -> Result<Vec<NamedPoints>, PointsFault> = if name.ends_with(".fcsv") {
        &fcsv::read
    } else if name.ends_with(".json") {
        &|text| json(text, stem)
    } else if name.ends_with(".csv") {
        &table::commas
    } else if name.ends_with(".tsv") {
        &table::tabs
    } else {
        return Err(PointsFault::UnknownFormat);
    };
    let points = read(&text_file::read(path, LIMIT)?)?;
    match points.iter().find(|named| !named.points.iter().all(Coordinates::is_finite)) {
        Some(named) => Err(PointsFault::shape(format!("has a coordinate that is no finite number ({})", named.place))),
        None => Ok(points),
    }
}

/// A list is VerSe's form, an object that of markups.
fn json(text: &str, stem: &str) -> Result<Vec<NamedPoints>, PointsFault> {
    let value: serde_json::Value = serde_json::from_str(text)
        .map_err(|error| PointsFault::Syntax { format: "JSON", reason: error.to_string() })?;
    if value.is_array() { verse::read(&value) } else { markups::read(&value, stem) }
}

/// The frames that files name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    Ras,
    Lps,
    Voxel,
}

impl Frame {
    /// `RAS`, `LPS`, `IJK` and the like, in any case, or the numbers that 3D Slicer gives them.
    fn named(word: &str) -> Option<Frame> {
        match word.trim().to_uppercase().as_str() {
            "RAS" | "0" => Some(Frame::Ras),
            "LPS" | "1" => Some(Frame::Lps),
            "IJK" | "VOXEL" | "VOXELS" | "PIXEL" | "PIXELS" | "PX" | "2" => Some(Frame::Voxel),
            _ => None,
        }
    }

    fn place(self, [x, y, z]: [f64; 3]) -> Coordinates {
        match self {
            Frame::Ras => Coordinates::World([x, y, z]),
            Frame::Lps => Coordinates::World([-x, -y, z]),
            Frame::Voxel => Coordinates::Voxel([x, y, z]),
        }
    }
}

impl Coordinates {
    fn is_finite(&self) -> bool {
        let (Coordinates::World(at) | Coordinates::Voxel(at) | Coordinates::Toward { at, .. }) = self;
        at.iter().all(|value| value.is_finite())
    }
}

#[cfg(test)]
mod tests;
