//! Reads one label map to runs.

use std::collections::BTreeMap;
use std::path::Path;

use super::ahead::ahead;
use super::fault::Fault;
use super::nifti::Header;
use super::nifti::bytes::ByteStream;
use super::nifti::open::open;
use super::nifti::sample::Decoder;
use super::nifti::scan::Scanner;
use crate::volume::runs_builder::{DEFAULT_BUDGET, RunsBuilder};
use crate::volume::{Geometry, Runs};

/// How to read a label map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadOptions {
    /// The value that is left out of the runs.
    pub background: i64,
    /// Memory for the runs, in bytes; a map that needs more gives [`Fault::TooManyRuns`]. A small file is allowed less:
    /// 12 MiB and fourteen times its size.
    pub budget: usize,
    /// Decode on a thread of its own while this one looks for runs. Pays for a single file; to read many, read several
    /// at a time instead.
    pub ahead: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        ReadOptions { background: 0, budget: DEFAULT_BUDGET, ahead: false }
    }
}

/// What a file gave. Every fault found is listed; what could be learnt in spite of them is there.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Opened {
    pub header: Option<Header>,
    /// Shape and placement, if the header describes a volume.
    pub geometry: Option<Geometry>,
    /// The voxels, if all of them are known and are labels.
    pub runs: Option<Runs>,
    /// Voxels of each label where [`Fault::TooManyRuns`] says that there are no runs.
    pub counts: Option<BTreeMap<i64, u64>>,
    pub faults: Vec<Fault>,
}

/// Reads a NIfTI label map, to its last byte.
pub fn read_label_map(path: &Path, options: &ReadOptions) -> Opened {
    let mut opened = Opened::default();
    match open(path, &mut opened.faults) {
        Err(fault) => opened.faults.push(fault),
        Ok(file) => {
            opened.geometry = file.header.geometry();
            if let Some(mut data) = file.data {
                read_voxels(&file.header, &mut data, options, &mut opened);
            }
            if let Some(fault) = file.beside.and_then(|mut header| header.finish().2) {
                opened.faults.push(fault);
                opened.runs = None;
            }
            opened.header = Some(file.header);
        }
    }
    opened
}

fn read_voxels(header: &Header, data: &mut ByteStream, options: &ReadOptions, opened: &mut Opened) {
    let (Some(shape), Some(datatype), Some(offset), Some(expected)) =
        (header.shape, header.datatype, header.data_offset, header.data_bytes())
    else {
        // Nothing can be made of the voxels; the stream around them is still looked at.
        opened.faults.extend(data.finish().2);
        return;
    };
    let decoder = Decoder { datatype, order: header.byte_order, scaling: header.scaling() };
    let file_bytes = usize::try_from(data.file_bytes()).unwrap_or(usize::MAX);
    let mut builder = RunsBuilder::with_budget(shape, options.budget.min(fair_budget(file_bytes)));
    // Room that stays unused is given back.
    builder.reserve(file_bytes.saturating_mul(RUNS_PER_FILE).min(8 << 20));
    let mut scanner = Scanner::new(decoder, shape, options.background, builder);
    let mut decode = |take: &mut dyn FnMut(&[u8])| {
        scan(data, offset, expected, decoder.width(), |bytes| {
            take(bytes);
            true
        })
    };
    let scanned = if options.ahead {
        ahead(decode, |bytes| scanner.feed(bytes))
    } else {
        decode(&mut |bytes| scanner.feed(bytes))
    };
    let found = match scanned {
        Ok(found) => found,
        // What a broken stream gave before it broke proves nothing about the values.
        Err(fault) => return opened.faults.push(fault),
    };
    let (extra, zeros, fault) = data.finish();
    let broken = fault.as_ref().is_some_and(Fault::prevents_map);
    opened.faults.extend(fault);
    if broken {
        return;
    }
    if extra > 0 {
        opened.faults.push(Fault::ExtraData { bytes: extra, zeros });
    }
    let (builder, values) = scanner.finish();
    opened.faults.extend(values);
    if found < expected {
        opened.faults.push(Fault::ShortData { expected, found });
    }
    let sound = !opened.faults.iter().any(Fault::prevents_map);
    match builder.finish() {
        Ok(runs) => opened.runs = sound.then_some(runs),
        Err(full) => {
            opened.faults.push(Fault::TooManyRuns { budget: full.budget });
            opened.counts = (sound && full.counts_complete).then_some(full.voxels);
        }
    }
}

/// Runs of real label maps take about five times the bytes of the compressed file.
const RUNS_PER_FILE: usize = 6;

/// Memory that a file of this size may ask for. A file that asks for more was made to ask for much.
fn fair_budget(file_bytes: usize) -> usize {
    file_bytes.saturating_mul(14).saturating_add(12 << 20)
}

/// Hands the data to `feed` as whole voxels until it returns false, and gives the bytes that were there, at most
/// `expected`.
pub(super) fn scan(
    data: &mut ByteStream,
    offset: u64,
    expected: u64,
    width: usize,
    mut feed: impl FnMut(&[u8]) -> bool,
) -> Result<u64, Fault> {
    data.skip(offset.saturating_sub(data.position()))?;
    let mut found = 0;
    while found < expected {
        let ready = data.peek(width)?;
        let left = usize::try_from(expected - found).unwrap_or(usize::MAX);
        let whole = ready.len().min(left) / width * width;
        if whole == 0 {
            // A part of a voxel at the end of the file.
            found += ready.len() as u64;
            break;
        }
        let wanted = feed(ready.get(..whole).unwrap_or_default());
        data.consume(whole);
        found += whole as u64;
        if !wanted {
            break;
        }
    }
    Ok(found)
}
