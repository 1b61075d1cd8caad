//! class_tables.tsv: the values and names that published rules state, against the label tables of shipped protocols.

use std::collections::BTreeSet;
use std::process::Command;

use super::nifti_writer::{Datatype, Header};
use super::references::shipped;

pub struct Table {
    pub id: String,
    pub protocol: String,
    /// All values that may occur, background among them.
    values: BTreeSet<i64>,
    /// Values and the names of their classes in the protocol.
    names: Vec<(i64, String)>,
    /// A value that the published rule excludes.
    excluded: i64,
}

pub fn read(table: &str) -> Vec<Table> {
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("id\tprotocol\tvalues\texcluded\tnames"), "the heading of class_tables.tsv");
    lines.map(row).collect()
}

fn row(line: &str) -> Table {
    let cells: Vec<&str> = line.split('\t').collect();
    let [id, protocol, values, excluded, names] = cells[..] else { panic!("five columns: {line}") };
    let number = |text: &str| text.parse::<i64>().unwrap_or_else(|_| panic!("`{text}` is no number: {line}"));
    let range = |text: &str| {
        let (low, high) = text.split_once("..").unwrap_or((text, text));
        number(low)..=number(high)
    };
    let name = |text: &str| {
        let (value, name) = text.split_once(':').unwrap_or_else(|| panic!("value:name, not `{text}`"));
        (number(value), name.to_owned())
    };
    Table {
        id: id.to_owned(),
        protocol: protocol.to_owned(),
        values: values.split(',').flat_map(range).collect(),
        names: names.split(' ').filter(|text| !text.is_empty()).map(name).collect(),
        excluded: number(excluded),
    }
}

impl Table {
    /// Where the label table differs from the published one, or undeclared values pass unnoticed.
    pub fn disagreements(&self) -> Vec<String> {
        let here = format!("{} {}", self.id, self.protocol);
        let labels = match shipped(&self.protocol) {
            Ok(protocol) => protocol.labels,
            Err(why) => return vec![format!("{here}: {why}")],
        };
        let declared = |value: i64| {
            labels.classes.iter().any(|class| class.values.contains(value))
                || labels.background.contains(value)
                || labels.ignore.contains(value)
        };
        let differing = (-10..=2000).filter(|value| declared(*value) != self.values.contains(value));
        let mut wrong: Vec<String> =
            differing.map(|value| format!("{here}: {value} is in one of the tables")).collect();
        for (value, name) in &self.names {
            let class = labels.classes.iter().find(|class| class.name == *name);
            if !class.is_some_and(|class| class.values.contains(*value)) {
                wrong.push(format!("{here}: {value} is not `{name}`"));
            }
        }
        let codes = self.codes_of(self.values.iter().copied().collect());
        if codes.contains("L201") {
            wrong.push(format!("{here}: L201 although only published values occur"));
        }
        let codes = self.codes_of(self.values.iter().copied().chain([self.excluded]).collect());
        if !codes.contains("L201") {
            wrong.push(format!("{here}: no L201 although {} occurs", self.excluded));
        }
        wrong
    }

    /// The codes of what the program says of a label map that is one row of these values.
    fn codes_of(&self, values: Vec<i64>) -> BTreeSet<String> {
        let affine = [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]];
        let header = Header::new(Datatype::I16, [values.len(), 1, 1], affine);
        let stored: Vec<f64> = values.iter().map(|value| *value as f64).collect();
        let mut bytes = header.bytes(false);
        bytes.extend(header.data(&stored));
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("case.nii"), bytes).expect("a written file");
        let run = Command::new(env!("CARGO_BIN_EXE_voxlint"))
            .env("VOXLINT_NO_CACHE", "1")
            .current_dir(folder.path())
            .args(["check", "--protocol", &self.protocol, "--output-format", "json", "case.nii"])
            .output()
            .expect("the program runs");
        let report: serde_json::Value = serde_json::from_slice(&run.stdout)
            .unwrap_or_else(|_| panic!("no JSON: {}", String::from_utf8_lossy(&run.stderr)));
        let findings = report["findings"].as_array().expect("findings");
        findings.iter().filter_map(|finding| finding["code"].as_str()).map(str::to_owned).collect()
    }
}
