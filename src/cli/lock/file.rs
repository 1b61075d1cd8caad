//! Where the lock of a protocol is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::config::upwards;
use crate::cli::discover::case_file;
use crate::cli::exit::io_reason;
use crate::cli::text_file;
use crate::model::codes::LOCK;
use crate::report::{Finding, Source};

/// Name of the file that is looked for.
pub const FILE_NAME: &str = "protocols.lock";

/// The closest lock, in a folder or above.
pub fn closest(folder: &Path) -> Option<PathBuf> {
    upwards(folder).map(|folder| folder.join(FILE_NAME)).find(|candidate| candidate.is_file())
}

/// Where the lock of a protocol may be, the closest first.
pub fn candidates(protocol: &Path) -> impl Iterator<Item = PathBuf> {
    upwards(protocol.parent().unwrap_or(Path::new(""))).map(|folder| folder.join(FILE_NAME))
}

/// # Errors
///
/// A file that cannot be read, or is no text.
pub fn read(path: &Path) -> Result<Arc<Source>, Vec<Finding>> {
    let shown = case_file(path).shown;
    let unreadable = |reason: String| {
        let message = format!("the lock `{shown}` could not be read: {reason}");
        vec![Finding::error(LOCK.code, message).help("write it anew with `voxlint lock`")]
    };
    let bytes = text_file::read(path).map_err(|error| unreadable(io_reason(&error)))?;
    let text = String::from_utf8(bytes).map_err(|_| unreadable("it is not UTF-8 text".to_owned()))?;
    Ok(Source::new(shown.as_str(), text))
}
