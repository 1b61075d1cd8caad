//! A label map that nobody should look at.

use std::cell::Cell;

use voxlint::facts::Voxels;
use voxlint::volume::{Geometry, LabelMap, Runs};

/// A label map that notes whether its voxels were looked at.
#[derive(Debug)]
pub struct Unread<'m> {
    map: &'m LabelMap,
    read: Cell<bool>,
}

impl<'m> Unread<'m> {
    pub fn new(map: &'m LabelMap) -> Self {
        Unread { map, read: Cell::new(false) }
    }

    pub fn was_read(&self) -> bool {
        self.read.get()
    }
}

impl Voxels for Unread<'_> {
    fn geometry(&self) -> &Geometry {
        &self.map.geometry
    }

    fn layers(&self) -> usize {
        self.map.layers.len()
    }

    fn layer(&self, index: usize) -> Option<&Runs> {
        self.read.set(true);
        self.map.layers.get(index)
    }
}
