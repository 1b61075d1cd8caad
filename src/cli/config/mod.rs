//! `voxlint.yaml`: which protocol the label maps below it follow. The closest one upwards of a file wins.

mod pattern;
mod yaml;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::report::{Finding, Source, Span};

use super::case_tables::TablePath;
use crate::model::suggest::nearest;
pub use pattern::{CasePattern, ImagePattern};

/// Name of the file that is looked for.
pub const FILE_NAME: &str = "voxlint.yaml";

/// The code of findings about the configuration.
const CODE: &str = "config";

/// What `voxlint.yaml` must look like.
pub const SCHEMA: &str = include_str!("../../../schemas/voxlint.schema.json");

#[derive(Debug)]
pub struct Config {
    /// The folder that patterns and the protocol's path start from.
    pub folder: PathBuf,
    /// A path relative to `folder`, or the name of a shipped protocol.
    pub protocol: Option<String>,
    pub labels: Vec<CasePattern>,
    pub images: Vec<ImagePattern>,
    /// Tables with facts about the cases, relative to `folder`.
    pub cases: Vec<TablePath>,
    /// Files with rows for the tables of the protocol, relative to `folder`, by the table's name.
    pub tables: BTreeMap<String, Vec<TablePath>>,
}

/// Configurations by folder, each read once.
#[derive(Debug, Default)]
pub struct Configs {
    closest: BTreeMap<PathBuf, Option<Arc<Config>>>,
    only: Option<Arc<Config>>,
    off: bool,
}

impl Configs {
    /// Looks for nothing: `--no-config`.
    pub fn off() -> Self {
        Configs { off: true, ..Configs::default() }
    }

    /// Uses one file for everything: `--config`.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn only(path: &Path) -> Result<Self, Vec<Finding>> {
        Ok(Configs { only: Some(Arc::new(read(path)?)), ..Configs::default() })
    }

    /// The configuration for what lies in a folder.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the closest file.
    pub fn for_folder(&mut self, folder: &Path) -> Result<Option<Arc<Config>>, Vec<Finding>> {
        if self.off || self.only.is_some() {
            return Ok(self.only.clone());
        }
        if let Some(known) = self.closest.get(folder) {
            return Ok(known.clone());
        }
        let candidate = folder.join(FILE_NAME);
        let found = if candidate.is_file() {
            Some(Arc::new(read(&candidate)?))
        } else {
            match parent(folder) {
                Some(above) => self.for_folder(&above)?,
                None => None,
            }
        };
        self.closest.insert(folder.to_owned(), found.clone());
        Ok(found)
    }
}

/// The folder above, going on upwards of the working directory when a relative path ends.
pub(super) fn parent(folder: &Path) -> Option<PathBuf> {
    let here = |folder: &Path| folder.as_os_str().is_empty() || folder == Path::new(".");
    match folder.parent() {
        _ if here(folder) => std::env::current_dir().ok()?.parent().map(Path::to_owned),
        Some(above) if folder.file_name().is_some() => Some(above.to_owned()),
        _ if folder.is_absolute() => None,
        // `..` has no name to take off.
        _ => std::fs::canonicalize(folder).ok()?.parent().map(Path::to_owned),
    }
}

/// # Errors
///
/// Everything that is wrong with the file, each with its line.
pub fn read(path: &Path) -> Result<Config, Vec<Finding>> {
    let shown = super::discover::case_file(path).shown;
    let utf8 = |bytes| String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error));
    let text = super::text_file::read(path).and_then(utf8).map_err(|error| {
        let reason = super::exit::io_reason(&error);
        vec![Finding::error(CODE, format!("the configuration `{shown}` could not be read: {reason}"))]
    })?;
    let source = Source::new(shown, text);
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    parse(&source, &folder)
}

fn parse(source: &Arc<Source>, folder: &Path) -> Result<Config, Vec<Finding>> {
    let located = yaml::read(&source.text).map_err(|(reason, span)| {
        let finding = Finding::error(CODE, format!("this is not valid YAML: {reason}"));
        vec![finding.label(source, span, "here").help("write one `key: value` a line, and quote patterns")]
    })?;
    let value = if located.value.is_null() { Value::Object(serde_json::Map::new()) } else { located.value };
    let mut findings = violations(&value, &located.spans, source);
    let mut labels = Vec::new();
    let mut images = Vec::new();
    for (key, pointer, text) in patterns(&value) {
        let result = match key {
            "labels" => CasePattern::new(text).map(|pattern| labels.push(pattern)),
            _ => ImagePattern::new(text).map(|pattern| images.push(pattern)),
        };
        if let Err(reason) = result {
            let span = located.spans.get(&pointer).copied().unwrap_or_default();
            findings.push(Finding::error(CODE, reason).label(source, span, "in this pattern"));
        }
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    let protocol = value.get("protocol").and_then(Value::as_str).map(str::to_owned);
    let cases = tables(value.get("cases"));
    let named = value.get("tables").and_then(Value::as_object).into_iter().flatten();
    let tables = named.map(|(name, files)| (name.clone(), tables(Some(files)))).collect();
    Ok(Config { folder: folder.to_owned(), protocol, labels, images, cases, tables })
}

/// A table, a list of tables, each a path or a path with the column that names the case.
fn tables(value: Option<&Value>) -> Vec<TablePath> {
    let one = |value: &Value| match value {
        Value::String(path) => Some(TablePath { path: path.into(), by: None }),
        Value::Object(table) => {
            let text = |key: &str| table.get(key).and_then(Value::as_str);
            Some(TablePath { path: text("file")?.into(), by: text("by").map(str::to_owned) })
        }
        _ => None,
    };
    match value {
        Some(Value::Array(items)) => items.iter().filter_map(one).collect(),
        Some(value) => one(value).into_iter().collect(),
        None => Vec::new(),
    }
}

/// Every pattern under `labels` and `images` with its key and pointer.
fn patterns(value: &Value) -> Vec<(&'static str, String, &str)> {
    let mut found = Vec::new();
    for key in ["labels", "images"] {
        match value.get(key) {
            Some(Value::String(text)) => found.push((key, format!("/{key}"), text.as_str())),
            Some(Value::Array(items)) => {
                let texts = items.iter().enumerate().filter_map(|(at, item)| Some((at, item.as_str()?)));
                found.extend(texts.map(|(at, text)| (key, format!("/{key}/{at}"), text)));
            }
            _ => {}
        }
    }
    found
}

/// What the schema does not allow, in order of place.
fn violations(value: &Value, spans: &BTreeMap<String, Span>, source: &Arc<Source>) -> Vec<Finding> {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap_or_default();
    let Ok(validator) = jsonschema::validator_for(&schema) else {
        return vec![Finding::error(CODE, "the schema of voxlint.yaml that was built in cannot be used")];
    };
    let at = |pointer: &str| spans.get(pointer).copied().unwrap_or_default();
    let mut findings = Vec::new();
    for error in validator.iter_errors(value) {
        let pointer = error.instance_path().to_string();
        match error.kind() {
            jsonschema::error::ValidationErrorKind::AdditionalProperties { unexpected } => {
                for key in unexpected {
                    let known = properties(&schema);
                    let suggestion = nearest(key, known.iter().copied());
                    let help = match suggestion {
                        Some(name) => format!("did you mean `{name}`? allowed keys: {}", quoted(&known)),
                        None => format!("allowed keys: {}", quoted(&known)),
                    };
                    let span = at(&format!("{pointer}/{key}#"));
                    let finding = Finding::error(CODE, format!("the key `{key}` is not known"));
                    findings.push((span, finding.label(source, span, "not a key of voxlint.yaml").help(help)));
                }
            }
            _ => {
                let span = at(&pointer);
                let key = pointer.split('/').nth(1).unwrap_or_default();
                let found = error.instance().to_string();
                let message = match key {
                    "" => format!("voxlint.yaml must hold keys with values, not `{found}`"),
                    key => format!("`{found}` is no value for the key `{key}`"),
                };
                let allowed = match key {
                    "" => format!("allowed keys: {}", quoted(&properties(&schema))),
                    "protocol" => "allowed: one path or name, such as `liver.protocol` or `kits/23`".to_owned(),
                    "cases" => {
                        "allowed: a table or a list of tables, such as `cases.csv` or `{file: cases.csv, by: study}`"
                            .to_owned()
                    }
                    "tables" => {
                        "allowed: a file for each table of the protocol, such as `tables: {targets: targets.csv}`"
                            .to_owned()
                    }
                    _ => format!("allowed: a pattern or a list of patterns, such as `{key}: \"{key}/*.nii.gz\"`"),
                };
                let finding = Finding::error(CODE, message);
                findings.push((span, finding.label(source, span, "not allowed here").help(allowed)));
            }
        }
    }
    findings.sort_by_key(|(span, _)| *span);
    findings.into_iter().map(|(_, finding)| finding).collect()
}

fn properties(schema: &Value) -> Vec<&str> {
    schema
        .get("properties")
        .and_then(Value::as_object)
        .map(|properties| properties.keys().map(String::as_str).collect())
        .unwrap_or_default()
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(text: &str) -> Vec<Finding> {
        parse(&Source::new("voxlint.yaml", text), Path::new("")).map(drop).unwrap_err()
    }

    #[test]
    fn a_small_file_is_read() {
        let text =
            "protocol: liver.protocol\nlabels: \"labels/{case}.nii.gz\"\nimages:\n  - images/{case}_0000.nii.gz\n";
        let config = parse(&Source::new("voxlint.yaml", text), Path::new("data")).unwrap();
        assert_eq!(config.protocol.as_deref(), Some("liver.protocol"));
        assert_eq!((config.labels.len(), config.images.len()), (1, 1));
    }

    #[test]
    fn an_empty_file_says_nothing() {
        let config = parse(&Source::new("voxlint.yaml", "# later\n"), Path::new("")).unwrap();
        assert!(config.protocol.is_none() && config.labels.is_empty());
    }

    #[test]
    fn unknown_keys_are_named_with_their_line_and_the_nearest_key() {
        let found = errors("protocol: a\nlabls: b\nfoo: 1\n");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].message, "the key `labls` is not known");
        assert_eq!(
            found[0].help.as_deref(),
            Some("did you mean `labels`? allowed keys: `protocol`, `labels`, `images`, `cases`, `tables`")
        );
        let label = &found[0].labels[0];
        assert_eq!(label.source.line_column(label.span.start), (2, 1));
        assert_eq!(found[1].help.as_deref(), Some("allowed keys: `protocol`, `labels`, `images`, `cases`, `tables`"));
    }

    #[test]
    fn wrong_values_name_key_and_what_is_allowed() {
        let found = errors("protocol: [a]\nlabels: 3\n");
        let messages: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(messages, ["`[\"a\"]` is no value for the key `protocol`", "`3` is no value for the key `labels`"]);
        assert_eq!(found[1].labels[0].source.line_column(found[1].labels[0].span.start).0, 2);
        assert_eq!(errors("just text").len(), 1);
        assert_eq!(errors("labels: \"{case}/{case}.nii\"").len(), 1);
    }
}
