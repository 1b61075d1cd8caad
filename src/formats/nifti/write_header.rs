//! The header of a new NIfTI-1 file.

use super::datatype::Datatype;
use super::write::WriteFault;
use crate::volume::vector::{Vector, norm, scaled};
use crate::volume::{Affine, Geometry};

/// Bytes before the voxels: the header, and four that say there are no extensions.
const OFFSET: usize = 352;

/// Aligned coordinates of some space that is not said: what a synthetic or converted map has.
const SCANNER: i16 = 1;

/// Millimetres, no time.
const UNITS: u8 = 2;

/// Header and extension flag.
pub fn header(geometry: &Geometry, datatype: Datatype) -> Result<Vec<u8>, WriteFault> {
    let mut bytes = vec![0; OFFSET];
    let mut put = |at: usize, field: &[u8]| {
        if let Some(slot) = bytes.get_mut(at..at + field.len()) {
            slot.copy_from_slice(field);
        }
    };
    put(0, &348i32.to_le_bytes());
    put(38, b"r");
    put(40, &3i16.to_le_bytes());
    for (axis, &voxels) in geometry.shape.iter().enumerate() {
        let side = i16::try_from(voxels).map_err(|_| WriteFault::TooLong { axis, voxels })?;
        put(42 + 2 * axis, &side.to_le_bytes());
    }
    (4..8).for_each(|axis| put(40 + 2 * axis, &1i16.to_le_bytes()));
    put(70, &datatype.code().to_le_bytes());
    put(72, &datatype.bits().to_le_bytes());
    put(108, &(OFFSET as f32).to_le_bytes());
    put(112, &1f32.to_le_bytes());
    put(123, &[UNITS]);
    put(344, b"n+1\0");

    let mut qfac = 1.0;
    let mut spacing = geometry.spacing;
    if let Placed::Affine { rows: affine, quaternion } = Placed::new(geometry) {
        spacing = affine.column_norms();
        put(254, &SCANNER.to_le_bytes());
        for (row, at) in affine.0.iter().zip([280, 296, 312]) {
            row.iter().enumerate().for_each(|(column, &entry)| put(at + 4 * column, &(entry as f32).to_le_bytes()));
        }
        if let Some((parts, handed)) = quaternion {
            qfac = handed;
            put(252, &SCANNER.to_le_bytes());
            let reals = parts.into_iter().chain(affine.origin());
            reals.enumerate().for_each(|(index, real)| put(256 + 4 * index, &(real as f32).to_le_bytes()));
        }
    }
    let sizes = [qfac].into_iter().chain(spacing).chain([1.0; 4]);
    sizes.enumerate().for_each(|(index, size)| put(76 + 4 * index, &(size as f32).to_le_bytes()));
    Ok(bytes)
}

/// Where voxels lie, as far as 32-bit floats tell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Placed {
    Affine {
        rows: Affine,
        /// b, c, d and qfac. `None`: the axes are not at right angles, which no quaternion can say.
        quaternion: Option<([f64; 3], f64)>,
    },
    Nowhere,
}

impl Placed {
    pub fn new(geometry: &Geometry) -> Placed {
        match geometry.affine {
            Some(affine) => {
                let rows = Affine(affine.0.map(|row| row.map(rounded)));
                Placed::Affine { rows, quaternion: quaternion(&rows) }
            }
            None => Placed::Nowhere,
        }
    }
}

/// A number as a 32-bit header keeps it.
pub fn rounded(number: f64) -> f64 {
    f64::from(number as f32)
}

/// b, c and d of the rotation of an affine, and its handedness; `None` if it shears. The method of `nifti_mat44_to_quatern`
/// in `nifti1_io.c`: the largest of the four parts is computed first, so that nothing is divided by a small number.
fn quaternion(affine: &Affine) -> Option<([f64; 3], f64)> {
    let unit = |column: Vector| scaled(column, 1.0 / norm(column));
    let [x, y, z] = affine.columns().map(unit);
    let handed = affine.determinant().signum();
    let z = scaled(z, handed);
    let straight = |a: Vector, b: Vector| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>().abs() < 1e-5;
    if !(straight(x, y) && straight(y, z) && straight(x, z)) {
        return None;
    }
    let ([r11, r21, r31], [r12, r22, r32], [r13, r23, r33]) = (x, y, z);
    // 4a², 4b², 4c², 4d².
    let squares = [1.0 + r11 + r22 + r33, 1.0 + r11 - r22 - r33, 1.0 + r22 - r11 - r33, 1.0 + r33 - r11 - r22];
    let [a, b, c, d] = squares.map(|square| square.max(0.0).sqrt() / 2.0);
    let parts = if squares[0] > 1.0 {
        [(r32 - r23) / (4.0 * a), (r13 - r31) / (4.0 * a), (r21 - r12) / (4.0 * a)]
    } else {
        // a is not negative: the other parts take the sign that makes it so.
        let (parts, of_a) = if b >= c && b >= d {
            ([b, (r12 + r21) / (4.0 * b), (r13 + r31) / (4.0 * b)], r32 - r23)
        } else if c >= d {
            ([(r12 + r21) / (4.0 * c), c, (r23 + r32) / (4.0 * c)], r13 - r31)
        } else {
            ([(r13 + r31) / (4.0 * d), (r23 + r32) / (4.0 * d), d], r21 - r12)
        };
        if of_a < 0.0 { parts.map(|part| -part) } else { parts }
    };
    Some((parts, handed))
}
