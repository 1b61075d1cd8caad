//! What compared protocols speak of: the voxel sets that they can tell apart, and how each protocol calls them.

use std::collections::BTreeSet;

use crate::model::Protocol;
use crate::model::protocol::ClassId;

/// A set of voxels that no protocol under comparison divides further. On exclusive label maps tissues are disjoint, and
/// every voxel is of one tissue, background, or ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TissueId(pub usize);

/// A structure that is made of classes alone.
pub type TissueSet = BTreeSet<TissueId>;

/// All tissues that some protocols speak of.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Anatomy {
    /// What people call each tissue: the class of the first protocol that has it alone.
    pub tissues: Vec<String>,
    /// Each voxel has one label, so that tissues are disjoint. With a file for each class they may overlap.
    pub exclusive: bool,
}

/// How a protocol sees the anatomy.
#[derive(Debug, Clone)]
pub struct View<'p> {
    pub protocol: &'p Protocol,
    /// The tissues of each class, by [`ClassId`]. Empty for a class that cannot be compared.
    pub classes: Vec<TissueSet>,
}

impl Anatomy {
    pub fn name(&self, tissue: TissueId) -> &str {
        self.tissues.get(tissue.0).map_or("", String::as_str)
    }
}

impl<'p> View<'p> {
    /// A protocol by itself: every class is a tissue.
    pub fn alone(protocol: &'p Protocol) -> (Anatomy, View<'p>) {
        let classes = &protocol.labels.classes;
        let exclusive = classes.iter().all(|class| !class.values.is_empty());
        let anatomy = Anatomy { tissues: classes.iter().map(|class| class.name.clone()).collect(), exclusive };
        let view = View { protocol, classes: (0..classes.len()).map(|at| TissueSet::from([TissueId(at)])).collect() };
        (anatomy, view)
    }

    pub fn tissues(&self, class: ClassId) -> TissueSet {
        self.classes.get(class.0).cloned().unwrap_or_default()
    }
}
