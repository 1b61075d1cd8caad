//! Reads the texts that people write: protocols and configurations.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// No guideline is longer. A device or a pipe without an end stops here.
const LIMIT: u64 = 16 << 20;

/// # Errors
///
/// Those of the operating system, and a text of more than 16 MiB.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    read_from(File::open(path)?)
}

/// # Errors
///
/// As for [`read`].
pub fn read_from(input: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endless_input_is_refused() {
        assert_eq!(read_from(io::repeat(b' ')).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(read_from(&b"protocol a 1.0.0"[..]).unwrap(), b"protocol a 1.0.0");
    }
}
