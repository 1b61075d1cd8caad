//! JUnit XML: suites, test cases and what became of them.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};
use serde_json::Value;
use voxlint::report::escape::visible;

use super::expected::Told;

pub fn read(text: &str) -> Vec<Told> {
    let document = Document::parse(text).unwrap();
    let told = document.descendants().filter(|node| ["failure", "error"].iter().any(|name| node.has_tag_name(*name)));
    told.flat_map(|node| blocks(node.text().unwrap_or_default())).collect()
}

/// `error LIV-003[c=(1,2,3)] in labels/case_7.nii.gz`, and the lines below it.
fn blocks(body: &str) -> Vec<Told> {
    let blocks = body.split("\n\n").filter(|block| !block.is_empty());
    blocks
        .map(|block| {
            let (heading, body) = block.split_once('\n').unwrap();
            let (severity, rest) = heading.split_once(' ').unwrap();
            let (code, file) = rest.split_once(" in ").unwrap_or((rest, ""));
            let (code, bindings) = split_code(code);
            let file = if file.is_empty() { file_of_label(body) } else { file.to_owned() };
            let (severity, body) = (severity.to_owned(), body.to_owned());
            Told {
                severity,
                code,
                bindings,
                file,
                place: String::new(),
                body,
                fingerprint: String::new(),
                case: String::new(),
            }
        })
        .collect()
}

/// `LIV-003[x=cyst]`
pub fn split_code(code: &str) -> (String, String) {
    match code.strip_suffix(']').and_then(|code| code.split_once('[')) {
        Some((code, bindings)) => (code.to_owned(), bindings.to_owned()),
        None => (code.to_owned(), String::new()),
    }
}

/// Of a finding about a protocol, the file of its first line like `liver.protocol:14:3: not met`.
pub fn file_of_label(body: &str) -> String {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let file = |line: &str| {
        let parts: Vec<&str> = line.split(':').collect();
        let at = (1..parts.len().saturating_sub(1)).find(|&at| number(parts[at]) && number(parts[at + 1]))?;
        Some(parts[..at].join(":"))
    };
    body.lines().skip(1).find_map(file).unwrap_or_default()
}

/// Every outcome of every case is a test case that ends so, and the counts are true.
pub fn has_the_outcomes(text: &str, report: &Value) {
    let document = Document::parse(text).unwrap();
    let mut ended: BTreeMap<(String, String), &str> = BTreeMap::new();
    for suite in document.descendants().filter(|node| node.has_tag_name("testsuite")) {
        for test in suite.children().filter(|node| node.has_tag_name("testcase")) {
            let code = test.attribute("name").unwrap().split(' ').next().unwrap().to_owned();
            ended.insert((suite.attribute("name").unwrap().to_owned(), code), end(test));
        }
        counts(suite, &[("failures", "failure"), ("errors", "error"), ("skipped", "skipped")]);
    }
    counts(document.root_element(), &[("failures", "failure"), ("errors", "error")]);
    for case in report["cases"].as_array().unwrap() {
        for outcome in case["outcomes"].as_array().unwrap() {
            let code = visible(outcome["rule"].as_str().unwrap()).split(' ').next().unwrap().to_owned();
            let name = visible(case["case"].as_str().unwrap()).into_owned();
            let wanted = match outcome["outcome"].as_str().unwrap() {
                "pass" => "pass",
                "fail" => "failure",
                "not applicable" => "skipped",
                _ => "error",
            };
            assert_eq!(ended.get(&(name.clone(), code.clone())), Some(&wanted), "{name} {code}");
        }
    }
}

fn end<'d>(test: Node<'d, '_>) -> &'d str {
    test.first_element_child().map_or("pass", |child| match child.tag_name().name() {
        "failure" => "failure",
        "error" => "error",
        "skipped" => "skipped",
        other => panic!("{other}"),
    })
}

fn counts(of: Node<'_, '_>, attributes: &[(&str, &str)]) {
    let count = |name: &str| of.descendants().filter(|node| node.has_tag_name(name)).count().to_string();
    assert_eq!(of.attribute("tests"), Some(count("testcase").as_str()));
    for (attribute, element) in attributes {
        assert_eq!(of.attribute(*attribute), Some(count(element).as_str()), "{attribute}");
    }
}
