//! Files of text, read whole: tables, sidecars, landmarks.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::lfs;

/// Why a file is no text.
#[derive(Debug)]
pub(super) enum TextFault {
    Unreadable(io::Error),
    /// More than the limit of its kind.
    TooLarge,
    /// A Git LFS pointer.
    NotDownloaded,
    /// Bytes of valid UTF-8 before the first that is not.
    NotUtf8(usize),
}

/// The text without a byte order mark; at most `limit` bytes are read.
pub(super) fn read(path: &Path, limit: u64) -> Result<String, TextFault> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(TextFault::Unreadable)?;
    file.take(limit + 1).read_to_end(&mut bytes).map_err(TextFault::Unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(TextFault::TooLarge);
    }
    if lfs::pointer(&bytes).is_some() {
        return Err(TextFault::NotDownloaded);
    }
    let text = String::from_utf8(bytes).map_err(|error| TextFault::NotUtf8(error.utf8_error().valid_up_to()))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
