//! Neighbouring slices that hold the same runs, taken together as one thick slice.
//!
//! Masks that were drawn on thick slices or resampled from a coarser grid repeat whole slices. To repeat a slice is to
//! stretch the map along its third axis: components, cavities and Euler characteristics stay as they are, and what is
//! counted goes with the thickness.

use std::ops::Range;

use super::runs::{Packed, RowStart, Runs, SliceStart, Store};

/// Slices `z..z + thickness` that are alike, and hold something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slab {
    pub z: u32,
    pub thickness: u32,
    /// Position along the third axis if slabs had thickness 1: two touch just if their levels do.
    pub level: u32,
    first_row: u32,
    end_row: u32,
}

/// The slabs of a map, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slabs {
    pub list: Vec<Slab>,
    /// By level: first slice and thickness. Levels between slabs that do not touch are empty.
    levels: Vec<(u32, u32)>,
}

impl Slab {
    /// The rows of its first slice, by number.
    pub fn rows(&self) -> Range<usize> {
        self.first_row as usize..self.end_row as usize
    }

    /// The slice behind its last.
    pub fn end(&self) -> u32 {
        self.z + self.thickness
    }
}

impl Slabs {
    pub fn new(runs: &Runs) -> Self {
        match &runs.store {
            Store::Narrow(store) => Slabs::of(&runs.slices, &runs.rows, store),
            Store::Wide(store) => Slabs::of(&runs.slices, &runs.rows, store),
        }
    }

    /// First slice and thickness of the slab at a level.
    #[inline(always)]
    pub fn at_level(&self, level: u32) -> (u32, u32) {
        self.levels.get(level as usize).copied().unwrap_or_default()
    }

    fn of<T: PartialEq>(slices: &[SliceStart], rows: &[RowStart], store: &[Packed<T>]) -> Self {
        let mut slabs = Slabs { list: Vec::with_capacity(slices.len()), levels: Vec::new() };
        for (index, slice) in slices.iter().enumerate() {
            let end_row = slices.get(index + 1).map_or(rows.len() as u32, |next| next.row);
            let (z, own) = (slice.z, slice.row..end_row);
            let touching = slabs.list.last_mut().filter(|last| last.end() == z);
            let level = slabs.levels.len() as u32 + u32::from(index > 0 && touching.is_none());
            match touching {
                Some(last) if alike(rows, store, last.first_row..last.end_row, own.clone()) => last.thickness += 1,
                _ => {
                    slabs.levels.resize(level as usize, (0, 0));
                    slabs.levels.push((z, 1));
                    slabs.list.push(Slab { z, thickness: 1, level, first_row: own.start, end_row: own.end });
                    continue;
                }
            }
            slabs.levels.last_mut().into_iter().for_each(|(_, thickness)| *thickness += 1);
        }
        slabs
    }
}

/// True if two slices have the same rows with the same runs.
fn alike<T: PartialEq>(rows: &[RowStart], store: &[Packed<T>], a: Range<u32>, b: Range<u32>) -> bool {
    let rows_of = |range: &Range<u32>| rows.get(range.start as usize..range.end as usize).unwrap_or_default();
    let runs_of = |range: &Range<u32>| {
        let start = |row: u32| rows.get(row as usize).map_or(store.len(), |row| row.run as usize);
        store.get(start(range.start)..start(range.end)).unwrap_or_default()
    };
    let (a_rows, b_rows) = (rows_of(&a), rows_of(&b));
    let shift = |rows: &[RowStart]| rows.first().map_or(0, |row| row.run);
    let (a_shift, b_shift) = (shift(a_rows), shift(b_rows));
    a_rows.len() == b_rows.len()
        && runs_of(&a) == runs_of(&b)
        && a_rows.iter().zip(b_rows).all(|(a, b)| a.y == b.y && a.run - a_shift == b.run - b_shift)
}

#[cfg(test)]
mod tests {
    use crate::volume::RunsBuilder;

    use super::*;

    #[test]
    fn slices_that_are_alike_and_touch_are_one_slab() {
        let mut builder = RunsBuilder::new([9, 9, 20]);
        let full = [(2, 3), (3, 3), (4, 5), (6, 3), (9, 3), (10, 3), (11, 3)];
        for (z, end) in full {
            builder.push_run(z, 1, 0, end, 7).unwrap();
            builder.push_run(z, 4, 2, 6, 8).unwrap();
        }
        // The same runs, but the second in another row.
        builder.push_run(12, 1, 0, 3, 7).unwrap();
        builder.push_run(12, 5, 2, 6, 8).unwrap();
        let slabs = Slabs::new(&builder.finish().unwrap());
        let found: Vec<_> = slabs.list.iter().map(|slab| (slab.z, slab.thickness, slab.level)).collect();
        assert_eq!(found, [(2, 2, 0), (4, 1, 1), (6, 1, 3), (9, 3, 5), (12, 1, 6)]);
        assert_eq!(
            (0..7).map(|level| slabs.at_level(level)).collect::<Vec<_>>(),
            [(2, 2), (4, 1), (0, 0), (6, 1), (0, 0), (9, 3), (12, 1)]
        );
    }
}
