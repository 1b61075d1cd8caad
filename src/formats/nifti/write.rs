//! New label maps as NIfTI-1 in one compressed file.
//!
//! What is written is plain: little-endian, unscaled, in millimetres, one volume, sform and qform that agree, and the same
//! bytes for the same voxels on every machine. Nothing is ever written into a file that exists.

use std::fs::OpenOptions;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use flate2::{Compression, GzBuilder};

use super::datatype::Datatype;
use super::write_header::{self, Placed};
use crate::volume::{Geometry, Runs};

/// Why a label map cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteFault {
    #[error("the axis {axis} has {voxels} voxels, and a NIfTI-1 header can tell of {} at most", i16::MAX)]
    TooLong { axis: usize, voxels: u32 },
    #[error("the value {0} does not fit into {1}")]
    Value(i64, &'static str),
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// How voxels become numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WriteOptions {
    /// The value of voxels that no run holds.
    pub background: i64,
    /// The smallest type that holds all values, unless one is asked for.
    pub datatype: Option<Datatype>,
}

/// Writes a label map into a new file, whose name should end in `.nii.gz`.
///
/// # Errors
/// A file of this name exists, or cannot be written; a map that NIfTI-1 or the type cannot hold.
pub fn write_label_map(path: &Path, runs: &Runs, geometry: &Geometry, options: WriteOptions) -> Result<(), WriteFault> {
    // What cannot be written at all leaves no file behind.
    let datatype = datatype(runs, options)?;
    write_header::header(geometry, datatype)?;
    let file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let mut file = BufWriter::new(file);
    write_compressed(&mut file, runs, geometry, options)?;
    Ok(file.flush()?)
}

/// The bytes of the compressed file.
///
/// # Errors
/// As [`write_label_map`].
pub fn write_compressed(
    to: impl Write,
    runs: &Runs,
    geometry: &Geometry,
    options: WriteOptions,
) -> Result<(), WriteFault> {
    let datatype = datatype(runs, options)?;
    let header = write_header::header(geometry, datatype)?;
    // No name, no time, no system: equal voxels give equal bytes.
    let mut gzip = GzBuilder::new().mtime(0).operating_system(255).write(to, Compression::default());
    gzip.write_all(&header)?;
    write_voxels(&mut gzip, runs, options.background, datatype)?;
    gzip.finish()?;
    Ok(())
}

/// The geometry that a reader of the file will find: an affine in 32-bit floats.
pub fn as_written(geometry: &Geometry) -> Geometry {
    match Placed::new(geometry) {
        Placed::Affine { rows, .. } => Geometry::oriented(geometry.shape, rows),
        Placed::Nowhere => Geometry::unoriented(geometry.shape, geometry.spacing.map(write_header::rounded)),
    }
}

/// The type in which all values are written.
///
/// # Errors
/// A value that the type asked for cannot hold.
pub fn datatype(runs: &Runs, options: WriteOptions) -> Result<Datatype, WriteFault> {
    use Datatype::{I16, I32, I64, U8, U16, U32};
    let values = || runs.values().iter().copied().chain([options.background]);
    let fits = |datatype: Datatype| values().find(|&value| encode(value, datatype).is_none());
    match options.datatype {
        Some(asked) => fits(asked).map_or(Ok(asked), |value| Err(WriteFault::Value(value, asked.name()))),
        None => Ok([U8, I16, U16, I32, U32].into_iter().find(|&of| fits(of).is_none()).unwrap_or(I64)),
    }
}

fn write_voxels(to: &mut impl Write, runs: &Runs, background: i64, datatype: Datatype) -> Result<(), WriteFault> {
    let cell = |value: i64| encode(value, datatype).ok_or(WriteFault::Value(value, datatype.name()));
    let values: Vec<Vec<u8>> = runs.values().iter().map(|&value| cell(value)).collect::<Result<_, _>>()?;
    let background = cell(background)?;
    let [nx, ny, nz] = runs.shape();
    let empty_row = background.repeat(nx as usize);
    let mut row_bytes = Vec::with_capacity(empty_row.len());
    for z in 0..nz {
        let mut rows = runs.slice(z).peekable();
        for y in 0..ny {
            let Some(row) = rows.next_if(|row| row.y == y) else {
                to.write_all(&empty_row)?;
                continue;
            };
            row_bytes.clear();
            let mut at = 0;
            for run in row.runs.iter() {
                (at..run.start).for_each(|_| row_bytes.extend_from_slice(&background));
                let value = values.get(run.dense as usize).unwrap_or(&background);
                (run.start..run.end).for_each(|_| row_bytes.extend_from_slice(value));
                at = run.end;
            }
            (at..nx).for_each(|_| row_bytes.extend_from_slice(&background));
            to.write_all(&row_bytes)?;
        }
    }
    Ok(())
}

/// A value as bytes of a type; `None` if it does not fit exactly.
fn encode(value: i64, datatype: Datatype) -> Option<Vec<u8>> {
    let exact = |real: f64| (real as i128 == i128::from(value)).then_some(real);
    Some(match datatype {
        Datatype::U8 => u8::try_from(value).ok()?.to_le_bytes().to_vec(),
        Datatype::I8 => i8::try_from(value).ok()?.to_le_bytes().to_vec(),
        Datatype::U16 => u16::try_from(value).ok()?.to_le_bytes().to_vec(),
        Datatype::I16 => i16::try_from(value).ok()?.to_le_bytes().to_vec(),
        Datatype::U32 => u32::try_from(value).ok()?.to_le_bytes().to_vec(),
        Datatype::I32 => i32::try_from(value).ok()?.to_le_bytes().to_vec(),
        Datatype::U64 => u64::try_from(value).ok()?.to_le_bytes().to_vec(),
        Datatype::I64 => value.to_le_bytes().to_vec(),
        Datatype::F32 => {
            let single = value as f32;
            exact(f64::from(single))?;
            single.to_le_bytes().to_vec()
        }
        Datatype::F64 => exact(value as f64)?.to_le_bytes().to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{ReadOptions, read_label_map};
    use crate::volume::{Affine, RunsBuilder};

    fn map(values: [i64; 3]) -> Runs {
        let mut builder = RunsBuilder::new([5, 3, 2]);
        for (z, y, start, end, value) in [(0, 1, 1, 4, values[0]), (0, 1, 4, 5, values[1]), (1, 0, 0, 5, values[2])] {
            builder.push_run(z, y, start, end, value).unwrap();
        }
        builder.finish().unwrap()
    }

    /// Array axes left, posterior, superior.
    fn geometry() -> Geometry {
        let rows = [[-0.7, 0.0, 0.0, 90.0], [0.0, -0.8, 0.0, 40.5], [0.0, 0.0, 2.5, -120.0]];
        Geometry::oriented([5, 3, 2], Affine(rows))
    }

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let cases =
            [([1, 2, 3], "uint8"), ([1, 2, -3], "int16"), ([1, 2, 60_000], "uint16"), ([-1, 2, 60_000], "int32")];
        for (index, (values, datatype)) in cases.into_iter().enumerate() {
            let path = folder.path().join(format!("{index}.nii.gz"));
            let runs = map(values);
            write_label_map(&path, &runs, &geometry(), WriteOptions::default()).unwrap();
            let opened = read_label_map(&path, &ReadOptions::default());
            assert!(opened.faults.is_empty(), "{:?}", opened.faults);
            assert_eq!(opened.runs, Some(runs));
            assert_eq!(opened.geometry, Some(as_written(&geometry())));
            assert_eq!(opened.header.unwrap().datatype.unwrap().name(), datatype);
        }
    }

    #[test]
    fn equal_maps_are_equal_bytes() {
        let write = || {
            let mut bytes = Vec::new();
            write_compressed(&mut bytes, &map([1, 2, 3]), &geometry(), WriteOptions::default()).unwrap();
            bytes
        };
        assert_eq!(write(), write());
        // RFC 1952: no flags, no time, unknown system.
        assert_eq!(write()[..10], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
    }

    #[test]
    fn a_file_that_exists_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.nii.gz");
        std::fs::write(&path, "precious").unwrap();
        let refused = write_label_map(&path, &map([1, 2, 3]), &geometry(), WriteOptions::default());
        assert!(matches!(refused, Err(WriteFault::Io(reason)) if reason.kind() == io::ErrorKind::AlreadyExists));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "precious");
    }

    #[test]
    fn what_does_not_fit_is_refused_before_a_file_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.nii.gz");
        let options = WriteOptions { datatype: Some(Datatype::U8), ..WriteOptions::default() };
        let refused = write_label_map(&path, &map([1, 2, 256]), &geometry(), options);
        assert_eq!(refused.unwrap_err().to_string(), "the value 256 does not fit into uint8");
        let long = RunsBuilder::new([40_000, 1, 1]).finish().unwrap();
        let refused =
            write_label_map(&path, &long, &Geometry::unoriented([40_000, 1, 1], [1.0; 3]), WriteOptions::default());
        assert!(refused.unwrap_err().to_string().starts_with("the axis 0 has 40000 voxels"));
        assert!(!path.exists());
    }
}
