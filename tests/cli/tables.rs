//! Tables with many rows a case, and cases that are nothing but rows.

use std::fs;
use std::path::Path;

use super::files::{folder, label_map, run, write};

const TARGETS: &str = "protocol test/targets 1.0.0

table targets per case {
  id   text, key
  long mm
}

labels {
  0 background
  1 organ
}

rule TAR-001 error \"Large enough\" {
  each t in targets { require t.long >= 10 mm }
  because \"smaller ones are not measurable\"
}
";

const CHEST: &str = "protocol test/chest 1.0.0

case {
  finding yes/no
}

table boxes per case {
  width number, optional
}

rule CXR-001 error \"Boxes iff there is a finding\" {
  require case.finding iff count(b for b in boxes where present(b.width)) >= 1
  because \"one follows from the other\"
}
";

const CODES: &str = "protocol test/codes 1.0.0

table codes {
  name text
  fma  integer, optional
}

rule COD-001 error \"One name a code\" {
  require unique(c.fma for c in codes where present(c.fma))
  because \"a code means one thing\"
}
";

fn with(protocol: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = folder();
    write(&folder.path().join("t.protocol"), protocol);
    for (name, text) in files {
        write(&folder.path().join(name), text);
    }
    folder
}

fn concise(folder: &Path, more: &[&str]) -> (i32, Vec<String>, String) {
    let (code, out, err) = run(folder, &[&["check", "--output-format", "concise"], more].concat());
    (code, out.lines().map(str::to_owned).collect(), err)
}

#[test]
fn rows_come_from_flags_configuration_and_sidecars() {
    let rows = "case,id,long\na,L1,12\na,L2,4\nb,L1,30\n";
    let flag = ["--protocol", "t.protocol", "--table", "targets=rows.csv"];
    for (files, arguments) in [
        (vec![("rows.csv", rows)], &flag[..]),
        (vec![("rows.csv", rows), ("voxlint.yaml", "protocol: t.protocol\ntables: {targets: rows.csv}\n")], &[][..]),
        (
            vec![
                ("rows.csv", &*rows.replace("case", "series")),
                ("voxlint.yaml", "protocol: t.protocol\ntables:\n  targets:\n    - {file: rows.csv, by: series}\n"),
            ],
            &[][..],
        ),
        (
            vec![
                ("a.json", r#"{"targets": [{"id": "L1", "long": 12}, {"id": "L2", "long": 4}]}"#),
                ("b.json", r#"{"targets": [{"id": "L1", "long": 30}]}"#),
            ],
            &["--protocol", "t.protocol"][..],
        ),
    ] {
        let folder = with(TARGETS, &files);
        label_map(&folder.path().join("a.nii"), &[1]);
        label_map(&folder.path().join("b.nii"), &[1, 1]);
        let (code, lines, err) = concise(folder.path(), arguments);
        assert_eq!((code, lines.len()), (1, 1), "{lines:?} {err}");
        assert!(lines[0].starts_with("a.nii: TAR-001[t=L2]") && lines[0].contains("4 mm"), "{lines:?}");
    }
}

#[test]
fn a_missing_table_is_one_finding_a_case_and_a_warning_for_the_rule() {
    let folder = with(TARGETS, &[]);
    label_map(&folder.path().join("a.nii"), &[1]);
    let (code, lines, _) = concise(folder.path(), &["--protocol", "t.protocol"]);
    assert_eq!((code, lines.len()), (1, 2), "{lines:?}");
    assert!(lines[0].contains("table.targets error: no file supplies the table `targets`"), "{lines:?}");
    assert!(lines[1].contains("TAR-001") && lines[1].contains("could not measure"), "{lines:?}");
}

#[test]
fn faults_of_rows_name_file_line_and_column() {
    let rows = "case,id,long\na,L1,wide\na,L1,30\na,L2\nother,L1,1\n";
    let folder = with(TARGETS, &[("rows.csv", rows)]);
    label_map(&folder.path().join("a.nii"), &[1]);
    let (_, lines, err) = concise(folder.path(), &["--protocol", "t.protocol", "--table", "targets=rows.csv"]);
    let of = |code: &str| lines.iter().filter(|line| line.contains(code)).cloned().collect::<Vec<_>>();
    assert!(of("targets.long")[0].contains("line 2, column `long` of `rows.csv`"), "{lines:?}");
    assert!(of("table.targets")[0].contains("2 rows of `targets` have `id` = `L1`"), "{lines:?}");
    assert!(of("T103")[0].contains("line 4"), "{lines:?}");
    assert!(err.contains("`rows.csv` has rows of 1 case not checked here: other"), "{err}");
}

#[test]
fn tables_that_cannot_be_used_end_the_run() {
    let folder = with(TARGETS, &[("rows.csv", "case,id,id\n"), ("rows.txt", "x"), ("good.csv", "case,id\n")]);
    label_map(&folder.path().join("a.nii"), &[1]);
    for (table, said) in [
        ("targets=rows.csv", "two columns called `id`"),
        ("targets=rows.txt", "is no table"),
        ("targets=absent.csv", "could not be read"),
        ("targets", "targets=targets.csv"),
        ("=rows.csv", "targets=targets.csv"),
    ] {
        let (code, lines, err) = concise(folder.path(), &["--protocol", "t.protocol", "--table", table]);
        assert!(code == 2 && lines.is_empty() && err.contains(said), "{table}: {err}");
    }
    let (code, _, err) = concise(folder.path(), &["--protocol", "t.protocol", "--table", "target=good.csv"]);
    assert!(code == 2 && err.contains("did you mean `targets`?"), "{err}");
}

#[test]
fn a_protocol_without_labels_takes_its_cases_from_tables() {
    let cases = "Path,finding\np1/view1.png,1\np2/view1.png,0\np3/view1.png,0\n";
    let boxes = "Path,width\np1/view1.png,20\np2/view1.png,\np3/view1.png,7\n";
    let config =
        "protocol: t.protocol\ncases: {file: cases.csv, by: Path}\ntables: {boxes: {file: boxes.csv, by: Path}}\n";
    let folder = with(CHEST, &[("cases.csv", cases), ("boxes.csv", boxes), ("voxlint.yaml", config)]);
    let (code, lines, err) = concise(folder.path(), &[]);
    assert_eq!((code, lines.len()), (1, 1), "{lines:?} {err}");
    assert!(lines[0].starts_with("cases.csv: CXR-001"), "{lines:?}");
    assert!(err.contains("checked 3 cases"), "{err}");
    let (_, out, _) = run(folder.path(), &["check", "--output-format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let names: Vec<&str> =
        report["cases"].as_array().unwrap().iter().filter_map(|case| case["case"].as_str()).collect();
    assert_eq!(names, ["p1/view1", "p2/view1", "p3/view1"]);
    assert_eq!(report["findings"][0]["case"], "p3/view1", "{out}");

    // Each row of `--cases` is a case, whatever label maps lie about.
    fs::remove_file(folder.path().join("voxlint.yaml")).unwrap();
    label_map(&folder.path().join("p1.nii"), &[1]);
    write(&folder.path().join("cases.csv"), "image,finding\nb.png,0\na.png,1\n");
    write(&folder.path().join("boxes.csv"), "image,width\na.png,3\n");
    let flags = ["--protocol", "t.protocol", "--cases", "cases.csv", "--table", "boxes=boxes.csv"];
    let (code, lines, err) = concise(folder.path(), &flags);
    assert_eq!((code, lines.len()), (0, 0), "{lines:?} {err}");
    assert!(err.contains("checked 2 cases"), "{err}");
    let (code, _, err) = concise(folder.path(), &["--protocol", "t.protocol"]);
    assert!(code == 2 && err.contains("no table names its cases") && err.contains("--cases FILE"), "{err}");
}

#[test]
fn a_table_for_all_cases_is_a_case_of_its_own() {
    let folder = with(CODES, &[("tg263.csv", "name,fma\nA,18810\nB,7203\nC,18810\nD,\n")]);
    let arguments = ["--protocol", "t.protocol", "--table", "codes=tg263.csv"];
    let (code, lines, err) = concise(folder.path(), &arguments);
    assert_eq!((code, lines.len()), (1, 1), "{lines:?} {err}");
    assert!(lines[0].starts_with("tg263.csv: COD-001") && lines[0].contains("`18810` in `line 2` and `line 4`"));
}

#[test]
fn a_table_that_files_call_optional_may_be_missing() {
    let files =
        "inputs { annotation seg }\nfiles {\n  seg \"{case}_seg.nii\"\n  targets \"{case}_targets.csv\" optional\n}\n";
    let protocol = TARGETS.replacen("table targets", &format!("{files}table targets"), 1);
    let folder = with(&protocol, &[("b_targets.csv", "id,long\nx,4 mm\n")]);
    label_map(&folder.path().join("a_seg.nii"), &[1]);
    label_map(&folder.path().join("b_seg.nii"), &[1, 1]);
    let (code, out, _) = run(folder.path(), &["check", ".", "-p", "t.protocol", "--output-format", "concise"]);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!((code, lines.len()), (1, 2), "{out}");
    assert!(lines[0].contains("a_seg.nii: TAR-001 warning: could not measure: no file supplies the table"), "{out}");
    assert!(lines[1].contains("b_seg.nii: TAR-001[t=x] error"), "{out}");
    let (_, out, err) = run(folder.path(), &["lint", "t.protocol", "--output-format", "concise"]);
    assert_eq!(out, "", "{err}");
}
