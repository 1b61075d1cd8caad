//! Cases that were made, as new files: label maps, landmarks and sidecars. Nothing that exists is written over.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::check::ClassSource;
use crate::check::case_facts::MODALITY;
use crate::formats::{WriteFault, WriteOptions, markups, write_label_map};
use crate::phantom::case::MadeCase;

use super::discover::case_file;
use super::exit::io_reason;

/// A file or folder that could not be made.
#[derive(Debug)]
pub struct NotWritten {
    /// As the user would write it.
    pub shown: String,
    pub reason: String,
    pub exists: bool,
}

impl NotWritten {
    pub fn new(path: &Path, error: &io::Error) -> NotWritten {
        NotWritten {
            shown: case_file(path).shown,
            reason: io_reason(error),
            exists: error.kind() == io::ErrorKind::AlreadyExists,
        }
    }
}

/// Writes a label map; with a file for each class, a folder of them under the same name without its ending.
///
/// # Errors
///
/// A file that exists or cannot be written.
pub fn write(case: &MadeCase, folder: &Path, name: &str) -> Result<Vec<PathBuf>, NotWritten> {
    make_folder(folder)?;
    let mut written = match case.seen.classes {
        ClassSource::LabelMap => write_layers(case, &[folder.join(format!("{name}.nii.gz"))])?,
        ClassSource::FilePerClass(_) => write_classes(case, &folder.join(name))?,
    };
    written.extend(write_marks(case, &folder.join(format!("{name}.mrk.json")))?);
    written.extend(write_sidecar(case, &folder.join(format!("{name}.json")))?);
    Ok(written)
}

/// The same under the name of a label map, or of a new folder for a file for each class.
///
/// # Errors
///
/// A file or folder that exists or cannot be written.
pub fn write_as(case: &MadeCase, path: &Path) -> Result<Vec<PathBuf>, NotWritten> {
    let mut written = match case.seen.classes {
        ClassSource::LabelMap => write_layers(case, &[path.to_owned()])?,
        ClassSource::FilePerClass(_) => {
            fs::create_dir(path).map_err(|error| NotWritten::new(path, &error))?;
            write_classes(case, path)?
        }
    };
    written.extend(write_marks(case, &beside(path, "mrk.json"))?);
    written.extend(write_sidecar(case, &beside(path, "json"))?);
    Ok(written)
}

/// `case.json` beside `case.nii.gz`.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = name.strip_suffix(".nii.gz").or(name.strip_suffix(".nii")).unwrap_or(&name);
    path.with_file_name(format!("{stem}.{ending}"))
}

/// A folder that may be there already.
///
/// # Errors
///
/// It cannot be made.
pub fn make_folder(folder: &Path) -> Result<(), NotWritten> {
    fs::create_dir_all(folder).map_err(|error| NotWritten::new(folder, &error))
}

fn write_classes(case: &MadeCase, folder: &Path) -> Result<Vec<PathBuf>, NotWritten> {
    make_folder(folder)?;
    let paths: Vec<PathBuf> = case.seen.names.iter().map(|class| folder.join(format!("{class}.nii.gz"))).collect();
    write_layers(case, &paths)
}

/// The facts of the case and the modality of its image, if it has some.
fn write_sidecar(case: &MadeCase, path: &Path) -> Result<Option<PathBuf>, NotWritten> {
    let modality = case.modality.iter().map(|word| (MODALITY.to_owned(), word.clone()));
    let facts = case.facts.iter().cloned().chain(modality);
    let facts: Map<String, Value> = facts.map(|(key, value)| (key, Value::String(value))).collect();
    if facts.is_empty() {
        return Ok(None);
    }
    let text = format!("{:#}\n", Value::Object(facts));
    let put = |mut file: File| file.write_all(text.as_bytes());
    File::create_new(path).and_then(put).map_err(|error| NotWritten::new(path, &error))?;
    Ok(Some(path.to_owned()))
}

/// The landmarks as markups of 3D Slicer, if there are some.
fn write_marks(case: &MadeCase, path: &Path) -> Result<Option<PathBuf>, NotWritten> {
    if case.marks.is_empty() {
        return Ok(None);
    }
    let marks = case.marks.iter().map(|mark| (mark.name.as_str(), mark.points.as_slice()));
    let put = |mut file: File| file.write_all(markups(marks).as_bytes());
    File::create_new(path).and_then(put).map_err(|error| NotWritten::new(path, &error))?;
    Ok(Some(path.to_owned()))
}

fn write_layers(case: &MadeCase, paths: &[PathBuf]) -> Result<Vec<PathBuf>, NotWritten> {
    let options = WriteOptions { background: case.background, datatype: case.datatype };
    let mut written = Vec::new();
    for (runs, path) in case.seen.map.layers.iter().zip(paths) {
        write_label_map(path, runs, &case.seen.map.geometry, options).map_err(|fault| match fault {
            WriteFault::Io(error) => NotWritten::new(path, &error),
            other => NotWritten { shown: case_file(path).shown, reason: other.to_string(), exists: false },
        })?;
        written.push(path.clone());
    }
    Ok(written)
}
