//! The two files that `init` writes, never over others.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::super::config::FILE_NAME;
use super::super::discover::case_file;
use super::super::exit::{Failure, Stop, io_reason};

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
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    create(&protocol, text)?;
    create(&config, &configuration(&file))?;
    Ok(Written { protocol: case_file(&protocol).shown, config: case_file(&config).shown })
}

/// A protocol's name: `publisher/title`.
///
/// # Errors
///
/// What it must look like.
pub fn checked(name: &str) -> Result<String, Failure> {
    let sound = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit())
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte))
    };
    let parts: Vec<&str> = name.split('/').collect();
    if parts.len() == 2 && parts.iter().all(|part| sound(part)) {
        return Ok(name.to_owned());
    }
    let failure = Failure::new(format!("`{name}` is no name for a protocol"));
    Err(failure.help("write publisher and title in small letters, such as `north/liver-ct`"))
}

fn configuration(protocol: &str) -> String {
    format!(
        "# voxlint check uses this file for the label maps below its folder; docs/configuration.md has every key.\n\
         protocol: {protocol}\n"
    )
}

fn create(path: &Path, text: &str) -> Result<(), Failure> {
    let written = OpenOptions::new().write(true).create_new(true).open(path);
    written.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| unwritable(path, &error))
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let failure = Failure::new(format!("`{}` cannot be written: {}", case_file(path).shown, io_reason(error)));
    failure.help("give a folder that may be written to with --output")
}
