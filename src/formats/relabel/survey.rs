//! Which values a label map holds, read to its last byte before anything is written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::formats::label_map::scan;
use crate::formats::nifti::Header;
use crate::formats::nifti::datatype::Datatype;
use crate::formats::nifti::open::open;
use crate::formats::nifti::sample::{Decoder, Sample};
use crate::formats::{Fault, ReadOptions, read_label_map};

/// A label map that is sound, and the values it holds.
#[derive(Debug, Clone)]
pub struct Surveyed {
    pub header: Header,
    pub header_file: PathBuf,
    /// The same file, unless header and data are a pair.
    pub data_file: PathBuf,
    pub datatype: Datatype,
    /// Voxels of each value.
    pub values: BTreeMap<i64, u64>,
    pub(super) decoder: Decoder,
    pub(super) data_offset: u64,
    pub(super) data_bytes: u64,
}

/// More values than these are those of an image, not of labels.
const MOST_VALUES: usize = 1 << 16;

/// Reads a NIfTI label map to its end and counts the voxels of each value.
///
/// # Errors
///
/// Everything that is wrong with the file, if its voxels cannot be known or are no labels.
pub fn survey(path: &Path) -> Result<Surveyed, Vec<Fault>> {
    // What is wrong with values is told by the reader of label maps, with places.
    let refused = |fault: Option<Fault>| {
        let mut faults = read_label_map(path, &ReadOptions::default()).faults;
        faults.retain(Fault::prevents_map);
        faults.extend(fault.filter(|_| faults.is_empty()));
        faults
    };
    let mut faults = Vec::new();
    let file = open(path, &mut faults).map_err(|fault| vec![fault])?;
    if faults.iter().any(Fault::prevents_map) {
        return Err(faults);
    }
    let header = file.header;
    let (Some(datatype), Some(data_offset), Some(data_bytes)) =
        (header.datatype, header.data_offset, header.data_bytes())
    else {
        return Err(refused(None));
    };
    let (Some(mut data), Some(data_file)) = (file.data, file.data_file) else { return Err(refused(None)) };
    let decoder = Decoder { datatype, order: header.byte_order, scaling: header.scaling() };
    let width = decoder.width();
    let mut values: BTreeMap<i64, u64> = BTreeMap::new();
    let mut sound = true;
    let found = scan(&mut data, data_offset, data_bytes, width, |bytes| {
        for run in bytes.chunks_exact(width).collect::<Vec<_>>().chunk_by(|a, b| a == b) {
            match run.first().map(|voxel| decoder.label(voxel)) {
                Some(Sample::Label(value)) => *values.entry(value).or_default() += run.len() as u64,
                _ => sound = false,
            }
        }
        sound &= values.len() <= MOST_VALUES;
        sound
    });
    let end = data.finish().2.filter(Fault::prevents_map);
    let beside = file.beside.and_then(|mut header| header.finish().2).filter(Fault::prevents_map);
    match (found, end.or(beside)) {
        (Ok(found), None) if sound && found == data_bytes => {}
        (Ok(found), None) if sound => return Err(refused(Some(Fault::ShortData { expected: data_bytes, found }))),
        (Err(fault), _) | (_, Some(fault)) => return Err(refused(Some(fault))),
        _ => return Err(refused(Some(Fault::TooManyRuns { budget: MOST_VALUES }))),
    }
    let header_file = file.header_file;
    Ok(Surveyed { header, header_file, data_file, datatype, values, decoder, data_offset, data_bytes })
}
