//! The two files that `init` writes, never over others.

use std::fs;
use std::path::Path;

use super::super::config::FILE_NAME;
use super::super::discover::case_file;
use super::super::exit::{Failure, Stop, io_reason};
use super::super::new_protocol::create;

/// As a user would write their paths.
pub struct Written {
    pub protocol: String,
    pub config: String,
}

/// Writes `NAME.protocol` and `voxlint.yaml`; neither, if one of them exists.
///
/// # Errors
///
/// A file that exists or cannot be written.
pub fn both(folder: &Path, name: &str, text: &str) -> Result<Written, Stop> {
    let file = format!("{}.protocol", name.rsplit('/').next().unwrap_or(name));
    let (protocol, config) = (folder.join(&file), folder.join(FILE_NAME));
    for path in [&protocol, &config] {
        if path.symlink_metadata().is_ok() {
            let failure = Failure::new(format!("`{}` exists, so nothing was written", case_file(path).shown));
            return Err(failure.help("move it away, or give another folder with --output or another --name").into());
        }
    }
    fs::create_dir_all(folder).map_err(|error| {
        let shown = case_file(folder).shown;
        Failure::new(format!("`{shown}` cannot be written: {}", io_reason(&error)))
            .help("give a folder that may be written to with --output")
    })?;
    create(&protocol, text)?;
    create(&config, &configuration(&file))?;
    Ok(Written { protocol: case_file(&protocol).shown, config: case_file(&config).shown })
}

fn configuration(protocol: &str) -> String {
    format!(
        "# voxlint check uses this file for the label maps below its folder; docs/configuration.md has every key.\n\
         protocol: {protocol}\n"
    )
}
