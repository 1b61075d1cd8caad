//! What is checked together: one annotation, and the image it was drawn on.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::case_facts::CaseTable;

/// A file, and how a person would write it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CaseFile {
    pub path: PathBuf,
    /// As the user would write it, with `/` separators.
    pub shown: String,
}

/// One annotation to check. Nothing has been read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Short and for people: the file's stem, or the folder that holds one file per class.
    pub name: String,
    pub labels: LabelFiles,
    pub image: Option<CaseFile>,
    pub facts: FactSources,
    /// The files of every further input, by the name the protocol gives it; of one name in the order of their paths. An
    /// input without a file has no entry.
    pub inputs: BTreeMap<String, Vec<InputFile>>,
    /// Files beside them that match no pattern of the protocol's `files`.
    pub strays: Vec<CaseFile>,
}

/// A file of a further input: an image, an annotation, points, a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputFile {
    pub file: CaseFile,
    /// What the braces of the pattern that found it stand for.
    pub captures: BTreeMap<String, String>,
}

/// Where facts about a case may be found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FactSources {
    /// What tables may call the case, the most telling name first.
    pub names: Vec<String>,
    pub tables: Vec<Arc<CaseTable>>,
    /// Rows for the tables of the protocol, by the table's name.
    pub rows: BTreeMap<String, Vec<Arc<CaseTable>>>,
    /// JSON files beside the label map and its image.
    pub sidecars: Vec<CaseFile>,
    /// Files of landmarks.
    pub points: Vec<CaseFile>,
}

impl FactSources {
    /// Every file of them, as the user would write it.
    pub fn shown(&self) -> impl Iterator<Item = String> {
        let tables = self.tables.iter().chain(self.rows.values().flatten()).map(|table| table.shown.clone());
        self.sidecars.iter().chain(&self.points).map(|file| file.shown.clone()).chain(tables)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LabelFiles {
    /// One file whose values are the classes.
    Map(CaseFile),
    /// A folder with one binary file per class; the file's stem is the class's name.
    PerClass { folder: CaseFile, files: Vec<ClassFile> },
    /// None: nobody outlined anything. The file that names the case.
    Absent(CaseFile),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassFile {
    pub class: String,
    pub file: CaseFile,
}

impl Case {
    /// A case of which nothing is known but its labels and their image.
    pub fn new(name: impl Into<String>, labels: LabelFiles, image: Option<CaseFile>) -> Self {
        Case {
            name: name.into(),
            labels,
            image,
            facts: FactSources::default(),
            inputs: BTreeMap::new(),
            strays: Vec::new(),
        }
    }
}

impl LabelFiles {
    /// The label map, or the folder, or the file that names the case.
    pub fn place(&self) -> &CaseFile {
        match self {
            LabelFiles::Map(file) | LabelFiles::Absent(file) => file,
            LabelFiles::PerClass { folder, .. } => folder,
        }
    }

    pub fn files(&self) -> Vec<&CaseFile> {
        match self {
            LabelFiles::Map(file) => vec![file],
            LabelFiles::PerClass { files, .. } => files.iter().map(|class| &class.file).collect(),
            LabelFiles::Absent(_) => Vec::new(),
        }
    }
}
