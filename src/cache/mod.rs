//! What earlier runs learnt of files, kept between runs. Knows nothing of what is kept: entries are bytes under keys.
//!
//! ```text
//! FOLDER/CACHEDIR.TAG          tells backup programs to leave the folder out
//! FOLDER/v1/ab/cdef...         one entry; the name is its key, a SHA-256
//! ```
//!
//! Every entry is written beside its place and moved there, so that runs at the same time never see half of one. An entry
//! that is damaged, or of another version, is no entry. Nothing here is ever needed for a correct result: a folder that
//! cannot be read or written costs time, and is said once.

mod entry;
mod folder;
mod key;
mod session;
mod stamp;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use key::{Key, KeyMaker};
pub use session::Session;
pub use stamp::Stamp;

/// Bytes of one entry, at most. What needs more is not kept.
const LARGEST: usize = 16 << 20;

/// By what a file is known to be unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Trust {
    /// Its size, times and inode are those of the last time.
    #[default]
    Stamp,
    /// Its bytes are: every file is hashed.
    Content,
}

/// The entries in a folder, or none at all.
#[derive(Debug, Default)]
pub struct Cache {
    folder: Option<PathBuf>,
    trust: Trust,
    counts: Counts,
    written: AtomicU64,
    trouble: OnceLock<String>,
}

/// What a run needed of files, so far.
#[derive(Debug, Default)]
struct Counts {
    decoded: AtomicU64,
    hashed: AtomicU64,
}

impl Cache {
    /// Nothing is kept, and nothing is known.
    pub fn off() -> Self {
        Cache::default()
    }

    /// The entries in a folder, which need not exist yet.
    pub fn at(folder: impl Into<PathBuf>, trust: Trust) -> Self {
        Cache { folder: Some(folder.into()), trust, ..Cache::default() }
    }

    /// Files for one piece of work, such as a case.
    pub fn session(&self) -> Session<'_> {
        Session::new(self)
    }

    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Files whose voxels were decoded, in whole or in part.
    pub fn decoded(&self) -> u64 {
        self.counts.decoded.load(Ordering::Relaxed)
    }

    /// Files whose bytes were hashed.
    pub fn hashed(&self) -> u64 {
        self.counts.hashed.load(Ordering::Relaxed)
    }

    /// Why an entry could not be written, if one could not.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.get().map(String::as_str)
    }

    /// Keeps the folder within its bounds. To be called at the end of a run.
    pub fn tidy(&self) {
        if let Some(folder) = self.folder.as_deref().filter(|_| self.written.load(Ordering::Relaxed) > 0) {
            folder::tidy(folder, folder::MOST_BYTES);
        }
    }

    /// The value with the entry as it is stored.
    fn get<T: DeserializeOwned>(&self, key: &Key) -> Option<(T, Vec<u8>)> {
        let path = folder::place(self.folder.as_deref()?, key);
        let bytes = folder::read(&path, LARGEST)?;
        let value = entry::open(&bytes, key)?;
        folder::touch(&path);
        Some((value, bytes))
    }

    fn put(&self, key: &Key, sealed: &[u8]) {
        let Some(folder) = &self.folder else { return };
        match folder::write(folder, key, sealed) {
            Ok(()) => drop(self.written.fetch_add(1, Ordering::Relaxed)),
            Err(error) => drop(self.trouble.set(error.to_string())),
        }
    }
}

/// An entry as bytes; `None` if it is too large to keep.
fn sealed(key: &Key, value: &impl Serialize) -> Option<Vec<u8>> {
    entry::seal(key, value).filter(|bytes| bytes.len() <= LARGEST)
}
