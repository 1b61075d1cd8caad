//! Tables of labels as other programs keep them: which value is which structure, in which colour, under which code.
//!
//! | file | of |
//! | --- | --- |
//! | `dataset.json` | nnU-Net (both forms), Medical Segmentation Decathlon: [`dataset`] |
//! | `*_dseg.tsv` | BIDS derivatives: `index`, `name`, `color` |
//! | `*.label`, `*.txt` | ITK-SNAP label descriptions |
//! | `*.ctbl`, `*.txt` | 3D Slicer colour tables; `*.csv` those with terminology |
//! | `*.txt` | FreeSurfer lookup tables |
//! | `*.csv`, `*.json`, `*.py` | TotalSegmentator: names with SNOMED codes, class maps |
//!
//! Entries are kept as they are written and in their order, also where a value or a name stands twice: what that means is
//! for the reader of the table to say.

mod bids;
mod class_map;
mod color_rows;
pub mod dataset;
mod itksnap;
mod slicer_terminology;
mod snomed_names;

use std::path::Path;

use super::node::{Node, Plain};
use super::text_file::{self, TextFault};

/// No table of labels is longer. A device or a pipe without an end stops here.
const LIMIT: u64 = 16 << 20;

/// A table of labels.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelTable {
    pub format: TableFormat,
    /// In the order of the file, with background and ignored values where the file has them.
    pub entries: Vec<LabelEntry>,
    /// Names for several values together, as nnU-Net's region-based training has them.
    pub regions: Vec<LabelRegion>,
}

/// The programs whose tables are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// `dataset.json` of nnU-Net version 2: `"liver": 1`.
    NnunetV2,
    /// `dataset.json` of nnU-Net version 1 and of the Medical Segmentation Decathlon: `"1": "liver"`.
    NnunetV1,
    BidsTsv,
    ItkSnap,
    SlicerColors,
    /// A Slicer colour table in CSV with a terminology entry a row.
    SlicerTerminology,
    FreeSurfer,
    /// `totalsegmentator_snomed_mapping.csv`: names and codes without values.
    SnomedNames,
    /// Values and names and nothing else, in JSON or as the Python source of TotalSegmentator has them.
    ClassMap,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct LabelEntry {
    /// The value in the label map; none where the table has names alone.
    pub value: Option<i64>,
    /// As written, without quotes and outer blanks.
    pub name: String,
    pub role: Role,
    /// Red, green, blue, 0 to 255.
    pub color: Option<[u8; 3]>,
    /// 0 is invisible, 1 covers what lies below.
    pub opacity: Option<f64>,
    /// Whether the viewer shows the label in slices.
    pub visible: Option<bool>,
    /// Whether it shows the label's surface.
    pub mesh_visible: Option<bool>,
    /// `GM` beside `Gray Matter`.
    pub abbreviation: Option<String>,
    pub terminology: Option<Terminology>,
    /// One-based; none in JSON.
    pub line: Option<usize>,
}

/// What voxels of a value are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    #[default]
    Class,
    /// The value 0 in every format.
    Background,
    /// nnU-Net's `ignore`: neither class nor background.
    Ignore,
}

/// Several values under one name: `"whole tumor": [1, 2, 3]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelRegion {
    pub name: String,
    pub values: Vec<i64>,
}

/// What a label is in a terminology, as DICOM segments say it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terminology {
    /// `Anatomical Structure`
    pub category: Option<Concept>,
    /// `Kidney`
    pub kind: Concept,
    /// `Left`
    pub modifier: Option<Concept>,
    /// Where a mass or a device lies.
    pub region: Option<Concept>,
    pub region_modifier: Option<Concept>,
}

/// A code with its scheme: `SCT`, `64033007`, `Kidney`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Concept {
    pub scheme: String,
    pub value: String,
    pub meaning: String,
}

impl LabelTable {
    fn new(format: TableFormat, entries: Vec<LabelEntry>) -> LabelTable {
        LabelTable { format, entries, regions: Vec::new() }
    }

    /// The entries that are structures.
    pub fn classes(&self) -> impl Iterator<Item = &LabelEntry> {
        self.entries.iter().filter(|entry| entry.role == Role::Class)
    }

    /// What the file is called among those who use it.
    pub fn format_name(&self) -> &'static str {
        match self.format {
            TableFormat::NnunetV2 => "nnU-Net dataset.json",
            TableFormat::NnunetV1 => "dataset.json of the Decathlon form",
            TableFormat::BidsTsv => "BIDS label table",
            TableFormat::ItkSnap => "ITK-SNAP label description",
            TableFormat::SlicerColors => "3D Slicer colour table",
            TableFormat::SlicerTerminology => "3D Slicer colour table with terminology",
            TableFormat::FreeSurfer => "FreeSurfer lookup table",
            TableFormat::SnomedNames => "TotalSegmentator names with SNOMED codes",
            TableFormat::ClassMap => "class map",
        }
    }
}

impl LabelEntry {
    /// A value with its name; 0 is background.
    fn new(value: i64, name: impl Into<String>) -> LabelEntry {
        let role = if value == 0 { Role::Background } else { Role::Class };
        LabelEntry { value: Some(value), name: name.into(), role, ..LabelEntry::default() }
    }
}

/// Why a table of labels cannot be used. Sentences for a person that follow the name of the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LabelTableFault {
    #[error(transparent)]
    Text(#[from] TextFault),
    #[error("is not valid {format}: {reason}")]
    Syntax { format: &'static str, reason: String },
    #[error("cannot be read in line {line}: {reason}")]
    Line { line: usize, reason: String },
    #[error("{0}")]
    Shape(String),
    #[error(
        "is no table of labels that voxlint knows: nnU-Net or Decathlon dataset.json, BIDS .tsv, ITK-SNAP .label, 3D Slicer .ctbl, .txt or .csv, FreeSurfer .txt, TotalSegmentator class map"
    )]
    UnknownFormat,
}

impl LabelTableFault {
    fn line(line: usize, reason: impl Into<String>) -> Self {
        LabelTableFault::Line { line, reason: reason.into() }
    }

    fn shape(reason: impl Into<String>) -> Self {
        LabelTableFault::Shape(reason.into())
    }
}

/// Reads a table of labels by the ending of its name and, where an ending says too little, by its content.
///
/// # Errors
///
/// A file that is no such table, one with a line that makes no sense, and one without a single entry.
pub fn read_label_table(path: &Path) -> Result<LabelTable, LabelTableFault> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if !["json", "tsv", "csv", "py", "label", "lbl", "ctbl", "txt", "lut"].contains(&ending.as_str()) {
        return Err(LabelTableFault::UnknownFormat);
    }
    label_table_of_text(&ending, &text_file::read(path, LIMIT)?)
}

/// Reads a table of labels from its text; `ending` is that of its file, in lower case and without the dot.
///
/// # Errors
///
/// As [`read_label_table`].
pub fn label_table_of_text(ending: &str, text: &str) -> Result<LabelTable, LabelTableFault> {
    let table = match ending {
        "json" => json_table(text),
        "tsv" => bids::read(text),
        "csv" if slicer_terminology::is_one(text) => slicer_terminology::read(text),
        "csv" => snomed_names::read(text),
        "py" => class_map::python(text),
        "label" | "lbl" | "ctbl" | "txt" | "lut" if itksnap::is_one(text) => itksnap::read(text),
        "ctbl" | "txt" | "lut" => color_rows::read(text),
        _ => Err(LabelTableFault::UnknownFormat),
    }?;
    if table.entries.is_empty() {
        return Err(LabelTableFault::shape("has no entry"));
    }
    Ok(table)
}

/// An object with `labels` is a dataset.json; one of values and names a class map.
fn json_table(text: &str) -> Result<LabelTable, LabelTableFault> {
    match json(text)? {
        Node::Map(entries) if entries.iter().any(|(key, _)| key == "labels") => Ok(dataset::of_json(entries)?.labels),
        Node::Map(entries) => class_map::json(entries),
        _ => Err(LabelTableFault::UnknownFormat),
    }
}

fn json(text: &str) -> Result<Node<String, Plain>, LabelTableFault> {
    serde_json::from_str::<Plain>(text)
        .map(|Plain(node)| node)
        .map_err(|error| LabelTableFault::Syntax { format: "JSON", reason: error.to_string() })
}

#[cfg(test)]
mod tests;
