//! Each measure once.

use std::cell::RefCell;
use std::hash::Hash;

use rustc_hash::FxHashMap;

/// Measures that may have no value, by what was asked.
pub type MeasuredMemo<K, V> = Memo<K, super::Measured<V>>;

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
        if let Some(known) = self.0.borrow().get(&key) {
            return known.clone();
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
}
