//! An image file of a case, as facts read it.

use crate::cache::Session;
use crate::facts::{Image, ImagePart};
use crate::formats::{Fault, read_header, read_image};
use crate::volume::Geometry;
use crate::volume::grid_match::same_grid;

use super::case::CaseFile;

/// An image, and the grid of the labels on which it must lie.
#[derive(Debug)]
pub struct ImageFile<'c> {
    pub file: &'c CaseFile,
    pub grid: Geometry,
    pub session: &'c Session<'c>,
}

impl Image for ImageFile<'_> {
    fn read(&self, visit: &mut dyn FnMut(ImagePart<'_>)) -> Result<(), String> {
        let shown = &self.file.shown;
        let broken = |faults: &[Fault]| {
            let fault = faults.iter().find(|fault| fault.prevents_map());
            fault.map(|fault| format!("the image `{shown}` cannot be used: {fault}"))
        };
        // The header first: the voxels of another grid are not worth the time.
        let opened = read_header(&self.file.path);
        match opened.header.as_ref().and_then(|header| header.geometry()) {
            Some(geometry) if same_grid(&geometry, &self.grid).is_err() => {
                return Err(format!("the image `{shown}` lies on another grid than the labels"));
            }
            Some(_) => {}
            None => {
                return Err(broken(&opened.faults).unwrap_or_else(|| format!("the image `{shown}` has no grid")));
            }
        }
        self.session.decodes();
        let opened = read_image(&self.file.path, |row| {
            visit(ImagePart { z: row.z, y: row.y, x: row.x, values: row.values });
            true
        });
        broken(&opened.faults).map_or(Ok(()), Err)
    }
}
