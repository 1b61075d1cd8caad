//! Measures that an earlier run took of the same files.

use crate::cache::{Key, KeyMaker, Session};
use crate::facts::{self, Answers, Shape};
use crate::model::Protocol;

use super::super::case::Case;
use super::super::inputs::image_files;
use super::image;
use super::read::Layers;

/// The place of the measures of a case among those of earlier runs.
pub(super) struct Measured {
    key: Option<Key>,
    with_images: bool,
}

impl Measured {
    /// Measures hold for the content of the layers, for the voxels to ignore and the intensity of padding, and, where rules
    /// look at images, for these. Nothing else of the protocol matters.
    pub fn new(case: &Case, protocol: &Protocol, layers: &Layers<'_>, ignored: Option<&Shape>) -> Self {
        let padding = protocol.padding.as_ref().map(|padding| padding.to_f64().to_bits());
        let with_images =
            padding.is_some() || !protocol.by_intensity.is_empty() || protocol.images.iter().any(|image| image.read);
        let maker = KeyMaker::new("measures").value(&facts::VERSION).value(&ignored).value(&padding);
        let mut contents = layers.list.iter().map(|layer| layer.content);
        let mut maker = contents.try_fold(maker, |maker, content| Some(maker.part(content?.0)));
        if with_images {
            for file in image_files(case, Some(protocol)) {
                maker = match file {
                    None => maker.map(|maker| maker.part("no image")),
                    Some(file) => maker.and_then(|maker| Some(maker.part(image::content(file, layers.session)?.0))),
                };
            }
        }
        let key = maker.filter(|_| !layers.list.is_empty()).map(KeyMaker::finish);
        Measured { key, with_images }
    }

    pub fn recall(&self, session: &Session<'_>) -> Answers {
        self.key.and_then(|key| session.get(&key)).unwrap_or_default()
    }

    /// `read_images`: some of the answers may depend on images.
    pub fn keep(&self, answers: &Answers, read_images: bool, session: &Session<'_>) {
        if let Some(key) = self.key.filter(|_| self.with_images || !read_images) {
            session.learn(&key, answers);
        }
    }
}
