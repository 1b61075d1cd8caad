//! Slices that hold a structure, the empty ones between them, and the border of the volume.

use crate::report::{Place, Plane};

use super::unmeasured::Measured;
use super::{Facts, Shape};

/// Neighbouring empty slices between two that hold the structure, both ends inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    pub first: u32,
    pub last: u32,
}

impl Gap {
    pub fn slices(self) -> u64 {
        u64::from(self.last.saturating_sub(self.first)) + 1
    }
}

impl Facts<'_> {
    /// Array indices of the slices of a plane that hold the structure, rising. Their number is the measure `slices`.
    pub fn slices(&self, shape: &Shape, plane: Plane) -> Measured<Vec<u32>> {
        self.answers.slices.measured((shape.clone(), plane), || {
            let axis = self.slice_axis(plane)?;
            Ok(self.structure(shape)?.occupied(axis))
        })
    }

    /// Runs of empty slices between the first and the last slice of the structure. The measure `slice_gaps` is the number
    /// of empty slices: the sum of [`Gap::slices`].
    pub fn slice_gaps(&self, shape: &Shape, plane: Plane) -> Measured<Vec<Gap>> {
        let held = self.slices(shape, plane)?;
        let pairs = held.iter().zip(held.iter().skip(1));
        Ok(pairs.filter(|(a, b)| **b - **a > 1).map(|(a, b)| Gap { first: a + 1, last: b - 1 }).collect())
    }

    /// Where the structure lies in the outermost voxel layer of the volume (in a slice, or a volume of one slice, in the
    /// outermost rows and columns), or has a voxel in padding of the image or a face onto it. `None`: it is complete.
    pub fn touches_border(&self, shape: &Shape) -> Measured<Option<Place>> {
        self.answers.borders.measured(shape.clone(), || self.at_border(shape))
    }

    fn at_border(&self, shape: &Shape) -> Measured<Option<Place>> {
        let scope = self.scope(shape)?;
        let set = self.structure(shape)?;
        let size = self.geometry().shape;
        let at_end = |voxel: [u32; 3]| {
            let ends = voxel.iter().zip(size).zip(scope.axes);
            ends.into_iter().any(|((&at, n), counts)| counts && (at == 0 || at + 1 == n))
        };
        let mut ends = set.runs().flat_map(|(z, y, run)| [[run.start, y, z], [run.end.saturating_sub(1), y, z]]);
        if let Some(voxel) = ends.find(|&voxel| at_end(voxel)) {
            return Ok(Some(Place { slice: scope.slice, ..self.place_at(voxel) }));
        }
        if self.padding_value.is_none() {
            return Ok(None);
        }
        // Asked for by itself first: what is not read yet must not be remembered.
        self.padding()?;
        let meeting = self.meeting(shape, &Shape::Padding)?;
        Ok(meeting.common_place.or(meeting.contact.place))
    }
}
