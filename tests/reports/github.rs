//! Workflow commands by the grammar of "Workflow commands for GitHub Actions" in the GitHub documentation:
//! `::name key=value,key=value::data`, where data escapes `%`, CR and LF, and values also `:` and `,`.

use std::collections::BTreeMap;

use super::expected::Told;
use super::junit::split_code;

pub fn read(text: &str) -> Vec<Told> {
    text.lines().filter(|line| !line.starts_with("voxlint: ")).map(command).collect()
}

fn command(line: &str) -> Told {
    let rest = line.strip_prefix("::").unwrap_or_else(|| panic!("no command: {line}"));
    let (head, data) = rest.split_once("::").unwrap();
    let (name, properties) = head.split_once(' ').unwrap();
    let properties: BTreeMap<&str, String> = properties
        .split(',')
        .map(|property| {
            let (key, value) = property.split_once('=').unwrap();
            let known = ["file", "line", "endLine", "col", "endColumn", "title"];
            assert!(known.contains(&key) && !value.contains(':'), "{line}");
            (key, unescaped(value))
        })
        .collect();
    let (code, bindings) = split_code(&properties["title"]);
    let property = |key: &str| properties.get(key).cloned().unwrap_or_default();
    let body = unescaped(data);
    Told {
        severity: match name {
            "error" | "warning" => name.to_owned(),
            "notice" => "info".to_owned(),
            other => panic!("{other}"),
        },
        code,
        bindings,
        file: property("file"),
        // Columns are for places within one line; the text has them for all.
        place: match (properties.get("line"), properties.get("col")) {
            (Some(line), Some(column)) => format!("{line}:{column}"),
            (Some(line), None) => format!("{line}:{}", column_of(&body, &property("file"), line)),
            (None, _) => String::new(),
        },
        body,
        fingerprint: String::new(),
        case: String::new(),
    }
}

fn column_of(body: &str, file: &str, line: &str) -> String {
    let start = format!("{file}:{line}:");
    let label = body.lines().find_map(|text| text.strip_prefix(&start)).unwrap();
    label.split(':').next().unwrap().to_owned()
}

fn unescaped(text: &str) -> String {
    let mut parts = text.split('%');
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        let (escape, rest) = part.split_at(2);
        plain.push(match escape {
            "25" => '%',
            "0A" => '\n',
            "0D" => '\r',
            "3A" => ':',
            "2C" => ',',
            other => panic!("%{other} in {text}"),
        });
        plain.push_str(rest);
    }
    plain
}
