//! Components, cavities and Euler characteristics of one structure.

use proptest::prelude::*;
use voxlint::volume::{Component, Connectivity, Space, cavities, components, euler};

use crate::random::maps;
use crate::voxels::{Part, Voxels, summary};

const SPACES: [Space; 2] = [Space::Volume, Space::Plane];

fn pairs(parts: &[Component]) -> Vec<Part> {
    parts.iter().map(|part| (part.voxels, part.first)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn components_agree(map in maps()) {
        let set = map.set(1);
        for space in SPACES {
            for connectivity in Connectivity::ALL {
                let found = components(&set, connectivity, space);
                prop_assert_eq!(pairs(&found.parts), map.components(1, connectivity, space));
                let split = found.split(&set);
                prop_assert_eq!(split.len(), found.parts.len());
                let sizes: Vec<u64> = split.iter().map(|part| part.voxels()).collect();
                prop_assert_eq!(sizes, found.parts.iter().map(|part| part.voxels).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn cavities_agree(map in maps()) {
        let set = map.set(1);
        for space in SPACES {
            for complement in Connectivity::ALL {
                let found = cavities(&set, complement, space);
                let expected = map.cavities(1, complement, space);
                prop_assert_eq!(pairs(&found.parts), expected.iter().map(|part| summary(part)).collect::<Vec<_>>());
                for (set, voxels) in found.split().iter().zip(&expected) {
                    let mut listed = Voxels { shape: map.shape, values: vec![0; map.values.len()] };
                    for [x, y, z] in voxels {
                        listed.values[*x as usize + map.shape[0] * (*y as usize + map.shape[1] * *z as usize)] = 1;
                    }
                    prop_assert_eq!(set, &listed.set(1));
                }
            }
        }
    }

    #[test]
    fn euler_characteristics_agree(map in maps()) {
        let set = map.set(1);
        for space in SPACES {
            for connectivity in [Connectivity::Six, Connectivity::TwentySix] {
                prop_assert_eq!(euler(&set, connectivity, space), map.euler(1, connectivity, space));
            }
        }
    }

    /// In a plane, the characteristic is components less holes, for both pairs of connectivities.
    #[test]
    fn holes_of_a_plane_close_the_sum(map in maps()) {
        let set = map.set(1);
        for connectivity in [Connectivity::Six, Connectivity::TwentySix] {
            let parts = components(&set, connectivity, Space::Plane).parts.len() as i64;
            let holes = cavities(&set, connectivity.of_complement(), Space::Plane).parts.len() as i64;
            prop_assert_eq!(euler(&set, connectivity, Space::Plane), parts - holes);
        }
    }
}
