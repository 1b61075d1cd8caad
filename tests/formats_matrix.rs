//! The 300 recorded files of the matrix (datatype × byte order × container × NIfTI version × geometry × units …), read and
//! compared with what nibabel and cc3d said about them.

#![expect(clippy::unwrap_used, reason = "a test reports what is missing by panicking")]

use std::fs;
use std::io::Read;
use std::path::Path;

use serde_json::Value;
use voxlint::formats::{ReadOptions, read_label_map};

#[test]
fn recorded_files_are_read_as_nibabel_reads_them() {
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/recorded");
    let mut blob = Vec::new();
    flate2::read::GzDecoder::new(fs::File::open(recorded.join("matrix.bin.gz")).unwrap())
        .read_to_end(&mut blob)
        .unwrap();
    let lines = fs::read_to_string(recorded.join("matrix.jsonl")).unwrap();
    let folder = tempfile::tempdir().unwrap();

    let (mut files, mut labels) = (0, 0);
    for line in lines.lines() {
        let entry: Value = serde_json::from_str(line).unwrap();
        let name = entry["name"].as_str().unwrap();
        let mut paths = Vec::new();
        for part in entry["files"].as_array().unwrap() {
            let path = folder.path().join(format!("{name}{}", part["suffix"].as_str().unwrap()));
            let start = part["start"].as_u64().unwrap() as usize;
            fs::write(&path, &blob[start..start + part["length"].as_u64().unwrap() as usize]).unwrap();
            paths.push(path);
        }
        // Either file of a pair leads to the other, however few voxels the one with the data holds.
        for path in &paths {
            labels += compare(name, path, &entry["expected"]);
        }
        files += 1;
    }
    assert_eq!(files, 300);
    assert!(labels > 800, "only {labels} labels compared");
}

/// Number of labels compared.
fn compare(name: &str, path: &Path, expected: &Value) -> usize {
    let opened = read_label_map(path, &ReadOptions::default());
    assert_eq!(opened.faults, [], "{name}");
    let (header, geometry, runs) = (opened.header.unwrap(), opened.geometry.unwrap(), opened.runs.unwrap());
    assert_eq!(serde_json::json!(geometry.shape), expected["shape"], "{name}");
    assert_eq!(header.datatype.unwrap().name(), expected["dtype"], "{name}");
    for (ours, theirs) in geometry.spacing.iter().zip(numbers(&expected["zooms"])) {
        assert!((ours - theirs).abs() <= 1e-6 * theirs, "{name}: spacing {ours} {theirs}");
    }
    match geometry.affine {
        None => assert_eq!(expected["affine"], Value::Null, "{name}"),
        Some(affine) => {
            for (ours, theirs) in affine.0.iter().zip(expected["affine"].as_array().unwrap()) {
                for (ours, theirs) in ours.iter().zip(numbers(theirs)) {
                    assert!((ours - theirs).abs() <= 1e-6 * theirs.abs().max(1.0), "{name}: affine {ours} {theirs}");
                }
            }
        }
    }
    let found: Vec<Value> = (runs.values().iter().zip(runs.structures()).zip(runs.voxels()))
        .map(|((value, structure), voxels)| {
            assert_eq!(structure.voxels(), *voxels);
            let rows: Vec<_> = structure.rows().collect();
            let x = rows.iter().flat_map(|row| row.runs).map(|run| run.start).min().unwrap();
            let last_x = rows.iter().flat_map(|row| row.runs).map(|run| run.end - 1).max().unwrap();
            let range = |axis: fn(&voxlint::volume::structure::Row<'_>) -> u32| {
                [rows.iter().map(axis).min().unwrap(), rows.iter().map(axis).max().unwrap()]
            };
            serde_json::json!({"label": value, "voxels": voxels, "bbox": [[x, last_x], range(|r| r.y), range(|r| r.z)]})
        })
        .collect();
    let wanted: Vec<Value> = (expected["labels"].as_array().unwrap().iter())
        .map(|label| serde_json::json!({"label": label["label"], "voxels": label["voxels"], "bbox": label["bbox"]}))
        .collect();
    assert_eq!(found, wanted, "{name}");
    found.len()
}

fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}
