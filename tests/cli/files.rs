//! Small label maps and protocols to run the program on.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// The program, without what the environment of the test says about colours, and without a cache.
pub fn voxlint() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_voxlint"));
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env("TERM", "xterm");
    // What this computer's user has cached is no part of a test.
    command.env("VOXLINT_NO_CACHE", "1");
    command
}

/// The program's exit code, standard output and standard error.
pub fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = voxlint().current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// The bundled examples.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn folder() -> TempDir {
    // A name without a leading dot, which would hide what is in it.
    tempfile::Builder::new().prefix("voxlint").tempdir().unwrap()
}

/// A NIfTI-1 map of 4 × 4 × 4 voxels of 1 mm, all zero but for the first ones.
pub fn label_map(path: &Path, first: &[u8]) {
    let mut bytes = vec![0u8; 352];
    bytes[0..4].copy_from_slice(&348i32.to_le_bytes());
    for (index, size) in [3i16, 4, 4, 4, 1, 1, 1, 1].into_iter().enumerate() {
        bytes[40 + 2 * index..42 + 2 * index].copy_from_slice(&size.to_le_bytes());
    }
    bytes[70..72].copy_from_slice(&2i16.to_le_bytes());
    bytes[72..74].copy_from_slice(&8i16.to_le_bytes());
    for index in 0..4 {
        bytes[76 + 4 * index..80 + 4 * index].copy_from_slice(&1f32.to_le_bytes());
    }
    bytes[108..112].copy_from_slice(&352f32.to_le_bytes());
    bytes[123] = 2;
    bytes[254..256].copy_from_slice(&1i16.to_le_bytes());
    for row in 0..3 {
        let at = 280 + 16 * row + 4 * row;
        bytes[at..at + 4].copy_from_slice(&1f32.to_le_bytes());
    }
    bytes[344..348].copy_from_slice(b"n+1\0");
    let mut voxels = vec![0u8; 64];
    voxels[..first.len()].copy_from_slice(first);
    bytes.extend(voxels);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// A protocol with one class of value 1, which must be one piece.
pub const ONE_PIECE: &str = "protocol test/one-piece 1.0.0

labels {
  0 background
  1 organ
}

rule ONE-001 error \"The organ is one piece\" {
  require components(organ, min: 1 mm3) == 1
  because \"it is\"
}
";

pub fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
