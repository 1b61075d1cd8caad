//! voxlint.yaml: the closest one upwards of a file wins.

use serde_json::Value;

use super::files::{ONE_PIECE, folder, label_map, run, write};

#[test]
fn the_closest_file_upwards_wins() {
    let folder = folder();
    let at = |path: &str| folder.path().join(path);
    label_map(&at("site/deep/labels/a.nii"), &[1, 0, 1]);
    label_map(&at("site/lenient/b.nii"), &[1, 0, 0, 1]);
    write(&at("site/one.protocol"), ONE_PIECE);
    write(&at("site/voxlint.yaml"), "protocol: one.protocol\n");
    write(&at("site/lenient/voxlint.yaml"), "{}\n");
    let (code, out, _) = run(folder.path(), &["check", "--output-format", "concise"]);
    assert_eq!(code, 1);
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(out.starts_with("site/deep/labels/a.nii: ONE-001"), "{out}");
    // From below, too, where the file lies above the working directory.
    assert_eq!(run(&at("site/deep/labels"), &["check"]).0, 1);
    assert_eq!(run(&at("site/deep/labels"), &["check", "a.nii"]).0, 1);
    assert_eq!(run(&at("site/deep/labels"), &["check", "--no-config"]).0, 0);
    assert_eq!(run(folder.path(), &["check", "site/lenient"]).0, 0);
    assert_eq!(run(folder.path(), &["check", "site/lenient", "--config", "site/voxlint.yaml"]).0, 1);
    assert_eq!(run(folder.path(), &["check", "site/lenient", "-p", "site/one.protocol"]).0, 1);
}

#[test]
fn patterns_choose_label_maps_and_images() {
    let folder = folder();
    let at = |path: &str| folder.path().join(path);
    for path in ["gt/a.nii", "gt/b.nii", "gt/old/c.nii", "scans/a_ct.nii"] {
        label_map(&at(path), &[1]);
    }
    write(&at("voxlint.yaml"), "labels:\n  - \"gt/{case}.nii\"\nimages: \"scans/{case}_ct.nii\"\n");
    let (code, out, err) = run(folder.path(), &["check", "--output-format", "json", "--fail-on", "never"]);
    assert_eq!(code, 0, "{err}");
    let report: Value = serde_json::from_str(&out).unwrap();
    let found: Vec<(&str, Option<&str>)> = report["cases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|case| (case["case"].as_str().unwrap(), case["image"].as_str()))
        .collect();
    assert_eq!(found, [("a", Some("scans/a_ct.nii")), ("b", None)]);
    assert!(err.contains("2 files that the label patterns of voxlint.yaml leave out"), "{err}");
    assert!(err.contains("no image") && err.contains("gt/b.nii"), "{err}");
}

#[test]
fn mistakes_name_file_line_key_and_what_is_allowed() {
    let folder = folder();
    label_map(&folder.path().join("a.nii"), &[1]);
    write(&folder.path().join("voxlint.yaml"), "# site\nprotcol: kits/23\nlabels: 3\n");
    let (code, out, err) = run(folder.path(), &["check"]);
    assert_eq!((code, out.as_str()), (2, ""));
    for part in ["voxlint.yaml:2:1", "`protcol`", "did you mean `protocol`?", "`labels`", "voxlint.yaml:3"] {
        assert!(err.contains(part), "`{part}` is missing in {err}");
    }
    write(&folder.path().join("voxlint.yaml"), "labels: [a\n");
    let (code, _, err) = run(folder.path(), &["check"]);
    assert_eq!(code, 2);
    assert!(err.contains("not valid YAML") && err.contains("voxlint.yaml:"), "{err}");
    write(&folder.path().join("voxlint.yaml"), "protocol: kits/32\n");
    let (code, _, err) = run(folder.path(), &["check"]);
    assert_eq!(code, 2);
    assert!(err.contains("kits/32") && err.contains("kits/23"), "{err}");
}
