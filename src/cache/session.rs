//! One piece of work on files that must not change while it is done.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::key::digest;
use super::{Cache, Key, KeyMaker, Stamp, Trust, sealed};

/// The files of one case and what is known of them. What is learnt is kept only when the session ends and every file is
/// still the one it began with.
#[derive(Debug)]
pub struct Session<'c> {
    cache: &'c Cache,
    files: RefCell<BTreeMap<PathBuf, Stamp>>,
    /// Entries as they are stored, by key.
    read: RefCell<BTreeMap<Key, Vec<u8>>>,
    /// Entries to write, by key.
    learnt: RefCell<BTreeMap<Key, Vec<u8>>>,
    doubted: Cell<bool>,
}

/// What is kept of a file.
#[derive(Debug, Serialize, Deserialize)]
struct Known {
    stamp: Stamp,
    content: [u8; 32],
}

/// Bytes read at a time.
const PART: usize = 128 << 10;

impl<'c> Session<'c> {
    pub(super) fn new(cache: &'c Cache) -> Self {
        Session {
            cache,
            files: RefCell::default(),
            read: RefCell::default(),
            learnt: RefCell::default(),
            doubted: Cell::default(),
        }
    }

    /// A hash of the bytes of a file: the one of last time if the file looks the same, or else it is read. `None` without a
    /// cache, and of a file that cannot be read.
    pub fn content(&self, path: &Path) -> Option<Key> {
        let stamp = self.stamp(path)?;
        let key = place_of(path)?;
        let known = self.get::<Known>(&key).filter(|known| known.stamp == stamp);
        if let Some(known) = known.filter(|_| self.cache.trust == Trust::Stamp) {
            return Some(Key(known.content));
        }
        self.cache.counts.hashed.fetch_add(1, Ordering::Relaxed);
        let content = hashed(path)?;
        // A file that was written just now may be written again without a change to its times.
        if stamp.is_settled() {
            self.learn(&key, &Known { stamp, content });
        }
        Some(Key(content))
    }

    /// A name for the file as it is now, without reading it: its path, size, times and inode. `None` without a cache, and of
    /// a file that was written just now. Where stamps are not trusted, a hash of its bytes.
    pub fn version(&self, path: &Path) -> Option<Key> {
        if self.cache.trust == Trust::Content {
            return self.content(path);
        }
        let stamp = self.stamp(path)?;
        let written = postcard::to_allocvec(&stamp).ok()?;
        stamp.is_settled().then_some(KeyMaker::new("version").part(place_of(path)?.0).part(written).finish())
    }

    /// What an earlier run has learnt.
    pub fn get<T: DeserializeOwned>(&self, key: &Key) -> Option<T> {
        let (value, bytes) = self.cache.get(key)?;
        self.read.borrow_mut().insert(*key, bytes);
        Some(value)
    }

    /// Keeps something for later runs, unless it is what was read.
    pub fn learn(&self, key: &Key, value: &impl Serialize) {
        let sealed = self.cache.folder.as_ref().and_then(|_| sealed(key, value));
        if let Some(bytes) = sealed.filter(|bytes| self.read.borrow().get(key) != Some(bytes)) {
            self.learnt.borrow_mut().insert(*key, bytes);
        }
    }

    /// Notes that the voxels of a file are read.
    pub fn decodes(&self) {
        self.cache.counts.decoded.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes that a file was not what the cache says of it.
    pub fn doubt(&self) {
        self.doubted.set(true);
    }

    /// Writes what was learnt; or false, and nothing of what came of this session means anything: a file is not the one any
    /// more that it was at the beginning.
    pub fn finish(self) -> bool {
        let same = |(path, stamp): (&PathBuf, &Stamp)| Stamp::of(path).as_ref() == Some(stamp);
        if self.doubted.get() || !self.files.borrow().iter().all(same) {
            return false;
        }
        self.learnt.borrow().iter().for_each(|(key, bytes)| self.cache.put(key, bytes));
        true
    }

    /// The stamp of a file at its first mention.
    fn stamp(&self, path: &Path) -> Option<Stamp> {
        self.cache.folder.as_ref()?;
        if let Some(stamp) = self.files.borrow().get(path) {
            return Some(*stamp);
        }
        let stamp = Stamp::of(path)?;
        self.files.borrow_mut().insert(path.to_owned(), stamp);
        Some(stamp)
    }
}

/// Where a file lies, as a key: the path itself is not kept.
fn place_of(path: &Path) -> Option<Key> {
    let path = std::path::absolute(path).ok()?;
    Some(KeyMaker::new("file").part(path.as_os_str().as_encoded_bytes()).finish())
}

fn hashed(path: &Path) -> Option<[u8; 32]> {
    let mut file = File::open(path).ok()?;
    let mut hash = Sha256::new();
    let mut part = vec![0; PART];
    loop {
        match file.read(&mut part).ok()? {
            0 => return Some(digest(hash)),
            read => hash.update(part.get(..read).unwrap_or_default()),
        }
    }
}
