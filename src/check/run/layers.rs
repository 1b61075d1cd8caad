//! Which layer is what: classes, structures and further annotations by the files they come from.

use std::collections::BTreeMap;

use crate::formats::Fault;
use crate::model::Protocol;
use crate::model::input::AnnotationId;
use crate::model::protocol::{Class, ClassId};
use crate::volume::Geometry;
use crate::volume::grid_match::same_grid;

use super::super::evaluate::{AnnotationSource, ClassSource, FoundStructure};
use super::read::{Layer, ReadFile};

/// The grid that most layers of the label map share; of equals, the first.
pub(super) fn common_grid(layers: &[Layer<'_>]) -> Option<Geometry> {
    let own = || layers.iter().filter(|layer| layer.is_own());
    let sharing = |one: &Layer<'_>| own().filter(|l| same_grid(&one.geometry, &l.geometry).is_ok()).count();
    let mut most: Option<(usize, &Layer<'_>)> = None;
    for layer in own() {
        let count = sharing(layer);
        if most.is_none_or(|(highest, _)| count > highest) {
            most = Some((count, layer));
        }
    }
    most.map(|(_, layer)| layer.geometry.clone())
}

/// The layer of each class by the name of its file. A file that could not be read, or that lies on another grid, leaves
/// its class unknown.
pub(super) fn layers_of_classes(protocol: &Protocol, layers: &[Layer<'_>]) -> BTreeMap<ClassId, usize> {
    let named = layers.iter().enumerate().filter(|(_, layer)| layer.is_own());
    named.filter_map(|(index, layer)| Some((class_of_file(protocol, layer.class?)?, index))).collect()
}

pub(super) fn why_unusable(file: &ReadFile<'_>) -> String {
    let fault = file.opened.faults.iter().find(|fault| fault.prevents_map());
    fault.map_or_else(|| "its file lies on another grid".to_owned(), Fault::to_string)
}

/// The classes whose file has no layer, and why.
pub(super) fn unusable(
    protocol: &Protocol,
    files: &[ReadFile<'_>],
    classes: &ClassSource,
) -> BTreeMap<ClassId, String> {
    let ClassSource::FilePerClass(layers) = classes else { return BTreeMap::new() };
    files
        .iter()
        .filter(|file| file.is_own())
        .filter_map(|file| Some((class_of_file(protocol, file.class?)?, why_unusable(file))))
        .filter(|(class, _)| !layers.contains_key(class))
        .collect()
}

/// Every file of a case with one file per class, by name.
pub(super) fn found_structures(
    protocol: &Protocol,
    files: &[ReadFile<'_>],
    layers: &[Layer<'_>],
) -> Vec<FoundStructure> {
    let found = |file: &ReadFile<'_>| {
        let name = file.class?;
        let layer = layers.iter().position(|layer| layer.is_own() && layer.class == Some(name));
        let unusable = layer.is_none().then(|| why_unusable(file));
        Some(FoundStructure { name: name.to_owned(), layer, class: class_of_file(protocol, name), unusable })
    };
    files.iter().filter(|file| file.is_own()).filter_map(found).collect()
}

/// The class that a file of one class stands for, by its name or an alias.
pub fn class_of_file(protocol: &Protocol, name: &str) -> Option<ClassId> {
    let with_alias = |class: &Class| class.aliases.iter().any(|alias| alias == name);
    protocol.class_named(name).or_else(|| protocol.labels.classes.iter().position(with_alias).map(ClassId))
}

/// Where each further annotation is: its layers, or why it has none.
pub(super) fn sources(
    protocol: &Protocol,
    files: &[ReadFile<'_>],
    layers: &[Layer<'_>],
) -> BTreeMap<AnnotationId, AnnotationSource> {
    let mut sources: BTreeMap<AnnotationId, AnnotationSource> = BTreeMap::new();
    for file in files.iter().filter(|file| file.annotation != AnnotationId::default()) {
        let shown = &file.file.shown;
        let source = sources.entry(file.annotation).or_insert_with(|| AnnotationSource::Files(BTreeMap::new()));
        let Some(layer) = layers.iter().position(|layer| layer.file.path == file.file.path) else {
            let fault = file.opened.faults.iter().find(|fault| fault.prevents_map());
            *source = AnnotationSource::Unusable(match fault {
                Some(fault) => format!("`{shown}` cannot be used: {fault}"),
                None => format!("`{shown}` lies on another grid than the label map"),
            });
            continue;
        };
        match (file.class, source) {
            (None, source) => *source = AnnotationSource::Map(layer),
            // One that is no class is a finding of its name.
            (Some(class), AnnotationSource::Files(known)) => {
                if let Some(class) = class_of_file(protocol, class) {
                    known.insert((class, file.instance.unwrap_or_default().to_owned()), layer);
                }
            }
            _ => {}
        }
    }
    sources
}
