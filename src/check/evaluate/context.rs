//! What is known of a case beside its voxels.

use std::collections::BTreeMap;

use crate::check::case_facts::CaseFacts;
use crate::check::case_points::CasePoints;
use crate::facts::Shape;
use crate::model::Protocol;
use crate::model::input::AnnotationId;
use crate::model::protocol::{ClassId, ImageId, ValueSet};

/// A case as the evaluator sees it. Voxels and geometry are in [`Facts`](crate::facts::Facts).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CaseContext {
    pub name: String,
    /// Label files as the user would write them, by layer.
    pub files: Vec<String>,
    pub classes: ClassSource,
    /// Classes whose file is there and could not be used, and why.
    pub unusable: BTreeMap<ClassId, String>,
    /// The further annotations of the case, by number. One that is not there is missing.
    pub annotations: BTreeMap<AnnotationId, AnnotationSource>,
    /// The files of every input that the case has, by its name, as the user would write them.
    pub inputs: BTreeMap<String, Vec<String>>,
    /// Files of the case that match no pattern.
    pub strays: Vec<String>,
    /// With one file per class: what the case has, whether the protocol declares it or not, in the order of the names.
    pub structures: Vec<FoundStructure>,
    pub header: HeaderFacts,
    /// The fields of the `case` block.
    pub case_facts: CaseFacts,
    /// A hash over the label map, to compare it with those of other cases.
    pub content: Option<String>,
    /// The points of the `landmarks` block.
    pub points: CasePoints,
    /// Whether to list every measured value: for those who want a table of them.
    pub list_measures: bool,
}

/// Which voxels belong to a class.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum ClassSource {
    /// One label map: the voxels of layer 0 that have one of the class's values.
    #[default]
    LabelMap,
    /// One file per class: every voxel of the class's layer that is not 0. A class without an entry has no file, and
    /// nothing is known of it.
    FilePerClass(BTreeMap<ClassId, usize>),
}

/// Where a further annotation is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnnotationSource {
    /// A label map: the layer with its values.
    Map(usize),
    /// A file for each class or each of its instances: the layer of each, by class and by what stands for `{instance}`.
    Files(BTreeMap<(ClassId, String), usize>),
    /// It is there, and cannot be used for this reason.
    Unusable(String),
}

/// A structure of a case with one file per class.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FoundStructure {
    /// The stem of its file.
    pub name: String,
    /// None if its file cannot be used.
    pub layer: Option<usize>,
    /// The class it is, by name or alias.
    pub class: Option<ClassId>,
    /// Why its file cannot be used.
    pub unusable: Option<String>,
}

/// What the file's header says. `None`: nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeaderFacts {
    /// `CT`, `MR`: of the image, as a sidecar says it, for NIfTI headers do not.
    pub modality: Option<String>,
    /// `uint8`, `float64`.
    pub datatype: Option<String>,
    /// The same of the images whose headers rules ask for, as far as they say.
    pub image_datatypes: BTreeMap<ImageId, String>,
    /// Array axes longer than one element.
    pub dimensions: Option<u8>,
}

impl CaseContext {
    /// Whether the case has an annotation; it always has the one that is checked.
    pub fn has_annotation(&self, id: AnnotationId) -> bool {
        id == AnnotationId::default() || self.annotations.contains_key(&id)
    }

    /// The voxels of a class; `None` if the case has no file for it.
    pub fn class_shape(&self, protocol: &Protocol, id: ClassId) -> Option<Shape> {
        match &self.classes {
            ClassSource::LabelMap => {
                let values = &protocol.class(id)?.values;
                (!values.is_empty()).then(|| values_of(values, 0))
            }
            ClassSource::FilePerClass(layers) => {
                let &layer = layers.get(&id)?;
                Some(mask_of(layer))
            }
        }
    }

    /// The voxels that are neither class nor background, for [`Facts::with_ignore`](crate::facts::Facts::with_ignore).
    pub fn ignored_shape(&self, protocol: &Protocol) -> Option<Shape> {
        let ignore = &protocol.labels.ignore;
        (self.classes == ClassSource::LabelMap && !ignore.is_empty()).then(|| values_of(ignore, 0))
    }

    /// The file a structure is in.
    pub fn found_file(&self, at: usize) -> Option<&str> {
        self.files.get(self.structures.get(at)?.layer?).map(String::as_str)
    }

    /// The file a class is in.
    pub fn class_file(&self, id: ClassId) -> Option<&str> {
        let layer = match &self.classes {
            ClassSource::LabelMap => 0,
            ClassSource::FilePerClass(layers) => *layers.get(&id)?,
        };
        self.files.get(layer).map(String::as_str)
    }
}

/// The voxels of a layer that have one of the values.
pub(super) fn values_of(values: &ValueSet, layer: usize) -> Shape {
    Shape::Values { layer, ranges: values.ranges.clone() }
}

/// The voxels of a layer that are not 0.
pub(super) fn mask_of(layer: usize) -> Shape {
    Shape::Values { layer, ranges: vec![(i64::MIN, -1), (1, i64::MAX)] }
}
