//! What reading a label file to its end gave, without its voxels: all that the built-in checks need.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::cache::{Key, KeyMaker, Session};
use crate::formats::{Fault, Opened, OpenedHeader, ReadOptions, read_header, read_label_map};
use crate::volume::LabelValue;

use super::super::digest;

/// Facts about a label file that is sound. They hold for its content and the background, whatever it is called.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct LayerFacts {
    pub values: Vec<LabelValue>,
    /// A hash over the runs.
    pub digest: [u8; 32],
    behind: Vec<Behind>,
}

/// The faults of the voxel data that leave the voxels known. Those of the header are found again each time, so that no
/// text of a header is ever kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Behind {
    Garbage { at: u64, bytes: u64 },
    Data { bytes: u64, zeros: bool },
}

/// Raised when label files come to be read in another way, or their facts are kept in another form.
const VERSION: u32 = 1;

impl LayerFacts {
    fn of(opened: &Opened) -> Option<LayerFacts> {
        let runs = opened.runs.as_ref()?;
        let behind = opened.faults.iter().filter_map(|fault| match *fault {
            Fault::TrailingGarbage { at, bytes } => Some(Behind::Garbage { at, bytes }),
            Fault::ExtraData { bytes, zeros } => Some(Behind::Data { bytes, zeros }),
            _ => None,
        });
        Some(LayerFacts { values: runs.label_values(), digest: digest::of_runs(runs), behind: behind.collect() })
    }

    pub fn voxels(&self) -> u64 {
        self.values.iter().map(|label| label.voxels).sum()
    }
}

/// A label file as far as it had to be read.
pub(super) struct Read {
    /// With runs only if the voxels were read.
    pub opened: Opened,
    /// If the voxels are known and are labels.
    pub facts: Option<LayerFacts>,
    /// What the file holds, if that is known without a doubt.
    pub content: Option<Key>,
}

/// Reads a label file to its end, or, if that was done before, no further than its header.
pub(super) fn read(path: &Path, background: i64, session: &Session<'_>) -> Read {
    let content = session.content(path).map(|content| key(&content, background));
    if let Some(known) = content.and_then(|content| session.get::<LayerFacts>(&content)) {
        let OpenedHeader { header, faults } = read_header(path);
        let opened = header.map(|header| Opened {
            geometry: header.geometry(),
            header: Some(header),
            faults: faults.into_iter().chain(known.behind.iter().map(Behind::fault)).collect(),
            ..Opened::default()
        });
        if let Some(opened) = opened {
            return Read { opened, facts: Some(known), content };
        }
        session.doubt();
    }
    let opened = read_voxels(path, background, session);
    let facts = LayerFacts::of(&opened);
    // Of a pair the other file may change by itself.
    let content = content.filter(|_| opened.header.as_ref().is_some_and(|header| header.single));
    if let (Some(content), Some(facts)) = (&content, &facts) {
        session.learn(content, facts);
    }
    Read { opened, facts, content }
}

/// Reads a label file to its end.
pub(super) fn read_voxels(path: &Path, background: i64, session: &Session<'_>) -> Opened {
    session.decodes();
    read_label_map(path, &ReadOptions { background, ..ReadOptions::default() })
}

fn key(content: &Key, background: i64) -> Key {
    KeyMaker::new("label file").value(&VERSION).part(content.0).value(&background).finish()
}

impl Behind {
    fn fault(&self) -> Fault {
        match *self {
            Behind::Garbage { at, bytes } => Fault::TrailingGarbage { at, bytes },
            Behind::Data { bytes, zeros } => Fault::ExtraData { bytes, zeros },
        }
    }
}
