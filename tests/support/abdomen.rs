//! A small abdomen made of ellipsoids: liver with a tumour, two kidneys, and the CT they were drawn on.
//!
//! 64 × 56 × 40 voxels of 2 × 2 × 3 mm. The first array axis runs to the patient's left and the second to the back, as
//! in most files converted from DICOM, so that an array index is never a patient side.

use std::sync::LazyLock;

use super::nifti_writer::{Datatype, Header};

pub const SHAPE: [usize; 3] = [64, 56, 40];
pub const AFFINE: [[f64; 4]; 3] = [[-2.0, 0.0, 0.0, 63.0], [0.0, -2.0, 0.0, 55.0], [0.0, 0.0, 3.0, -58.5]];

pub const LIVER: i64 = 1;
pub const KIDNEY_RIGHT: i64 = 2;
pub const KIDNEY_LEFT: i64 = 3;
pub const TUMOUR: i64 = 4;

/// Numbers on a grid, first axis fastest.
#[derive(Debug, Clone, PartialEq)]
pub struct Volume {
    pub shape: [usize; 3],
    pub values: Vec<f64>,
}

/// A body part: label, centre and radii in RAS millimetres, and its density in the CT.
struct Organ {
    label: i64,
    centre: [f64; 3],
    radii: [f64; 3],
    hounsfield: f64,
}

const ORGANS: [Organ; 4] = [
    Organ { label: LIVER, centre: [26.0, 8.0, 25.0], radii: [30.0, 26.0, 26.0], hounsfield: 110.0 },
    Organ { label: KIDNEY_RIGHT, centre: [28.0, -30.0, -20.0], radii: [12.0, 11.0, 22.0], hounsfield: 180.0 },
    Organ { label: KIDNEY_LEFT, centre: [-28.0, -30.0, -14.0], radii: [12.0, 11.0, 22.0], hounsfield: 185.0 },
    Organ { label: TUMOUR, centre: [30.0, 10.0, 28.0], radii: [9.0, 9.0, 9.0], hounsfield: 65.0 },
];

pub fn labels() -> Volume {
    static LABELS: LazyLock<Volume> = LazyLock::new(|| draw(0.0, |organ| organ.label as f64));
    LABELS.clone()
}

/// Hounsfield units with a fixed texture of −7 to 8; fat around the organs.
pub fn image() -> Volume {
    static IMAGE: LazyLock<Volume> = LazyLock::new(|| {
        let mut volume = draw(-90.0, |organ| organ.hounsfield);
        for (index, value) in volume.values.iter_mut().enumerate() {
            let scrambled = (index as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 60;
            *value += scrambled as f64 - 7.0;
        }
        volume
    });
    IMAGE.clone()
}

pub fn label_header() -> Header {
    Header::new(Datatype::U8, SHAPE, AFFINE)
}

pub fn image_header() -> Header {
    Header::new(Datatype::I16, SHAPE, AFFINE)
}

fn draw(background: f64, value: impl Fn(&Organ) -> f64) -> Volume {
    let mut volume = Volume { shape: SHAPE, values: vec![background; SHAPE.iter().product()] };
    for organ in &ORGANS {
        volume.edit(|voxel, old| {
            let point = world(voxel);
            let far: f64 = (0..3).map(|a| ((point[a] - organ.centre[a]) / organ.radii[a]).powi(2)).sum();
            if far <= 1.0 { value(organ) } else { old }
        });
    }
    volume
}

/// RAS millimetres of a voxel centre.
pub fn world(voxel: [usize; 3]) -> [f64; 3] {
    let [i, j, k] = voxel.map(|n| n as f64);
    AFFINE.map(|[a, b, c, d]| a * i + b * j + c * k + d)
}

impl Volume {
    /// Replaces every value by what the function makes of its voxel and its old value.
    pub fn edit(&mut self, change: impl Fn([usize; 3], f64) -> f64) {
        let [nx, ny, _] = self.shape;
        for (index, value) in self.values.iter_mut().enumerate() {
            *value = change([index % nx, index / nx % ny, index / (nx * ny)], *value);
        }
    }

    /// Sets a box of voxels, both corners included.
    pub fn fill(&mut self, low: [usize; 3], high: [usize; 3], new: f64) {
        self.edit(|voxel, old| if (0..3).all(|a| (low[a]..=high[a]).contains(&voxel[a])) { new } else { old });
    }

    pub fn get(&self, voxel: [usize; 3]) -> f64 {
        let [nx, ny, _] = self.shape;
        self.values[voxel[0] + nx * (voxel[1] + ny * voxel[2])]
    }

    /// The same body on a grid with other axes: new axis `a` is the old axis `order[a]`, reversed where `flip[a]`.
    /// Returns the affine that keeps every voxel where it is in the patient.
    pub fn reorient(&self, affine: [[f64; 4]; 3], order: [usize; 3], flip: [bool; 3]) -> (Volume, [[f64; 4]; 3]) {
        let shape = order.map(|axis| self.shape[axis]);
        let old = |new: [usize; 3]| {
            let mut voxel = [0; 3];
            for axis in 0..3 {
                voxel[order[axis]] = if flip[axis] { shape[axis] - 1 - new[axis] } else { new[axis] };
            }
            voxel
        };
        let mut out = Volume { shape, values: vec![0.0; self.values.len()] };
        out.edit(|voxel, _| self.get(old(voxel)));
        let start = old([0; 3]).map(|n| n as f64);
        let moved = affine.map(|row| {
            let mut new = [0.0, 0.0, 0.0, row[3]];
            for axis in 0..3 {
                new[axis] = if flip[axis] { -row[order[axis]] } else { row[order[axis]] };
                new[3] += row[axis] * start[axis];
            }
            new
        });
        (out, moved)
    }
}
