//! Facts about cases: tables, sidecars, and what is said of them.

use std::fs;
use std::path::Path;

use super::files::{folder, label_map, run, write};

const PROTOCOL: &str = "protocol test/facts 1.0.0

case {
  phase in {arterial, venous}
  age   in 0 .. 120 year, optional
}

labels {
  0 background
  1 organ
}

rule PHA-001 error \"Venous phase\" {
  require case.phase == venous
  because \"the protocol is for it\"
}
";

fn cohort(table: &str, text: &str, names: &[&str]) -> tempfile::TempDir {
    let folder = folder();
    for (index, name) in names.iter().enumerate() {
        label_map(&folder.path().join(name), &vec![1; index + 1]);
    }
    write(&folder.path().join("facts.protocol"), PROTOCOL);
    write(&folder.path().join(table), text);
    write(&folder.path().join("voxlint.yaml"), &format!("protocol: facts.protocol\ncases: {table}\n"));
    folder
}

fn concise(folder: &Path, more: &[&str]) -> (i32, Vec<String>, String) {
    let (code, out, err) = run(folder, &[&["check", "--output-format", "concise"], more].concat());
    (code, out.lines().map(str::to_owned).collect(), err)
}

#[test]
fn tables_of_every_format_are_joined_by_the_name_of_the_case() {
    let names = ["a.nii", "b.nii"];
    for (table, text) in [
        ("c.csv", "case,phase\na,venous\nb,arterial\n"),
        ("c.csv", "phase;Case ID\nvenous;a.nii.gz\narterial;b\n"),
        ("c.tsv", "participant_id\tphase\nb\tarterial\na\tvenous\n"),
        ("c.json", r#"[{"case_id": "a", "phase": "venous"}, {"case_id": "b", "phase": "arterial"}]"#),
        ("c.json", r#"{"a": {"Phase": "venous"}, "b": {"phase": "arterial"}}"#),
        ("c.yaml", "a: {phase: venous}\nb: {phase: arterial}\n"),
    ] {
        let folder = cohort(table, text, &names);
        let (code, lines, err) = concise(folder.path(), &[]);
        assert_eq!((code, lines.len()), (1, 1), "{table} {text}: {lines:?} {err}");
        assert!(lines[0].starts_with("b.nii: PHA-001") && lines[0].contains("`arterial`"), "{lines:?}");
    }
}

#[test]
fn the_flag_wins_and_a_column_can_be_named() {
    let folder = cohort("c.csv", "case,phase\na,arterial\n", &["a.nii"]);
    write(&folder.path().join("other.csv"), "case,phase\na,venous\n");
    assert_eq!(concise(folder.path(), &[]).0, 1);
    assert_eq!(concise(folder.path(), &["--cases", "other.csv"]).0, 0);
    write(&folder.path().join("study.csv"), "case,study,phase\nx,a,venous\n");
    write(&folder.path().join("voxlint.yaml"), "protocol: facts.protocol\ncases: {file: study.csv, by: study}\n");
    let (code, lines, err) = concise(folder.path(), &[]);
    assert_eq!(code, 0, "{lines:?} {err}");
}

#[test]
fn missing_repeated_and_uneven_rows_are_named() {
    let text = "case,phase,age\na,venous,130\nb,venous,1\nb,venous,2\nc,venous\nd ,,\n";
    let folder = cohort("c.csv", text, &["a.nii", "b.nii", "c.nii", "d.nii", "e1.nii"]);
    let (code, lines, _) = concise(folder.path(), &[]);
    assert_eq!(code, 1);
    let expected = [
        "c.csv: case.age error: `case.age` is `130` in line 2, column `age` of `c.csv`, allowed is a number in `year`",
        "c.csv: T102 error: line 3 and line 4 of `c.csv` belong to one case, `b`",
        "b.nii: PHA-001 warning: could not measure: `case.phase` is not given: several rows of `c.csv` belong to it",
        "c.csv: T103 error: line 5 of `c.csv` has 2 cells, and the table 3 columns",
        "c.nii: PHA-001 warning: could not measure",
        "d.nii: case.phase error: required fact `case.phase` of the case `d` is missing: line 6, column `phase` of `c.csv` is empty",
        "d.nii: PHA-001 warning: could not measure",
        "c.csv: T101 warning: no row of `c.csv` belongs to the case `e1`",
        "e1.nii: case.phase error: required fact `case.phase` of the case `e1` is missing: no row of `c.csv` belongs to it",
        "e1.nii: PHA-001 warning: could not measure",
    ];
    assert_eq!(lines.len(), expected.len(), "{lines:#?}");
    for (line, part) in lines.iter().zip(expected) {
        assert!(line.starts_with(part), "{line}\ndoes not start with\n{part}");
    }
}

#[test]
fn a_sidecar_beside_the_label_map_is_read() {
    let folder = folder();
    let at = |path: &str| folder.path().join(path);
    label_map(&at("sub-01_dseg.nii"), &[1]);
    label_map(&at("sub-02_dseg.nii"), &[1, 1]);
    label_map(&at("sub-03_dseg.nii"), &[1, 1, 1]);
    write(&at("facts.protocol"), PROTOCOL);
    write(&at("sub-01_dseg.json"), r#"{"Phase": "venous", "Sources": ["x"]}"#);
    write(&at("sub-02_dseg.json"), r#"{"Phase": "venous""#);
    write(&at("sub-03_dseg.json"), r#"{"Phase": ["venous"]}"#);
    let (code, lines, _) = concise(folder.path(), &["--protocol", "facts.protocol"]);
    assert_eq!(code, 1);
    let parts = [
        "sub-02_dseg.json: T104 error: `sub-02_dseg.json` is not valid JSON",
        "sub-02_dseg.nii: PHA-001 warning: could not measure",
        "sub-03_dseg.json: case.phase error: `case.phase` is `a list` in key `Phase` of `sub-03_dseg.json`",
        "sub-03_dseg.nii: PHA-001 warning: could not measure",
    ];
    assert_eq!(lines.len(), parts.len(), "{lines:#?}");
    for (line, part) in lines.iter().zip(parts) {
        assert!(line.starts_with(part), "{line}\ndoes not start with\n{part}");
    }
}

#[test]
fn a_table_that_cannot_be_used_ends_with_2_and_says_why() {
    let folder = cohort("c.csv", "name of it,phase\na,venous\n", &["a.nii"]);
    let said = |table: &str, text: &[u8], part: &str| {
        fs::write(folder.path().join(table), text).unwrap();
        let (code, out, err) = run(folder.path(), &["check", "--cases", table]);
        assert_eq!((code, out.as_str()), (2, ""), "{table}: {err}");
        assert!(err.contains(part), "`{part}` is missing in {err}");
    };
    said("c.csv", b"name of it,phase\na,venous\n", "`c.csv` has no column with the names of the cases");
    said("c.csv", b"case,age,age\n", "has two columns called `age`");
    said("c.csv", b"", "has no line with the names of its columns");
    said("c.csv", b"case,phase\na,\xff\n", "is not UTF-8 text");
    said("c.json", b"[1, 2]", "is neither a list of objects nor an object of objects");
    said("c.json", b"{", "is not valid JSON");
    said("c.yaml", b"a: [", "is not valid YAML");
    said("c.xlsx", b"PK", "is no table");
    let (code, _, err) = run(folder.path(), &["check", "--cases", "none.csv"]);
    assert_eq!(code, 2);
    assert!(err.contains("`none.csv` could not be read"), "{err}");
}

#[test]
fn the_modality_is_what_a_sidecar_says() {
    let folder = folder();
    let path = folder.path();
    for (voxels, name) in (1..).zip(["a.nii", "b.nii", "c.nii"]) {
        label_map(&path.join(name), &vec![1; voxels]);
    }
    let protocol = "protocol test/modality 1.0.0\nimage { modality in {CT} }\nlabels {\n 0 background\n 1 organ\n}\n";
    write(&path.join("p.protocol"), protocol);
    write(&path.join("a.json"), r#"{"Modality": "CT", "SliceThickness": 5}"#);
    write(&path.join("b.json"), r#"{"Modality": "MR"}"#);
    let (code, lines, err) = concise(path, &["--protocol", "p.protocol"]);
    assert_eq!((code, lines.len()), (1, 1), "{lines:?} {err}");
    let said = "the modality is `MR`, allowed is `CT`";
    assert!(lines[0].starts_with("b.nii: image.modality") && lines[0].contains(said), "{lines:?}");
    // What was read is not said to be left out.
    assert!(err.contains("skipped 1 file not NIfTI (1 .protocol)"), "{err}");
}

#[test]
fn a_folder_of_classes_has_its_sidecar_beside_it() {
    let folder = folder();
    let path = folder.path();
    for (voxels, (case, phase)) in (1..).zip([("a", "venous"), ("b", "arterial")]) {
        label_map(&path.join(case).join("liver.nii"), &vec![1; voxels]);
        label_map(&path.join(case).join("spleen.nii"), &[vec![0; 9], vec![1; voxels]].concat());
        write(&path.join(format!("{case}.json")), &format!(r#"{{"phase": "{phase}", "age": 60}}"#));
    }
    write(&path.join("facts.protocol"), &PROTOCOL.replace("  0 background\n  1 organ\n", "  liver\n  spleen\n"));
    let (code, lines, err) = concise(path, &["--protocol", "facts.protocol"]);
    assert_eq!((code, lines.len()), (1, 1), "{lines:?} {err}");
    assert!(lines[0].contains("PHA-001") && lines[0].contains("`arterial`"), "{lines:?}");
}
