//! The layers of a case, read for pictures.

use std::collections::BTreeSet;

use crate::check::ClassSource;
use crate::check::case::{Case, CaseFile, LabelFiles};
use crate::check::inputs::annotation_files;
use crate::check::run::class_of_file;
use crate::formats::{ReadOptions, read_label_map};
use crate::model::Protocol;
use crate::model::input::AnnotationId;
use crate::model::protocol::ClassId;
use crate::picture::{Fault, Layer, Scene, fault};
use crate::report::{Finding, Place};
use crate::volume::grid_match::same_grid;
use crate::volume::{Bounds, Geometry, RunSet, Runs};

use super::Legend;
use super::made::MadeMap;

/// One annotation of a case on its grid.
pub struct Read<'c> {
    protocol: Option<&'c Protocol>,
    pub geometry: Geometry,
    layers: Vec<ReadLayer>,
    legend: Legend<'c>,
}

struct ReadLayer {
    /// Of a file that holds one class alone: that class, if it is declared.
    file_of: Option<Option<ClassId>>,
    runs: Runs,
    swatches: Vec<Option<usize>>,
}

impl<'c> Read<'c> {
    /// `None`: none of its files can be read. Files on another grid than the first are left out.
    pub fn new(case: &'c Case, protocol: Option<&'c Protocol>, annotation: AnnotationId) -> Option<Self> {
        let background = protocol.map_or(0, Protocol::background);
        let mut legend = Legend::new(protocol);
        let mut grid: Option<Geometry> = None;
        let mut layers = Vec::new();
        for (file, class) in files(case, protocol, annotation) {
            let background = if class.is_some() { 0 } else { background };
            let opened = read_label_map(&file.path, &ReadOptions { background, ..ReadOptions::default() });
            let (Some(geometry), Some(runs)) = (opened.geometry, opened.runs) else { continue };
            if grid.as_ref().is_some_and(|grid| same_grid(grid, &geometry).is_err()) {
                continue;
            }
            grid.get_or_insert(geometry);
            let file_of = class.map(|name| protocol.and_then(|protocol| class_of_file(protocol, name)));
            let swatches = match (class, file_of) {
                (Some(name), Some(id)) => legend.of_file(id, name, &runs),
                _ => legend.of_map(&runs),
            };
            layers.push(ReadLayer { file_of, runs, swatches });
        }
        Some(Read { protocol, geometry: grid?, layers, legend })
    }

    /// Of a label map that was made for the protocol.
    pub fn made(protocol: &'c Protocol, MadeMap { map, classes }: MadeMap<'_>) -> Self {
        let mut legend = Legend::new(Some(protocol));
        let layers = map.layers.iter().enumerate();
        let layers = layers.map(|(at, runs)| {
            let class = match classes {
                ClassSource::LabelMap => None,
                ClassSource::FilePerClass(of) => of.iter().find(|(_, layer)| **layer == at).map(|(class, _)| *class),
            };
            let swatches = match class {
                Some(class) => legend.of_file(Some(class), "", runs),
                None => legend.of_map(runs),
            };
            ReadLayer { file_of: class.map(Some), runs: runs.clone(), swatches }
        });
        let layers = layers.collect();
        Read { protocol: Some(protocol), geometry: map.geometry.clone(), layers, legend }
    }

    pub fn scene(&self) -> Scene<'_> {
        let layers = self.layers.iter().map(|of| Layer { runs: &of.runs, classes: of.swatches.clone() });
        Scene { geometry: &self.geometry, layers: layers.collect(), classes: self.legend.swatches.clone() }
    }

    /// What a finding is about, in voxels.
    pub fn fault(&self, finding: &Finding) -> Option<Fault> {
        let mut place = finding.evidence.place.clone()?;
        let subject = self.subject(finding.evidence.class.as_deref(), &place);
        if place.bounds.is_none() && finding.evidence.class.is_none() {
            // A value that belongs to no class: all of it is wrong, wherever it is.
            place.bounds = subject.bounds().map(|bounds| (bounds.low, bounds.high));
        }
        let sliced = place.slice.and_then(|(plane, _)| self.geometry.slice_axis(plane).ok());
        fault(&place, self.geometry.shape, &subject, sliced)
    }

    /// All of the class or group that a finding names, of which nothing is wrong; of none, and of a bound name, everything.
    pub fn whole(&self, finding: &Finding) -> Option<Fault> {
        let subject = match finding.evidence.class.as_deref().filter(|name| self.knows(name)) {
            Some(name) => self.subject(Some(name), &Place::default()),
            None => RunSet::union_of(self.layers.iter().map(|layer| layer.runs.structure(&|_| true)).collect()),
        };
        self.sound(&subject)
    }

    /// What is labelled here like what a finding about another map says is wrong, if it names no class.
    pub fn alike(&self, other: &Read<'_>, finding: &Finding) -> Option<Fault> {
        if finding.evidence.class.as_deref().is_some_and(|name| self.knows(name)) {
            return None;
        }
        let voxel = finding.evidence.place.as_ref()?.voxel?;
        let label = |of: &ReadLayer| Some((of.file_of, of.runs.label_at(voxel)?));
        let (file_of, label) = other.layers.iter().find_map(label)?;
        let same = self.layers.iter().find(|of| of.file_of == file_of)?;
        self.sound(&same.runs.structure(&|value| value == label))
    }

    /// Those of some classes that are there.
    pub fn present(&self, classes: &BTreeSet<ClassId>) -> BTreeSet<ClassId> {
        classes.iter().copied().filter(|&class| !self.of_classes(&[class]).is_empty()).collect()
    }

    /// The box around some classes.
    pub fn bounds(&self, classes: &BTreeSet<ClassId>) -> Option<Bounds> {
        let classes: Vec<ClassId> = classes.iter().copied().collect();
        (!classes.is_empty()).then(|| self.of_classes(&classes).bounds()).flatten()
    }

    fn sound(&self, subject: &RunSet) -> Option<Fault> {
        let bounds = subject.bounds()?;
        let place = Place { bounds: Some((bounds.low, bounds.high)), ..Place::default() };
        let found = fault(&place, self.geometry.shape, subject, None)?;
        Some(Fault { voxels: RunSet::default(), ..found })
    }

    /// Whether a name is that of a class or group.
    fn knows(&self, name: &str) -> bool {
        self.protocol.is_some_and(|protocol| !members(protocol, name).is_empty())
    }

    /// The voxels of the class or group a finding names; of anything else, those that are labelled like its voxel.
    fn subject(&self, name: Option<&str>, place: &Place) -> RunSet {
        let classes = name.zip(self.protocol).map(|(name, protocol)| members(protocol, name)).unwrap_or_default();
        if !classes.is_empty() {
            return self.of_classes(&classes);
        }
        let sets = self.layers.iter().map(|ReadLayer { runs, .. }| {
            let alike = place.voxel.and_then(|voxel| runs.label_at(voxel));
            runs.structure(&|value| Some(value) == alike)
        });
        RunSet::union_of(sets.collect())
    }

    fn of_classes(&self, classes: &[ClassId]) -> RunSet {
        let declared = |value: i64| {
            let class = |id: &ClassId| self.protocol.and_then(|protocol| protocol.class(*id));
            classes.iter().filter_map(class).any(|class| class.values.contains(value))
        };
        let sets = self.layers.iter().map(|ReadLayer { file_of, runs, .. }| match file_of {
            None => runs.structure(&declared),
            Some(class) => runs.structure(&|_| class.is_some_and(|class| classes.contains(&class))),
        });
        RunSet::union_of(sets.collect())
    }
}

/// The files of an annotation, with the class that each stands for.
fn files<'c>(
    case: &'c Case,
    protocol: Option<&Protocol>,
    annotation: AnnotationId,
) -> Vec<(&'c CaseFile, Option<&'c str>)> {
    if annotation != AnnotationId::default() {
        let all = protocol.map(|protocol| annotation_files(case, protocol)).unwrap_or_default();
        return all.into_iter().filter(|of| of.annotation == annotation).map(|of| (of.file, of.class)).collect();
    }
    match &case.labels {
        LabelFiles::Map(file) => vec![(file, None)],
        LabelFiles::Absent(_) => Vec::new(),
        LabelFiles::PerClass { files, .. } => {
            files.iter().map(|class| (&class.file, Some(class.class.as_str()))).collect()
        }
    }
}

/// The classes that a name stands for: a class, or those of a group.
fn members(protocol: &Protocol, name: &str) -> Vec<ClassId> {
    let group = protocol.groups.iter().find(|group| group.name == name);
    let class = protocol.class_named(name).map(|class| vec![class]);
    class.or(group.map(|group| group.classes.clone())).unwrap_or_default()
}
