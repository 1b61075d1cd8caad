//! Painted slices as PNG.

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, Filter};

use super::outline::outline;
use super::paint::Painted;
use super::scene::Scene;
use crate::report::Swatch;
use crate::report::picture::{Picture, View};

/// How much a picture may show: what it costs in bytes goes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detail {
    /// The largest number of pixels across or down.
    pub longest: u32,
    /// Shades of grey.
    pub levels: u8,
}

/// From the finest to the coarsest that shows anything.
pub const DETAILS: [Detail; 5] = [
    Detail { longest: 240, levels: 64 },
    Detail { longest: 176, levels: 48 },
    Detail { longest: 128, levels: 32 },
    Detail { longest: 96, levels: 24 },
    Detail { longest: 72, levels: 16 },
];

impl Detail {
    /// The most bytes that three slices take, over an image of pure noise or without one.
    pub fn bytes(self, over_image: bool) -> usize {
        let side = self.longest as usize;
        // Shades of noise cannot be packed; areas of one colour and their outlines go with their rims.
        let shades = if over_image { side * side * self.levels.next_power_of_two().ilog2() as usize / 8 } else { 0 };
        3 * (shades + 10 * side + 200)
    }
}

/// Colours that a PNG with a palette has room for, beside transparency.
const MOST_COLORS: usize = 255;

/// The slices as PNG files, and the classes seen in them. `None` if there is no slice.
pub fn picture(scene: &Scene<'_>, slices: &[Painted]) -> Option<Picture> {
    let mut seen: Vec<u16> = slices.iter().flat_map(|slice| slice.classes.iter().flatten().copied()).collect();
    seen.sort_unstable();
    seen.dedup();
    let legend: Vec<Swatch> = seen.iter().filter_map(|&class| scene.classes.get(usize::from(class)).cloned()).collect();
    // A slice has pixels and memory does not refuse to be written: it does not fail.
    let views: Vec<View> = slices.iter().map(|slice| view(scene, slice)).collect::<Result<_, _>>().ok()?;
    (!views.is_empty()).then_some(Picture { views, legend })
}

fn view(scene: &Scene<'_>, slice: &Painted) -> Result<View, EncodingError> {
    let cut = &slice.cut;
    let [width, height] = cut.pixels();
    Ok(View {
        plane: cut.plane,
        slice: cut.index,
        pixels: [width, height],
        pixel_size: [cut.across, cut.down].map(|along| along.spacing * f64::from(along.step)),
        image: slice.image.as_ref().map(|shades| grey(shades, width, height)).transpose()?,
        labels: labels(scene, slice, width, height)?,
        outline: outline(&slice.wrong, width as usize),
        focus: slice.focus,
        sides: cut.sides,
        tilt: cut.tilt,
    })
}

/// Differences of neighbours pack well where tissue is smooth, and worse than the shades themselves where there is noise.
fn grey(shades: &[u8], width: u32, height: u32) -> Result<Vec<u8>, EncodingError> {
    let packed = |filter: Filter| -> Result<Vec<u8>, EncodingError> {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, width, height);
        encoder.set_color(ColorType::Grayscale);
        encoder.set_compression(Compression::High);
        encoder.set_filter(filter);
        encoder.write_header()?.write_image_data(shades)?;
        Ok(file)
    };
    let (smooth, noisy) = (packed(Filter::Adaptive)?, packed(Filter::NoFilter)?);
    Ok(if noisy.len() < smooth.len() { noisy } else { smooth })
}

/// With a palette of the classes that this slice shows; the first entry is transparent.
fn labels(scene: &Scene<'_>, slice: &Painted, width: u32, height: u32) -> Result<Vec<u8>, EncodingError> {
    let mut seen: Vec<u16> = slice.classes.iter().flatten().copied().collect();
    seen.sort_unstable();
    seen.dedup();
    seen.truncate(MOST_COLORS);
    let color = |class: &u16| scene.classes.get(usize::from(*class)).map_or([128; 3], |swatch| swatch.color);
    let palette: Vec<u8> = std::iter::once([0; 3]).chain(seen.iter().map(color)).flatten().collect();
    let number = |class: &Option<u16>| {
        let place = class.and_then(|class| seen.binary_search(&class).ok());
        place.map_or(0, |place| u8::try_from(place + 1).unwrap_or(u8::MAX))
    };
    let pixels: Vec<u8> = slice.classes.iter().map(number).collect();
    let (depth, bits) = match seen.len() {
        0..2 => (BitDepth::One, 1),
        2..4 => (BitDepth::Two, 2),
        4..16 => (BitDepth::Four, 4),
        _ => (BitDepth::Eight, 8),
    };
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(depth);
    encoder.set_palette(palette);
    encoder.set_trns(vec![0u8]);
    encoder.set_compression(Compression::High);
    encoder.write_header()?.write_image_data(&packed(&pixels, width as usize, bits))?;
    Ok(file)
}

/// Several pixels a byte, the first in the highest bits; every row begins a byte.
fn packed(pixels: &[u8], width: usize, bits: usize) -> Vec<u8> {
    let in_byte = 8 / bits;
    let byte = |pixels: &[u8]| {
        let shifted = pixels.iter().enumerate().map(|(at, pixel)| pixel << (8 - bits * (at + 1)));
        shifted.fold(0, |byte, pixel| byte | pixel)
    };
    pixels.chunks(width.max(1)).flat_map(|row| row.chunks(in_byte).map(byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::cut::cuts;
    use super::super::fault::Fault;
    use super::super::paint::paint;
    use super::super::scene::Layer;
    use super::*;
    use crate::volume::structure::Bounds;
    use crate::volume::{Geometry, RunSet, RunsBuilder};

    #[test]
    fn a_slice_of_noise_takes_no_more_than_was_reckoned_with() {
        let mut state = 1_u32;
        for detail in DETAILS {
            let pixels = detail.longest * detail.longest;
            let noise = (0..pixels).map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let step = (256 / u32::from(detail.levels)) as u8;
                (state >> 24) as u8 / step * step
            });
            let file = grey(&noise.collect::<Vec<_>>(), detail.longest, detail.longest).unwrap();
            assert!(3 * file.len() <= detail.bytes(true), "{detail:?}: {} bytes", file.len());
        }
    }

    #[test]
    fn coarser_pictures_take_fewer_bytes() {
        for over_image in [false, true] {
            assert!(DETAILS.map(|detail| detail.bytes(over_image)).is_sorted_by(|finer, coarser| finer > coarser));
        }
        assert_eq!(DETAILS.map(|detail| detail.bytes(true))[4], 3 * (72 * 72 / 2 + 720 + 200));
    }

    #[test]
    fn a_slice_reads_back_from_its_png() {
        let mut runs = RunsBuilder::new([9, 3, 1]);
        runs.push_run(0, 0, 0, 4, 7).unwrap();
        runs.push_run(0, 0, 4, 5, 9).unwrap();
        runs.push_run(0, 2, 8, 9, 9).unwrap();
        let runs = runs.finish().unwrap();
        let geometry = Geometry::unoriented([9, 3, 1], [1.0, 2.0, 1.0]);
        let class = |name: &str, color| Swatch { name: name.to_owned(), color };
        let classes = vec![class("unseen", [9; 3]), class("nine", [1, 2, 3]), class("seven", [4, 5, 6])];
        let scene = Scene {
            geometry: &geometry,
            layers: vec![Layer { runs: &runs, classes: vec![Some(2), Some(1)] }],
            classes,
        };
        let voxels = RunSet::from_voxels([[4, 0, 0]]);
        let fault = Fault { voxels, focus: [4, 0, 0], around: Bounds { low: [0; 3], high: [8, 2, 0] } };
        let slices: Vec<Painted> =
            cuts(&geometry, &fault, 64).into_iter().map(|cut| paint(&scene, cut, &fault)).collect();
        let picture = picture(&scene, &slices).unwrap();
        assert_eq!(picture.legend.iter().map(|swatch| swatch.name.as_str()).collect::<Vec<_>>(), ["nine", "seven"]);
        let view = &picture.views[0];
        assert_eq!((view.pixels, view.pixel_size, view.focus), ([9, 3], [1.0, 2.0], [4.5, 0.5]));
        assert_eq!(view.outline.polygons, [vec![[4, 0], [5, 0], [5, 1], [4, 1]]]);
        let mut decoder = png::Decoder::new(std::io::Cursor::new(&view.labels));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        let pixel = |x: usize, y: usize| &pixels[(y * 9 + x) * 4..][..4];
        assert_eq!(
            (pixel(3, 0), pixel(4, 0), pixel(8, 2)),
            (&[4, 5, 6, 255][..], &[1, 2, 3, 255][..], &[1, 2, 3, 255][..])
        );
        assert_eq!(pixel(5, 1)[3], 0);
    }
}
