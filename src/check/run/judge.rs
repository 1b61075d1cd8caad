//! What the rules say of the files of a case.

use std::collections::BTreeMap;

use crate::cache::Session;
use crate::facts::{Facts, Image};
use crate::formats::read_header;
use crate::model::Protocol;
use crate::model::protocol::ImageId;
use crate::volume::Geometry;
use crate::volume::grid_match::same_grid;

use super::super::case::{Case, CaseFile, LabelFiles};
use super::super::case_facts::{CaseFacts, Gathered};
use super::super::case_points::CasePoints;
use super::super::evaluate::{CaseContext, CaseVerdict, ClassSource, HeaderFacts};
use super::super::image_file::ImageFile;
use super::super::in_memory::judge_facts;
use super::super::inputs::{self, image_files};
use super::layers::{common_grid, found_structures, layers_of_classes, sources, unusable};
use super::measured::Measured;
use super::read::{Layer, Layers, ReadFile};
use super::unreadable::unreadable;

/// What is known of a case before it is judged.
pub(super) struct Read<'c> {
    pub files: &'c [ReadFile<'c>],
    pub content: Option<String>,
    pub facts: &'c Gathered,
    pub points: CasePoints,
}

pub(super) fn judge(
    case: &Case,
    protocol: &Protocol,
    read: &Read<'_>,
    layers: Vec<Layer<'_>>,
    session: &Session<'_>,
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
        header: header_facts(case, protocol, files, read.facts.modality.clone()),
        case_facts,
        content: read.content.clone(),
        points: read.points.clone(),
        list_measures,
    };
    let layers = Layers { geometry, list: layers, session };
    let measured = Measured::new(case, protocol, &layers, context.ignored_shape(protocol).as_ref());
    let facts = Facts::new(&layers).with_answers(measured.recall(session));
    let images = images(case, protocol, &layers.geometry, session);
    let (verdict, facts) = judge_facts(protocol, facts, &context, images);
    let read_images = facts.has_read_images();
    measured.keep(&facts.into_answers(), read_images, session);
    verdict
}

/// The images of a case by number; nothing is read before a rule asks.
fn images<'c>(
    case: &'c Case,
    protocol: &Protocol,
    grid: &Geometry,
    session: &'c Session<'c>,
) -> Vec<Result<Box<dyn Image + 'c>, String>> {
    let names = protocol.images.iter().map(|image| image.declared.map(|_| image.name.as_str()));
    let missing = |name: Option<&str>| match name {
        Some(name) => format!("the case has no image `{name}`"),
        None => "the case has no image".to_owned(),
    };
    let image = |(file, name): (Option<&'c CaseFile>, Option<&str>)| match file {
        Some(file) => Ok(Box::new(ImageFile { file, grid: grid.clone(), session }) as Box<dyn Image>),
        None => Err(missing(name)),
    };
    image_files(case, Some(protocol)).into_iter().zip(names).map(image).collect()
}

fn header_facts(case: &Case, protocol: &Protocol, files: &[ReadFile<'_>], modality: Option<String>) -> HeaderFacts {
    let header = files.iter().filter(|file| file.is_own()).find_map(|file| file.opened.header.as_ref());
    HeaderFacts {
        modality,
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
