//! One case from its files to findings and outcomes.

use std::collections::BTreeMap;

use crate::facts::{Facts, Image};
use crate::formats::{Fault, Opened, ReadOptions, read_header, read_label_map};
use crate::model::Protocol;
use crate::model::input::AnnotationId;
use crate::model::protocol::{Class, ClassId, ImageId};
use crate::report::{CaseRecord, Finding, OutcomeKind, RuleRecord, Severity};
use crate::volume::grid_match::same_grid;
use crate::volume::{Geometry, LabelMap, Runs};

use super::builtin::subject::{CaseDigest, CaseSubject, FileSubject, ImageSubject, LabelSubject, Role};
use super::builtin::{look_at_case, look_at_file};
use super::case::{Case, CaseFile, LabelFiles};
use super::case_facts::{CaseFacts, Gathered, gather};
use super::case_points::CasePoints;
use super::cohort::{GatheredCase, gather};
use super::evaluate::{self, AnnotationSource, CaseContext, CaseVerdict, ClassSource, FoundStructure, HeaderFacts};
use super::image_file::ImageFile;
use super::inputs::{self, AnnotationFile, annotation_files, image_files};
use super::outcome::{Outcome, RuleOutcome};
use super::{copy_of_image, digest};

/// What became of one case.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedCase {
    pub record: CaseRecord,
    /// Built-in checks in order of code, then rules in the order of the protocol.
    pub findings: Vec<Finding>,
    /// `None` if no label file could be read.
    pub digest: Option<CaseDigest>,
    /// For the rules across cases of its protocol, if there are any.
    pub gathered: Option<GatheredCase>,
}

/// Reads the files of a case, runs the built-in checks, and judges every rule.
pub fn check_case(case: &Case, protocol: Option<&Protocol>) -> CheckedCase {
    let background = protocol.map_or(0, background);
    let mut files = read(&case.labels, background);
    files.extend(read_annotations(case, protocol, background));
    let mut findings: Vec<Finding> = files.iter().flat_map(|file| look_at_file(&file.subject())).collect();
    let layers: Vec<Layer<'_>> = files.iter_mut().filter_map(ReadFile::take_layer).collect();

    let (own, further): (Vec<&Layer<'_>>, Vec<&Layer<'_>>) = layers.iter().partition(|layer| layer.is_own());
    let runs: Vec<&Runs> = own.iter().map(|layer| &layer.runs).collect();
    let files_of_images = image_files(case, protocol).into_iter().flatten();
    let opened: Vec<_> =
        files_of_images.map(|image| (image, copy_of_image::compare(&image.path, &runs, background))).collect();
    for (file, (opened, _)) in &opened {
        findings.extend(look_at_file(&FileSubject {
            path: &file.shown,
            role: Role::Image,
            header: opened.header.as_ref(),
            geometry: opened.geometry.as_ref(),
            faults: &opened.faults,
        }));
    }
    let labels: Vec<LabelSubject<'_>> = own.iter().map(|layer| layer.subject()).collect();
    let annotations: Vec<LabelSubject<'_>> = further.iter().map(|layer| layer.subject()).collect();
    let images = opened.iter().filter_map(|(file, (opened, copy))| {
        let copied_by = copy.and_then(|index| own.get(index)).map(|layer| layer.file.shown.as_str());
        Some(ImageSubject { path: &file.shown, geometry: opened.geometry.as_ref()?, copied_by })
    });
    let images: Vec<ImageSubject<'_>> = images.collect();
    let gathered = gathered(case, protocol);
    let points = points(case, protocol);
    findings.extend(look_at_case(&CaseSubject {
        case: &case.name,
        labels: &labels,
        annotations: &annotations,
        images: &images,
        protocol,
        facts: &gathered.faults,
        points: &points.faults,
    }));
    let digest = digest_of(case, &own);

    let content = digest.as_ref().map(CaseDigest::written);
    let read = Read { files: &files, content, facts: &gathered, points };
    let verdict = protocol.map(|protocol| judge(case, protocol, &read, layers, false)).unwrap_or_default();
    findings.extend(verdict.findings);
    for finding in &mut findings {
        finding.evidence.case.get_or_insert_with(|| case.name.clone());
    }
    CheckedCase {
        record: CaseRecord {
            case: case.name.clone(),
            files: case.labels.files().iter().map(|file| file.shown.clone()).collect(),
            image: image_files(case, protocol).into_iter().flatten().next().map(|image| image.shown.clone()),
            protocol: protocol.map(Protocol::title),
            outcomes: verdict.rules.into_iter().map(record).collect(),
        },
        findings,
        digest,
        gathered: verdict.gathered,
    }
}

/// Every measure that the rules ask of a case, for `facts --protocol`.
pub fn measures(case: &Case, protocol: &Protocol) -> CaseVerdict {
    let mut files = read(&case.labels, background(protocol));
    files.extend(read_annotations(case, Some(protocol), background(protocol)));
    let layers = files.iter_mut().filter_map(ReadFile::take_layer).collect();
    let facts = &gathered(case, Some(protocol));
    let read = Read { files: &files, content: None, facts, points: points(case, Some(protocol)) };
    judge(case, protocol, &read, layers, true)
}

/// The rows and sidecars of a case, if its protocol asks for facts.
fn gathered(case: &Case, protocol: Option<&Protocol>) -> Gathered {
    protocol.map(|protocol| gather(case, protocol)).unwrap_or_default()
}

/// What is known of a case before it is judged.
struct Read<'c> {
    files: &'c [ReadFile<'c>],
    content: Option<String>,
    facts: &'c Gathered,
    points: CasePoints,
}

/// The landmarks of a case, if its protocol declares any.
fn points(case: &Case, protocol: Option<&Protocol>) -> CasePoints {
    protocol.map(|protocol| CasePoints::read(protocol, &case.facts.points)).unwrap_or_default()
}

/// A label file after reading it to its end.
struct ReadFile<'c> {
    file: &'c CaseFile,
    class: Option<&'c str>,
    instance: Option<&'c str>,
    annotation: AnnotationId,
    opened: Opened,
}

/// A label file whose voxels are known.
struct Layer<'c> {
    file: &'c CaseFile,
    class: Option<&'c str>,
    annotation: AnnotationId,
    geometry: Geometry,
    runs: Runs,
}

impl<'c> ReadFile<'c> {
    /// Whether it belongs to the label map that is checked.
    fn is_own(&self) -> bool {
        self.annotation == AnnotationId::default()
    }

    fn subject(&self) -> FileSubject<'_> {
        FileSubject {
            path: &self.file.shown,
            role: Role::Labels,
            header: self.opened.header.as_ref(),
            geometry: self.opened.geometry.as_ref(),
            faults: &self.opened.faults,
        }
    }

    fn take_layer(&mut self) -> Option<Layer<'c>> {
        let geometry = self.opened.geometry.clone()?;
        let runs = self.opened.runs.take()?;
        Some(Layer { file: self.file, class: self.class, annotation: self.annotation, geometry, runs })
    }
}

impl Layer<'_> {
    /// Whether it belongs to the label map that is checked.
    fn is_own(&self) -> bool {
        self.annotation == AnnotationId::default()
    }

    fn subject(&self) -> LabelSubject<'_> {
        LabelSubject { path: &self.file.shown, geometry: &self.geometry, runs: &self.runs, class: self.class }
    }
}

fn digest_of(case: &Case, layers: &[&Layer<'_>]) -> Option<CaseDigest> {
    let named: Vec<(Option<&str>, &Runs)> = layers.iter().map(|layer| (layer.class, &layer.runs)).collect();
    (!named.is_empty()).then(|| digest::of_case(&case.name, &case.labels.place().shown, &named))
}

fn read(labels: &LabelFiles, background: i64) -> Vec<ReadFile<'_>> {
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
fn read_annotations<'c>(case: &'c Case, protocol: Option<&Protocol>, background: i64) -> Vec<ReadFile<'c>> {
    let files = protocol.map(|protocol| annotation_files(case, protocol)).unwrap_or_default();
    let read = |of: AnnotationFile<'c>| {
        let background = if of.class.is_some() { 0 } else { background };
        let opened = read_label_map(&of.file.path, &ReadOptions { background, ..ReadOptions::default() });
        ReadFile { file: of.file, class: of.class, instance: of.instance, annotation: of.annotation, opened }
    };
    files.into_iter().map(read).collect()
}

/// The value that a reader leaves out: 0, unless the protocol gives 0 another meaning.
fn background(protocol: &Protocol) -> i64 {
    let declared = &protocol.labels.background;
    match declared.ranges.first() {
        Some((first, _)) if !declared.contains(0) => *first,
        _ => 0,
    }
}

fn judge(
    case: &Case,
    protocol: &Protocol,
    read: &Read<'_>,
    layers: Vec<Layer<'_>>,
    list_measures: bool,
) -> CaseVerdict {
    let case_facts = CaseFacts::read(protocol, read.facts, case);
    let files = read.files;
    let grid = match &case.labels {
        // No rule speaks of it: a protocol whose cases have no label map has none that could.
        LabelFiles::Absent(_) if protocol.without_labels => Some(Geometry::unoriented([1, 1, 1], [1.0, 1.0, 1.0])),
        _ => common_grid(&layers),
    };
    let Some(geometry) = grid else { return unreadable(case, protocol, files, case_facts) };
    let layers: Vec<Layer<'_>> =
        layers.into_iter().filter(|layer| same_grid(&layer.geometry, &geometry).is_ok()).collect();
    let annotations = sources(protocol, files, &layers);
    let classes = match &case.labels {
        LabelFiles::Map(_) | LabelFiles::Absent(_) => ClassSource::LabelMap,
        LabelFiles::PerClass { .. } => ClassSource::FilePerClass(layers_of_classes(protocol, &layers)),
    };
    let context = CaseContext {
        name: case.name.clone(),
        files: match &case.labels {
            LabelFiles::Absent(file) => vec![file.shown.clone()],
            _ => layers.iter().map(|layer| layer.file.shown.clone()).collect(),
        },
        unusable: unusable(protocol, files, &classes),
        structures: found_structures(protocol, files, &layers),
        classes,
        annotations,
        inputs: inputs::given(case, protocol),
        strays: case.strays.iter().map(|file| file.shown.clone()).collect(),
        header: header_facts(case, protocol, files),
        case_facts,
        content: read.content.clone(),
        points: read.points.clone(),
        list_measures,
    };
    let map = LabelMap { geometry, layers: layers.into_iter().map(|layer| layer.runs).collect() };
    let mut facts = Facts::new(&map).with_images(images(case, protocol, &map.geometry));
    if let Some(ignored) = context.ignored_shape(protocol) {
        facts = facts.with_ignore(ignored);
    }
    if let Some(padding) = &protocol.padding {
        facts = facts.with_padding(padding.to_f64());
    }
    evaluate::case(protocol, &facts, &context)
}

/// The images of a case by number; nothing is read before a rule asks.
fn images<'c>(case: &'c Case, protocol: &Protocol, grid: &Geometry) -> Vec<Result<Box<dyn Image + 'c>, String>> {
    let names = protocol.images.iter().map(|image| image.declared.map(|_| image.name.as_str()));
    let missing = |name: Option<&str>| match name {
        Some(name) => format!("the case has no image `{name}`"),
        None => "the case has no image".to_owned(),
    };
    let image = |(file, name): (Option<&'c CaseFile>, Option<&str>)| match file {
        Some(file) => Ok(Box::new(ImageFile { file, grid: grid.clone() }) as Box<dyn Image>),
        None => Err(missing(name)),
    };
    image_files(case, Some(protocol)).into_iter().zip(names).map(image).collect()
}

/// Where each further annotation is: its layers, or why it has none.
fn sources(
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

/// The grid that most layers of the label map share; of equals, the first.
fn common_grid(layers: &[Layer<'_>]) -> Option<Geometry> {
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
fn layers_of_classes(protocol: &Protocol, layers: &[Layer<'_>]) -> BTreeMap<ClassId, usize> {
    let named = layers.iter().enumerate().filter(|(_, layer)| layer.is_own());
    named.filter_map(|(index, layer)| Some((class_of_file(protocol, layer.class?)?, index))).collect()
}

fn why_unusable(file: &ReadFile<'_>) -> String {
    let fault = file.opened.faults.iter().find(|fault| fault.prevents_map());
    fault.map_or_else(|| "its file lies on another grid".to_owned(), Fault::to_string)
}

/// The classes whose file has no layer, and why.
fn unusable(protocol: &Protocol, files: &[ReadFile<'_>], classes: &ClassSource) -> BTreeMap<ClassId, String> {
    let ClassSource::FilePerClass(layers) = classes else { return BTreeMap::new() };
    files
        .iter()
        .filter(|file| file.is_own())
        .filter_map(|file| Some((class_of_file(protocol, file.class?)?, why_unusable(file))))
        .filter(|(class, _)| !layers.contains_key(class))
        .collect()
}

/// Every file of a case with one file per class, by name.
fn found_structures(protocol: &Protocol, files: &[ReadFile<'_>], layers: &[Layer<'_>]) -> Vec<FoundStructure> {
    let found = |file: &ReadFile<'_>| {
        let name = file.class?;
        let layer = layers.iter().position(|layer| layer.is_own() && layer.class == Some(name));
        let unusable = layer.is_none().then(|| why_unusable(file));
        Some(FoundStructure { name: name.to_owned(), layer, class: class_of_file(protocol, name), unusable })
    };
    files.iter().filter(|file| file.is_own()).filter_map(found).collect()
}

fn class_of_file(protocol: &Protocol, name: &str) -> Option<ClassId> {
    let with_alias = |class: &Class| class.aliases.iter().any(|alias| alias == name);
    protocol.class_named(name).or_else(|| protocol.labels.classes.iter().position(with_alias).map(ClassId))
}

fn header_facts(case: &Case, protocol: &Protocol, files: &[ReadFile<'_>]) -> HeaderFacts {
    let header = files.iter().filter(|file| file.is_own()).find_map(|file| file.opened.header.as_ref());
    HeaderFacts {
        modality: None,
        datatype: header.and_then(|header| header.datatype).map(|datatype| datatype.name().to_owned()),
        image_datatypes: image_datatypes(case, protocol),
        dimensions: header.and_then(|header| u8::try_from(header.dims.iter().filter(|&&size| size > 1).count()).ok()),
    }
}

fn image_datatypes(case: &Case, protocol: &Protocol) -> BTreeMap<ImageId, String> {
    let files = image_files(case, Some(protocol)).into_iter().zip(&protocol.images).enumerate();
    let asked = files.filter(|(_, (_, image))| image.header);
    let datatype = |file: &CaseFile| Some(read_header(&file.path).header?.datatype?.name().to_owned());
    asked.filter_map(|(at, (file, _))| Some((ImageId(at), datatype(file?)?))).collect()
}

/// What can be said of a case whose label map is missing: what its path, its tables and the names of its files say.
pub fn without_label_map(case: &Case, protocol: &Protocol) -> CaseVerdict {
    unreadable(case, protocol, &[], CaseFacts::read(protocol, &gathered(case, Some(protocol)), case))
}

/// Nothing can be said of any rule but the fields of the case. The faults of the files are findings already.
fn unreadable(case: &Case, protocol: &Protocol, files: &[ReadFile<'_>], case_facts: CaseFacts) -> CaseVerdict {
    let fault = files.iter().flat_map(|file| &file.opened.faults).find(|fault| fault.prevents_map());
    let reason = match (&case.labels, fault) {
        (LabelFiles::Absent(_), _) => "the case has no label map".to_owned(),
        (_, Some(fault)) => fault.to_string(),
        (_, None) => "no label file could be read".to_owned(),
    };
    let outcome = Outcome::CouldNotMeasure { reasons: [reason.clone()].into() };
    let classes = protocol.labels.classes.iter().map(|class| (format!("labels.{}", class.name), Severity::Error));
    let lines = protocol.image.iter().map(|line| (line.id.clone(), Severity::Error));
    let landmarks = protocol.landmarks.lines.iter().map(|landmark| (landmark.id(), Severity::Error));
    let rules = protocol.rules.iter().filter(|rule| !rule.statements.is_empty() && rule.across.is_none());
    let rules = rules.map(|rule| (rule.id.clone(), rule.severity));
    let rules = classes.chain(landmarks).chain(lines).chain(rules).map(|(id, severity)| RuleOutcome {
        id,
        severity,
        outcome: outcome.clone(),
    });
    let mut verdict = CaseVerdict::default();
    verdict.rules.extend(case_facts.outcomes.iter().cloned());
    verdict.findings.extend(case_facts.findings.iter().cloned());
    let context = CaseContext {
        case_facts,
        name: case.name.clone(),
        files: vec![case.labels.place().shown.clone()],
        inputs: inputs::given(case, protocol),
        strays: case.strays.iter().map(|file| file.shown.clone()).collect(),
        ..CaseContext::default()
    };
    inputs::judge(protocol, &context, &mut verdict);
    verdict.rules.extend(rules);
    let across = gather::across(&protocol.rules).next();
    verdict.gathered = across.map(|_| gather::gather_facts(protocol, &context, &reason));
    verdict
}

/// An outcome as reports hold it.
pub fn record(rule: RuleOutcome) -> RuleRecord {
    let (outcome, reasons) = match rule.outcome {
        Outcome::Pass => (OutcomeKind::Pass, Vec::new()),
        Outcome::Fail => (OutcomeKind::Fail, Vec::new()),
        Outcome::NotApplicable => (OutcomeKind::NotApplicable, Vec::new()),
        Outcome::CouldNotMeasure { reasons } => (OutcomeKind::CouldNotMeasure, reasons.into_iter().collect()),
    };
    RuleRecord { id: rule.id, outcome, reasons }
}
