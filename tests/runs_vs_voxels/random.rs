//! Small random label maps.

use proptest::prelude::*;

use crate::voxels::Voxels;

/// Random maps: salt and pepper of any density, and smooth blobs, with slices repeated as in maps drawn on a coarser grid; volumes, slices, rows and single voxels.
pub fn maps() -> impl Strategy<Value = Voxels> {
    let axis = || prop_oneof![1usize..=2, 3usize..=7];
    (axis(), axis(), axis(), 0.05f64..0.95, 1i64..4).prop_flat_map(|(nx, ny, nz, density, labels)| {
        let voxel = prop_oneof![
            ((density * 100.0) as u32) => 1..=labels,
            (((1.0 - density) * 100.0) as u32) => Just(0),
        ];
        let scattered = prop::collection::vec(voxel, nx * ny * nz);
        let boxes = prop::collection::vec((prop::array::uniform6(0usize..7), 0..=labels), 1..8);
        let blocks = boxes.prop_map(move |boxes| {
            let mut map = Voxels { shape: [nx, ny, nz], values: vec![0; nx * ny * nz] };
            for ([x0, y0, z0, x1, y1, z1], label) in boxes {
                for [x, y, z] in map.places() {
                    let within = |at: i64, a: usize, b: usize| (a.min(b)..=a.max(b)).contains(&(at as usize));
                    if within(x, x0, x1) && within(y, y0, y1) && within(z, z0, z1) {
                        map.values[x as usize + nx * (y as usize + ny * z as usize)] = label;
                    }
                }
            }
            map.values
        });
        let slices = prop_oneof![Just(vec![1; nz]), prop::collection::vec(0usize..4, nz)];
        (prop_oneof![scattered, blocks], slices)
            .prop_map(move |(values, slices)| repeated([nx, ny, nz], &values, slices))
    })
}

/// The map with each slice repeated as often as told; one at least is kept.
fn repeated([nx, ny, nz]: [usize; 3], values: &[i64], mut times: Vec<usize>) -> Voxels {
    times[nz - 1] += usize::from(times.iter().all(|&times| times == 0));
    let slices = values.chunks_exact(nx * ny).zip(&times);
    let values = slices.flat_map(|(slice, &times)| slice.repeat(times)).collect();
    Voxels { shape: [nx, ny, times.iter().sum()], values }
}
