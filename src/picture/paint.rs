//! The pixels of a slice: which class each shows, and whether it belongs to what is wrong.

use super::cut::{Cut, at};
use super::fault::Fault;
use super::scene::{Layer, Scene};

/// A slice with its pixels, row after row.
#[derive(Debug, Clone, PartialEq)]
pub struct Painted {
    pub cut: Cut,
    /// Position in the scene's classes; `None` where there is none of them.
    pub classes: Vec<Option<u16>>,
    /// Whether any voxel of the pixel is wrong: a single one must not get lost where many share a pixel.
    pub wrong: Vec<bool>,
    /// The point that all slices go through, in pixels.
    pub focus: [f64; 2],
    /// Shades of the image, 0 to 255.
    pub image: Option<Vec<u8>>,
}

/// Colours the pixels of a slice. A pixel shows the class of the voxel in its middle, of the last layer that has one.
pub fn paint(scene: &Scene<'_>, cut: Cut, fault: &Fault) -> Painted {
    let [width, height] = cut.pixels();
    let count = width as usize * height as usize;
    let mut painted = Painted {
        cut,
        classes: vec![None; count],
        wrong: vec![false; count],
        focus: [cut.across.point(at(fault.focus, cut.across.axis)), cut.down.point(at(fault.focus, cut.down.axis))],
        image: None,
    };
    for layer in &scene.layers {
        painted.layer(layer);
    }
    painted.mark(fault);
    painted
}

impl Painted {
    fn layer(&mut self, layer: &Layer<'_>) {
        let cut = self.cut;
        let [width, height] = cut.pixels();
        for down in 0..height {
            for across in 0..width {
                let mut voxel = [0; 3];
                let indices = [
                    (cut.axis, cut.index),
                    (cut.across.axis, cut.across.voxel(across)),
                    (cut.down.axis, cut.down.voxel(down)),
                ];
                for (axis, index) in indices {
                    voxel.iter_mut().skip(axis).take(1).for_each(|at| *at = index);
                }
                let class = layer.class_at(voxel);
                if let (Some(class), Some(pixel)) = (class, self.classes.get_mut(cut.position(across, down))) {
                    *pixel = Some(class);
                }
            }
        }
    }

    fn mark(&mut self, fault: &Fault) {
        let cut = self.cut;
        for (z, y, run) in fault.voxels.cut(cut.axis, cut.index).runs() {
            let span = |axis: usize| match axis {
                0 => (run.start, run.end),
                1 => (y, y.saturating_add(1)),
                _ => (z, z.saturating_add(1)),
            };
            let (a, b) = (span(cut.across.axis), span(cut.down.axis));
            let (Some((left, right)), Some((top, bottom))) = (cut.across.touched(a.0, a.1), cut.down.touched(b.0, b.1))
            else {
                continue;
            };
            for down in top..=bottom {
                for across in left..=right {
                    self.wrong.iter_mut().skip(cut.position(across, down)).take(1).for_each(|pixel| *pixel = true);
                }
            }
        }
    }
}

impl Layer<'_> {
    fn class_at(&self, [x, y, z]: [u32; 3]) -> Option<u16> {
        let row = self.runs.row(y, z)?;
        let run = row.runs.iter().find(|run| run.start <= x && x < run.end)?;
        u16::try_from((*self.classes.get(run.dense as usize)?)?).ok()
    }
}
