//! The label files of a case, read as far as they must be.

use std::cell::OnceCell;

use crate::cache::{Key, Session};
use crate::facts::Voxels;
use crate::formats::Opened;
use crate::model::Protocol;
use crate::model::input::AnnotationId;
use crate::volume::{Geometry, Runs};

use super::super::builtin::subject::{FileSubject, LabelSubject, Role};
use super::super::case::{Case, CaseFile, LabelFiles};
use super::super::inputs::{AnnotationFile, annotation_files};
use super::layer_facts::{self, LayerFacts};

/// A label file, and what is known of it.
pub(super) struct ReadFile<'c> {
    pub file: &'c CaseFile,
    pub class: Option<&'c str>,
    pub instance: Option<&'c str>,
    pub annotation: AnnotationId,
    pub opened: Opened,
    facts: Option<LayerFacts>,
    content: Option<Key>,
    background: i64,
}

/// A label file whose voxels are known, or can be.
#[derive(Debug)]
pub(super) struct Layer<'c> {
    pub file: &'c CaseFile,
    pub class: Option<&'c str>,
    pub annotation: AnnotationId,
    pub geometry: Geometry,
    pub facts: LayerFacts,
    /// A name for what its voxels are, whatever the file is called.
    pub content: Option<Key>,
    background: i64,
    runs: OnceCell<Runs>,
}

/// The layers of a case that lie on one grid.
#[derive(Debug)]
pub(super) struct Layers<'c> {
    pub geometry: Geometry,
    pub list: Vec<Layer<'c>>,
    pub session: &'c Session<'c>,
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
        Some(Layer {
            file: self.file,
            class: self.class,
            annotation: self.annotation,
            geometry: self.opened.geometry.clone()?,
            facts: self.facts.take()?,
            content: self.content,
            background: self.background,
            runs: self.opened.runs.take().map(OnceCell::from).unwrap_or_default(),
        })
    }
}

impl Layer<'_> {
    /// Whether it belongs to the label map that is checked.
    pub fn is_own(&self) -> bool {
        self.annotation == AnnotationId::default()
    }

    pub fn subject(&self) -> LabelSubject<'_> {
        LabelSubject { path: &self.file.shown, geometry: &self.geometry, values: &self.facts.values, class: self.class }
    }

    /// The voxels; read now, if they were not yet.
    pub fn runs(&self, session: &Session<'_>) -> &Runs {
        self.runs.get_or_init(|| {
            let opened = layer_facts::read_voxels(&self.file.path, self.background, session);
            opened.runs.unwrap_or_else(|| {
                // They were sound before.
                session.doubt();
                Runs::default()
            })
        })
    }
}

impl Voxels for Layers<'_> {
    fn geometry(&self) -> &Geometry {
        &self.geometry
    }

    fn layers(&self) -> usize {
        self.list.len()
    }

    fn layer(&self, index: usize) -> Option<&Runs> {
        self.list.get(index).map(|layer| layer.runs(self.session))
    }
}

pub(super) fn read<'c>(labels: &'c LabelFiles, background: i64, session: &Session<'_>) -> Vec<ReadFile<'c>> {
    match labels {
        LabelFiles::Map(file) => vec![open(&AnnotationFile::own(file, None), background, session)],
        LabelFiles::Absent(_) => Vec::new(),
        LabelFiles::PerClass { files, .. } => {
            let own = files.iter().map(|class| AnnotationFile::own(&class.file, Some(&class.class)));
            own.map(|file| open(&file, 0, session)).collect()
        }
    }
}

/// The label maps of raters, time points and the like.
pub(super) fn read_annotations<'c>(
    case: &'c Case,
    protocol: Option<&Protocol>,
    background: i64,
    session: &Session<'_>,
) -> Vec<ReadFile<'c>> {
    let files = protocol.map(|protocol| annotation_files(case, protocol)).unwrap_or_default();
    files.iter().map(|of| open(of, if of.class.is_some() { 0 } else { background }, session)).collect()
}

fn open<'c>(of: &AnnotationFile<'c>, background: i64, session: &Session<'_>) -> ReadFile<'c> {
    let read = layer_facts::read(&of.file.path, background, session);
    ReadFile {
        file: of.file,
        class: of.class,
        instance: of.instance,
        annotation: of.annotation,
        opened: read.opened,
        facts: read.facts,
        content: read.content,
        background,
    }
}
