//! Names of entries: hashes of everything that an entry depends on.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// A SHA-256. Neither paths nor names can be read from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(pub [u8; 32]);

/// Collects what an entry depends on.
#[derive(Debug, Clone)]
pub struct KeyMaker(Sha256);

impl KeyMaker {
    /// `kind` keeps entries of different kinds apart. An entry holds for one version of this program.
    pub fn new(kind: &str) -> Self {
        KeyMaker(Sha256::new()).part(env!("CARGO_PKG_VERSION")).part(kind)
    }

    /// Adds a part. Lengths keep the parts apart: `ab` and `c` are not `a` and `bc`.
    #[must_use]
    pub fn part(mut self, bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref();
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// Adds a value by the bytes that stand for it in entries.
    #[must_use]
    pub fn value(self, value: &impl Serialize) -> Self {
        match postcard::to_allocvec(value) {
            Ok(bytes) => self.part(bytes),
            Err(_) => self.part("no bytes"),
        }
    }

    pub fn finish(self) -> Key {
        Key(digest(self.0))
    }
}

impl Key {
    /// Sixty-four hexadecimal digits.
    pub fn written(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

pub(super) fn digest(hash: Sha256) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes.iter_mut().zip(hash.finalize()).for_each(|(byte, hashed)| *byte = hashed);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_kept_apart() {
        let key = |parts: &[&str]| parts.iter().fold(KeyMaker::new("test"), |maker, part| maker.part(part)).finish();
        assert_eq!(key(&["ab", "c"]), key(&["ab", "c"]));
        let mut all = vec![key(&["ab", "c"]), key(&["a", "bc"]), key(&["abc"]), key(&["abc", ""]), key(&[])];
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 5);
        assert_ne!(KeyMaker::new("a").finish(), KeyMaker::new("b").finish());
    }
}
