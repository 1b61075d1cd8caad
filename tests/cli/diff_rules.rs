//! `voxlint diff`: rules against each other, with proofs, and cases that the program itself judges.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::files::{folder, run, write};

const LABELS: &str = "labels {\n 1 liver\n 2 tumour optional\n 3 cyst optional\n}\ngroup lesions = tumour + cyst\n";

fn protocol(path: &Path, version: &str, rules: &[&str]) {
    let rules: String = rules
        .iter()
        .enumerate()
        .map(|(at, body)| format!("rule A-{:03} error \"rule {at}\" {{ {body} because \"x\"\n}}\n", at + 1))
        .collect();
    write(path, &format!("protocol north/liver {version}\n{LABELS}{rules}"));
}

/// Exit code, the findings of rules as `D201 error ..`, and the object of the comparison.
fn compared(old: &[&str], new: &[&str], more: &[&str]) -> (i32, Vec<String>, Value) {
    let folder = folder();
    protocol(&folder.path().join("old.protocol"), "1.0.0", old);
    protocol(&folder.path().join("new.protocol"), "2.0.0", new);
    let fixed = ["diff", "old.protocol", "new.protocol", "--select", "D2", "--output-format", "json"];
    let (code, out, _) = run(folder.path(), &[&fixed[..], more].concat());
    let json: Value = serde_json::from_str(&out).unwrap();
    let said = |finding: &Value| {
        let word = |key: &str| finding[key].as_str().unwrap().to_owned();
        format!("{} {} {}", word("code"), word("severity"), word("message"))
    };
    let findings = json["findings"].as_array().unwrap().iter().map(said).collect();
    (code, findings, json["summary"]["comparison"].clone())
}

#[track_caller]
fn says(old: &str, new: &str, relation: &str, message: &str) {
    let of = |rule: &'static str| if rule.is_empty() { Vec::new() } else { vec![rule] };
    let (old, new): (&'static str, &'static str) = (old.to_owned().leak(), new.to_owned().leak());
    let (_, findings, object) = compared(&of(old), &of(new), &[]);
    let relations = object["relations"].as_array().unwrap();
    let found = relations.iter().find(|found| found["old"] == "A-001" || found["new"] == "A-001").unwrap();
    assert_eq!(found["relation"], relation, "{findings:?}");
    let expected: &[&str] = if message.is_empty() { &[] } else { &[message] };
    assert_eq!(findings, expected);
}

#[test]
fn the_seven_relations_are_proven_and_shown() {
    let size = "require volume(liver) in 600 mL .. 3500 mL";
    says(size, "require volume(liver) >= 0.6 L and volume(liver) <= 3.5 L", "same", "");
    says(
        size,
        "require volume(liver) in 800 mL .. 3500 mL",
        "tightened",
        "D201 warning `A-001` now refuses a `volume(liver)` of 600 mL to 800 mL",
    );
    says(
        "require volume(liver) in 600 mL .. 3000 mL",
        size,
        "loosened",
        "D202 info `A-001` now lets a `volume(liver)` of 3000 mL to 3500 mL pass",
    );
    says(
        "require components(liver, min: 1 mL) in {1, 2}",
        "require components(liver, min: 1 mL) in {1, 3}",
        "shifted",
        "D203 warning `A-001` now refuses a `components(liver, min: 1 mL)` of 2 and lets a `components(liver, min: 1 mL)` of 3 pass",
    );
    says("", size, "added", "D204 warning `A-001` is new, and refuses a `volume(liver)` below 600 mL or above 3500 mL");
    says(
        size,
        "",
        "removed",
        "D205 warning `A-001` is gone: a `volume(liver)` below 600 mL or above 3500 mL passes now",
    );
    says(
        "require volume(liver) <= 600 mL",
        "require volume(liver) >= 800 mL",
        "opposed",
        "D206 error `A-001` and `A-001` exclude each other: no case that they judge passes both protocols",
    );
}

#[test]
fn parts_order_and_contacts_are_shown_too() {
    says(
        "each c in components(lesions, min: 10 mm3) { require volume(c) <= 2 mL }",
        "each c in components(lesions, min: 10 mm3) { require volume(c) <= 1 mL }",
        "tightened",
        "D201 warning `A-001` now refuses a `volume(c)` of 1 mL to 2 mL",
    );
    says(
        "require tumour touches liver",
        "require tumour inside liver",
        "tightened",
        "D201 warning `A-001` now refuses cases that were accepted",
    );
    says(
        "require tumour cranial to liver by 5 mm",
        "require tumour cranial to liver",
        "loosened",
        "D202 info `A-001` now lets cases that it refused pass",
    );
}

#[test]
fn what_is_not_decided_is_said_and_counted() {
    let (code, findings, object) =
        compared(&["require tumour inside grow(liver, 1 mm)"], &["require tumour inside hull(liver)"], &[]);
    assert_eq!(code, 0);
    assert_eq!(
        findings,
        [
            "D207 info whether `A-001` accepts other cases than before is undecided: it rests on a claim or measure that is not looked into"
        ]
    );
    assert_eq!(object["undecided"], 2);
    let questions = object["questions"].as_array().unwrap();
    let reasons: Vec<&Value> =
        questions.iter().filter(|asked| asked["rule"] == "A-001").map(|asked| &asked["reason"]).collect();
    assert_eq!(reasons, ["opaque", "opaque"]);
}

#[test]
fn compatibility_is_answered_and_broken_is_an_error() {
    let (narrow, wide) = (["require volume(liver) >= 600 mL"], ["require volume(liver) >= 500 mL"]);
    let answers = |object: &Value| {
        ["archive", "consumer", "full"]
            .map(|wanted| object["compatibility"][wanted]["answer"].as_str().unwrap().to_owned())
    };
    let (code, findings, object) = compared(&wide, &narrow, &["--compat", "archive"]);
    assert_eq!(code, 1);
    assert_eq!(
        findings,
        [
            "D201 error `A-001` now refuses a `volume(liver)` of 500 mL to 600 mL",
            "D209 error not archive compatible: a case that the old protocol accepts is refused by `A-001`"
        ]
    );
    assert_eq!(answers(&object), ["refuted", "proven", "refuted"]);
    assert_eq!(object["version"]["demanded"], "major");
    let (code, findings, object) = compared(&narrow, &wide, &["--compat", "archive"]);
    assert_eq!((code, findings.len()), (0, 1));
    assert_eq!(answers(&object), ["proven", "refuted", "refuted"]);
    assert_eq!(object["version"]["demanded"], "minor");
    assert_eq!(compared(&narrow, &wide, &["--compat", "consumer"]).0, 1);
    assert_eq!(compared(&narrow, &wide, &["--compat", "full"]).0, 1);
    assert_eq!(compared(&wide, &wide, &["--compat", "full"]).0, 0);
    // What the solver does not look into, an edited label map may show all the same.
    let seen = ["require tumour inside grow(liver, 1 mm)"];
    assert_eq!(compared(&[], &seen, &["--compat", "archive"]).0, 1);
    // No label map has intensities.
    let unknown = ["require intensity(liver).mean >= 0"];
    let (code, findings, _) = compared(&[], &unknown, &["--compat", "archive"]);
    assert_eq!(code, 0, "{findings:?}");
    assert!(
        findings.iter().any(|said| said.starts_with("D210 warning not proven to be archive compatible")),
        "{findings:?}"
    );
}

#[test]
fn cases_that_are_written_are_what_they_are_said_to_be() {
    let folder = folder();
    let case = "case { phase in {arterial, venous} }\n";
    let text = |version: &str, size: &str, phase: &str, modality: &str| {
        format!(
            "protocol north/liver {version}\n{case}{LABELS}image {{ modality in {{{modality}}} }}\n\
             rule A-001 error \"a\" {{ require volume(liver) >= {size} because \"x\"\n}}\n\
             rule A-002 error \"b\" {{ require case.phase in {{{phase}}} because \"x\"\n}}\n"
        )
    };
    write(&folder.path().join("old.protocol"), &text("1.0.0", "500 mL", "arterial, venous", "CT, MR"));
    let renumbered = text("2.0.0", "600 mL", "venous", "CT").replace(" 1 liver", " 7 liver");
    write(&folder.path().join("new.protocol"), &renumbered);
    let arguments = ["diff", "old.protocol", "new.protocol", "--witness", "cases"];
    let (code, _, err) = run(folder.path(), &arguments);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("wrote 3 cases into `cases`"), "{err}");
    let check = |side: &str, name: &str| {
        let (label, protocol) = (format!("cases/{side}/{name}.nii.gz"), format!("{side}.protocol"));
        let arguments = ["check", &label, "--protocol", &protocol, "--output-format", "concise"];
        run(folder.path(), &arguments)
    };
    for (name, rule) in [
        ("A-001_new_refuses", "A-001"),
        ("A-002_new_refuses", "A-002"),
        ("image.modality_new_refuses", "image.modality"),
    ] {
        let (code, out, err) = check("old", name);
        assert_eq!(code, 0, "{out}{err}");
        let (code, out, err) = check("new", name);
        assert_eq!(code, 1, "{out}{err}");
        assert!(out.contains(rule), "{out}");
    }
    // Nothing is written over.
    let (code, _, err) = run(folder.path(), &arguments);
    assert!(code == 2 && err.contains("nothing is ever written over"), "{err}");
}

#[test]
fn values_and_order_change_no_answer() {
    let folder = folder();
    let rules = |sizes: [&str; 2]| {
        [
            format!("rule A-001 error \"a\" {{ require volume(liver) >= {}\n}}\n", sizes[0]),
            format!("rule A-002 error \"b\" {{ require volume(lesions) <= {}\n}}\n", sizes[1]),
            "rule A-003 warning \"c\" { require tumour separate from cyst\n}\n".to_owned(),
        ]
    };
    let (first, second) = (rules(["600 mL", "5 mL"]), rules(["700 mL", "9 mL"]));
    let other = "labels {\n 8 cyst optional\n 7 tumour optional\n 40 liver\n}\ngroup lesions = cyst + tumour\n";
    let answers = |table: &str, turned: bool| {
        for (name, version, rules) in [("old", "1.0.0", &first), ("new", "2.0.0", &second)] {
            let mut rules: Vec<&str> = rules.iter().map(String::as_str).collect();
            if turned {
                rules.reverse();
            }
            let text = format!("protocol north/liver {version}\n{table}{}", rules.concat());
            fs::write(folder.path().join(format!("{name}.protocol")), text).unwrap();
        }
        let arguments = ["diff", "old.protocol", "new.protocol", "--output-format", "json"];
        let (_, out, _) = run(folder.path(), &arguments);
        let json: Value = serde_json::from_str(&out).unwrap();
        let object = &json["summary"]["comparison"];
        let sorted = |key: &str| {
            let mut all: Vec<String> = object[key].as_array().unwrap().iter().map(Value::to_string).collect();
            all.sort();
            all
        };
        let mut findings: Vec<String> =
            json["findings"].as_array().unwrap().iter().map(|finding| finding["message"].to_string()).collect();
        findings.sort();
        (sorted("relations"), sorted("questions"), object["compatibility"].clone(), findings)
    };
    let plain = answers(LABELS, false);
    assert_eq!(plain, answers(other, true));
    assert_eq!(plain.0.len(), 6);
}

#[test]
fn a_protocol_that_accepts_nothing_is_said_so() {
    let broken = [
        "require volume(liver) >= 600 mL",
        "require components(liver, min: 1 mL) == 1",
        "require volume(liver) <= 500 mL",
    ];
    let (code, findings, object) = compared(&["require volume(liver) >= 600 mL"], &broken, &[]);
    assert_eq!(code, 1);
    assert_eq!(
        findings,
        ["D208 error `north/liver 2.0.0` accepts no case: `labels.liver`, `A-001` and `A-003` cannot be met together"]
    );
    assert_eq!(object["contradictions"]["new"], serde_json::json!(["labels.liver", "A-001", "A-003"]));
    let folder = folder();
    protocol(&folder.path().join("a.protocol"), "1.0.0", &broken);
    let (code, out, _) =
        run(folder.path(), &["lint", "a.protocol", "--select", "P312,P313", "--output-format", "concise"]);
    assert_eq!(code, 1);
    assert!(out.contains("P312") && out.contains("no case can be accepted"), "{out}");
    assert!(run(folder.path(), &["explain", "P312"]).1.contains("cannot be met together"));
    assert!(run(folder.path(), &["explain", "D206"]).1.contains("exclude each other"));
}
