//! Reads an intensity image in file order, without keeping it.

use std::path::Path;

use super::fault::Fault;
use super::label_map::scan;
use super::nifti::Header;
use super::nifti::open::open;
use super::nifti::sample::Decoder;
use crate::volume::Geometry;

/// Voxels `x..x + values.len()` of row (y, z), scaled by the header's slope and intercept. A long row comes in parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ImageRow<'a> {
    pub z: u32,
    pub y: u32,
    pub x: u32,
    pub values: &'a [f64],
}

/// What an image file said besides its voxels.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OpenedImage {
    pub header: Option<Header>,
    pub geometry: Option<Geometry>,
    /// Every fault found; the rows are complete only if none of them [prevents a map](Fault::prevents_map).
    pub faults: Vec<Fault>,
}

/// Voxels converted at a time.
const PART: usize = 4096;

/// Hands every row of a three-dimensional image to `visit`, in file order. `visit` returns false to hear no more; the
/// file is then left as it is, and damage further on stays unknown.
pub fn read_image(path: &Path, mut visit: impl FnMut(ImageRow<'_>) -> bool) -> OpenedImage {
    let mut opened = OpenedImage::default();
    let file = match open(path, &mut opened.faults) {
        Ok(file) => file,
        Err(fault) => {
            opened.faults.push(fault);
            return opened;
        }
    };
    opened.geometry = file.header.geometry();
    let header = &file.header;
    if let (Some(mut data), Some(shape), Some(datatype), Some(offset), Some(expected)) =
        (file.data, header.shape, header.datatype, header.data_offset, header.data_bytes())
    {
        let decoder = Decoder { datatype, order: header.byte_order, scaling: header.scaling() };
        let mut rows = Rows { decoder, shape, next: [0; 3], values: Vec::with_capacity(PART), wanted: true };
        match scan(&mut data, offset, expected, decoder.width(), |bytes| rows.feed(bytes, &mut visit)) {
            Err(fault) => opened.faults.push(fault),
            Ok(_) if !rows.wanted => {}
            Ok(found) => {
                opened.faults.extend(data.finish().2);
                if found < expected {
                    opened.faults.push(Fault::ShortData { expected, found });
                }
            }
        }
    }
    opened.header = Some(file.header);
    opened
}

struct Rows {
    decoder: Decoder,
    shape: [u32; 3],
    next: [u32; 3],
    values: Vec<f64>,
    wanted: bool,
}

impl Rows {
    fn feed(&mut self, bytes: &[u8], visit: &mut impl FnMut(ImageRow<'_>) -> bool) -> bool {
        let width = self.decoder.width();
        let [nx, ny, _] = self.shape;
        let mut rest = bytes;
        while self.wanted && !rest.is_empty() {
            let [x, y, z] = self.next;
            let count = ((nx - x) as usize).min(PART).min(rest.len() / width);
            let (part, after) = rest.split_at_checked(count * width).unwrap_or((rest, &[]));
            self.values.clear();
            self.values.extend(part.chunks_exact(width).map(|voxel| self.decoder.value(voxel)));
            self.wanted = visit(ImageRow { z, y, x, values: &self.values });
            rest = after;
            self.next = match x + count as u32 {
                x if x < nx => [x, y, z],
                _ if y + 1 < ny => [0, y + 1, z],
                _ => [0, 0, z.saturating_add(1)],
            };
        }
        self.wanted
    }
}
