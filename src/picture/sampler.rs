//! The image under the slices: read once, in file order, for all pictures of a case.

use super::cut::{Cut, at};
use super::paint::Painted;

/// Share of the pixels that may be darker or brighter than what is told apart.
const TAIL: f64 = 0.01;

/// Sums up the image's voxels in the pixels of several slices.
#[derive(Debug, Clone)]
pub struct Sampler {
    slices: Vec<Sums>,
}

#[derive(Debug, Clone)]
struct Sums {
    cut: Cut,
    /// Sum and number of the finite values of each pixel.
    pixels: Vec<(f32, u32)>,
}

impl Sampler {
    pub fn new(cuts: impl IntoIterator<Item = Cut>) -> Self {
        let empty = |cut: Cut| {
            let [width, height] = cut.pixels();
            Sums { cut, pixels: vec![(0.0, 0); width as usize * height as usize] }
        };
        Sampler { slices: cuts.into_iter().map(empty).collect() }
    }

    /// Takes voxels `x..x + values.len()` of row (y, z).
    pub fn feed(&mut self, z: u32, y: u32, x: u32, values: &[f64]) {
        for slice in &mut self.slices {
            slice.feed(z, y, x, values);
        }
    }

    /// Gives the slices their shades, in the order of the cuts. Slices of one picture share a window, `grouped` of them at
    /// a time: the darkest and the brightest hundredth of the pixels are left to black and white.
    pub fn shade(&self, pictures: &mut [Vec<Painted>], levels: u8) {
        let mut slices = self.slices.iter();
        for painted in pictures {
            let sums: Vec<&Sums> = slices.by_ref().take(painted.len()).collect();
            let window = window(sums.iter().flat_map(|sums| sums.means().flatten()).collect());
            for (painted, sums) in painted.iter_mut().zip(sums) {
                painted.image = window.map(|window| sums.means().map(|mean| shade(mean, window, levels)).collect());
            }
        }
    }
}

impl Sums {
    fn feed(&mut self, z: u32, y: u32, x: u32, values: &[f64]) {
        let Sums { cut, pixels } = self;
        let end = x.saturating_add(u32::try_from(values.len()).unwrap_or(u32::MAX));
        // One index is that of the slice, or the row is none of it; the other two give the pixel.
        let row = [x, y, z];
        let fixed = |axis: usize| if axis == 0 { x..end } else { at(row, axis)..at(row, axis).saturating_add(1) };
        if !fixed(cut.axis).contains(&cut.index) {
            return;
        }
        let span = |along: super::cut::Along| match (along.axis, cut.axis) {
            (0, _) => x.max(along.first)..end.min(along.first.saturating_add(along.count)),
            (axis, _) => fixed(axis),
        };
        for down in span(cut.down) {
            let Some(row) = cut.down.pixel(down) else { continue };
            for across in span(cut.across) {
                let Some(column) = cut.across.pixel(across) else { continue };
                let voxel = match (cut.across.axis, cut.down.axis) {
                    (0, _) => across,
                    (_, 0) => down,
                    _ => cut.index,
                };
                let value = values.get((voxel - x) as usize).copied().filter(|value| value.is_finite());
                if let (Some(value), Some((sum, count))) = (value, pixels.get_mut(cut.position(column, row))) {
                    *sum += value as f32;
                    *count += 1;
                }
            }
        }
    }

    fn means(&self) -> impl Iterator<Item = Option<f32>> + '_ {
        let mean = |&(sum, count): &(f32, u32)| (count > 0).then(|| sum / count as f32).filter(|mean| mean.is_finite());
        self.pixels.iter().map(mean)
    }
}

/// The intensities shown as black and as white; `None` where nothing can be told apart.
fn window(mut means: Vec<f32>) -> Option<[f32; 2]> {
    means.sort_unstable_by(f32::total_cmp);
    let last = means.len().checked_sub(1)?;
    let tail = (last as f64 * TAIL) as usize;
    let (low, high) = (*means.get(tail)?, *means.get(last - tail)?);
    (high > low).then_some([low, high])
}

/// One of a few shades: pictures of fewer shades take fewer bytes.
fn shade(mean: Option<f32>, [low, high]: [f32; 2], levels: u8) -> u8 {
    let steps = f32::from(levels.max(2) - 1);
    let along = ((mean.unwrap_or(low) - low) / (high - low)).clamp(0.0, 1.0);
    ((along * steps).round() / steps * 255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::super::cut::cuts;
    use super::super::fault::Fault;
    use super::super::paint::paint;
    use super::super::scene::Scene;
    use super::*;
    use crate::volume::structure::Bounds;
    use crate::volume::{Affine, Geometry, RunSet};

    /// An image whose intensity tells the voxel: 100 x + 10 y + z, in a grid of left, anterior, superior.
    #[test]
    fn every_pixel_shows_its_voxel_in_all_planes() {
        let (a, b, c) = ([-1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]);
        let geometry = Geometry::oriented([6, 5, 4], Affine([a, b, c]));
        let whole = Bounds { low: [0; 3], high: [5, 4, 3] };
        let fault = Fault { voxels: RunSet::default(), focus: [2, 3, 1], around: whole };
        let scene = Scene { geometry: &geometry, layers: Vec::new(), classes: Vec::new() };
        let cuts = cuts(&geometry, &fault, 64);
        let mut sampler = Sampler::new(cuts.iter().copied());
        for z in 0..4 {
            for y in 0..5 {
                // A long row comes in parts.
                for x in [0, 4] {
                    let values: Vec<f64> = (x..(x + 4).min(6)).map(|x| f64::from(100 * x + 10 * y + z)).collect();
                    sampler.feed(z, y, x, &values);
                }
            }
        }
        for (slice, cut) in sampler.slices.iter().zip(&cuts) {
            let [width, height] = cut.pixels();
            let means: Vec<Option<f32>> = slice.means().collect();
            for (down, across) in (0..height).flat_map(|down| (0..width).map(move |across| (down, across))) {
                let mut voxel = [0; 3];
                voxel[cut.axis] = cut.index;
                voxel[cut.across.axis] = cut.across.voxel(across);
                voxel[cut.down.axis] = cut.down.voxel(down);
                let value = (100 * voxel[0] + 10 * voxel[1] + voxel[2]) as f32;
                assert_eq!(means[cut.position(across, down)], Some(value), "{:?}", cut.plane);
            }
        }
        let mut pictures = vec![cuts.iter().map(|&cut| paint(&scene, cut, &fault)).collect::<Vec<_>>()];
        sampler.shade(&mut pictures, 16);
        let image = pictures[0][0].image.as_ref().unwrap();
        // Left to right the patient's left comes last, where x is largest; anterior is at the top.
        assert!(image[0] < image[5] && image[0] > image[24], "{image:?}");
    }

    #[test]
    fn the_window_leaves_out_what_is_rare_and_broken() {
        let mut means: Vec<f32> = (0..200).map(|n| n as f32).collect();
        means.push(1e9);
        assert_eq!(window(means), Some([2.0, 198.0]));
        assert_eq!(window(vec![5.0; 10]), None);
        assert_eq!(shade(None, [0.0, 1.0], 16), 0);
        assert_eq!(shade(Some(2.0), [0.0, 1.0], 16), 255);
    }
}
