//! Label maps written anew with other values: what changes, what stays byte for byte, and what is never touched.

#![expect(clippy::unwrap_used, reason = "a test reports what is missing by panicking")]
#![expect(clippy::indexing_slicing, reason = "a missing byte fails the test")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

use voxlint::formats::relabel::{RelabelError, relabel, survey};

#[allow(dead_code, clippy::expect_used, reason = "these tests need few of its parts, and it may panic")]
#[path = "support/nifti_writer.rs"]
mod nifti_writer;

use nifti_writer::{Datatype, Header, Order, Version};

const VOXELS: [f64; 24] =
    [0., 0., 0., 1., 1., 2., 2., 2., 0., 3., 3., 0., 1., 1., 1., 5., 5., 0., 0., 0., 7., 7., 7., 0.];

const TYPES: [Datatype; 10] = [
    Datatype::U8,
    Datatype::I8,
    Datatype::I16,
    Datatype::U16,
    Datatype::I32,
    Datatype::U32,
    Datatype::I64,
    Datatype::U64,
    Datatype::F32,
    Datatype::F64,
];

fn values(pairs: &[(i64, i64)]) -> BTreeMap<i64, i64> {
    pairs.iter().copied().collect()
}

/// An oblique grid with names in an extension.
fn header(datatype: Datatype) -> Header {
    let mut header = Header::new(datatype, [4, 3, 2], [[0.8, 0.1, 0., -3.], [-0.1, 0.8, 0., 4.], [0., 0., 2.5, 9.]]);
    header.extensions.push((0, b"<Label Key=\"1\">liver</Label>".to_vec(), None));
    header.descrip = "drawn by hand".to_owned();
    header
}

fn voxels(header: &Header, values: &[f64]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for value in values {
        let mut one = match header.datatype {
            Datatype::U8 => vec![*value as u8],
            Datatype::I8 => vec![*value as i8 as u8],
            Datatype::I16 => (*value as i16).to_le_bytes().to_vec(),
            Datatype::U16 => (*value as u16).to_le_bytes().to_vec(),
            Datatype::I32 => (*value as i32).to_le_bytes().to_vec(),
            Datatype::U32 => (*value as u32).to_le_bytes().to_vec(),
            Datatype::I64 => (*value as i64).to_le_bytes().to_vec(),
            Datatype::U64 => (*value as u64).to_le_bytes().to_vec(),
            Datatype::F32 => (*value as f32).to_le_bytes().to_vec(),
            Datatype::F64 => value.to_le_bytes().to_vec(),
        };
        if header.order == Order::Big {
            one.reverse();
        }
        bytes.append(&mut one);
    }
    bytes
}

fn put(path: &Path, bytes: &[u8]) {
    let packed = path.extension().is_some_and(|ending| ending == "gz");
    let content = if packed {
        let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    } else {
        bytes.to_vec()
    };
    fs::write(path, content).unwrap();
}

/// The decoded bytes of a file, and whether it is packed.
fn content(path: &Path) -> (Vec<u8>, bool) {
    let bytes = fs::read(path).unwrap();
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return (bytes, false);
    }
    let mut decoded = Vec::new();
    MultiGzDecoder::new(&bytes[..]).read_to_end(&mut decoded).unwrap();
    (decoded, true)
}

fn convert(path: &Path, pairs: &[(i64, i64)], folder: &Path) -> Vec<PathBuf> {
    let written = relabel(&survey(path).unwrap(), &values(pairs), folder).unwrap();
    assert_eq!(written.widened, None);
    written.files
}

const THERE: [(i64, i64); 6] = [(0, 0), (1, 2), (2, 1), (3, 100), (5, 3), (7, 7)];
const BACK: [(i64, i64); 6] = [(0, 0), (2, 1), (1, 2), (100, 3), (3, 5), (7, 7)];

/// Ten types of data, both byte orders, both versions, single files and pairs, packed and plain.
#[test]
fn there_and_back_is_the_same_byte_for_byte() {
    let mut compared = 0;
    for datatype in TYPES {
        for order in [Order::Little, Order::Big] {
            for version in [Version::One, Version::Two] {
                for ending in ["nii", "nii.gz", "img", "img.gz"] {
                    let folder = tempfile::tempdir().unwrap();
                    let header = Header { version, order, ..header(datatype) };
                    let data = voxels(&header, &VOXELS);
                    let path = folder.path().join(format!("a.{ending}"));
                    let pair = ending.starts_with("img");
                    if pair {
                        put(&folder.path().join(format!("a.{}", ending.replace("img", "hdr"))), &header.bytes(true));
                        put(&path, &data);
                    } else {
                        put(&path, &[header.bytes(false), data.clone(), b"behind".to_vec()].concat());
                    }
                    let (there, back) = (folder.path().join("there"), folder.path().join("back"));
                    let first = convert(&path, &THERE, &there);
                    let second = convert(&first[0], &BACK, &back);
                    assert_eq!(first.len(), if pair { 2 } else { 1 });
                    for file in &second {
                        let original = folder.path().join(file.file_name().unwrap());
                        assert_eq!(content(file), content(&original), "{datatype:?} {order:?} {version:?} {ending}");
                        compared += 1;
                    }
                    let expected: Vec<f64> = VOXELS.iter().map(|v| values(&THERE)[&(*v as i64)] as f64).collect();
                    let (bytes, _) = content(first.last().unwrap());
                    let data = voxels(&header, &expected);
                    let start = bytes.len() - data.len() - if pair { 0 } else { 6 };
                    assert_eq!(bytes[start..start + data.len()], data[..]);
                }
            }
        }
    }
    assert_eq!(compared, 10 * 2 * 2 * (2 + 4));
}

#[test]
fn values_that_do_not_fit_widen_the_type_of_data_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.nii");
    let header = header(Datatype::U8);
    put(&path, &[header.bytes(false), voxels(&header, &VOXELS)].concat());
    let pairs = [(0, 0), (1, 300), (2, 2), (3, 3), (5, 5), (7, 7)];
    let written = relabel(&survey(&path).unwrap(), &values(&pairs), &folder.path().join("out")).unwrap();
    let names = written.widened.map(|(old, new)| (old.name(), new.name()));
    assert_eq!(names, Some(("uint8", "int16")));
    let (old, new) = (content(&path).0, content(&written.files[0]).0);
    let head = old.len() - VOXELS.len();
    let differing: Vec<usize> = (0..head).filter(|at| old[*at] != new[*at]).collect();
    assert_eq!(differing, [70, 72], "datatype and bitpix alone");
    assert_eq!(new.len(), head + 2 * VOXELS.len());
    assert_eq!(new[head + 6..head + 8], 300i16.to_le_bytes());
}

#[test]
fn scaled_values_are_written_with_a_slope_of_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.nii");
    // Stored 0..7, meant 10 + 2 * stored.
    let header = Header { slope: 2.0, inter: 10.0, ..header(Datatype::I16) };
    put(&path, &[header.bytes(false), voxels(&header, &VOXELS)].concat());
    let surveyed = survey(&path).unwrap();
    assert_eq!(surveyed.values.keys().copied().collect::<Vec<_>>(), [10, 12, 14, 16, 20, 24]);
    let pairs = [(10, 0), (12, 1), (14, 2), (16, 3), (20, 4), (24, 5)];
    let written = relabel(&surveyed, &values(&pairs), &folder.path().join("out")).unwrap();
    let again = survey(&written.files[0]).unwrap();
    assert_eq!((again.header.slope, again.header.inter), (1.0, 0.0));
    assert_eq!(again.values, BTreeMap::from([(0, 9), (1, 5), (2, 3), (3, 2), (4, 2), (5, 3)]));
    assert_eq!(again.header.affine, surveyed.header.affine);
}

#[test]
fn nothing_that_exists_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.nii.gz");
    let header = header(Datatype::U8);
    put(&path, &[header.bytes(false), voxels(&header, &VOXELS)].concat());
    let before = fs::read(&path).unwrap();
    let refused = |result: Result<_, RelabelError>| match result {
        Err(RelabelError::Exists { path }) => path,
        other => panic!("{other:?}"),
    };
    let map = survey(&path).unwrap();
    let other = folder.path().join("other");
    fs::create_dir(&other).unwrap();
    assert_eq!(refused(relabel(&map, &values(&THERE), folder.path())), path);
    #[cfg(unix)]
    {
        // A link to the label map, one that leads nowhere, and a folder that is a link.
        std::os::unix::fs::symlink(&path, other.join("a.nii.gz")).unwrap();
        refused(relabel(&map, &values(&THERE), &other));
        fs::remove_file(other.join("a.nii.gz")).unwrap();
        std::os::unix::fs::symlink("nowhere", other.join("a.nii.gz")).unwrap();
        refused(relabel(&map, &values(&THERE), &other));
        assert!(!other.join("nowhere").exists());
        std::os::unix::fs::symlink(folder.path(), folder.path().join("same")).unwrap();
        refused(relabel(&map, &values(&THERE), &folder.path().join("same")));
        // The label map by way of a link, into the folder where it lies itself.
        let link = folder.path().join("link.nii.gz");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        let written = relabel(&survey(&link).unwrap(), &values(&THERE), &folder.path().join("out")).unwrap();
        assert_eq!(written.files, [folder.path().join("out/link.nii.gz")]);
    }
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_file_that_changes_meanwhile_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.nii");
    let header = header(Datatype::U8);
    put(&path, &[header.bytes(false), voxels(&header, &VOXELS)].concat());
    let map = survey(&path).unwrap();
    let out = folder.path().join("out");
    // A value without a new one, and a file that has become shorter.
    assert_eq!(relabel(&map, &values(&[(0, 0)]), &out), Err(RelabelError::Changed));
    put(&path, &header.bytes(false));
    assert_eq!(relabel(&map, &values(&THERE), &out), Err(RelabelError::Changed));
    assert_eq!(fs::read_dir(&out).unwrap().count(), 0);
}

#[test]
fn damaged_files_and_images_are_not_surveyed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.nii.gz");
    let header = header(Datatype::F32);
    let mut halves = VOXELS;
    halves[3] = 0.5;
    put(&path, &[header.bytes(false), voxels(&header, &halves)].concat());
    assert!(survey(&path).unwrap_err().iter().all(|fault| fault.prevents_map()));
    put(&path, &[header.bytes(false), voxels(&header, &VOXELS)].concat());
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 6]).unwrap();
    assert!(!survey(&path).unwrap_err().is_empty());
    assert!(!survey(&folder.path().join("none.nii")).unwrap_err().is_empty());
}
