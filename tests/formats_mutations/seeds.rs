//! Sound files to damage: the recorded matrix, taken apart.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;

use serde_json::Value;

/// A sound file, or pair of files, in decoded form.
#[derive(Clone)]
pub struct Seed {
    pub name: String,
    /// Suffix and decoded content; the file with the header comes first.
    pub parts: Vec<(String, Vec<u8>)>,
    pub big_endian: bool,
    pub version: u8,
}

pub fn recorded() -> Vec<Seed> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/recorded");
    let blob = gunzip(&fs::read(folder.join("matrix.bin.gz")).unwrap());
    let lines = fs::read_to_string(folder.join("matrix.jsonl")).unwrap();
    lines.lines().map(|line| seed(&serde_json::from_str(line).unwrap(), &blob)).collect()
}

fn seed(entry: &Value, blob: &[u8]) -> Seed {
    let mut parts = Vec::new();
    for part in entry["files"].as_array().unwrap() {
        let start = part["start"].as_u64().unwrap() as usize;
        let stored = &blob[start..start + part["length"].as_u64().unwrap() as usize];
        let suffix = part["suffix"].as_str().unwrap().to_owned();
        let content = if suffix.ends_with(".gz") { gunzip(stored) } else { stored.to_vec() };
        parts.push((suffix, content));
    }
    Seed {
        name: entry["name"].as_str().unwrap().to_owned(),
        parts,
        big_endian: entry["choices"]["order"] == ">",
        version: entry["choices"]["version"].as_u64().unwrap() as u8,
    }
}

impl Seed {
    /// Bytes of the header; the data follow somewhere behind it.
    pub fn header_bytes(&self) -> usize {
        if self.version == 1 { 348 } else { 540 }
    }

    /// The files as they would be stored.
    pub fn stored(&self) -> Vec<(String, Vec<u8>)> {
        let store =
            |suffix: &str, content: &[u8]| if suffix.ends_with(".gz") { gzip(content) } else { content.to_vec() };
        self.parts.iter().map(|(suffix, content)| (suffix.clone(), store(suffix, content))).collect()
    }
}

pub fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn gunzip(stored: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    flate2::read::MultiGzDecoder::new(stored).read_to_end(&mut content).unwrap();
    content
}
