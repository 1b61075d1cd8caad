//! Writes a label map anew with other values: new files beside the old ones, with the same header, extensions, byte order and
//! compression.

mod encode;
mod output;
mod patch;
mod survey;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Fault;
use super::nifti::bytes::ByteStream;
use super::nifti::datatype::Datatype;
use super::nifti::open::regular_file;
use encode::Encoder;
use output::Output;
pub use survey::{Surveyed, survey};

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file, or the two files of a pair.
    pub files: Vec<PathBuf>,
    /// Old and new type of data, where the new values do not fit the old one.
    pub widened: Option<(Datatype, Datatype)>,
}

/// Why nothing was written.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RelabelError {
    #[error("{0}")]
    Read(Fault),
    #[error("`{}` exists already", path.display())]
    Exists { path: PathBuf },
    #[error("`{}` cannot be written: {reason}", path.display())]
    Write { path: PathBuf, reason: String },
    /// A value without a new one; the survey has seen none such, so that the file has changed in between.
    #[error("the file has changed while it was read")]
    Changed,
}

/// Writes a label map, with each value replaced, to a folder under the names of its files. No file that exists is touched: not
/// the label map itself, whatever links lead to it, and no other.
///
/// The header stays as it is but for the type of data, if the new values do not fit it, and the scaling, which becomes 1 where
/// there was another. Bytes between header and data, and behind the data, are kept.
///
/// # Errors
///
/// What cannot be read or written; nothing is left behind then.
pub fn relabel(map: &Surveyed, values: &BTreeMap<i64, i64>, folder: &Path) -> Result<Written, RelabelError> {
    let new: Vec<i64> = map.values.keys().filter_map(|value| values.get(value)).copied().collect();
    let datatype = encode::fitting(map.datatype, &new);
    let mut outputs = Vec::new();
    let result = write(map, values, folder, datatype, &mut outputs);
    if let Err(error) = result {
        outputs.into_iter().for_each(Output::discard);
        return Err(error);
    }
    let files = outputs.iter().map(|output| output.path().to_owned()).collect();
    for output in outputs {
        output.finish()?;
    }
    let widened = (datatype != map.datatype).then_some((map.datatype, datatype));
    Ok(Written { files, widened })
}

fn write(
    map: &Surveyed,
    values: &BTreeMap<i64, i64>,
    folder: &Path,
    datatype: Datatype,
    outputs: &mut Vec<Output>,
) -> Result<(), RelabelError> {
    let mut stream = open(&map.header_file)?;
    outputs.push(Output::new(&map.header_file, folder, stream.is_gzip())?);
    let mut head = take(&mut stream, map.header.version.header_bytes() as u64)?;
    patch::header(&mut head, &map.header, datatype);
    put(outputs, &head)?;
    if map.data_file != map.header_file {
        copy_rest(&mut stream, outputs)?;
        stream = open(&map.data_file)?;
        outputs.push(Output::new(&map.data_file, folder, stream.is_gzip())?);
    }
    let before = map.data_offset.saturating_sub(stream.position());
    copy(&mut stream, before, outputs)?;
    let mut encoder = Encoder::new(map.decoder, datatype, values);
    let mut left = map.data_bytes;
    let width = map.decoder.width();
    let mut encoded = Vec::new();
    while left > 0 {
        let ready = stream.peek(width).map_err(RelabelError::Read)?;
        let whole = ready.len().min(usize::try_from(left).unwrap_or(usize::MAX)) / width * width;
        let Some(voxels) = ready.get(..whole).filter(|voxels| !voxels.is_empty()) else {
            return Err(RelabelError::Changed);
        };
        encoded.clear();
        encoder.voxels(voxels, &mut encoded).ok_or(RelabelError::Changed)?;
        stream.consume(whole);
        left = left.saturating_sub(whole as u64);
        put(outputs, &encoded)?;
    }
    copy_rest(&mut stream, outputs)
}

fn open(path: &Path) -> Result<ByteStream, RelabelError> {
    regular_file(path).and_then(ByteStream::new).map_err(RelabelError::Read)
}

/// The next bytes of a file, all of them.
fn take(stream: &mut ByteStream, count: u64) -> Result<Vec<u8>, RelabelError> {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let bytes = stream.collect(count).map_err(RelabelError::Read)?;
    if bytes.len() == count { Ok(bytes) } else { Err(RelabelError::Changed) }
}

fn copy(stream: &mut ByteStream, count: u64, outputs: &mut [Output]) -> Result<(), RelabelError> {
    let mut left = count;
    while left > 0 {
        let ready = stream.peek(1).map_err(RelabelError::Read)?;
        let part = ready.get(..ready.len().min(usize::try_from(left).unwrap_or(usize::MAX))).unwrap_or_default();
        if part.is_empty() {
            return Err(RelabelError::Changed);
        }
        let taken = part.len();
        put(outputs, part)?;
        stream.consume(taken);
        left -= taken as u64;
    }
    Ok(())
}

fn copy_rest(stream: &mut ByteStream, outputs: &mut [Output]) -> Result<(), RelabelError> {
    loop {
        let ready = stream.peek(1).map_err(RelabelError::Read)?;
        if ready.is_empty() {
            return Ok(());
        }
        let taken = ready.len();
        put(outputs, ready)?;
        stream.consume(taken);
    }
}

/// Writes to the file that was begun last.
fn put(outputs: &mut [Output], bytes: &[u8]) -> Result<(), RelabelError> {
    outputs.last_mut().map_or(Ok(()), |output| output.write(bytes))
}
