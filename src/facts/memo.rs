//! Each measure once.

use std::cell::RefCell;
use std::hash::Hash;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::unmeasured::{Measured, Unmeasured};

/// Measures that may have no value, by what was asked.
pub type MeasuredMemo<K, V> = Memo<K, Measured<V>>;

/// Results by what was asked.
#[derive(Debug)]
pub struct Memo<K, V>(RefCell<FxHashMap<K, V>>);

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Memo(RefCell::default())
    }
}

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// The remembered value, or the computed one, remembered from now on. Computing may ask the same table for other keys.
    pub fn get(&self, key: K, compute: impl FnOnce() -> V) -> V {
        if let Some(known) = self.known(&key) {
            return known;
        }
        let value = compute();
        self.0.borrow_mut().insert(key, value.clone());
        value
    }

    /// Puts a value in beforehand.
    pub fn put(&self, key: K, value: V) {
        self.0.borrow_mut().insert(key, value);
    }

    pub fn knows(&self, key: &K) -> bool {
        self.0.borrow().contains_key(key)
    }

    pub fn known(&self, key: &K) -> Option<V> {
        self.0.borrow().get(key).cloned()
    }
}

impl<K: Eq + Hash, V: Clone> MeasuredMemo<K, V> {
    /// As [`Memo::get`], but that an image has not been read yet is no answer to remember.
    pub fn measured(&self, key: K, compute: impl FnOnce() -> Measured<V>) -> Measured<V> {
        if let Some(known) = self.known(&key) {
            return known;
        }
        let value = compute();
        if !matches!(value, Err(Unmeasured::NotRead)) {
            self.put(key, value.clone());
        }
        value
    }
}

/// In the order of the keys, so that equal tables are equal bytes. Why an image could not be read is left out: it names the
/// file, and may be mended without a change to what the key is made of.
impl<K: Ord + Serialize, V: Serialize> Serialize for MeasuredMemo<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let table = self.0.borrow();
        let lasting = |value: &Measured<V>| !matches!(value, Err(Unmeasured::NoImage { .. } | Unmeasured::NotRead));
        let mut entries: Vec<(&K, &Measured<V>)> = table.iter().filter(|(_, value)| lasting(value)).collect();
        entries.sort_unstable_by_key(|(key, _)| *key);
        serializer.collect_seq(entries)
    }
}

impl<'de, K: Eq + Hash + Deserialize<'de>, V: Deserialize<'de>> Deserialize<'de> for MeasuredMemo<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries: Vec<(K, Measured<V>)> = Vec::deserialize(deserializer)?;
        Ok(Memo(RefCell::new(entries.into_iter().collect())))
    }
}
