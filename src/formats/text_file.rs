//! Files of text, read whole: tables, sidecars, landmarks.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::lfs;

/// Why a file is no text. Sentences for a person that follow the name of the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    #[error("could not be read: {0}")]
    Unreadable(String),
    /// More bytes than the limit of its kind.
    #[error("is larger than {} MiB", .0 >> 20)]
    TooLarge(u64),
    #[error("is a Git LFS pointer, not the file itself")]
    NotDownloaded,
    /// Bytes of valid UTF-8 before the first that is not.
    #[error("is not UTF-8 text (byte {0})")]
    NotUtf8(usize),
}

impl TextFault {
    /// What to do about it, where that is known.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            TextFault::Unreadable(_) | TextFault::TooLarge(_) => None,
            TextFault::NotDownloaded => Some("fetch it: git lfs pull"),
            TextFault::NotUtf8(_) => Some("save it as UTF-8"),
        }
    }
}

/// The text without a byte order mark; at most `limit` bytes are read.
pub(super) fn read(path: &Path, limit: u64) -> Result<String, TextFault> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes));
    read.map_err(|error| TextFault::Unreadable(error.to_string()))?;
    if bytes.len() as u64 > limit {
        return Err(TextFault::TooLarge(limit));
    }
    if lfs::pointer(&bytes).is_some() {
        return Err(TextFault::NotDownloaded);
    }
    let text = String::from_utf8(bytes).map_err(|error| TextFault::NotUtf8(error.utf8_error().valid_up_to()))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
