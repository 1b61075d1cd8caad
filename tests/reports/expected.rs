//! A finding as the formats tell it, made of the JSON.

use serde_json::Value;
use voxlint::report::escape::{visible, visible_lines};

/// What most formats keep of a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    pub severity: String,
    pub code: String,
    /// `x=cyst, c=(-12,40,88)`
    pub bindings: String,
    /// The label file; for a finding about a protocol, its text.
    pub file: String,
    /// Line and column, `14:3`, where the finding is about a protocol.
    pub place: String,
    /// The message and everything that follows it.
    pub body: String,
    pub fingerprint: String,
    /// Only of what is expected.
    pub case: String,
}

pub fn expected(finding: &Value) -> Told {
    let text = |key: &str| finding[key].as_str().map(|text| visible(text).into_owned());
    let label = finding["labels"].get(0);
    let (file, place) = match (text("file"), label) {
        (Some(file), _) => (file, String::new()),
        (None, Some(label)) => {
            (visible(label["file"].as_str().unwrap()).into_owned(), format!("{}:{}", label["line"], label["column"]))
        }
        (None, None) => (String::new(), String::new()),
    };
    Told {
        severity: text("severity").unwrap(),
        code: text("code").unwrap(),
        bindings: bindings(finding, ", "),
        file,
        place,
        body: body(finding),
        fingerprint: text("fingerprint").unwrap(),
        case: text("case").unwrap_or_default(),
    }
}

pub fn bindings(finding: &Value, between: &str) -> String {
    let Some(bindings) = finding["bindings"].as_object() else { return String::new() };
    let each = bindings.iter().map(|(name, value)| format!("{name}={}", visible(value.as_str().unwrap())));
    each.collect::<Vec<_>>().join(between)
}

fn body(finding: &Value) -> String {
    let text = |key: &str| finding[key].as_str().map(visible);
    let mut lines = vec![text("message").unwrap().into_owned()];
    let compared: Vec<String> = [("measured", text("measured")), ("allowed", text("allowed"))]
        .into_iter()
        .filter_map(|(word, value)| Some(format!("{word} {}", value?)))
        .collect();
    lines.extend((!compared.is_empty()).then(|| compared.join(", ")));
    lines.extend(place(&finding["place"]).map(|place| format!("at {place}")));
    lines.extend(text("class").map(|class| format!("class `{class}`")));
    for label in finding["labels"].as_array().into_iter().flatten() {
        let at = format!("{}:{}:{}", visible(label["file"].as_str().unwrap()), label["line"], label["column"]);
        let text = label["text"].as_str().unwrap();
        lines.push(if text.is_empty() { at } else { format!("{at}: {}", visible(text)) });
    }
    lines.extend(finding["help"].as_str().map(|help| format!("help: {}", visible_lines(help))));
    lines.join("\n")
}

fn place(place: &Value) -> Option<String> {
    let triple = |of: &Value| format!("({}, {}, {})", of[0], of[1], of[2]);
    let mut parts = Vec::new();
    if place["voxel"].is_array() {
        parts.push(format!("voxel {}", triple(&place["voxel"])));
    }
    if let Some(point) = place["world"].as_array() {
        let shown = point.iter().map(|at| format!("{:.1}", at.as_f64().unwrap()).replace("-0.0", "0.0"));
        parts.push(format!("({}) mm", shown.collect::<Vec<_>>().join(", ")));
    }
    if let Some(slice) = place["slice"].as_object() {
        parts.push(format!("{} slice {}", slice["plane"].as_str().unwrap(), slice["index"]));
    }
    if place["box"].is_array() {
        parts.push(format!("box {} to {}", triple(&place["box"][0]), triple(&place["box"][1])));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}
