//! L201: a value that the protocol's label table does not declare.

use crate::model::Protocol;
use crate::report::{Evidence, Finding, Page, Place, Severity};
use crate::volume::LabelValue;

use super::subject::{CaseSubject, LabelSubject};
use super::text;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "L201",
    name: "undeclared-value",
    severity: Severity::Error,
    page: Page {
        what: "the file holds a value that the protocol's label table does not declare",
        why: "an undeclared value is a typing error, another version of the protocol, or another protocol",
        example: "value 421 (12 voxels); the nearest declared value is 420 `left_atrium`",
        fix: "correct the voxels, or declare the value in the `labels` block",
    },
    look: Look::Case(find),
};

/// Files that stand for one class each are judged by their names (L204) and as masks (L205).
fn find(check: &Check, case: &CaseSubject) -> Vec<Finding> {
    let Some(protocol) = case.protocol.filter(|protocol| !protocol.labels.open) else { return Vec::new() };
    let maps = case.labels.iter().chain(case.annotations).filter(|labels| labels.class.is_none());
    maps.flat_map(|labels| undeclared(check, labels, protocol)).collect()
}

fn undeclared(check: &Check, labels: &LabelSubject, protocol: &Protocol) -> Vec<Finding> {
    let table = &protocol.labels;
    let declared = |value: i64| {
        table.background.contains(value)
            || table.ignore.contains(value)
            || table.classes.iter().any(|class| class.values.contains(value))
    };
    let undeclared = labels.values.iter().filter(|label| !declared(label.value));
    undeclared
        .map(|&LabelValue { value, voxels, first }| {
            let nearest = nearest_class(protocol, value);
            let suggestion = nearest
                .as_ref()
                .map_or_else(String::new, |(near, name)| format!("; the nearest declared value is {near} `{name}`"));
            let count = text::count(voxels, "voxel", "voxels");
            let message = format!("value {value} ({count}) is not declared by `{}`{suggestion}", protocol.name);
            let evidence = Evidence {
                measured: Some(format!("value {value} in {count}")),
                allowed: Some(format!("the values of the label table of `{}`", protocol.name)),
                place: Some(Place {
                    voxel: Some(first),
                    world: labels.geometry.world(first.map(f64::from)),
                    ..Place::default()
                }),
                ..Evidence::default()
            };
            check.finding(labels.path, message).label(&protocol.source, table.span, "declared here").evidence(evidence)
        })
        .collect()
}

/// The declared value next to `value`, with the name of its class; of two equally near, the lower.
fn nearest_class(protocol: &Protocol, value: i64) -> Option<(i64, String)> {
    let classes = protocol.labels.classes.iter();
    classes
        .flat_map(|class| class.values.ranges.iter().map(move |range| (range, class)))
        .map(|((low, high), class)| (value.clamp(*low, *high), class.name.clone()))
        .min_by_key(|(near, _)| (near.abs_diff(value), *near))
}
