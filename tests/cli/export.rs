//! `export` and `schema`: what other programs read.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::files::{folder, root, run};

fn schema(name: &str) -> Value {
    let (code, out, err) = run(&root(), &["schema", name]);
    assert_eq!((code, err.as_str()), (0, ""));
    serde_json::from_str(&out).unwrap()
}

fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).unwrap();
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn a_protocol_is_exported_in_the_form_of_its_schema() {
    let (code, out, err) = run(&root(), &["export", "examples/abdomen.protocol"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let value: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(faults(&schema("protocol"), &value), Vec::<String>::new());
    assert_eq!(value["rules"][0]["id"], "ABD-001");
    let (_, yaml, _) = run(&root(), &["export", "examples/abdomen.protocol", "--to", "yaml"]);
    let read: Value = serde_yaml::from_str(&yaml).unwrap();
    assert_eq!(read, value);
}

#[test]
fn the_hash_is_that_of_the_normal_form() {
    let (_, normal, _) = run(&root(), &["export", "kits/23", "--to", "normal"]);
    let digits: String = Sha256::digest(&normal).iter().map(|byte| format!("{byte:02x}")).collect();
    let (_, out, _) = run(&root(), &["export", "kits/23", "--to", "json"]);
    let value: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value["hash"], format!("sha256:{digits}"));
}

#[test]
fn a_file_is_written_and_what_cannot_be_exported_is_said() {
    let folder = folder();
    let (code, out, err) = run(folder.path(), &["export", "kits/23", "-o", "kits.json"]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));
    let written = std::fs::read_to_string(folder.path().join("kits.json")).unwrap();
    assert_eq!(written, run(folder.path(), &["export", "kits/23"]).1);
    let (code, _, err) = run(folder.path(), &["export", "kits/32"]);
    assert!(code == 2 && err.contains("did you mean `kits/23`?"), "{err}");
    std::fs::write(folder.path().join("bad.protocol"), "protocol a/b 1.0.0\nlabels { 1 liver\n").unwrap();
    let (code, out, err) = run(folder.path(), &["export", "bad.protocol"]);
    assert!(code == 2 && out.is_empty() && err.contains("voxlint lint bad.protocol"), "{err}");
}

#[test]
fn findings_are_written_in_the_form_of_their_schema() {
    let findings = schema("findings");
    let same_classes = ["diff", "kits/19", "kits/23", "--equate", "kits/19: kidney with kits/23: kidney + cyst"];
    for arguments in
        [&["check", "examples"][..], &["check", "docs"], &["lint", "examples"], &["lint", "kits/23"], &same_classes]
    {
        let all = [arguments, &["--output-format", "json"]].concat();
        let value: Value = serde_json::from_str(&run(&root(), &all).1).unwrap();
        assert_eq!(faults(&findings, &value), Vec::<String>::new(), "{arguments:?}");
        assert_eq!(value["summary"]["comparison"].is_object(), arguments[0] == "diff", "{arguments:?}");
    }
    let (_, out, _) = run(&root(), &[&same_classes[..], &["--output-format", "json"]].concat());
    let mut comparison: Value = serde_json::from_str(&out).unwrap();
    comparison["summary"]["comparison"]["relations"][0]["relation"] = "alike".into();
    comparison["summary"]["comparison"]["version"] = Value::Null;
    assert_eq!(faults(&findings, &comparison).len(), 2, "relation, version");
    let mut line = findings;
    line["$ref"] = "#/$defs/line".into();
    for key in ["type", "required", "properties"] {
        line.as_object_mut().unwrap().remove(key);
    }
    let (_, out, _) = run(&root(), &["check", "examples", "--output-format", "json-lines"]);
    for written in out.lines() {
        assert_eq!(faults(&line, &serde_json::from_str(written).unwrap()), Vec::<String>::new());
    }
    let wrong = serde_json::json!({"type": "finding", "schema_version": 1, "code": "F103", "severity": "grave"});
    assert_eq!(faults(&line, &wrong).len(), 3, "severity, message, fingerprint");
}

#[test]
fn what_becomes_of_several_protocols_is_written_in_the_form_of_its_schema() {
    let folder = folder();
    let site = |name: &str, claim: &str| {
        let text = format!(
            "protocol site/{name} 1.0.0\n\nlabels {{\n  1 organ\n}}\n\nrule ONE-001 error \"x\" {{\n  require {claim}\n}}\n"
        );
        super::files::write(&folder.path().join(format!("{name}.protocol")), &text);
    };
    site("north", "volume(organ) <= 3 mL");
    site("south", "volume(organ) <= 4 mL");
    site("west", "volume(organ) >= 5 mL");
    let harmonize = schema("harmonize");
    for (other, ends) in [("south.protocol", "agreement"), ("west.protocol", "conflict")] {
        let arguments = ["harmonize", "north.protocol", other, "--output-format", "json"];
        let mut value: Value = serde_json::from_str(&run(folder.path(), &arguments).1).unwrap();
        assert!(value[ends].is_object(), "{value}");
        assert_eq!(faults(&harmonize, &value), Vec::<String>::new(), "{other}");
        value["agreement"] = Value::Null;
        value["conflict"] = Value::Null;
        assert!(!faults(&harmonize, &value).is_empty(), "neither is not enough");
    }
}

#[test]
fn several_protocols_are_written_in_the_form_of_their_schema() {
    let matrix = schema("matrix");
    let arguments = ["diff", "kits/19", "kits/21", "kits/23", "--output-format", "json"];
    let mut value: Value = serde_json::from_str(&run(&root(), &arguments).1).unwrap();
    assert_eq!(faults(&matrix, &value), Vec::<String>::new());
    for key in ["protocols", "differences", "refusals"] {
        assert_eq!(value[key].as_array().unwrap().len(), 3, "{key}");
    }
    value["refusals"][0][1]["undecided"] = 1.into();
    value["classes"][0]["values"] = Value::Null;
    assert_eq!(faults(&matrix, &value).len(), 2, "undecided, values");
}

#[test]
fn a_run_names_the_hashes_of_its_protocols() {
    let (_, out, _) = run(&root(), &["check", "examples", "--output-format", "json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    let protocol = report["cases"][0]["protocol"].as_str().unwrap();
    let (_, out, _) = run(&root(), &["export", "examples/abdomen.protocol"]);
    let exported: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["summary"]["protocols"][protocol], exported["hash"]);
}

#[test]
fn every_schema_is_one() {
    for name in ["protocol", "findings", "matrix", "harmonize", "config"] {
        assert!(jsonschema::meta::is_valid(&schema(name)), "{name}");
    }
    let (code, _, err) = run(&root(), &["schema", "markups"]);
    assert!(code == 2 && err.contains("protocol, findings, matrix, harmonize, config"), "{err}");
}
