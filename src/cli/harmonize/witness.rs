//! `--witness DIR`: the case that all accept, one label file for each protocol in its own values.

use std::fs;
use std::path::Path;

use crate::check::ClassSource;
use crate::cli::discover::case_file;
use crate::cli::exit::{Failure, io_reason};
use crate::compare::harmonize::{Shown, ShownCase};
use crate::formats::{WriteFault, WriteOptions, write_label_map};
use crate::model::Protocol;

/// Writes the files into a folder, which is made if it is not there. The names of what was written.
///
/// # Errors
///
/// A file that exists or cannot be written.
pub fn write(folder: &Path, shown: &Shown, protocols: &[&Protocol]) -> Result<Vec<String>, Failure> {
    make(folder)?;
    let mut written = Vec::new();
    for (case, protocol) in shown.cases.iter().zip(protocols) {
        let name = slug(&case.protocol);
        match &case.seen.classes {
            ClassSource::LabelMap => put(&folder.join(format!("{name}.nii.gz")), case, 0, &mut written)?,
            ClassSource::FilePerClass(_) => {
                let folder = folder.join(&name);
                make(&folder)?;
                for (layer, class) in case.seen.names.iter().enumerate() {
                    put(&folder.join(format!("{class}.nii.gz")), case, layer, &mut written)?;
                }
            }
        }
        if !protocol.fields.is_empty() {
            let path = folder.join(format!("{name}.csv"));
            fs::write(&path, table(&name, case, protocol)).map_err(|error| cannot(&path, &io_reason(&error)))?;
            written.push(case_file(&path).shown);
        }
    }
    Ok(written)
}

fn make(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| cannot(folder, &io_reason(&error)))
}

fn put(path: &Path, case: &ShownCase, layer: usize, written: &mut Vec<String>) -> Result<(), Failure> {
    let map = &case.seen.map;
    let Some(runs) = map.layers.get(layer) else { return Ok(()) };
    write_label_map(path, runs, &map.geometry, WriteOptions::default()).map_err(|fault| match fault {
        WriteFault::Io(error) => cannot(path, &io_reason(&error)),
        other => cannot(path, &other.to_string()),
    })?;
    written.push(case_file(path).shown);
    Ok(())
}

fn cannot(path: &Path, why: &str) -> Failure {
    let failure = Failure::new(format!("`{}` cannot be written: {why}", case_file(path).shown));
    failure.help("give a folder without these files that may be written to")
}

/// One row with the facts of the case.
fn table(name: &str, case: &ShownCase, protocol: &Protocol) -> String {
    let (mut head, mut row) = ("case".to_owned(), name.to_owned());
    for (id, value) in &case.facts {
        let Some(field) = protocol.field(*id) else { continue };
        head.push_str(&format!(",{}", quoted(field.from.as_ref().unwrap_or(&field.name))));
        row.push_str(&format!(",{}", quoted(&value.written())));
    }
    format!("{head}\n{row}\n")
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// `north_liver-ct_2.1.0`
fn slug(title: &str) -> String {
    title.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '_' }).collect()
}
