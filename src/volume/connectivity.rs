//! Which voxels are neighbours.

/// Neighbours of a voxel: across faces, or across edges or corners too. Each name gives the number of neighbours in a
/// volume; in a plane, `Six` has 4 neighbours, and `Eighteen` and `TwentySix` have 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Connectivity {
    Six,
    Eighteen,
    TwentySix,
}

/// Whether a structure is looked at as a body or slice by slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Space {
    Volume,
    /// Each layer of the third array axis is a plane of its own: nothing in one layer is a neighbour of another's.
    Plane,
}

impl Connectivity {
    pub const ALL: [Connectivity; 3] = [Connectivity::Six, Connectivity::Eighteen, Connectivity::TwentySix];

    /// From the number of neighbours: 6, 18 or 26.
    pub fn from_neighbours(count: u8) -> Option<Self> {
        Connectivity::ALL.into_iter().find(|c| c.neighbours() == count)
    }

    /// Number of neighbours of a voxel in a volume.
    pub fn neighbours(self) -> u8 {
        match self {
            Connectivity::Six => 6,
            Connectivity::Eighteen => 18,
            Connectivity::TwentySix => 26,
        }
    }

    /// What the complement must be connected by, so that every closed surface separates an inside from an outside:
    /// 6 goes with 26 and 26 with 6 (A. Rosenfeld, "Digital topology", 1979; T. Y. Kong and A. Rosenfeld, 1989). 18 is
    /// paired with 6.
    #[must_use]
    pub fn of_complement(self) -> Connectivity {
        match self {
            Connectivity::Six => Connectivity::TwentySix,
            Connectivity::Eighteen | Connectivity::TwentySix => Connectivity::Six,
        }
    }
}
