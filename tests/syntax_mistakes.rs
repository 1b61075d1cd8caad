//! What the parser says about each kind of mistake: the sentence, the place, and what to type instead.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

use std::fmt::Write as _;

use voxlint::report::Source;
use voxlint::syntax::parse;

const HEADER: &str = "protocol north/liver-ct 1.0.0\n";
const LABELS: &str = "labels {\n  1 liver \"Liver\"\n  2 tumour \"Lesion\" optional\n}\n";

/// Code, line:column and marked text, message, help; one block for each finding.
fn findings(text: &str) -> String {
    let source = Source::new("liver.protocol", text);
    let mut out = String::new();
    for finding in &parse(&source).findings {
        let label = &finding.labels[0];
        let (line, column) = source.line_column(label.span.start);
        let marked = &source.text[label.span.start..label.span.end];
        let shown: String = marked.lines().next().unwrap_or_default().chars().take(60).collect();
        writeln!(out, "{} {line}:{column} `{shown}`\n  {}", finding.code, finding.message).unwrap();
        writeln!(out, "  help: {}", finding.help.as_deref().unwrap_or("(none)")).unwrap();
    }
    out
}

/// Each snippet is a mistake in an otherwise sound file.
fn report(snippets: &[&str], wrap: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    for snippet in snippets {
        writeln!(out, "--- {snippet}\n{}", findings(&wrap(snippet))).unwrap();
    }
    out
}

fn in_rule(statement: &str) -> String {
    format!("{HEADER}{LABELS}rule LIV-001 error \"Title\" {{\n  {statement}\n  require present(liver)\n}}\n")
}

fn in_file(item: &str) -> String {
    format!("{HEADER}{LABELS}{item}\nrule LIV-002 error \"Title\" {{\n  require present(liver)\n}}\n")
}

fn in_labels(line: &str) -> String {
    format!("{HEADER}labels {{\n  1 liver \"Liver\"\n  {line}\n  9 spleen \"Spleen\"\n}}\n")
}

fn snapshot(name: &str, text: String) {
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(name, text) });
}

fn in_case(line: &str) -> String {
    format!("{HEADER}{LABELS}case {{\n  first yes/no\n  {line}\n  last integer\n}}\n")
}

#[test]
fn fields_of_the_case() {
    snapshot(
        "fields_of_the_case",
        report(
            &[
                "phase",
                "phase: in {arterial, venous}",
                "phase one of {arterial, venous}",
                "phase = {arterial, venous}",
                "phase in {arterial, venous",
                "phase in",
                "phase in {arterial, venous} optinal",
                "phase in {arterial, venous}, required",
                "phase in {arterial, venous} \"Contrast phase\"",
                "phase in {arterial, venous}, from Phase",
                "phase in {arterial, venous}, from",
                "phase in {arterial, venous}, default",
                "phase in {arterial, venous}, default = venous",
                "phase enum",
                "operated bool",
                "operated no/yes",
                "operated string",
                "operated text like \"x\"",
                "operated text matching",
                "age >= 18 year",
                "age in 18 year",
                "age in 0 ... 120 year",
                "age in 0 .. 120 yr",
                "age in 0,5 .. 120 year",
                "age year from 0 to 120",
                "(age) integer",
                "1 age integer",
                "/// Nothing",
            ],
            in_case,
        ),
    );
}

#[test]
fn decision_tables() {
    let heads = [
        "decide case.isup { 1 -> 2 }",
        "decide from case.gleason { 1 -> 2 }",
        "decide case.isup from { 1 -> 2 }",
        "decide case.isup = case.gleason { 1 -> 2 }",
        "decide case.isup from case.gleason 1 -> 2 }",
        "decide volume(liver) from case.gleason { 1 -> 2 }",
        "decide f.score for f of findings from f.zone { 1 -> 2 }",
        "decides case.isup from case.gleason { 1 -> 2 }",
    ];
    let in_table = |row: &str| in_file(&format!("decide case.isup from case.gleason {{\n  {row}\n  3 -> 4\n}}"));
    let rows = ["2 => 1", "2: 1", "2 ->", "-> 1", "2 1", "else 1", "otherwise", "2, 3", "(2) -> 1", "if 2 -> 1"];
    snapshot("decision_tables", format!("{}{}", report(&heads, in_file), report(&rows, in_table)));
}

#[test]
fn tables() {
    let heads = [
        "table t for each case { id text }",
        "table per case { id text }",
        "table t per case from { id text }",
        "table t per patient { id text }",
        "table t = { id text }",
        "table t { id text",
        "tabel t per case { id text }",
        "table t per case",
        "rows t per case { id text }",
        "labels {\n  1 table\n  2 bed\n}\ngroup g = table + bed",
    ];
    let in_table = |line: &str| in_file(&format!("table t per case {{\n  {line}\n  last integer\n}}"));
    let lines = ["long mm, long mm", "id text, key, optional", "id text key", "? text", "id"];
    snapshot("tables", format!("{}{}", report(&heads, in_file), report(&lines, in_table)));
}

#[test]
fn statements() {
    snapshot(
        "statements",
        report(
            &[
                "requre volume(liver) >= 600 mL",
                "require volume(liver) = 600 mL",
                "require volume(liver) >= 600 mL && present(tumour)",
                "require !present(tumour) || present(liver)",
                "require NOT present(tumour)",
                "require volume(liver) => 600 mL",
                "require volume(liver) ≥ 600 mL",
                "require 600 mL < volume(liver) < 3500 mL",
                "require volume(liver >= 600 mL",
                "require volume liver) >= 600 mL",
                "require (present(liver) or present(tumour)",
                "require volume(liver)) >= 600 mL",
                "require volume(liver] >= 600 mL",
                "require volume(liver) >= 600 ml2",
                "require volume(liver) >= 600 milk",
                "require volume(liver) >= 0,5 mL",
                "require volume(liver) >= .5 mL",
                "require volume(liver) >= 5. mL",
                "require volume(liver) >= 1e3 mm3",
                "require volume(liver) >= >= 5 mL",
                "require volume(liver) > = 5 mL",
                "require volume(liver) >= + 5 mL",
                "require volume(liver) + >= 5 mL",
                "require volume(liver) >=",
                "require volume(liver) 600 mL",
                "require volume(liver) in 600 mL to 3500 mL",
                "require volume(liver) in 600 mL – 3500 mL",
                "require volume(liver) in 600 mL ... 3500 mL",
                "require components(liver min: 0.5 mL) == 1",
                "require components(liver, min = 0.5 mL) == 1",
                "require components(liver, min 0.5 mL) == 1",
                "require tumour insid liver",
                "require tumour within liver",
                "require tumour above liver",
                "require tumour left liver",
                "require tumour cranial of liver",
                "require tumour subset liver",
                "require tumour inside liver up to 2 %",
                "require tumour inside liver, upto 2 %",
                "require spine ordered cranial caudal",
                "require spine ordered cranial to caudal, gap >= 8 mm",
                "require volume(liver) >= 600 mL if complete(liver)",
                "require volume(liver) >= 600 mL wen complete(liver)",
                "require volume(liver) >= 600 mL $ present(liver)",
                "require present(tumour@r1)",
                "require present(liver@)",
                "require",
                "require volume(liver) >= 600 mL # in adults, each of them",
                "-- each liver",
                "/* each liver */",
                "volume(liver) >= 600 mL",
                "ensure volume(liver) >= 600 mL",
                "foo bar",
                "because below 5 mm readers disagree",
                "because 'below 5 mm'",
                "because “below 5 mm”",
                "because \"below 5 mm",
                "because",
                "cite",
                "let x volume(liver)",
                "let = volume(liver)",
                "require `liver",
                "require present(Schädel)",
                "require name == \"a\\d\"",
                "/// documentation",
                "else { }",
                "require count(x for x lesions) == 1",
                "require count(x in lesions where present(x)) == 1",
                "require volume(liver where image in 0 .. 40) == 1",
                "require share(liver where) == 1",
                "require share(liver where image in 0 .. 40 == 1",
                "require intensity(liver). mean == 1",
                "require most posterior 15 mm wall == liver",
            ],
            in_rule,
        ),
    );
}

#[test]
fn blocks() {
    snapshot(
        "blocks",
        report(
            &[
                "each c components(tumour) {\n    require present(c)\n  }",
                "each c of components(tumour) {\n    require present(c)\n  }",
                "each c in components(tumour) if present(c) {\n    require present(c)\n  }",
                "each c in components(tumour)\n    require present(c)\n  }",
                "each c in components(tumour) {\n    require present(c)",
                "eahc c in components(tumour) {\n    require present(c)\n  }",
                "for c in components(tumour) {\n    require present(c)\n  }",
                "each {\n    require present(liver)\n  }",
                "each s named \"{base}\" {\n    require present(s)\n  }",
                "if present(tumour) {\n    require present(liver)\n  }",
                "if present(tumour) {\n    require present(liver)\n  } else {\n    require present(tumour)\n  }",
                "wehn present(tumour) {\n    require present(liver)\n  }",
                "when present(tumour {\n    require present(liver)\n  }",
                "in each axial slice liver {\n    require present(liver)\n  }",
                "in each axial of liver {\n    require present(liver)\n  }",
                "{\n    require present(liver)\n  }",
                "}",
            ],
            in_rule,
        ),
    );
}

#[test]
fn items() {
    snapshot(
        "items",
        report(
            &[
                "rul LIV-001 error \"Title\" {\n  require present(liver)\n}",
                "rule error \"Title\" {\n  require present(liver)\n}",
                "rule liv-001 error \"Title\" {\n  require present(liver)\n}",
                "rule LIV001 error \"Title\" {\n  require present(liver)\n}",
                "rule LIV 001 error \"Title\" {\n  require present(liver)\n}",
                "rule LIV-001 \"Title\" {\n  require present(liver)\n}",
                "rule LIV-001 eror \"Title\" {\n  require present(liver)\n}",
                "rule LIV-001 fatal \"Title\" {\n  require present(liver)\n}",
                "rule LIV-001 error {\n  require present(liver)\n}",
                "rule LIV-001 error The title {\n  require present(liver)\n}",
                "rule LIV-001 error \"Title {\n  require present(liver)\n}",
                "rule LIV-001: error \"Title\" {\n  require present(liver)\n}",
                "rule LIV-001 error \"Title\" @ {\n  require present(liver)\n}",
                "rule LIV-001 error \"Title\"\n  require present(liver)\n}",
                "rule LIV-001 error \"Title\" {\n  require present(liver)\n",
                "rule LIV-001 error \"Title\"",
                "rule LIV-001 error \"Title\" { require present(liver) } }",
                "rule LIV-001 error \"Title\" { }\n  require present(liver)\n}",
                "rule LIV-001 error \"Title\" across case { require present(liver) }",
                "rule LIV-001 error \"Title\" across cases by { require present(liver) }",
                "grup lesions = tumour + liver",
                "group lesions tumour + liver",
                "group = tumour + liver",
                "group lesions =",
                "group lesions = tumour liver",
                "group lesions = tumour + liver)",
                "pair kidney = a, b",
                "pair kidney = a",
                "midline spine",
                "sequence spine = C1..C7 T1..T12",
                "sequence spine = C1..C7, [L6",
                "param floor 50 voxels",
                "foo bar baz",
                "inputs {\n  image t1\n  seg in {a}\n}",
                "landmarks { body_centre \"Centre\" per }",
                "landmarks {\n  carina required\n  tip: line \"A\" \"B\"\n  base alias Base\n  top partial\n}",
                "landmarks {\n  carina\n",
                "landmark { carina }",
                "files {\n  t1: \"{case}_t1.nii.gz\"\n  seg {case}_seg.nii.gz\n}",
                "inputs {\n  image t1, flair\n}",
                "require present(liver)",
                "labels {\n  4 spleen\n}",
                "labels open\n  4 spleen\n}",
                "protocol other/name 1.0.0",
                "/// nothing\n",
                "meta {\n  owner \"North\"\n  approved = head of radiology\n  effective = 2026/04/01 .. 2027-01-01\n}",
                "meta {\n  owner = \"North\"\n",
                "image {\n  modality CT\n  spacing <= 1 mmm\n  size == 3 ?? 4\n}",
                "image {\n  modality in {CT\n}",
            ],
            in_file,
        ),
    );
}

#[test]
fn label_lines() {
    snapshot(
        "label_lines",
        report(
            &[
                "2 tumour \"Lesion\" optinal",
                "2 tumour \"Lesion optional",
                "2 tumour Lesion\" optional",
                "2 left kidney \"Kidney\"",
                "2 kidney-left \"Kidney\"",
                "2: tumour \"Lesion\"",
                "2.5 tumour \"Lesion\"",
                "2-5 tumour \"Lesion\"",
                "2 \"Lesion\"",
                "tumour 2 \"Lesion\"",
                "tumour \"Lesion\"",
                "2 tumour \"Lesion\" code 10200004",
                "2 tumour \"Lesion\" code SCT 10200004",
                "2 tumour \"Lesion\" code",
                "2 tumour \"Lesion\" color red",
                "2 tumour \"Lesion\" colour #ff0000",
                "2 tumour \"Lesion\" alias Leber",
                "2 tumour \"Lesion\" includes {ureter, \"renal pelvis\"",
                "{2, 3 tumour \"Lesion\"",
                "2 tumour \"Lesion\" ?",
                "2 tumour \"Lesion\" instances by component",
                "9999 ignoer",
                "2 tümour \"Lesion\"",
            ],
            in_labels,
        ),
    );
}

#[test]
fn headers() {
    let texts = [
        "labels {\n  1 liver\n}\n",
        "protocol 1.0.0\n",
        "protocol north/liver-ct\n",
        "protocol north/liver-ct 2.1\n",
        "protocol north/liver-ct v2.1.0\n",
        "protocol north/liver-ct latest\n",
        "protocol \"north/liver-ct\" 1.0.0\n",
        "protcol north/liver-ct 1.0.0\n",
        "labels {\n  1 liver\n}\nprotocol north/liver-ct 1.0.0\n",
        "",
    ];
    snapshot("headers", report(&texts, str::to_owned));
}
