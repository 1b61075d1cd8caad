//! One entry as bytes: what it is, for which key, a checksum, and the value.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::key::{Key, digest};

const MAGIC: &[u8] = b"voxlint cache 1\n";
const KEY: usize = 32;
const SUM: usize = 32;

/// `None` for a value that has no such form, which none of ours is.
pub fn seal(key: &Key, value: &impl Serialize) -> Option<Vec<u8>> {
    let payload = postcard::to_allocvec(value).ok()?;
    let mut bytes = Vec::with_capacity(MAGIC.len() + KEY + SUM + payload.len());
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&key.0);
    bytes.extend_from_slice(&checksum(key, &payload));
    bytes.extend_from_slice(&payload);
    Some(bytes)
}

/// The value, unless a single bit of the entry is not as it was written.
pub fn open<T: DeserializeOwned>(bytes: &[u8], key: &Key) -> Option<T> {
    let rest = bytes.strip_prefix(MAGIC)?.strip_prefix(&key.0)?;
    let (sum, payload) = rest.split_at_checked(SUM)?;
    if sum != checksum(key, payload) {
        return None;
    }
    let (value, rest) = postcard::take_from_bytes(payload).ok()?;
    rest.is_empty().then_some(value)
}

fn checksum(key: &Key, payload: &[u8]) -> [u8; SUM] {
    let mut hash = Sha256::new();
    hash.update(key.0);
    hash.update(payload);
    digest(hash)
}

#[cfg(test)]
mod tests {
    use super::super::KeyMaker;
    use super::*;

    #[test]
    fn what_was_sealed_is_opened_and_nothing_else() {
        let key = KeyMaker::new("test").finish();
        let value = (vec![1_i64, -5, i64::MAX], Some(f64::INFINITY), -0.0_f64, 0.1_f64.to_bits());
        let bytes = seal(&key, &value).unwrap();
        let read: (Vec<i64>, Option<f64>, f64, u64) = open(&bytes, &key).unwrap();
        assert_eq!((read.0.clone(), read.1, read.3), (value.0.clone(), value.1, value.3));
        assert!(read.2.is_sign_negative());

        type Value = (Vec<i64>, Option<f64>, f64, u64);
        assert_eq!(open::<Value>(&bytes, &KeyMaker::new("other").finish()), None);
        for length in 0..bytes.len() {
            assert_eq!(open::<Value>(&bytes[..length], &key), None, "cut to {length}");
        }
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut damaged = bytes.clone();
                damaged[at] ^= 1 << bit;
                assert_eq!(open::<Value>(&damaged, &key), None, "bit {bit} of byte {at}");
            }
        }
        let longer = [bytes.as_slice(), &[0]].concat();
        assert_eq!(open::<Value>(&longer, &key), None);
    }
}
