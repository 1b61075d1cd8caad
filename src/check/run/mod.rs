//! One case from its files to findings and outcomes.

mod image;
mod judge;
mod layer_facts;
mod layers;
mod measured;
mod read;
mod unreadable;

use crate::cache::{Cache, Session};
use crate::model::Protocol;
use crate::report::{CaseRecord, Finding, RuleRecord};

use super::builtin::subject::{CaseDigest, CaseSubject, FileSubject, ImageSubject, LabelSubject, Role};
use super::builtin::{look_at_case, look_at_file};
use super::case::Case;
use super::case_facts::{Gathered, gather};
use super::case_points::CasePoints;
use super::cohort::GatheredCase;
use super::digest::{self, LayerDigest};
use super::evaluate::CaseVerdict;
use super::inputs::image_files;
use super::outcome::{Outcome, RuleOutcome};

use judge::{Read, judge};
pub use layers::class_of_file;
use read::{Layer, ReadFile, read, read_annotations};
pub use unreadable::without_label_map;

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

/// What a report wants beside findings and outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Every measure that the rules ask of the case.
    pub measures: bool,
}

/// Reads the files of a case, runs the built-in checks, and judges every rule. What the cache knows of the files is not
/// read again; the result is the same.
pub fn check_case(case: &Case, protocol: Option<&Protocol>, wanted: Wanted, cache: &Cache) -> CheckedCase {
    let session = cache.session();
    let checked = check(case, protocol, wanted, &session);
    if session.finish() {
        return checked;
    }
    // A file was written meanwhile: what was found fits neither the old one nor the new one.
    check(case, protocol, wanted, &Cache::off().session())
}

fn check(case: &Case, protocol: Option<&Protocol>, wanted: Wanted, session: &Session<'_>) -> CheckedCase {
    let background = protocol.map_or(0, Protocol::background);
    let mut files = read(&case.labels, background, session);
    files.extend(read_annotations(case, protocol, background, session));
    let mut findings: Vec<Finding> = files.iter().flat_map(|file| look_at_file(&file.subject())).collect();
    let layers: Vec<Layer<'_>> = files.iter_mut().filter_map(ReadFile::take_layer).collect();

    let (own, further): (Vec<&Layer<'_>>, Vec<&Layer<'_>>) = layers.iter().partition(|layer| layer.is_own());
    let files_of_images = image_files(case, protocol).into_iter().flatten();
    let opened: Vec<_> = files_of_images.map(|file| (file, image::look_at(file, &own, background, session))).collect();
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
    let measures = wanted.measures;
    let verdict = protocol.map(|protocol| judge(case, protocol, &read, layers, session, measures)).unwrap_or_default();
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
            measures: verdict.measured,
        },
        findings,
        digest,
        gathered: verdict.gathered,
    }
}

/// Every measure that the rules ask of a case, for `facts --protocol`.
pub fn measures(case: &Case, protocol: &Protocol) -> CaseVerdict {
    let cache = Cache::off();
    let session = cache.session();
    let mut files = read(&case.labels, protocol.background(), &session);
    files.extend(read_annotations(case, Some(protocol), protocol.background(), &session));
    let layers = files.iter_mut().filter_map(ReadFile::take_layer).collect();
    let facts = &gathered(case, Some(protocol));
    let read = Read { files: &files, content: None, facts, points: points(case, Some(protocol)) };
    judge(case, protocol, &read, layers, &session, true)
}

/// The rows and sidecars of a case, if its protocol asks for facts.
fn gathered(case: &Case, protocol: Option<&Protocol>) -> Gathered {
    protocol.map(|protocol| gather(case, protocol)).unwrap_or_default()
}

/// The landmarks of a case, if its protocol declares any.
fn points(case: &Case, protocol: Option<&Protocol>) -> CasePoints {
    protocol.map(|protocol| CasePoints::read(protocol, &case.facts.points)).unwrap_or_default()
}

fn digest_of(case: &Case, layers: &[&Layer<'_>]) -> Option<CaseDigest> {
    let named: Vec<LayerDigest<'_>> = layers
        .iter()
        .map(|layer| LayerDigest { class: layer.class, content: layer.facts.digest, voxels: layer.facts.voxels() })
        .collect();
    (!named.is_empty()).then(|| digest::of_case(&case.name, &case.labels.place().shown, &named))
}

/// An outcome as reports hold it.
pub fn record(rule: RuleOutcome) -> RuleRecord {
    let outcome = rule.outcome.kind();
    let reasons = match rule.outcome {
        Outcome::CouldNotMeasure { reasons } => reasons.into_iter().collect(),
        Outcome::Pass | Outcome::Fail | Outcome::NotApplicable => Vec::new(),
    };
    RuleRecord { id: rule.id, severity: rule.severity, outcome, reasons }
}
