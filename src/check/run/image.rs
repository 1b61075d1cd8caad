//! An image beside the label files: what its header says, and whether a label file is a copy of it.

use crate::cache::{Key, KeyMaker, Session};
use crate::formats::{OpenedImage, read_header};
use crate::volume::Runs;

use super::super::case::CaseFile;
use super::super::copy_of_image;
use super::read::Layer;

/// Raised when images come to be compared in another way.
const VERSION: u32 = 1;

/// The header, and the position of the first layer that equals the image in every voxel. Read no further than the header
/// if these files were compared before.
pub(super) fn look_at(
    image: &CaseFile,
    layers: &[&Layer<'_>],
    background: i64,
    session: &Session<'_>,
) -> (OpenedImage, Option<usize>) {
    let key = key(image, layers, background, session);
    if let Some(copied) = key.and_then(|key| session.get::<Option<u32>>(&key)) {
        return (header_of(image), copied.map(|index| index as usize));
    }
    let runs: Vec<&Runs> = layers.iter().map(|layer| layer.runs(session)).collect();
    session.decodes();
    let (opened, copied) = copy_of_image::compare(&image.path, &runs, background);
    let index = copied.map(u32::try_from).transpose();
    // What is wrong behind the header is not kept, but found again.
    if let (Some(key), Ok(index)) = (key, index)
        && opened == header_of(image)
    {
        session.learn(&key, &index);
    }
    (opened, copied)
}

/// A name for what an image holds. `None` where that is not known without a doubt.
pub(super) fn content(image: &CaseFile, session: &Session<'_>) -> Option<Key> {
    session.content(&image.path).filter(|_| is_single(&header_of(image)))
}

fn header_of(image: &CaseFile) -> OpenedImage {
    let opened = read_header(&image.path);
    let geometry = opened.header.as_ref().and_then(|header| header.geometry());
    OpenedImage { header: opened.header, geometry, faults: opened.faults }
}

/// Of a pair the other file may change by itself.
fn is_single(opened: &OpenedImage) -> bool {
    opened.header.as_ref().is_some_and(|header| header.single)
}

/// An image that no rule reads is large and would be hashed for this alone: how it looks from outside must do.
fn key(image: &CaseFile, layers: &[&Layer<'_>], background: i64, session: &Session<'_>) -> Option<Key> {
    let version = session.version(&image.path).filter(|_| is_single(&header_of(image)))?;
    let maker = KeyMaker::new("copy of image").value(&VERSION).part(version.0).value(&background);
    let layers = layers.iter().try_fold(maker, |maker, layer| Some(maker.part(layer.content?.0)));
    layers.map(KeyMaker::finish)
}
