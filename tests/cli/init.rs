//! `voxlint init`: first protocols from tables of labels.

use super::files::{folder, label_map, run, write};

/// Ending, text, and lines that the protocol must have. The texts are beginnings of real files.
const TABLES: &[(&str, &str, &[&str])] = &[
    (
        "dataset.json",
        r#"{"name": "Spleen", "modality": {"0": "CT"}, "labels": {"0": "background", "1": "spleen"}}"#,
        &["protocol local/spleen 0.1.0", "  1 spleen  optional"],
    ),
    (
        "desc-aseg_dseg.tsv",
        "index\tname\tcolor\n0\t\"Unknown\"\t#000000\n4\t\"Left-Lateral-Ventricle\"\t#781286\n",
        &["  4 `Left-Lateral-Ventricle`  optional color #781286"],
    ),
    (
        "postop_gbm.label",
        "################################################\r\n# ITK-SnAP Label Description File\r\n    0     0    0    0        0  \
         0  0    \"Background\"\r\n    2     0  255    0        1  1  1    \"Tumor Infiltration & Edema\"\r\n",
        &["  2 tumor_infiltration_edema  \"Tumor Infiltration & Edema\"  optional color #00ff00"],
    ),
    (
        "Prostate.ctbl",
        "# Color table file Prostate.ctbl\n# 2 values\n0 Background 0 0 0 0\n3 Bladder 192 192 254 255\n",
        &["  3 Bladder  optional color #c0c0fe"],
    ),
    (
        "FreeSurferColorLUT.txt",
        "#No. Label Name:    R   G   B   A\n\n0   Unknown         0   0   0   0\n14  3rd-Ventricle   204 182 142 0\n",
        &["  14 `3rd-Ventricle`  optional color #ccb68e"],
    ),
    (
        "map_to_binary.py",
        "class_map = {\n    \"total\": {\n        1: \"spleen\",\n        2: \"kidney_right\",\n    },\n}\n",
        &["  1 spleen        optional", "  2 kidney_right  optional"],
    ),
    (
        "snomed.csv",
        "Structure,SegmentedPropertyTypeCodeSequence.CodingSchemeDesignator,SegmentedPropertyTypeCodeSequence.CodeValue,\
         SegmentedPropertyTypeModifierCodeSequence.CodingSchemeDesignator,SegmentedPropertyTypeModifierCodeSequence.CodeValue,\
         SegmentedPropertyTypeModifierCodeSequence.CodeMeaning,DicomRGBColor\n\
         adrenal_gland_left,SCT,23451007,SCT,7771000,Left,\"241,172,34\"\n",
        &["  adrenal_gland_left  optional code SCT:23451007 left color #f1ac22"],
    ),
];

#[test]
fn every_kind_of_table_makes_a_protocol_that_lints_clean() {
    for (name, text, lines) in TABLES {
        let folder = folder();
        write(&folder.path().join("data").join(name), text);
        let (code, out, err) = run(folder.path(), &["init", "data"]);
        assert_eq!((code, out.as_str()), (0, ""), "{name}: {err}");
        assert!(err.contains(&format!("the labels are those of `data/{name}`")), "{err}");
        let (code, out, err) = run(folder.path(), &["lint", "data", "--fail-on", "info"]);
        assert_eq!((code, out.as_str()), (0, ""), "{name}: {err}");
        assert_eq!(run(folder.path(), &["fmt", "--check", "data"]).0, 0, "{name}");
        let file = std::fs::read_dir(folder.path().join("data")).unwrap().flatten();
        let file =
            file.map(|entry| entry.path()).find(|path| path.extension().is_some_and(|e| e == "protocol")).unwrap();
        let protocol = std::fs::read_to_string(&file).unwrap();
        for line in *lines {
            assert!(protocol.lines().any(|own| own == *line), "{name}: `{line}` is missing in\n{protocol}");
        }
        if *name == "snomed.csv" {
            continue; // Its classes have no values.
        }
        label_map(&folder.path().join("data/maps/a.nii"), &[0, 200]);
        let (code, out, err) = run(folder.path(), &["check", "data/maps", "--output-format", "concise"]);
        assert!(code == 1 && out.contains("L201"), "{name}: {out}{err}");
    }
}

#[test]
fn nothing_is_written_over() {
    let folder = folder();
    write(&folder.path().join("labels.ctbl"), "1 liver 1 2 3 255\n");
    write(&folder.path().join("voxlint.yaml"), "{}\n");
    let (code, _, err) = run(folder.path(), &["init", "--name", "north/liver-ct"]);
    assert_eq!(code, 2);
    assert!(err.contains("`voxlint.yaml` exists, so nothing was written"), "{err}");
    assert!(!folder.path().join("liver-ct.protocol").exists());
    let (code, _, err) = run(folder.path(), &["init", "--name", "north/liver-ct", "-o", "new"]);
    assert_eq!(code, 0, "{err}");
    assert!(folder.path().join("new/liver-ct.protocol").is_file() && folder.path().join("new/voxlint.yaml").is_file());
    assert!(
        run(folder.path(), &["init", "--name", "Liver!", "-o", "x"]).2.contains("`Liver!` is no name for a protocol")
    );
}

#[test]
fn without_a_table_the_values_are_the_classes() {
    let folder = folder();
    label_map(&folder.path().join("a.nii"), &[1, 1, 7]);
    label_map(&folder.path().join("b.nii"), &[2]);
    let (code, _, err) = run(folder.path(), &["init", "--name", "north/values"]);
    assert_eq!(code, 0, "{err}");
    let text = std::fs::read_to_string(folder.path().join("values.protocol")).unwrap();
    for line in ["  1 label_1  optional", "  2 label_2  optional", "  7 label_7  optional"] {
        assert!(text.contains(line), "{text}");
    }
    assert_eq!(run(folder.path(), &["check"]).0, 0);
    assert_eq!(run(folder.path(), &["lint", "--fail-on", "info"]).0, 0);
}

#[test]
fn what_is_no_table_is_named() {
    let folder = folder();
    write(&folder.path().join("labels.label"), "1 0 0 0 1 1 1 \"a\"\n2 0 256 0 1 1 1 \"b\"\n");
    let (code, _, err) = run(folder.path(), &["init", "--table", "labels.label"]);
    assert_eq!(code, 2);
    assert!(err.contains("the table `labels.label` cannot be read in line 2: `2 0 256"), "{err}");
    assert!(run(folder.path(), &["init", "--table", "nothing.tsv"]).2.contains("could not be read"));
    assert!(run(folder.path(), &["init", "nowhere"]).2.contains("`nowhere` does not exist"));
    let empty = super::files::folder();
    let (code, _, err) = run(empty.path(), &["init"]);
    assert_eq!(code, 2);
    assert!(err.contains("holds neither a table of labels nor a label map"), "{err}");
}
