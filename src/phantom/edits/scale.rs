//! Voxels of another size: everything is larger or smaller, or slices are thicker.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2, and so are the arrays they index")]

use super::Edit;
use crate::phantom::witness::Made;

#[derive(Debug)]
struct Scale([f64; 3]);

/// Everything is larger.
pub fn doubled(made: &Made) -> Option<Made> {
    Scale([2.0; 3]).of(made)
}

const FACTORS: [f64; 6] = [2.0, 0.5, 4.0, 0.25, 10.0, 0.1];

pub fn all(edits: &mut Vec<Box<dyn Edit>>) {
    for factor in FACTORS {
        edits.push(Box::new(Scale([factor; 3])));
        for axis in [2, 1, 0] {
            let mut one = [1.0; 3];
            one[axis] = factor;
            edits.push(Box::new(Scale(one)));
        }
    }
}

impl Edit for Scale {
    fn of(&self, made: &Made) -> Option<Made> {
        let mut phantom = made.phantom.clone();
        let geometry = &mut phantom.geometry;
        for axis in 0..3 {
            geometry.spacing[axis] *= self.0[axis];
            for row in geometry.affine.iter_mut().flat_map(|affine| &mut affine.0) {
                row[axis] *= self.0[axis];
            }
        }
        Some(made.with_phantom(phantom))
    }
}
