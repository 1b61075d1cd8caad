//! The CSV table: findings, outcomes and measures.

use std::collections::BTreeMap;

use serde_json::Value;
use voxlint::report::escape::{visible, visible_lines};

use super::expected::bindings;

type Row = BTreeMap<String, String>;

/// Rows of one kind, each cell as it was before spreadsheets were thought of.
pub fn rows(text: &str, kind: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.deserialize().map(|row| row.unwrap());
    let mut rows: Vec<Row> = rows.filter(|row: &Row| row["record"] == kind).collect();
    for cell in rows.iter_mut().flat_map(BTreeMap::values_mut) {
        if let Some(rest) = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])) {
            *cell = rest.to_owned();
        }
    }
    rows
}

pub fn has_the_findings(text: &str, findings: &[Value]) {
    let rows = rows(text, "finding");
    assert_eq!(rows.len(), findings.len());
    for (row, finding) in rows.iter().zip(findings) {
        let known = |key: &str| visible(finding[key].as_str().unwrap_or_default()).into_owned();
        for key in
            ["severity", "code", "file", "case", "class", "measured", "allowed", "statement", "message", "fingerprint"]
        {
            assert_eq!(row[key], known(key), "{key} of {finding}");
        }
        assert_eq!(row["help"], visible_lines(finding["help"].as_str().unwrap_or_default()));
        assert_eq!(row["bindings"], bindings(finding, "; "));
        let numbers = |of: &Value| of.as_array().map(|of| of.iter().map(|at| at.as_f64().unwrap()).collect::<Vec<_>>());
        let read = |key: &str| row[key].split(' ').filter_map(|at| at.parse().ok()).collect::<Vec<f64>>();
        let place = &finding["place"];
        assert_eq!(read("voxel"), numbers(&place["voxel"]).unwrap_or_default());
        assert_eq!(read("world"), numbers(&place["world"]).unwrap_or_default());
        let corners = [&place["box"][0], &place["box"][1]].map(|corner| numbers(corner).unwrap_or_default());
        assert_eq!(read("box"), corners.concat());
        let line = finding["labels"]
            .get(0)
            .map(|label| format!("{}:{}:{}", visible(label["file"].as_str().unwrap()), label["line"], label["column"]));
        assert_eq!(row["line"], line.unwrap_or_default());
    }
}

pub fn has_the_outcomes(text: &str, report: &Value) {
    let rows = rows(text, "outcome");
    let cases = report["cases"].as_array().unwrap();
    let outcomes = cases.iter().flat_map(|case| {
        let name = visible(case["case"].as_str().unwrap());
        case["outcomes"].as_array().unwrap().iter().map(move |outcome| (name.clone(), outcome))
    });
    let read: Vec<_> =
        rows.iter().map(|row| (row["case"].clone(), row["code"].clone(), row["outcome"].clone())).collect();
    let wanted: Vec<_> = outcomes
        .map(|(case, outcome)| {
            let text = |key: &str| visible(outcome[key].as_str().unwrap()).into_owned();
            (case.into_owned(), text("rule"), text("outcome"))
        })
        .collect();
    assert_eq!(read, wanted);
}

/// What `facts --protocol` lists of a case is what the table has of it.
#[test]
fn the_table_has_every_measure() {
    let (root, labels) = (super::root(), "examples/labels/missing_slice.nii.gz");
    let protocol = ["--protocol", "examples/abdomen.protocol"];
    let table = super::written(&root, &["check", protocol[0], protocol[1], labels], "csv");
    let (_, facts, _) = super::run(&root, &["facts", protocol[0], protocol[1], labels]);
    let facts: Value = serde_json::from_str(&facts).unwrap();
    let measures = facts["measures"].as_array().unwrap();
    let rows = rows(&table, "measure");
    assert!(rows.len() > 10 && rows.len() == measures.len());
    for (row, measure) in rows.iter().zip(measures) {
        assert_eq!(row["code"], measure["rule"].as_str().unwrap());
        assert_eq!(row["measure"], measure["text"].as_str().unwrap());
        assert_eq!(row["bindings"], bindings(measure, "; "));
        assert_eq!(row["value"].parse().ok(), measure["value"].as_f64());
        assert_eq!(row["lower"].parse().ok(), measure["allowed"]["lower"]["value"].as_f64());
        assert_eq!(row["upper"].parse().ok(), measure["allowed"]["upper"]["value"].as_f64());
        assert_eq!(row["outcome"], measure["outcome"].as_str().unwrap_or_default());
    }
    let broken: Vec<&Row> = rows.iter().filter(|row| row["outcome"] == "fail").collect();
    let gaps = broken.iter().find(|row| row["measure"] == "slice_gaps(spleen)").unwrap();
    assert_eq!((gaps["value"].as_str(), gaps["allowed"].as_str()), ("1", "[0, 0]"));
    // A value outside of its range fails.
    for row in &rows {
        let number = |key: &str| row[key].parse::<f64>().ok();
        let (value, low, high) = (number("value"), number("lower"), number("upper"));
        let outside =
            value.is_some_and(|value| low.is_some_and(|low| value < low) || high.is_some_and(|high| value > high));
        assert!(!outside || row["outcome"] != "pass", "{row:?}");
    }
}
