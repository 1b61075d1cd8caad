//! `import`: tables of labels of other programs as protocols.

use super::files::{folder, run, write};

const ITK_SNAP: &str = "# IDX -R- -G- -B- -A-- VIS MSH LABEL\n0 0 0 0 0 0 0 \"Clear Label\"\n\
    1 255 0 0 1 1 1 \"Tumor Core\"\n2 0 255 0 0.5 1 1 \"Edema & Infiltration\"\n";

#[test]
fn a_table_becomes_a_protocol_that_lints_clean() {
    let folder = folder();
    write(&folder.path().join("glioma.label"), ITK_SNAP);
    let (code, out, err) = run(folder.path(), &["import", "glioma.label", "--name", "made-up/glioma"]);
    assert_eq!(code, 0, "{err}");
    let wanted = [
        "/// The labels of `glioma.label`, ITK-SNAP label description.",
        "protocol made-up/glioma 0.1.0",
        "",
        "labels {",
        "  0                                             background",
        "  1 tumor_core          \"Tumor Core\"            color #ff0000",
        "  2 edema_infiltration  \"Edema & Infiltration\"  color #00ff00",
        "}",
    ];
    assert_eq!(out.lines().collect::<Vec<_>>(), wanted);
    assert_eq!(err, "note: opacity and visibility of 1 label is left out\n");
    write(&folder.path().join("glioma.protocol"), &out);
    let (code, _, err) = run(folder.path(), &["lint", "glioma.protocol"]);
    assert_eq!((code, err.as_str()), (0, "linted 1 protocol: no findings\n"));
    let (code, _, err) = run(folder.path(), &["fmt", "--check", "glioma.protocol"]);
    assert_eq!(code, 0, "{err}");
}

#[test]
fn names_of_several_values_are_classes_or_groups() {
    let folder = folder();
    let dataset = r#"{"labels": {"background": 0, "whole tumor": [1, 2, 4], "core": [2, 4], "enhancing": 4,
        "vessels": [7, 8, 9], "ignore": 12}, "regions_class_order": [1, 2, 4, 7]}"#;
    write(&folder.path().join("dataset.json"), dataset);
    let (code, out, err) = run(folder.path(), &["import", "dataset.json", "-o", "new.protocol"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    let text = std::fs::read_to_string(folder.path().join("new.protocol")).unwrap();
    let squeezed: Vec<String> = text.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let wanted = [
        "0 background",
        "4 enhancing",
        "{7..9} vessels",
        "1 label_1",
        "2 label_2",
        "12 ignore",
        "group whole_tumor = enhancing + label_1 + label_2",
        "group core = enhancing + label_2",
    ];
    for line in wanted {
        assert!(squeezed.contains(&line.to_owned()), "{line} is not in\n{text}");
    }
    assert!(err.contains("the value 1 stands in lists alone: its class is called `label_1`"), "{err}");
    let (code, _, err) = run(folder.path(), &["import", "dataset.json", "-o", "new.protocol"]);
    assert!(code == 2 && err.contains("`new.protocol` exists already"), "{err}");
    assert_eq!(run(folder.path(), &["lint", "new.protocol"]).0, 0);
}

#[test]
fn what_is_no_table_is_said() {
    let folder = folder();
    write(&folder.path().join("bad.label"), "1 300 0 0 1 1 1 \"Too red\"\n");
    let (code, _, err) = run(folder.path(), &["import", "bad.label"]);
    assert!(code == 2 && err.contains("`bad.label` cannot be read in line 1"), "{err}");
    let (code, _, err) = run(folder.path(), &["import", "none.label"]);
    assert!(code == 2 && err.contains("`none.label` could not be read"), "{err}");
    write(&folder.path().join("good.label"), ITK_SNAP);
    let (code, _, err) = run(folder.path(), &["import", "good.label", "--name", "Liver CT"]);
    assert!(code == 2 && err.contains("`Liver CT` is no name for a protocol"), "{err}");
    write(&folder.path().join("twice.ctbl"), "1 a 1 2 3 255\n1 b 1 2 3 255\n3 A/ 1 2 3 255\n");
    let (code, out, err) = run(folder.path(), &["import", "twice.ctbl"]);
    assert!(code == 0 && err.contains("the value 1 stands twice: as `a`, and as `b`"), "{err}");
    write(&folder.path().join("twice.protocol"), &out);
    assert_eq!(run(folder.path(), &["lint", "twice.protocol"]).0, 0, "{out}");
}

#[test]
fn a_code_stands_for_one_class() {
    let folder = folder();
    let columns = ["CodingSchemeDesignator", "CodeValue", "CodeMeaning"];
    let of = |sequence: &str| columns.map(|part| format!("{sequence}.{part}")).join(",");
    let header =
        ["SegmentedPropertyTypeCodeSequence", "SegmentedPropertyTypeModifierCodeSequence", "AnatomicRegionSequence"];
    let header = header.map(of).join(",");
    let rows = "kidney_left,SCT,64033007,Kidney,SCT,7771000,Left,,,\nkidney_upper,SCT,64033007,Kidney,SCT,7771000,Left,,,\n\
                kidney_top,SCT,64033007,Kidney,SCT,1,Flipped,,,\nkidney_mass,SCT,4147007,Mass,,,,SCT,64033007,Kidney\n";
    write(&folder.path().join("names.csv"), &format!("Structure,{header}\n{rows}"));
    let (code, out, err) = run(folder.path(), &["import", "names.csv"]);
    assert_eq!(code, 0, "{err}");
    let squeezed: Vec<String> = out.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for line in ["kidney_left code SCT:64033007 left", "kidney_upper", "kidney_top", "kidney_mass"] {
        assert!(squeezed.contains(&line.to_owned()), "{line} is not in\n{out}");
    }
    assert!(err.contains("the code of `kidney_upper` is left out: another class has it"), "{err}");
    assert!(err.contains("the code of `kidney_top`, `kidney_mass` is left out: a protocol has no words"), "{err}");
}

#[test]
fn init_makes_the_same_label_table() {
    let folder = folder();
    write(&folder.path().join("glioma.label"), ITK_SNAP);
    assert_eq!(run(folder.path(), &["import", "glioma.label", "-o", "import.protocol"]).0, 0);
    assert_eq!(run(folder.path(), &["init", "--name", "local/init"]).0, 0);
    let lines = |file: &str| {
        let text = std::fs::read_to_string(folder.path().join(file)).unwrap();
        let words = |line: &str| line.replace("optional", "").split_whitespace().collect::<Vec<_>>().join(" ");
        text.lines().skip_while(|line| !line.starts_with("labels")).map(words).collect::<Vec<_>>()
    };
    assert_eq!(lines("import.protocol"), lines("init.protocol"));
    assert_eq!(lines("import.protocol").len(), 5);
}
