//! `phantom`: label maps that conform, and that break one rule.

use super::files::{folder, root, run};

fn failing(folder: &std::path::Path, file: &str, protocol: &str) -> (i32, Vec<String>) {
    let (code, out, _) = run(folder, &["check", file, "--protocol", protocol, "--output-format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let codes =
        report["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap().to_owned());
    (code, codes.collect())
}

#[test]
fn a_phantom_conforms_or_breaks_the_rule_that_it_is_to_break() {
    let folder = folder();
    let (code, out, err) = run(folder.path(), &["phantom", "kits/23"]);
    assert_eq!((code, out.as_str()), (0, "kits-23.nii.gz\n"), "{err}");
    assert!(err.contains("it breaks no rule of `kits/23`"), "{err}");
    assert_eq!(failing(folder.path(), "kits-23.nii.gz", "kits/23"), (0, Vec::new()));
    let (code, _, err) = run(folder.path(), &["phantom", "kits/23", "--breaks", "KITS23-003", "-o", "wrong.nii.gz"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(failing(folder.path(), "wrong.nii.gz", "kits/23"), (1, vec!["KITS23-003".to_owned()]));
}

#[test]
fn nothing_is_overwritten_and_reasons_are_given() {
    let folder = folder();
    assert_eq!(run(folder.path(), &["phantom", "lits/2017", "-o", "case.nii.gz"]).0, 0);
    let (code, _, err) = run(folder.path(), &["phantom", "lits/2017", "-o", "case.nii.gz"]);
    assert_eq!(code, 2);
    assert!(err.contains("`case.nii.gz` could not be written") && err.contains("nothing is overwritten"), "{err}");
    let (code, _, err) = run(&root(), &["phantom", "lits/2017", "--breaks", "LITS-099"]);
    assert_eq!(code, 2);
    assert!(err.contains("there is no machine-checked rule `LITS-099`"), "{err}");
}

#[test]
fn rules_about_slices_and_landmarks_have_their_phantoms_too() {
    let folder = folder();
    let (code, _, err) = run(folder.path(), &["phantom", "lits/2017", "--breaks", "LITS-005", "-o", "gap.nii.gz"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(failing(folder.path(), "gap.nii.gz", "lits/2017"), (1, vec!["LITS-005".to_owned()]));
    let (code, out, err) = run(folder.path(), &["phantom", "verse/2020", "-o", "spine.nii.gz"]);
    assert_eq!((code, out.as_str()), (0, "spine.nii.gz\nspine.mrk.json\n"), "{err}");
    assert_eq!(failing(folder.path(), "spine.nii.gz", "verse/2020").0, 0);
}

/// What a fact says that is read from the key of the modality, the line of the image block is judged by, and the file says it once.
#[test]
fn a_fact_that_is_read_from_the_modality_agrees_with_it() {
    let folder = folder();
    let protocol = "protocol clinic/made-up 1.0.0\nlabels { 1 liver }\n\
        case { scanner in {CT, MR}, from \"modality\" }\nimage { modality in {CT, MR} }\n\
        rule A-1 error \"a\" { require case.scanner == MR }\n\
        rule A-2 error \"b\" { require volume(liver) >= 1 mL when modality == MR }\n";
    std::fs::write(folder.path().join("a.protocol"), protocol).unwrap();
    for (rule, says) in [("A-1", "CT"), ("A-2", "MR")] {
        let file = format!("{rule}.nii.gz");
        let (code, _, err) = run(folder.path(), &["phantom", "a.protocol", "--breaks", rule, "-o", &file]);
        assert_eq!(code, 0, "{err}");
        assert_eq!(failing(folder.path(), &file, "a.protocol"), (1, vec![rule.to_owned()]));
        let sidecar = std::fs::read_to_string(folder.path().join(format!("{rule}.json"))).unwrap();
        let told: serde_json::Value = serde_json::from_str(&sidecar).unwrap();
        assert_eq!(told, serde_json::json!({"Modality": says}));
    }
}
