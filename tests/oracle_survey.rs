//! `voxlint facts` beside the recorded answers of the independent peer (nibabel, cc3d, SciPy, scikit-image), field by
//! field over the 300 files of the matrix. A field that compared nothing fails like one that differs.

#![expect(clippy::expect_used, reason = "a test may stop where its own files are wrong")]
#![expect(clippy::indexing_slicing, reason = "recorded files of the test's own making, and JSON that gives null")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// How two values of a field agree.
#[derive(Clone, Copy)]
enum Agreement {
    Exact,
    /// To 1e-6 mm, or 1e-6 voxels.
    Point,
    /// To 1e-6 of the value.
    Size,
    /// Entries of an affine: both.
    Placement,
}

use Agreement::{Exact, Placement, Point, Size};

const OF_FILE: [(&str, Agreement); 5] =
    [("/shape", Exact), ("/dtype", Exact), ("/zooms", Size), ("/affine", Placement), ("/orientation", Exact)];

const OF_LABEL: [(&str, Agreement); 22] = [
    ("/label", Exact),
    ("/voxels", Exact),
    ("/volume_mm3", Size),
    ("/bbox", Exact),
    ("/centroid", Point),
    ("/centroid_mm", Point),
    ("/border", Exact),
    ("/components/6/count", Exact),
    ("/components/6/sizes", Exact),
    ("/components/18/count", Exact),
    ("/components/18/sizes", Exact),
    ("/components/26/count", Exact),
    ("/components/26/sizes", Exact),
    ("/components/26/first", Exact),
    ("/cavities/count", Exact),
    ("/cavities/sizes", Exact),
    ("/euler_26", Exact),
    ("/euler_6", Exact),
    ("/handles", Exact),
    ("/surface_faces", Exact),
    ("/surface_mm2", Size),
    ("/contained_in", Exact),
];

#[derive(Default)]
struct Tally {
    compared: BTreeMap<String, usize>,
    wrong: Vec<String>,
}

impl Tally {
    fn compare(&mut self, name: &str, field: &str, ours: &Value, theirs: &Value, how: Agreement) {
        *self.compared.entry(field.to_owned()).or_default() += 1;
        let (absolute, relative) = match how {
            Exact => {
                if ours != theirs {
                    self.wrong.push(format!("{name} {field}: {ours}, peer {theirs}"));
                }
                return;
            }
            Point => (1e-6, 0.0),
            Size => (0.0, 1e-6),
            Placement => (1e-6, 1e-6),
        };
        if !near(ours, theirs, absolute, relative) {
            self.wrong.push(format!("{name} {field}: {ours}, peer {theirs}"));
        }
    }

    fn file(&mut self, name: &str, ours: &Value, theirs: &Value) {
        for (field, how) in OF_FILE {
            self.compare(name, field, at(ours, field), at(theirs, field), how);
        }
        let (labels, known) = (list(ours, "labels"), list(theirs, "labels"));
        self.compare(name, "number of labels", &labels.len().into(), &known.len().into(), Exact);
        for (label, known) in labels.iter().zip(known) {
            for (field, how) in OF_LABEL {
                self.compare(name, field, at(label, field), at(known, field), how);
            }
            self.compare(name, "/z_gaps", at(label, "/z_gaps"), at(known, "/z_gaps"), Exact);
        }
        let (contacts, known) = (list(ours, "adjacency"), list(theirs, "adjacency"));
        self.compare(name, "number of contacts", &contacts.len().into(), &known.len().into(), Exact);
        for (contact, known) in contacts.iter().zip(known) {
            for part in ["/0", "/1", "/2"] {
                self.compare(name, "contact faces", at(contact, part), at(known, part), Exact);
            }
            self.compare(name, "contact mm2", at(contact, "/3"), at(known, "/3"), Size);
        }
    }
}

fn at<'v>(value: &'v Value, pointer: &str) -> &'v Value {
    value.pointer(pointer).unwrap_or(&Value::Bool(false))
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn near(ours: &Value, theirs: &Value, absolute: f64, relative: f64) -> bool {
    match (ours, theirs) {
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| near(a, b, absolute, relative))
        }
        (Value::Number(ours), Value::Number(theirs)) => match (ours.as_f64(), theirs.as_f64()) {
            (Some(a), Some(b)) => (a - b).abs() <= absolute + relative * b.abs(),
            _ => false,
        },
        _ => ours.is_null() && theirs.is_null(),
    }
}

/// Writes the files of one recorded case; the first is the one to open.
fn unpack(entry: &Value, blob: &[u8], folder: &Path) -> PathBuf {
    let name = entry["name"].as_str().expect("a name");
    let mut paths = list(entry, "files").iter().map(|file| {
        let path = folder.join(format!("{name}{}", file["suffix"].as_str().expect("a suffix")));
        let start = file["start"].as_u64().expect("a start") as usize;
        let length = file["length"].as_u64().expect("a length") as usize;
        fs::write(&path, &blob[start..start + length]).expect("temporary file");
        path
    });
    let first = paths.next().expect("a file");
    paths.for_each(drop);
    first
}

#[test]
fn facts_agree_with_the_recorded_peer_in_every_field() {
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/recorded");
    let packed = fs::File::open(recorded.join("matrix.bin.gz")).expect("recorded files");
    let mut blob = Vec::new();
    flate2::read::GzDecoder::new(packed).read_to_end(&mut blob).expect("sound gzip");
    let lines = fs::read_to_string(recorded.join("matrix.jsonl")).expect("recorded answers");
    let folder = tempfile::tempdir().expect("temporary folder");
    let mut tally = Tally::default();
    let mut files = 0;
    for line in lines.lines() {
        let entry: Value = serde_json::from_str(line).expect("JSON");
        let path = unpack(&entry, &blob, folder.path());
        let run = Command::new(env!("CARGO_BIN_EXE_voxlint")).arg("facts").arg(&path).output().expect("it runs");
        let name = entry["name"].to_string();
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        // The one thing to remark on: files of method 1 do not say how the patient lies.
        let remark = entry["expected"]["affine"].is_null() && said.contains("G103") && said.lines().count() == 3;
        assert!(run.status.success() && (said.is_empty() || remark), "{name}: {:?} {said}", run.status);
        let ours: Value = serde_json::from_slice(&run.stdout).expect("JSON");
        tally.file(&name, &ours, &entry["expected"]);
        files += 1;
    }
    let shown: Vec<&String> = tally.wrong.iter().take(20).collect();
    assert!(tally.wrong.is_empty(), "{} values differ: {shown:#?}", tally.wrong.len());
    assert_eq!(files, 300);
    for (field, _) in OF_FILE {
        assert_eq!(tally.compared[field], 300, "{field}");
    }
    for field in OF_LABEL.map(|(field, _)| field).into_iter().chain(["/z_gaps", "contact faces", "contact mm2"]) {
        assert!(
            tally.compared.get(field).is_some_and(|n| *n > 700),
            "{field} compared too little: {:?}",
            tally.compared
        );
    }
}
