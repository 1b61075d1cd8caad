//! Landmarks lie off what they mark.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2, and so are the arrays they index")]

use super::Edit;
use crate::phantom::witness::Made;

/// By so many mm along right, anterior and superior.
#[derive(Debug)]
struct Misplace([f64; 3]);

/// In mm: into a neighbour, and out of the body.
const DISTANCES: [f64; 2] = [20.0, 500.0];

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
        (made.marks_off != self.0).then(|| Made { marks_off: self.0, ..made.clone() })
    }
}
