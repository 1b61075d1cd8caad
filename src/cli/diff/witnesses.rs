//! Cases that show what rules refuse, as files: `old/` holds them in the values of the old protocol, `new/` in those of
//! the new one, each with a table of facts where the protocol has some.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::cli::discover::case_file;
use crate::cli::exit::{Failure, io_reason};
use crate::compare::rules::asking::Verdict;
use crate::compare::rules::shown::{Shown, ShownCase};
use crate::compare::rules::{Comparison, Side};
use crate::formats::nifti::datatype::Datatype;
use crate::formats::{WriteFault, WriteOptions, write_label_map};
use crate::model::Protocol;
use crate::volume::LabelMap;

/// Writes every case that was made, and says how many.
///
/// # Errors
///
/// A folder or file that cannot be made, or is there already.
pub fn write(folder: &Path, comparison: &Comparison, protocols: [&Protocol; 2]) -> Result<usize, Failure> {
    let cases: Vec<(String, &Shown)> =
        named(&comparison.new, "new_refuses").into_iter().chain(named(&comparison.old, "old_refuses")).collect();
    for (at, (side, protocol)) in ["old", "new"].into_iter().zip(protocols).enumerate() {
        let folder = folder.join(side);
        make(&folder)?;
        let mut facts = BTreeMap::new();
        for (name, shown) in &cases {
            let Some(case) = shown.cases.get(at) else { continue };
            write_case(&folder, name, case, protocol)?;
            facts.insert(name.as_str(), &case.facts);
        }
        if !protocol.fields.is_empty() && !facts.is_empty() {
            write_facts(&folder.join("cases.csv"), &facts)?;
        }
    }
    Ok(cases.len())
}

/// The cases of the rules of one protocol, each under a name that a file can have.
fn named<'c>(side: &'c Side, why: &str) -> Vec<(String, &'c Shown)> {
    let mut taken = BTreeSet::new();
    let mut named = Vec::new();
    for (rule, answer) in side.rules.iter().zip(&side.answers) {
        let Verdict::NotImplied(shown) = &answer.verdict else { continue };
        let plain: String =
            rule.id.chars().map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '_' }).collect();
        let mut name = format!("{plain}_{why}");
        while !taken.insert(name.clone()) {
            name.push('_');
        }
        named.push((name, shown));
    }
    named
}

fn write_case(folder: &Path, name: &str, case: &ShownCase, protocol: &Protocol) -> Result<(), Failure> {
    let background = protocol.labels.background.ranges.first().map_or(0, |(low, _)| *low);
    let asked = case.datatype.as_deref();
    let options = WriteOptions {
        background,
        datatype: asked.and_then(|name| DATATYPES.iter().copied().find(|of| of.name() == name)),
    };
    let LabelMap { geometry, layers } = &case.map;
    for (runs, class) in layers.iter().zip(&case.names) {
        let path = if class.is_empty() {
            folder.join(format!("{name}.nii.gz"))
        } else {
            make(&folder.join(name))?;
            folder.join(name).join(format!("{class}.nii.gz"))
        };
        write_label_map(&path, runs, geometry, options).map_err(|fault| unwritten(&path, &fault))?;
    }
    Ok(())
}

/// Types in which label maps are written.
const DATATYPES: [Datatype; 6] =
    [Datatype::U8, Datatype::I16, Datatype::U16, Datatype::I32, Datatype::U32, Datatype::I64];

/// One row a case, one column a fact; what is not given stays empty.
fn write_facts(path: &Path, facts: &BTreeMap<&str, &Vec<(String, String)>>) -> Result<(), Failure> {
    let columns: BTreeSet<&str> =
        facts.values().flat_map(|facts| facts.iter().map(|(column, _)| column.as_str())).collect();
    let quoted = |text: &str| {
        if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
    };
    let mut text = String::from("case");
    columns.iter().for_each(|column| text.push_str(&format!(",{}", quoted(column))));
    text.push('\n');
    for (case, facts) in facts {
        text.push_str(&quoted(case));
        for column in &columns {
            let value = facts.iter().find(|(known, _)| known == column).map(|(_, value)| value.as_str());
            text.push_str(&format!(",{}", quoted(value.unwrap_or_default())));
        }
        text.push('\n');
    }
    let written = File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| unwritten(path, &WriteFault::Io(error)))
}

fn make(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| {
        let shown = case_file(folder).shown;
        Failure::new(format!("the folder `{shown}` cannot be made: {}", io_reason(&error)))
    })
}

fn unwritten(path: &Path, fault: &WriteFault) -> Failure {
    let shown = case_file(path).shown;
    let failure = match fault {
        WriteFault::Io(error) => Failure::new(format!("the file `{shown}` cannot be written: {}", io_reason(error))),
        other => Failure::new(format!("the file `{shown}` cannot be written: {other}")),
    };
    let exists = matches!(fault, WriteFault::Io(error) if error.kind() == io::ErrorKind::AlreadyExists);
    if exists { failure.help("give a new folder: nothing is ever written over") } else { failure }
}
