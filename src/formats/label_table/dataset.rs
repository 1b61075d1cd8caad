//! `dataset.json`: of nnU-Net version 2 (`"labels": {"background": 0, "liver": 1}`), and of version 1 and the Medical
//! Segmentation Decathlon (`"labels": {"0": "background", "1": "liver"}`).

use std::path::Path;

use serde_json::Value;

use super::super::node::{Node, Plain};
use super::{LIMIT, LabelEntry, LabelRegion, LabelTable, LabelTableFault, Role, TableFormat, json, text_file};

/// What a `dataset.json` says. What it does not say is `None` or empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    pub name: Option<String>,
    /// In version 2 a value that stands only in lists has no entry, and the lists are the regions.
    pub labels: LabelTable,
    /// `channel_names`, or `modality` of the older form: number and name, in the order of the file.
    pub channels: Vec<(String, String)>,
    /// `.nii.gz`
    pub file_ending: Option<String>,
    pub num_training: Option<u64>,
    /// The cases that the file lists; nnU-Net version 2 need not list any.
    pub training: Vec<ListedCase>,
    /// The values in which nnU-Net writes the regions, in their order.
    pub regions_class_order: Option<Vec<i64>>,
}

/// A case of `training` or `dataset`. Paths are as written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListedCase {
    /// The key under `dataset`.
    pub name: Option<String>,
    pub images: Vec<String>,
    pub label: Option<String>,
}

/// Reads a `dataset.json`.
///
/// # Errors
///
/// A file that is no JSON object with `labels`, and labels that are neither values with names nor names with values.
pub fn read_dataset(path: &Path) -> Result<Dataset, LabelTableFault> {
    match json(&text_file::read(path, LIMIT)?)? {
        Node::Map(entries) => of_json(entries),
        _ => Err(LabelTableFault::shape("holds no JSON object")),
    }
}

pub(super) fn of_json(entries: Vec<(String, Plain)>) -> Result<Dataset, LabelTableFault> {
    let mut dataset = Dataset {
        name: None,
        labels: LabelTable::new(TableFormat::NnunetV2, Vec::new()),
        channels: Vec::new(),
        file_ending: None,
        num_training: None,
        training: Vec::new(),
        regions_class_order: None,
    };
    let mut labels = None;
    for (key, Plain(node)) in entries {
        match (key.as_str(), node) {
            ("labels", Node::Map(entries)) => labels = Some(self::labels(entries)?),
            ("labels", _) => return Err(LabelTableFault::shape("has `labels` that are no object of names and values")),
            ("name", Node::Scalar(Value::String(name))) => dataset.name = Some(name),
            ("file_ending", Node::Scalar(Value::String(ending))) => dataset.file_ending = Some(ending),
            ("numTraining", Node::Scalar(number)) => dataset.num_training = number.as_u64(),
            ("channel_names" | "modality", Node::Map(names)) => dataset.channels = texts(names),
            ("regions_class_order", Node::List(values)) => dataset.regions_class_order = integers(&values),
            ("training", Node::List(cases)) => dataset.training.extend(cases.into_iter().filter_map(listed)),
            ("dataset", Node::Map(cases)) => dataset.training.extend(
                cases
                    .into_iter()
                    .filter_map(|(name, case)| listed(case).map(|case| ListedCase { name: Some(name), ..case })),
            ),
            _ => {}
        }
    }
    dataset.labels = labels.ok_or_else(|| LabelTableFault::shape("has no `labels`"))?;
    Ok(dataset)
}

/// Names with values if any value is a number or a list; otherwise values with names.
fn labels(entries: Vec<(String, Plain)>) -> Result<LabelTable, LabelTableFault> {
    let is_name = |node: &Plain| matches!(node, Plain(Node::Scalar(Value::String(_))));
    if entries.iter().all(|(_, node)| is_name(node)) {
        let entry = |(value, node): &(String, Plain)| match node {
            Plain(Node::Scalar(Value::String(name))) => Some(LabelEntry::new(value.trim().parse().ok()?, name.trim())),
            _ => None,
        };
        let wrong = |(value, _): &(String, Plain)| {
            LabelTableFault::shape(format!("has the label value `{value}`, which is no integer"))
        };
        let read = entries.iter().map(|pair| entry(pair).ok_or_else(|| wrong(pair)));
        return Ok(LabelTable::new(TableFormat::NnunetV1, read.collect::<Result<_, LabelTableFault>>()?));
    }
    let mut table = LabelTable::new(TableFormat::NnunetV2, Vec::new());
    for (name, Plain(node)) in entries {
        let values = match &node {
            Node::Scalar(value) => value.as_i64().map(|value| vec![value]),
            Node::List(values) => integers(values),
            Node::Map(_) => None,
        };
        match values.as_deref() {
            Some([value]) => {
                let entry = LabelEntry::new(*value, name.trim());
                let role = if name == "ignore" { Role::Ignore } else { entry.role };
                table.entries.push(LabelEntry { role, ..entry });
            }
            Some(values) if !values.is_empty() => {
                table.regions.push(LabelRegion { name: name.trim().to_owned(), values: values.to_vec() });
            }
            _ => {
                let reason = format!("has the label `{name}` whose value is neither an integer nor a list of integers");
                return Err(LabelTableFault::shape(reason));
            }
        }
    }
    Ok(table)
}

fn texts(entries: Vec<(String, Plain)>) -> Vec<(String, String)> {
    let text = |(key, Plain(node))| match node {
        Node::Scalar(Value::String(name)) => Some((key, name)),
        Node::Scalar(value) => Some((key, value.to_string())),
        Node::List(_) | Node::Map(_) => None,
    };
    entries.into_iter().filter_map(text).collect()
}

fn integers(values: &[Plain]) -> Option<Vec<i64>> {
    let integer = |value: &Plain| match value {
        Plain(Node::Scalar(value)) => value.as_i64(),
        _ => None,
    };
    values.iter().map(integer).collect()
}

/// `{"image": .., "label": ..}`, in version 2 `{"images": [..], "label": ..}`.
fn listed(Plain(node): Plain) -> Option<ListedCase> {
    let Node::Map(fields) = node else { return None };
    let mut case = ListedCase::default();
    for (key, Plain(value)) in fields {
        match (key.as_str(), value) {
            ("label", Node::Scalar(Value::String(path))) => case.label = Some(path),
            ("image" | "images", Node::Scalar(Value::String(path))) => case.images.push(path),
            ("image" | "images", Node::List(paths)) => {
                case.images.extend(paths.into_iter().filter_map(|Plain(node)| match node {
                    Node::Scalar(Value::String(path)) => Some(path),
                    _ => None,
                }));
            }
            _ => {}
        }
    }
    Some(case)
}
