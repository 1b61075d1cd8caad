//! Whether the bases of a protocol are those that were locked.

use std::path::Path;

use crate::model::Loaded;
use crate::model::lock::Lock;
use crate::report::Finding;

use super::bases;
use super::file::{closest, read};

/// Adds to a protocol from a file what its lock says of its bases. A protocol whose base has changed is not used; one
/// without a lock is as good as before.
pub fn compare(loaded: Loaded, path: &Path) -> Loaded {
    if loaded.bases.is_empty() || loaded.protocol.is_none() {
        return loaded;
    }
    let Some(lock) = path.parent().and_then(closest) else { return loaded };
    let found: Vec<Finding> = match read(&lock).and_then(|source| Lock::read(&source)) {
        Ok(lock) => lock.judge(&loaded, &bases(&loaded)),
        Err(wrong) => wrong,
    };
    loaded.with_findings(found)
}
