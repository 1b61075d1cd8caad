//! Topology straight from the definitions, voxel by voxel: slow, short, and independent of runs.

use std::collections::BTreeMap;

use voxlint::volume::{Connectivity, Run, RunSet, Space};

/// A small label map, one value per voxel, x running fastest; 0 is background.
#[derive(Debug, Clone)]
pub struct Voxels {
    pub shape: [usize; 3],
    pub values: Vec<i64>,
}

/// Voxel count and first voxel in raster order.
pub type Part = (u64, [u32; 3]);

impl Voxels {
    pub fn at(&self, [x, y, z]: [i64; 3]) -> i64 {
        let [nx, ny, nz] = self.shape.map(|n| n as i64);
        let inside = (0..nx).contains(&x) && (0..ny).contains(&y) && (0..nz).contains(&z);
        if inside { self.values[(x + nx * (y + ny * z)) as usize] } else { 0 }
    }

    pub fn places(&self) -> impl Iterator<Item = [i64; 3]> + use<> {
        let [nx, ny, nz] = self.shape.map(|n| n as i64);
        (0..nz).flat_map(move |z| (0..ny).flat_map(move |y| (0..nx).map(move |x| [x, y, z])))
    }

    pub fn set(&self, label: i64) -> RunSet {
        let mut set = RunSet::default();
        for [x, y, z] in self.places().filter(|&place| self.at(place) == label) {
            set.push(z as u32, y as u32, Run { start: x as u32, end: x as u32 + 1 });
        }
        set
    }

    /// Components of the voxels for which `belongs` is true, largest first, then in raster order. The grid is padded by
    /// one voxel on every side; in a plane, only within its layer.
    pub fn parts(
        &self,
        connectivity: Connectivity,
        space: Space,
        belongs: impl Fn([i64; 3]) -> bool,
    ) -> Vec<Vec<[i64; 3]>> {
        let steps = steps(connectivity, space);
        let [nx, ny, nz] = self.shape.map(|n| n as i64);
        let pad = i64::from(space == Space::Volume);
        let mut open: BTreeMap<[i64; 3], [i64; 3]> = BTreeMap::new();
        for z in -pad..nz + pad {
            for y in -1..=ny {
                for x in -1..=nx {
                    if belongs([x, y, z]) {
                        open.insert([z, y, x], [x, y, z]);
                    }
                }
            }
        }
        let mut found: Vec<Vec<[i64; 3]>> = Vec::new();
        while let Some((_, seed)) = open.pop_first() {
            let mut part = vec![seed];
            let mut next = 0;
            while let Some(&[x, y, z]) = part.get(next) {
                next += 1;
                for [dx, dy, dz] in &steps {
                    part.extend(open.remove(&[z + dz, y + dy, x + dx]));
                }
            }
            found.push(part);
        }
        found.sort_by_key(|part| std::cmp::Reverse(part.len()));
        found
    }

    pub fn components(&self, label: i64, connectivity: Connectivity, space: Space) -> Vec<Part> {
        self.parts(connectivity, space, |place| self.at(place) == label).iter().map(|part| summary(part)).collect()
    }

    /// Voxels of each cavity.
    pub fn cavities(&self, label: i64, complement: Connectivity, space: Space) -> Vec<Vec<[i64; 3]>> {
        let mut parts = self.parts(complement, space, |place| self.at(place) != label);
        let shape = self.shape.map(|n| n as i64);
        let padding = |place: &[i64; 3]| place.iter().zip(shape).any(|(&at, n)| at < 0 || at >= n);
        parts.retain(|part| !part.iter().any(padding));
        parts
    }

    /// Vertices − edges + faces − cubes: of closed voxels for 26 and 8, of the dual complex for 6 and 4.
    pub fn euler(&self, label: i64, connectivity: Connectivity, space: Space) -> i64 {
        let [nx, ny, nz] = self.shape.map(|n| n as i64);
        let mut chi = 0;
        for extent in 0..8i64 {
            let [ex, ey, ez] = [extent & 1, extent >> 1 & 1, extent >> 2 & 1];
            if space == Space::Plane && ez == 1 {
                continue;
            }
            // Each cell is named by the voxels around it: 1 + extent along each axis.
            for (z, y, x) in cells(nz + ez, ny + ey, nx + ex) {
                let around = (0..=ez)
                    .flat_map(|dz| (0..=ey).flat_map(move |dy| (0..=ex).map(move |dx| [x - dx, y - dy, z - dz])));
                let mut members = around.map(|place| self.at(place) == label);
                let directions = ex + ey + ez;
                if connectivity == Connectivity::Six {
                    // A cell of as many dimensions as directions, if all its voxels are set.
                    chi += i64::from(members.all(|set| set)) * sign(directions);
                } else {
                    // A cell of the closed complex, if any of the voxels around it is set.
                    let top = if space == Space::Plane { 2 } else { 3 };
                    chi += i64::from(members.any(|set| set)) * sign(top - directions);
                }
            }
        }
        chi
    }
}

pub fn summary(part: &[[i64; 3]]) -> Part {
    let first = part.iter().min_by_key(|[x, y, z]| (z, y, x)).unwrap();
    (part.len() as u64, first.map(|v| v as u32))
}

fn sign(dimension: i64) -> i64 {
    if dimension % 2 == 0 { 1 } else { -1 }
}

fn cells(nz: i64, ny: i64, nx: i64) -> impl Iterator<Item = (i64, i64, i64)> {
    (0..nz).flat_map(move |z| (0..ny).flat_map(move |y| (0..nx).map(move |x| (z, y, x))))
}

fn steps(connectivity: Connectivity, space: Space) -> Vec<[i64; 3]> {
    let axes: i64 = match connectivity {
        Connectivity::Six => 1,
        Connectivity::Eighteen => 2,
        Connectivity::TwentySix => 3,
    };
    // In a plane 18 and 26 are both 8.
    cells(3, 3, 3)
        .map(|(z, y, x)| [x - 1, y - 1, z - 1])
        .filter(|step| {
            (1..=axes).contains(&step.iter().map(|v| v.abs()).sum()) && (space == Space::Volume || step[2] == 0)
        })
        .collect()
}
