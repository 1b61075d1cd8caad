//! Rules across cases, from the command line.

use std::fs;
use std::path::Path;

use super::files::{folder, label_map, run, write};

const PROTOCOL: &str = "protocol test/cohort 1.0.0

case {
  patient text
}

labels {
  0 background
  1 organ
  2 tumour optional
}

rule COH-001 error \"Two cases a patient\" across cases by patient {
  require count(cases) == 2
  because \"left and right\"
}

rule COH-002 error \"No copies\" across cases {
  require unique(content)
  because \"a copy is no second patient\"
}
";

fn cohort(maps: &[(&str, &[u8])], table: &str) -> tempfile::TempDir {
    let folder = folder();
    for (name, voxels) in maps {
        label_map(&folder.path().join(name), voxels);
    }
    write(&folder.path().join("cohort.protocol"), PROTOCOL);
    write(&folder.path().join("cases.csv"), table);
    write(&folder.path().join("voxlint.yaml"), "protocol: cohort.protocol\ncases: cases.csv\n");
    folder
}

fn concise(folder: &Path, more: &[&str]) -> (i32, Vec<String>, String) {
    let (code, out, err) = run(folder, &[&["check", "--output-format", "concise"], more].concat());
    (code, out.lines().map(str::to_owned).collect(), err)
}

#[test]
fn groups_are_judged_after_all_cases_and_named() {
    let maps: [(&str, &[u8]); 3] = [("a.nii", &[1, 1]), ("b.nii", &[1, 2]), ("c.nii", &[2, 1])];
    let folder = cohort(&maps, "case,patient\na,p1\nb,p1\nc,p2\n");
    let mut seen = None;
    for jobs in ["1", "2", "8"] {
        let (code, lines, err) = concise(folder.path(), &["--jobs", jobs]);
        assert_eq!((code, lines.len()), (1, 1), "{lines:?} {err}");
        assert!(lines[0].contains("COH-001[patient=p2]") && lines[0].contains("the value is 1"), "{lines:?}");
        assert_eq!(seen.get_or_insert((lines.clone(), err.clone())), &(lines, err));
    }
    assert!(seen.unwrap().1.contains("checked 3 cases"));
    let (code, lines, _) = concise(folder.path(), &["--ignore", "COH-001"]);
    assert_eq!(code, 0, "{lines:?}");
}

#[test]
fn copies_are_found_however_they_are_stored() {
    let maps: [(&str, &[u8]); 2] = [("a.nii", &[1, 2]), ("b.nii", &[1, 2])];
    let folder = cohort(&maps, "case,patient\na,p1\nb,p1\n");
    // A description in the header makes it another file.
    let mut bytes = fs::read(folder.path().join("b.nii")).unwrap();
    bytes[148..152].copy_from_slice(b"copy");
    fs::write(folder.path().join("b.nii"), bytes).unwrap();
    let (code, lines, _) = concise(folder.path(), &["--ignore", "C101"]);
    assert_eq!((code, lines.len()), (1, 1), "{lines:?}");
    assert!(lines[0].contains("`content` is one and the same in `a`, `b`"), "{lines:?}");
}

#[test]
fn of_a_case_that_cannot_be_read_the_facts_are_known() {
    let maps: [(&str, &[u8]); 2] = [("a.nii", &[1, 1]), ("b.nii", &[1, 2])];
    let folder = cohort(&maps, "case,patient\na,p1\nb,p1\nbroken,p1\n");
    write(&folder.path().join("broken.nii"), "no image at all");
    let (code, lines, err) = concise(folder.path(), &[]);
    assert_eq!(code, 1);
    let of = |id: &str| lines.iter().find(|line| line.contains(id)).unwrap_or(&err);
    assert!(of("COH-001[patient=p1]").contains("the value is 3"), "{lines:?}");
    assert!(of("COH-002").contains("could not measure: `broken`: "), "{lines:?}");
}

#[test]
fn the_report_holds_an_outcome_for_each_group() {
    let maps: [(&str, &[u8]); 2] = [("a.nii", &[1, 1]), ("b.nii", &[1, 2])];
    let folder = cohort(&maps, "case,patient\na,p1\nb,p1\n");
    let (code, out, _) = run(folder.path(), &["check", "--output-format", "json"]);
    assert_eq!(code, 0, "{out}");
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let cases = report["cases"].as_array().unwrap();
    let of = |name: &str| cases.iter().find(|case| case["case"] == name).unwrap()["outcomes"].to_string();
    assert!(of("the 2 cases with patient p1").contains("COH-001"), "{report}");
    assert!(of("all 2 cases").contains("COH-002"));
    assert!(!of("a").contains("COH-"));
}
