//! The label files of a case, read to their ends.

use crate::formats::{Opened, ReadOptions, read_label_map};
use crate::model::Protocol;
use crate::model::input::AnnotationId;
use crate::volume::{Geometry, Runs};

use super::super::builtin::subject::{FileSubject, LabelSubject, Role};
use super::super::case::{Case, CaseFile, LabelFiles};
use super::super::inputs::{AnnotationFile, annotation_files};

/// A label file after reading it to its end.
pub(super) struct ReadFile<'c> {
    pub file: &'c CaseFile,
    pub class: Option<&'c str>,
    pub instance: Option<&'c str>,
    pub annotation: AnnotationId,
    pub opened: Opened,
}

/// A label file whose voxels are known.
pub(super) struct Layer<'c> {
    pub file: &'c CaseFile,
    pub class: Option<&'c str>,
    pub annotation: AnnotationId,
    pub geometry: Geometry,
    pub runs: Runs,
}

impl<'c> ReadFile<'c> {
    /// Whether it belongs to the label map that is checked.
    pub fn is_own(&self) -> bool {
        self.annotation == AnnotationId::default()
    }

    pub fn subject(&self) -> FileSubject<'_> {
        FileSubject {
            path: &self.file.shown,
            role: Role::Labels,
            header: self.opened.header.as_ref(),
            geometry: self.opened.geometry.as_ref(),
            faults: &self.opened.faults,
        }
    }

    pub fn take_layer(&mut self) -> Option<Layer<'c>> {
        let geometry = self.opened.geometry.clone()?;
        let runs = self.opened.runs.take()?;
        Some(Layer { file: self.file, class: self.class, annotation: self.annotation, geometry, runs })
    }
}

impl Layer<'_> {
    /// Whether it belongs to the label map that is checked.
    pub fn is_own(&self) -> bool {
        self.annotation == AnnotationId::default()
    }

    pub fn subject(&self) -> LabelSubject<'_> {
        LabelSubject { path: &self.file.shown, geometry: &self.geometry, runs: &self.runs, class: self.class }
    }
}

pub(super) fn read(labels: &LabelFiles, background: i64) -> Vec<ReadFile<'_>> {
    match labels {
        LabelFiles::Map(file) => {
            let opened = read_label_map(&file.path, &ReadOptions { background, ..ReadOptions::default() });
            vec![ReadFile { file, class: None, instance: None, annotation: AnnotationId::default(), opened }]
        }
        LabelFiles::Absent(_) => Vec::new(),
        LabelFiles::PerClass { files, .. } => files
            .iter()
            .map(|class| ReadFile {
                file: &class.file,
                class: Some(class.class.as_str()),
                instance: None,
                annotation: AnnotationId::default(),
                opened: read_label_map(&class.file.path, &ReadOptions::default()),
            })
            .collect(),
    }
}

/// The label maps of raters, time points and the like.
pub(super) fn read_annotations<'c>(case: &'c Case, protocol: Option<&Protocol>, background: i64) -> Vec<ReadFile<'c>> {
    let files = protocol.map(|protocol| annotation_files(case, protocol)).unwrap_or_default();
    let read = |of: AnnotationFile<'c>| {
        let background = if of.class.is_some() { 0 } else { background };
        let opened = read_label_map(&of.file.path, &ReadOptions { background, ..ReadOptions::default() });
        ReadFile { file: of.file, class: of.class, instance: of.instance, annotation: of.annotation, opened }
    };
    files.into_iter().map(read).collect()
}
