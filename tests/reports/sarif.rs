//! SARIF: results with their locations and properties.

use serde_json::Value;

use super::expected::{Told, bindings};

pub fn read(text: &str) -> Vec<Told> {
    let log: Value = serde_json::from_str(text).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(rules.iter().all(|rule| results.iter().any(|result| result["ruleId"] == rule["id"])));
    results
        .iter()
        .map(|result| {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
            assert!(rules[index]["shortDescription"]["text"].is_string(), "{}", rules[index]);
            let place = &result["locations"][0]["physicalLocation"];
            let region = &place["region"];
            Told {
                severity: match result["level"].as_str().unwrap() {
                    "note" => "info".to_owned(),
                    level => level.to_owned(),
                },
                code: result["ruleId"].as_str().unwrap().to_owned(),
                bindings: bindings(&result["properties"], ", "),
                file: voxlint::report::escape::visible(&path(
                    place["artifactLocation"]["uri"].as_str().unwrap_or_default(),
                ))
                .into_owned(),
                place: region
                    .as_object()
                    .map(|of| format!("{}:{}", of["startLine"], of["startColumn"]))
                    .unwrap_or_default(),
                body: result["message"]["text"].as_str().unwrap().to_owned(),
                fingerprint: result["partialFingerprints"]["voxlint/v1"].as_str().unwrap().to_owned(),
                case: String::new(),
            }
        })
        .collect()
}

/// What other formats have no room for is in the properties, and the summary in those of the run.
pub fn keeps_everything(text: &str, report: &Value) {
    let log: Value = serde_json::from_str(text).unwrap();
    let run = &log["runs"][0];
    assert_eq!(run["properties"], report["summary"]);
    let results = run["results"].as_array().unwrap();
    for (result, finding) in results.iter().zip(report["findings"].as_array().unwrap()) {
        for key in ["case", "bindings", "class", "measured", "allowed", "statement", "details", "place", "help"] {
            assert_eq!(result["properties"][key], finding[key], "{key}");
        }
        let about_protocol = finding["file"].is_null();
        let labels = finding["labels"].as_array().into_iter().flatten().skip(usize::from(about_protocol));
        let related = result["relatedLocations"].as_array().into_iter().flatten();
        let line = |place: &Value| {
            let place = &place["physicalLocation"];
            (path(place["artifactLocation"]["uri"].as_str().unwrap()), place["region"]["startLine"].clone())
        };
        let wanted: Vec<_> = labels.map(|of| (of["file"].as_str().unwrap().to_owned(), of["line"].clone())).collect();
        assert_eq!(related.map(line).collect::<Vec<_>>(), wanted);
    }
}

/// A reference as the path it was made of.
fn path(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.strip_prefix("file://").unwrap_or(uri).bytes();
    while let Some(byte) = rest.next() {
        assert!(byte == b'%' || byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte), "{uri}");
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}
