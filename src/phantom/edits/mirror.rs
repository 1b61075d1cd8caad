//! The patient turned round along one axis of the body: right is left, front is back, head is foot.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2, and so are the arrays they index")]

use super::Edit;
use crate::phantom::witness::Made;

#[derive(Debug)]
struct Mirror {
    /// 0 right, 1 anterior, 2 superior.
    world: usize,
}

pub fn all(edits: &mut Vec<Box<dyn Edit>>) {
    for world in 0..3 {
        edits.push(Box::new(Mirror { world }));
    }
}

impl Edit for Mirror {
    fn of(&self, made: &Made) -> Option<Made> {
        let mut phantom = made.phantom.clone();
        let affine = phantom.geometry.affine.as_mut()?;
        for number in &mut affine.0[self.world] {
            *number = -*number;
        }
        Some(made.with_phantom(phantom))
    }
}
