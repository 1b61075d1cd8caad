//! From the text of a `voxlint.yaml` to its keys, with those of the files that it extends.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::report::{Finding, Severity, Source, Span};

use super::super::case_tables::TablePath;
use super::super::discover::case_file;
use super::super::{exit, text_file};
use super::allowed::violations;
use super::{CODE, CasePattern, Config, ImagePattern, Override, ProtocolPath, yaml};

/// # Errors
///
/// Everything that is wrong with the file and those that it extends, each with its line.
pub fn read(path: &Path) -> Result<Config, Vec<Finding>> {
    read_within(path, &mut Vec::new())
}

/// `above` are the files that extend this one.
fn read_within(path: &Path, above: &mut Vec<PathBuf>) -> Result<Config, Vec<Finding>> {
    let shown = case_file(path).shown;
    let utf8 = |bytes| String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error));
    let text = text_file::read(path).and_then(utf8).map_err(|error| {
        let reason = exit::io_reason(&error);
        vec![Finding::error(CODE, format!("the configuration `{shown}` could not be read: {reason}"))]
    })?;
    let source = Source::new(shown, text);
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    above.push(std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()));
    let config = parse(&source, &folder, above);
    above.pop();
    config.map(|mut config| {
        config.files.insert(0, path.to_owned());
        config
    })
}

pub fn parse(source: &Arc<Source>, folder: &Path, above: &mut Vec<PathBuf>) -> Result<Config, Vec<Finding>> {
    let located = yaml::read(&source.text).map_err(|(reason, span)| {
        let finding = Finding::error(CODE, format!("this is not valid YAML: {reason}"));
        vec![finding.label(source, span, "here").help("write one `key: value` a line, and quote patterns")]
    })?;
    let value = if located.value.is_null() { Value::Object(serde_json::Map::new()) } else { located.value };
    let mut findings = violations(&value, &located.spans, source);
    let file = File { source, spans: &located.spans, folder };
    let mut config = if findings.is_empty() { file.config(&value, &mut findings) } else { Config::default() };
    if findings.is_empty() {
        for (pointer, base) in texts("/extends", value.get("extends")) {
            match file.base(&pointer, base, above) {
                Ok(base) => config = config.or(base),
                Err(wrong) => findings.extend(wrong),
            }
        }
    }
    if findings.is_empty() { Ok(config.complete()) } else { Err(findings) }
}

/// A file while it is read.
struct File<'f> {
    source: &'f Arc<Source>,
    spans: &'f BTreeMap<String, Span>,
    folder: &'f Path,
}

impl File<'_> {
    fn base(&self, pointer: &str, base: &str, above: &mut Vec<PathBuf>) -> Result<Config, Vec<Finding>> {
        let path = self.folder.join(base);
        let span = self.span(pointer);
        if std::fs::canonicalize(&path).is_ok_and(|path| above.contains(&path)) {
            let finding = Finding::error(CODE, format!("`{base}` extends this file, directly or by others"));
            return Err(vec![finding.label(self.source, span, "a circle").help("take one of the two `extends` out")]);
        }
        if !path.is_file() {
            let finding = Finding::error(CODE, format!("there is no configuration `{}`", case_file(&path).shown));
            let help = "write its path as seen from the folder of this file";
            return Err(vec![finding.label(self.source, span, "no such file").help(help)]);
        }
        read_within(&path, above)
    }

    fn config(&self, value: &Value, findings: &mut Vec<Finding>) -> Config {
        let mut config = self.part("", value, findings);
        let entries = value.get("protocols").and_then(Value::as_array).into_iter().flatten().enumerate();
        config.parts =
            entries.map(|(at, entry)| Arc::new(self.part(&format!("/protocols/{at}"), entry, findings))).collect();
        let codes = |key: &str| texts(key, value.get(key)).into_iter().map(|(_, code)| code.to_owned()).collect();
        config.select = codes("select");
        config.ignore = codes("ignore");
        config.waivers = texts("", value.get("waivers")).into_iter().map(|(_, path)| self.folder.join(path)).collect();
        let path = |key: &str| value.get(key).and_then(Value::as_str).map(|path| self.folder.join(path));
        config.baseline = path("baseline");
        config.cache = path("cache");
        let severities = value.get("severity").and_then(Value::as_object).into_iter().flatten();
        config.severity =
            severities.filter_map(|(code, entry)| Some((code.clone(), self.severity(code, entry)?))).collect();
        config
    }

    /// The keys that an entry of `protocols` may have, too.
    fn part(&self, pointer: &str, value: &Value, findings: &mut Vec<Finding>) -> Config {
        let mut config = Config { folder: self.folder.to_owned(), ..Config::default() };
        let mut wrong = |pointer: &str, reason: String| {
            findings.push(Finding::error(CODE, reason).label(self.source, self.span(pointer), "in this pattern"));
        };
        for (at, text) in texts(&format!("{pointer}/labels"), value.get("labels")) {
            match CasePattern::new(text) {
                Ok(pattern) => config.labels.push(pattern),
                Err(reason) => wrong(&at, reason),
            }
        }
        for (key, patterns) in
            [("images", &mut config.images), ("landmarks", &mut config.landmarks), ("sidecars", &mut config.sidecars)]
        {
            for (at, text) in texts(&format!("{pointer}/{key}"), value.get(key)) {
                match ImagePattern::new(text) {
                    Ok(pattern) => patterns.push(pattern),
                    Err(reason) => wrong(&at, reason),
                }
            }
        }
        let protocol = value.get("protocol").and_then(Value::as_str);
        config.protocol = protocol.map(|text| ProtocolPath { folder: self.folder.to_owned(), text: text.to_owned() });
        config.cases = self.tables(value.get("cases"));
        let named = value.get("tables").and_then(Value::as_object).into_iter().flatten();
        config.tables = named.map(|(name, files)| (name.clone(), self.tables(Some(files)))).collect();
        config
    }

    /// A table, a list of tables, each a path or a path with the column that names the case.
    fn tables(&self, value: Option<&Value>) -> Vec<TablePath> {
        let one = |value: &Value| match value {
            Value::String(path) => Some(TablePath { path: self.folder.join(path), by: None }),
            Value::Object(table) => {
                let text = |key: &str| table.get(key).and_then(Value::as_str);
                Some(TablePath { path: self.folder.join(text("file")?), by: text("by").map(str::to_owned) })
            }
            _ => None,
        };
        match value {
            Some(Value::Array(items)) => items.iter().filter_map(one).collect(),
            Some(value) => one(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    fn severity(&self, code: &str, entry: &Value) -> Option<Override> {
        let word = entry.as_str().or_else(|| entry.get("to")?.as_str())?;
        let to = [Severity::Error, Severity::Warning, Severity::Info].into_iter().find(|known| known.word() == word)?;
        let because = entry.get("because").and_then(Value::as_str).map(str::to_owned);
        let pointer = format!("/severity/{}#", code.replace('~', "~0").replace('/', "~1"));
        Some(Override { to, because, source: Arc::clone(self.source), span: self.span(&pointer) })
    }

    fn span(&self, pointer: &str) -> Span {
        self.spans.get(pointer).copied().unwrap_or_default()
    }
}

/// A text or a list of texts, each with its pointer.
fn texts<'v>(pointer: &str, value: Option<&'v Value>) -> Vec<(String, &'v str)> {
    match value {
        Some(Value::String(text)) => vec![(pointer.to_owned(), text)],
        Some(Value::Array(items)) => {
            let texts = items.iter().enumerate().filter_map(|(at, item)| Some((at, item.as_str()?)));
            texts.map(|(at, text)| (format!("{pointer}/{at}"), text)).collect()
        }
        _ => Vec::new(),
    }
}
