//! What tells without reading a file that it is the one of the last time.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// Size, times and inode of a file. Where the system has no inode, and no time of the last change to it, they are 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    pub size: u64,
    /// Of the content, since 1970.
    pub modified: Instant,
    /// Of the inode: unlike the other it cannot be set back by a program that writes a file.
    pub changed: Instant,
    pub inode: u64,
    pub device: u64,
}

/// Seconds and nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Instant(pub i64, pub u32);

/// Some file systems tell times to two seconds: a file may be written again within them and look the same.
const COARSE: Duration = Duration::from_secs(3);

/// Where inodes have a time it is that of the system's clock, which ticks every ten milliseconds or more often.
const TICK: Duration = Duration::from_millis(100);

impl Stamp {
    /// Of the file behind a link. `None` if it cannot be looked at, or is no regular file.
    pub fn of(path: &Path) -> Option<Stamp> {
        let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        let modified = Instant::since(metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?)?;
        let (changed, inode, device) = inode(&metadata);
        Some(Stamp { size: metadata.len(), modified, changed, inode, device })
    }

    /// Whether a change made from now on would show.
    pub fn is_settled(&self) -> bool {
        let Ok(now) = SystemTime::now().duration_since(UNIX_EPOCH) else { return false };
        let before = |span: Duration| Instant::since(now.saturating_sub(span));
        before(COARSE).is_some_and(|then| self.modified < then) && before(TICK).is_some_and(|then| self.changed < then)
    }
}

impl Instant {
    fn since(duration: Duration) -> Option<Instant> {
        Some(Instant(i64::try_from(duration.as_secs()).ok()?, duration.subsec_nanos()))
    }
}

#[cfg(unix)]
fn inode(metadata: &fs::Metadata) -> (Instant, u64, u64) {
    use std::os::unix::fs::MetadataExt;
    let changed = Instant(metadata.ctime(), u32::try_from(metadata.ctime_nsec()).unwrap_or_default());
    (changed, metadata.ino(), metadata.dev())
}

#[cfg(not(unix))]
fn inode(_: &fs::Metadata) -> (Instant, u64, u64) {
    (Instant::default(), 0, 0)
}
