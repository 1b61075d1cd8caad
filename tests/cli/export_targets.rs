//! `export` in the forms of other programs, and back with `import`.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::files::{folder, root, run, write};

/// What a label line says that tables hold: value, name, colour and codes.
const TABLE: &str = "/// Organs.
protocol made-up/organs 1.2.0

labels {
  0                                               background
  1         liver                                 color #dd8265
  2         `PTV!_Low`                            color #0000ff
  {3, 7..9} vessels                               color #ff0000
  4         kidney_right  code SCT:64033007 right color #b9662e
  5         kidney_left   code SCT:64033007 left  color #b97a2e
  6         cyst          code SCT:367643001      color #cdcd64
  10                                              ignore
}
";

const LANDMARKS: &str = "protocol made-up/marks 1.0.0
labels { 1 L1 optional 2 L2 optional }
sequence spine = L1, L2
landmarks {
  carina \"Where the airway parts\"
  centre per spine
  long line
}
rule MRK-001 error \"Centres lie inside\" { each v in spine { require centre.v inside v } }
rule MRK-002 error \"Long enough\" { require length(long) >= 5 mm }
";

fn export(folder: &Path, arguments: &[&str]) -> (String, String) {
    let (code, out, err) = run(folder, &[&["export"], arguments].concat());
    assert_eq!(code, 0, "{arguments:?}: {err}");
    (out, err)
}

fn refused(folder: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = run(folder, &[&["export"], arguments].concat());
    assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
    err
}

/// Name to values, colour, codes: what a table can hold of the label lines, and of background and ignore.
fn label_lines(folder: &Path, protocol: &str) -> BTreeMap<String, Value> {
    let (out, _) = export(folder, &[protocol]);
    let value: Value = serde_json::from_str(&out).unwrap();
    let labels = &value["labels"];
    let mut lines: BTreeMap<String, Value> = BTreeMap::new();
    for class in labels["classes"].as_array().unwrap() {
        lines.insert(class["name"].as_str().unwrap().to_owned(), class.clone());
    }
    for without_class in ["background", "ignore"] {
        lines.insert(without_class.to_owned(), labels[without_class].clone());
    }
    lines
}

#[test]
fn label_lines_come_back_from_every_table() {
    let folder = folder();
    write(&folder.path().join("organs.protocol"), TABLE);
    let own = label_lines(folder.path(), "organs.protocol");
    assert_eq!(own.len(), 8);
    // Which keys of a class the form holds.
    let forms: [(&str, &str, &[&str]); 5] = [
        ("slicer", "a.csv", &["name", "values", "color", "codes"]),
        ("slicer-table", "b.ctbl", &["name", "values", "color"]),
        ("itksnap", "c.label", &["name", "values", "color"]),
        ("bids", "d_dseg.tsv", &["name", "values", "color"]),
        ("nnunet", "e.json", &["name", "values"]),
    ];
    for (target, file, keys) in forms {
        let (text, _) = export(folder.path(), &["organs.protocol", "--to", target]);
        write(&folder.path().join(file), &text);
        let (code, protocol, err) = run(folder.path(), &["import", file]);
        assert_eq!((code, err.as_str()), (0, ""), "{target}");
        write(&folder.path().join("back.protocol"), &protocol);
        assert_eq!(run(folder.path(), &["lint", "back.protocol"]).2, "linted 1 protocol: no findings\n");
        let back = label_lines(folder.path(), "back.protocol");
        assert!(own.keys().eq(back.keys()), "{target}: {:?}", back.keys());
        for (name, line) in &own {
            match line.is_array() {
                true => assert_eq!(line, &back[name], "{target}: {name}"),
                false => keys.iter().for_each(|key| assert_eq!(line[key], back[name][key], "{target}: {name}.{key}")),
            }
        }
    }
}

#[test]
fn what_is_left_out_is_said() {
    let (_, err) = export(&root(), &["examples/abdomen.protocol", "--to", "itksnap"]);
    assert!(err.starts_with("note: left out, for this form has no place for it: ") && err.contains("rules"), "{err}");
    let folder = folder();
    write(&folder.path().join("bare.protocol"), "protocol made-up/bare 1.0.0\nlabels { 1 liver }\n");
    assert_eq!(export(folder.path(), &["bare.protocol", "--to", "bids"]).1, "");
}

#[test]
fn nnunet_gets_values_that_it_takes() {
    let err = refused(&root(), &["brats/2021", "--to", "nnunet"]);
    assert!(err.contains("the value of `enhancing` is 4, not 3") && err.contains("--renumber"), "{err}");
    let all = [
        "brats/2021",
        "--to",
        "nnunet",
        "--renumber",
        "--cases",
        "12",
        "--regions",
        "enhancing,whole_tumour,tumour_core",
    ];
    let (out, err) = export(&root(), &all);
    assert!(err.contains("`enhancing` 4 is 3"), "{err}");
    let dataset: Value = serde_json::from_str(&out).unwrap();
    let labels = serde_json::json!({"background": 0, "whole_tumour": [1, 2, 3], "tumour_core": [1, 3], "enhancing": 3});
    assert_eq!(dataset["labels"], labels);
    // Oedema, then the necrotic core, then what enhances.
    assert_eq!(dataset["regions_class_order"], serde_json::json!([2, 1, 3]));
    assert_eq!(dataset["numTraining"], 12);
    let err = refused(&root(), &["brats/2021", "--to", "nnunet", "--renumber", "--regions", "tumor"]);
    assert!(err.contains("`tumor` is neither a group nor a class") && err.contains("`whole_tumour`"), "{err}");
    let err = refused(&root(), &["brats/2021", "--to", "bids", "--cases", "3"]);
    assert!(err.contains("`--cases` is for nnU-Net alone"), "{err}");
}

#[test]
fn a_scan_by_ct_numbers_is_a_channel_called_ct() {
    let folder = folder();
    let text = "protocol made-up/ct 1.0.0\nimage { modality in {CT} }\nlabels { 1 liver 2 void ignore }\n";
    write(&folder.path().join("ct.protocol"), text);
    let (out, _) = export(folder.path(), &["ct.protocol", "--to", "nnunet", "--cases", "2"]);
    let dataset: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(dataset["channel_names"], serde_json::json!({"0": "CT"}));
    assert_eq!(dataset["labels"], serde_json::json!({"background": 0, "liver": 1, "ignore": 2}));
}

#[test]
fn landmarks_become_marks_to_place() {
    let folder = folder();
    write(&folder.path().join("marks.protocol"), LANDMARKS);
    let (out, _) = export(folder.path(), &["marks.protocol", "--to", "slicer-markups"]);
    let file: Value = serde_json::from_str(&out).unwrap();
    let names = |markup: &Value| -> Vec<String> {
        let points = markup["controlPoints"].as_array().unwrap().iter();
        points.map(|point| point["label"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&file["markups"][0]), ["carina", "centre.L1", "centre.L2"]);
    assert_eq!((&file["markups"][1]["type"], names(&file["markups"][1]).len()), (&Value::from("Line"), 2));
    let (out, _) = export(folder.path(), &["marks.protocol", "--to", "cvat"]);
    let labels: Value = serde_json::from_str(&out).unwrap();
    let kinds: Vec<&str> = labels.as_array().unwrap().iter().map(|label| label["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["mask", "mask", "points", "points", "points", "polyline"]);
    let (out, err) = export(folder.path(), &["marks.protocol", "--to", "labelstudio"]);
    assert!(out.contains("<Label value=\"centre.L2\"") && err.contains("such as `long`, are left out"), "{out}{err}");
    let err = refused(&root(), &["kits/23", "--to", "slicer-markups"]);
    assert!(err.contains("has no landmarks"), "{err}");
}

#[test]
fn hostile_names_stay_text() {
    let folder = folder();
    let text = "protocol made-up/hostile 1.0.0\nlabels { 1 `\"/><x a=\"&` \"<b>\" }\n";
    write(&folder.path().join("hostile.protocol"), text);
    let (out, _) = export(folder.path(), &["hostile.protocol", "--to", "labelstudio"]);
    let config = roxmltree::Document::parse(&out).unwrap();
    let label = config.descendants().find(|node| node.has_tag_name("Label")).unwrap();
    assert_eq!((label.attribute("value"), label.attribute("hint")), (Some("\"/><x a=\"&"), Some("<b>")));
    let err = refused(folder.path(), &["hostile.protocol", "--to", "itksnap"]);
    assert!(err.contains("holds a quotation mark"), "{err}");
    let wide = "protocol made-up/wide 1.0.0\nlabels { {1..99999999999} liver }\n";
    write(&folder.path().join("wide.protocol"), wide);
    assert!(refused(folder.path(), &["wide.protocol", "--to", "bids"]).contains("more than 65536 values"));
    let low = "protocol made-up/low 1.0.0\nlabels { -3 liver }\n";
    write(&folder.path().join("low.protocol"), low);
    assert!(refused(folder.path(), &["low.protocol", "--to", "slicer"]).contains("`liver` has the value -3"));
}
