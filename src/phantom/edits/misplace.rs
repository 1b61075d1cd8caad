//! Landmarks lie off what they mark.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2, and so are the arrays they index")]

use super::Edit;
use crate::phantom::witness::Made;

/// By so many mm along right, anterior and superior.
#[derive(Debug)]
struct Misplace([f64; 3]);

/// In mm: out of what is small, and of what is large.
const DISTANCES: [f64; 2] = [30.0, 150.0];

/// More layers are not added for it.
const MOST_LAYERS: f64 = 2000.0;

pub fn all(edits: &mut Vec<Box<dyn Edit>>) {
    for distance in DISTANCES {
        for axis in 0..3 {
            let mut off = [0.0; 3];
            off[axis] = distance;
            edits.push(Box::new(Misplace(off)));
        }
    }
}

impl Edit for Misplace {
    fn of(&self, made: &Made) -> Option<Made> {
        if made.marks_off == self.0 {
            return None;
        }
        // They stay within the grid: what lies outside is another mistake.
        let farthest = self.0.iter().copied().fold(0.0, f64::max);
        let finest = made.phantom.geometry.spacing.iter().copied().fold(f64::INFINITY, f64::min);
        let layers = [(farthest / finest).ceil().min(MOST_LAYERS) as u32; 3];
        Some(Made { marks_off: self.0, ..made.with_phantom(made.phantom.roomier(layers, layers)) })
    }
}
