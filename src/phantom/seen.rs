//! A phantom as a protocol sees it: in the values of its label table, or with a file for each class.

use std::collections::BTreeMap;

use super::built::{NotPainted, Phantom};
use crate::check::{ClassSource, FoundStructure};
use crate::logic::anatomy::{TissueId, View};
use crate::model::Protocol;
use crate::model::protocol::ClassId;
use crate::volume::LabelMap;

/// The label map of a phantom under a protocol.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    pub map: LabelMap,
    pub classes: ClassSource,
    /// The name of each layer's file, without its ending: with a file for each class, the class's.
    pub names: Vec<String>,
}

/// What a protocol sees of a phantom. Tissues of none of its classes are background.
///
/// # Errors
/// More runs than fit into memory.
pub fn seen(view: &View<'_>, phantom: &Phantom, name: &str) -> Result<Seen, NotPainted> {
    if per_class(view.protocol) {
        return file_per_class(view, phantom);
    }
    let values = values(view);
    let map = phantom.label_map(|tissue| values.get(&tissue).copied())?;
    Ok(Seen { map, classes: ClassSource::LabelMap, names: vec![name.to_owned()] })
}

/// Whether each class has a file of its own: none has a value.
pub fn per_class(protocol: &Protocol) -> bool {
    let classes = &protocol.labels.classes;
    !classes.is_empty() && classes.iter().all(|class| class.values.is_empty())
}

/// The value of each tissue: the first of those of its class. Where a tissue belongs to several classes, the one of fewest
/// tissues tells most.
pub fn values(view: &View<'_>) -> BTreeMap<TissueId, i64> {
    let mut by_size: Vec<(usize, i64, ClassId)> = Vec::new();
    for (index, class) in view.protocol.labels.classes.iter().enumerate() {
        if let Some(&(value, _)) = class.values.ranges.first() {
            by_size.push((view.tissues(ClassId(index)).len(), value, ClassId(index)));
        }
    }
    by_size.sort_by_key(|(size, _, class)| (*size, class.0));
    let mut values = BTreeMap::new();
    for (_, value, class) in by_size {
        for tissue in view.tissues(class) {
            values.entry(tissue).or_insert(value);
        }
    }
    values
}

fn file_per_class(view: &View<'_>, phantom: &Phantom) -> Result<Seen, NotPainted> {
    let classes = &view.protocol.labels.classes;
    let mut layers = Vec::new();
    for index in 0..classes.len() {
        let tissues = view.tissues(ClassId(index));
        layers.push(phantom.layer(|tissue| tissues.contains(&tissue).then_some(1))?);
    }
    Ok(Seen {
        map: LabelMap { geometry: phantom.geometry.clone(), layers },
        classes: ClassSource::FilePerClass((0..classes.len()).map(|index| (ClassId(index), index)).collect()),
        names: classes.iter().map(|class| class.name.clone()).collect(),
    })
}

impl Seen {
    /// With a file for each class: the structures that the files hold.
    pub fn structures(&self) -> Vec<FoundStructure> {
        let ClassSource::FilePerClass(layers) = &self.classes else { return Vec::new() };
        let found = |(&class, &layer): (&ClassId, &usize)| {
            let name = self.names.get(layer)?.clone();
            Some(FoundStructure { name, layer: Some(layer), class: Some(class), unusable: None })
        };
        let mut structures: Vec<FoundStructure> = layers.iter().filter_map(found).collect();
        structures.sort_by(|a, b| a.name.cmp(&b.name));
        structures
    }
}
