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

#[test]
fn several_patterns_lead_to_several_protocols() {
    let folder = folder();
    let at = |path: &str| folder.path().join(path);
    for path in ["ct/a.nii", "mr/a.nii", "mr/b.nii", "other/c.nii"] {
        label_map(&at(path), &[1, 0, 1]);
    }
    write(&at("one.protocol"), ONE_PIECE);
    let any = "protocol site/any 1.0.0\nlabels { 1 liver }\n";
    write(&at("any.protocol"), any);
    let text = "protocols:\n  - {labels: \"ct/{case}.nii\", protocol: one.protocol}\n  - labels: \"mr/{case}.nii\"\nprotocol: any.protocol\n";
    write(&at("voxlint.yaml"), text);
    let (code, out, err) = run(folder.path(), &["check", "--output-format", "concise", "--ignore", "C101"]);
    assert_eq!(code, 1, "{err}");
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(out.starts_with("ct/a.nii: ONE-001"), "{out}");
    assert!(
        err.contains("checked 3 cases") && err.contains("that the label patterns of voxlint.yaml leave out"),
        "{err}"
    );
    // The command line wins.
    let (_, out, _) =
        run(folder.path(), &["check", "--output-format", "concise", "--ignore", "C101", "-p", "one.protocol"]);
    assert_eq!(out.lines().count(), 3, "{out}");
}

#[test]
fn keys_are_inherited_and_circles_named() {
    let folder = folder();
    let at = |path: &str| folder.path().join(path);
    label_map(&at("site/labels/a.nii"), &[1, 0, 1]);
    label_map(&at("site/old/b.nii"), &[1, 0, 1]);
    write(&at("house/one.protocol"), ONE_PIECE);
    write(&at("house/voxlint.yaml"), "protocol: one.protocol\nlabels: \"labels/{case}.nii\"\n");
    write(&at("site/voxlint.yaml"), "extends: ../house/voxlint.yaml\n");
    let (code, out, err) = run(folder.path(), &["check", "site", "--output-format", "concise"]);
    assert_eq!((code, out.lines().count()), (1, 1), "{out}{err}");
    assert!(out.starts_with("site/labels/a.nii: ONE-001"), "{out}");
    write(&at("house/voxlint.yaml"), "extends:\n  - ../site/voxlint.yaml\n");
    let (code, _, err) = run(folder.path(), &["check", "site"]);
    assert!(code == 2 && err.contains("house/voxlint.yaml:2") && err.contains("extends this file"), "{err}");
    write(&at("site/voxlint.yaml"), "extends: nowhere.yaml\n");
    let (code, _, err) = run(folder.path(), &["check", "site"]);
    assert!(code == 2 && err.contains("site/voxlint.yaml:1") && err.contains("there is no configuration"), "{err}");
}

#[test]
fn severities_change_with_a_reason_and_every_report_says_so() {
    let folder = folder();
    let at = |path: &str| folder.path().join(path);
    label_map(&at("a.nii"), &[1, 0, 1]);
    write(&at("one.protocol"), ONE_PIECE);
    let config = |severity: &str| write(&at("voxlint.yaml"), &format!("protocol: one.protocol\nseverity:\n{severity}"));
    config("  ONE-001: warning\n");
    let (code, _, err) = run(folder.path(), &["check"]);
    assert_eq!(code, 2);
    for part in ["voxlint.yaml:3:3", "`ONE-001` is made warning instead of error, and nothing says why", "because"] {
        assert!(err.contains(part), "`{part}` is missing in {err}");
    }
    config("  ONE-001: {to: warning, because: \"old drawings\"}\n  NO-001: error\n");
    let (code, out, err) = run(folder.path(), &["check", "--output-format", "json"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("ONE-001 is warning instead of error, says voxlint.yaml:3: old drawings"), "{err}");
    assert!(err.contains("`severity` names `NO-001`, and no code or rule of this run starts so"), "{err}");
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["findings"][0]["severity"], "warning");
    assert_eq!(report["cases"][0]["outcomes"].as_array().map(Vec::len), Some(2));
    assert_eq!(report["summary"]["severity_changes"][0]["code"], "ONE-001");
    assert_eq!(report["summary"]["severity_changes"][0]["because"], "old drawings");
}

#[test]
fn codes_are_selected_unless_the_command_line_says_otherwise() {
    let folder = folder();
    let at = |path: &str| folder.path().join(path);
    label_map(&at("a.nii"), &[1, 0, 1, 7]);
    write(&at("one.protocol"), ONE_PIECE);
    write(&at("voxlint.yaml"), "protocol: one.protocol\nignore: [ONE]\n");
    let codes = |arguments: &[&str]| {
        let arguments = [&["check", "--output-format", "concise"], arguments].concat();
        let (_, out, _) = run(folder.path(), &arguments);
        out.lines().map(|line| line.split(' ').nth(1).unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(codes(&[]), ["L201"]);
    assert_eq!(codes(&["--select", "ONE"]), ["ONE-001"]);
    write(&at("voxlint.yaml"), "protocol: one.protocol\nselect: ONE\n");
    assert_eq!(codes(&[]), ["ONE-001"]);
    write(&at("site.waivers"), "waive ONE-001 for \"a\" until 2999-01-01 because \"known\"\n");
    write(&at("voxlint.yaml"), "protocol: one.protocol\nselect: ONE\nwaivers: site.waivers\n");
    assert_eq!(codes(&[]), Vec::<String>::new());
    assert_eq!(codes(&["--no-waivers"]), ["ONE-001"]);
}

#[test]
fn sidecars_and_landmarks_lie_where_patterns_say() {
    let folder = folder();
    let at = |path: &str| folder.path().join(path);
    label_map(&at("labels/a.nii"), &[1]);
    write(&at("meta/a.json"), "{\"phase\": \"venous\"}");
    write(&at("points/a.fcsv"), "# CoordinateSystem = RAS\n# columns = label,x,y,z\ntip,0,0,0\n");
    let protocol = "protocol site/p 1.0.0\ncase { phase in {arterial, venous} }\nlabels { 1 liver }\nlandmarks { tip }\n\
                    rule PHA-001 error \"Arterial\" { require case.phase == arterial because \"so\" }\n";
    write(&at("p.protocol"), protocol);
    let keys = "protocol: p.protocol\nlabels: \"labels/{case}.nii\"\nsidecars: \"meta/{case}.json\"\nlandmarks: \"points/{case}.fcsv\"\n";
    write(&at("voxlint.yaml"), keys);
    let (code, out, err) = run(folder.path(), &["check", "--output-format", "concise"]);
    assert_eq!((code, out.lines().count()), (1, 1), "{out}{err}");
    assert!(out.contains("PHA-001"), "{out}");
}

/// Every key of the schema stands in docs/configuration.md, and its examples are what they claim to be.
#[test]
fn the_documentation_has_every_key_with_an_example_that_is_read() {
    let docs = std::fs::read_to_string(super::files::root().join("docs/configuration.md")).unwrap();
    let examples: Vec<&str> = docs.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    let (_, schema, _) = run(&super::files::root(), &["schema", "config"]);
    let schema: Value = serde_json::from_str(&schema).unwrap();
    for key in schema["properties"].as_object().unwrap().keys() {
        assert!(docs.contains(&format!("**`{key}`**")), "`{key}` is not described");
        let has = |example: &&str| example.lines().any(|line| line.starts_with(&format!("{key}:")));
        assert!(examples.iter().any(has), "`{key}` has no example");
    }
    for example in examples {
        let folder = folder();
        write(&folder.path().join("house.yaml"), "protocol: kits/23\n");
        write(&folder.path().join("cohort.tsv"), "study\tage\na\t4\n");
        for table in ["patients.csv", "targets_2025.csv", "targets_2026.csv"] {
            write(&folder.path().join(table), "case,organ\na,liver\n");
        }
        write(&folder.path().join("voxlint.yaml"), example);
        let (code, _, err) = run(folder.path(), &["check", "--config", "voxlint.yaml"]);
        assert_eq!(code, 0, "{example}\n{err}");
    }
}
