//! Intensities under labels, from files to measures, against values recorded from NumPy, nibabel and SimpleITK.
//!
//! `tests/oracle/intensities.py` writes the recorded file.

#![expect(clippy::unwrap_used, reason = "a test reports what is missing by panicking")]
#![expect(clippy::indexing_slicing, reason = "a missing entry of the recorded file fails the test")]
#![expect(clippy::string_slice, reason = "hexadecimal digits are ASCII")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde_json::{Map, Value};
use voxlint::check::case::{Case, CaseFile, LabelFiles};
use voxlint::check::run::measures;
use voxlint::model;
use voxlint::report::Source;

#[test]
fn every_statistic_agrees_with_the_recorded_values() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/recorded/intensities.jsonl.gz");
    let mut text = String::new();
    GzDecoder::new(File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut compared: BTreeMap<String, usize> = BTreeMap::new();
    for (number, line) in text.lines().enumerate() {
        let recorded: Value = serde_json::from_str(line).unwrap();
        let image = folder.path().join(format!("image{}", recorded["end"].as_str().unwrap()));
        let labels = folder.path().join("labels.nii.gz");
        fs::write(&image, bytes(&recorded["image"])).unwrap();
        fs::write(&labels, bytes(&recorded["labels"])).unwrap();
        let file = |path: PathBuf| CaseFile { shown: path.display().to_string(), path };
        let case = Case::new("case", LabelFiles::Map(file(labels)), Some(file(image)));
        let expected = recorded["expected"].as_object().unwrap();
        let asked = questions(expected);
        let loaded = model::load(&Source::new("oracle.protocol", protocol(asked.keys())));
        let measured = measures(&case, &loaded.protocol.unwrap()).measured;
        for (question, (kind, value)) in &asked {
            let found = measured.iter().find(|found| found.measure == *question).unwrap();
            let found = found.value.unwrap_or_else(|| panic!("pair {number}: {question}: {:?}", found.note));
            let scale = value.abs().max(1.0);
            assert!((found - value).abs() <= 1e-9 * scale, "pair {number}: `{question}` is {found}, expected {value}");
            *compared.entry(kind.clone()).or_default() += 1;
        }
    }
    assert_eq!(compared.len(), 18, "{compared:?}");
    assert!(compared.values().all(|&count| count >= 150), "{compared:?}");
}

/// Each measure in normal form, with its kind and its value.
fn questions(expected: &Map<String, Value>) -> BTreeMap<String, (String, f64)> {
    let mut asked = BTreeMap::new();
    for (structure, values) in expected {
        let (low, high) = (bound(&values["range"][0]), bound(&values["range"][1]));
        for (kind, value) in values.as_object().unwrap().iter().filter(|(kind, _)| *kind != "range") {
            let question = match kind.as_str() {
                "share" => format!("share({structure} where image in {low} .. {high})"),
                "share_above" => format!("share({structure} where image > {high})"),
                statistic => format!("intensity({structure}).{statistic}"),
            };
            asked.insert(question, (kind.clone(), value.as_f64().unwrap()));
        }
    }
    asked
}

fn bound(value: &Value) -> String {
    value.to_string()
}

fn protocol<'q>(questions: impl Iterator<Item = &'q String>) -> String {
    let mut text = "protocol oracle/intensities 1.0.0\nlabels { 1 a optional\n 2 b optional\n 3 c optional }\n\
                    group both = a + b\nrule ALL-001 info \"All\" {\n"
        .to_owned();
    for question in questions {
        writeln!(text, "require {question} in 0 .. {}", if question.starts_with("share") { 1 } else { 1000 }).unwrap();
    }
    text + "}\n"
}

fn bytes(hexadecimal: &Value) -> Vec<u8> {
    let text = hexadecimal.as_str().unwrap();
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}
