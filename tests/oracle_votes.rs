//! What several readers agree on, against masks that SimpleITK and NumPy made of the same ones (`tests/oracle/votes.py`).

#![expect(clippy::unwrap_used, reason = "a test reports what is missing by panicking")]
#![expect(clippy::string_slice, reason = "a damaged recorded file fails the test")]

use serde_json::Value;
use voxlint::facts::{Facts, Shape};
use voxlint::volume::{Geometry, LabelMap, RunSet, Runs, RunsBuilder};

/// Bits of a mask, first array axis fastest.
fn bits(hex: &Value) -> Vec<bool> {
    let hex = hex.as_str().unwrap();
    let bytes = (0..hex.len() / 2).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap());
    bytes.flat_map(|byte| (0..8).map(move |bit| byte & (0x80 >> bit) != 0)).collect()
}

fn voxel(index: usize, shape: [u32; 3]) -> [u32; 3] {
    let index = u32::try_from(index).unwrap();
    let [nx, ny, _] = shape;
    [index % nx, index / nx % ny, index / nx / ny]
}

fn layer(mask: &[bool], shape: [u32; 3]) -> Runs {
    let mut builder = RunsBuilder::new(shape);
    for (index, _) in mask.iter().enumerate().filter(|(_, held)| **held) {
        let [x, y, z] = voxel(index, shape);
        builder.push_run(z, y, x, x + 1, 1).unwrap();
    }
    builder.finish().unwrap()
}

fn recorded(mask: &Value, shape: [u32; 3]) -> RunSet {
    let held = bits(mask).into_iter().enumerate().filter(|(_, held)| *held);
    RunSet::from_voxels(held.map(|(index, _)| voxel(index, shape)))
}

#[test]
fn votes_are_those_of_simpleitk_and_numpy() {
    let file: Value = serde_json::from_str(include_str!("oracle/recorded/votes.json")).unwrap();
    let shape: [u32; 3] = serde_json::from_value(file["shape"].clone()).unwrap();
    let mut compared = 0;
    for case in file["cases"].as_array().unwrap() {
        let masks: Vec<Vec<bool>> = case["masks"].as_array().unwrap().iter().map(bits).collect();
        let layers = masks.iter().map(|mask| layer(mask, shape)).collect();
        let map = LabelMap { geometry: Geometry::unoriented(shape, [1.0; 3]), layers };
        let facts = Facts::new(&map);
        let votes = |needed: usize| {
            let member = |layer| Shape::Values { layer, ranges: vec![(1, 1)] };
            let members = (0..masks.len()).map(member).collect();
            facts.structure(&Shape::AtLeast { members, needed: u32::try_from(needed).unwrap() }).unwrap()
        };
        assert_eq!(*votes(masks.len() / 2 + 1), recorded(&case["majority"], shape), "majority of {}", masks.len());
        for (at, expected) in case["at_least"].as_array().unwrap().iter().enumerate() {
            assert_eq!(*votes(at + 1), recorded(expected, shape), "{} of {}", at + 1, masks.len());
            compared += 1;
        }
    }
    assert_eq!(compared, 22);
}
