//! Pictures of what is wrong in a case.
//!
//! Findings say where; the label files are read anew, and the image once for all pictures of the case. That costs nothing
//! where nobody asks for pictures, and works as well for findings that were remembered from an earlier run.

mod legend;
pub mod made;
mod read;

use std::collections::BTreeMap;

use crate::cache::Cache;
use crate::facts::Image;
use crate::model::Protocol;
use crate::model::input::AnnotationId;
use crate::picture::{Cut, Detail, Fault, Painted, Sampler, Scene, blocks, cuts, paint, picture};
use crate::report::{Finding, NoPicture, Picture, Plane, Style};

use super::case::Case;
use super::image_file::ImageFile;
use super::inputs::{annotation_files, image_files};

pub use legend::Legend;
use read::Read;

/// Findings of one case that get a picture; each takes up to a quarter of a megabyte while the image is read.
pub const MOST: usize = 64;

/// Enough for a terminal.
const TERMINAL: Detail = Detail { longest: 112, levels: 255 };

/// For each finding whether it has a picture: it must have a place among the voxels of the case, and be among the first
/// [`MOST`] that have.
pub fn plan(findings: &[Finding]) -> Vec<Result<(), NoPicture>> {
    let mut placed = 0;
    let mut of = |finding| {
        shows_place(finding)?;
        placed += 1;
        if placed > MOST { Err(NoPicture::BehindOfCase(MOST)) } else { Ok(()) }
    };
    findings.iter().map(&mut of).collect()
}

/// The pictures of the findings that `planned` has one for, in all planes.
pub fn for_page(
    case: &Case,
    protocol: Option<&Protocol>,
    findings: &[Finding],
    planned: &[Result<(), NoPicture>],
    detail: Detail,
) -> Vec<Result<Picture, NoPicture>> {
    each(case, protocol, findings, planned, detail, |_, cuts| cuts, picture)
}

/// For each finding one slice as text: the one it names, or else the first of its planes.
pub fn for_terminal(
    case: &Case,
    protocol: Option<&Protocol>,
    findings: &[Finding],
    style: Style,
) -> Vec<Option<String>> {
    let text = |scene: &Scene<'_>, slices: &[Painted]| Some(blocks(scene, slices.first()?, style));
    let drawn = each(case, protocol, findings, &plan(findings), TERMINAL, named_plane, text);
    drawn.into_iter().map(Result::ok).collect()
}

fn named_plane(finding: &Finding, cuts: Vec<Cut>) -> Vec<Cut> {
    let named: Option<Plane> = finding.evidence.place.as_ref().and_then(|place| place.slice).map(|(plane, _)| plane);
    let chosen = cuts.iter().position(|cut| Some(cut.plane) == named).unwrap_or(0);
    cuts.into_iter().skip(chosen).take(1).collect()
}

fn each<T>(
    case: &Case,
    protocol: Option<&Protocol>,
    findings: &[Finding],
    planned: &[Result<(), NoPicture>],
    detail: Detail,
    choose: impl Fn(&Finding, Vec<Cut>) -> Vec<Cut>,
    finish: impl Fn(&Scene<'_>, &[Painted]) -> Option<T>,
) -> Vec<Result<T, NoPicture>> {
    let mut made: Vec<Result<T, NoPicture>> =
        planned.iter().map(|planned| Err(planned.err().unwrap_or(NoPicture::Unreadable))).collect();
    let mut put = |at: usize, what: Result<T, NoPicture>| {
        if let Some(place) = made.get_mut(at) {
            *place = what;
        }
    };
    for (annotation, wanted) in by_annotation(case, protocol, findings, planned) {
        let Some(read) = Read::new(case, protocol, annotation) else { continue };
        let scene = read.scene();
        let mut places: Vec<usize> = Vec::new();
        let mut painted: Vec<Vec<Painted>> = Vec::new();
        for (at, finding) in wanted {
            let Some(fault) = read.fault(finding) else {
                put(at, Err(NoPicture::Outside));
                continue;
            };
            let cuts = choose(finding, cuts(&read.geometry, &fault, detail.longest));
            painted.push(slices(&scene, cuts, &fault));
            places.push(at);
        }
        shade(case, protocol, &read, &mut painted, detail.levels);
        for (at, slices) in places.into_iter().zip(&painted) {
            put(at, finish(&scene, slices).ok_or(NoPicture::Failed));
        }
    }
    made
}

fn slices(scene: &Scene<'_>, cuts: Vec<Cut>, fault: &Fault) -> Vec<Painted> {
    cuts.into_iter().map(|cut| paint(scene, cut, fault)).collect()
}

/// Lays the first image of the case under the labels. Without one, or with one on another grid, they lie on black: what is
/// wrong with an image is a finding of its own.
fn shade(case: &Case, protocol: Option<&Protocol>, read: &Read<'_>, painted: &mut [Vec<Painted>], levels: u8) {
    let Some(file) = image_files(case, protocol).into_iter().flatten().next().filter(|_| !painted.is_empty()) else {
        return;
    };
    let mut sampler = Sampler::new(painted.iter().flatten().map(|slice| slice.cut));
    let cache = Cache::off();
    let image = ImageFile { file, grid: read.geometry.clone(), session: &cache.session() };
    if image.read(&mut |part| sampler.feed(part.z, part.y, part.x, part.values)).is_ok() {
        sampler.shade(painted, levels);
    }
}

/// The findings that get a picture, by the annotation whose file they are about.
fn by_annotation<'f>(
    case: &Case,
    protocol: Option<&Protocol>,
    findings: &'f [Finding],
    planned: &[Result<(), NoPicture>],
) -> BTreeMap<AnnotationId, Vec<(usize, &'f Finding)>> {
    let files = protocol.map(|protocol| annotation_files(case, protocol)).unwrap_or_default();
    let mut wanted: BTreeMap<AnnotationId, Vec<(usize, &Finding)>> = BTreeMap::new();
    for (at, (finding, _)) in findings.iter().zip(planned).enumerate().filter(|(_, (_, planned))| planned.is_ok()) {
        let of = files.iter().find(|of| Some(of.file.shown.as_str()) == finding.file.as_deref());
        wanted.entry(of.map(|of| of.annotation).unwrap_or_default()).or_default().push((at, finding));
    }
    wanted
}

/// Whether a finding has a place that a picture can show. The corner that a wrong header moves is none.
fn shows_place(finding: &Finding) -> Result<(), NoPicture> {
    if super::builtin::find(&finding.code).is_some_and(|check| check.code.starts_with('G')) {
        return Err(NoPicture::Header);
    }
    let place = finding.evidence.place.as_ref();
    let placed = place.is_some_and(|place| place.voxel.is_some() || place.bounds.is_some());
    if placed { Ok(()) } else { Err(NoPicture::NoPlace) }
}
