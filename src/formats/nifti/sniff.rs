//! Which header the first bytes of a file are, if any.

use super::fields::{ByteOrder, Version};

/// Enough bytes to recognise every format named here.
pub(super) const BYTES: usize = 1024;

/// What the first bytes announce.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sniffed {
    pub version: Version,
    pub order: ByteOrder,
    /// Header and data in one file.
    pub single: bool,
    /// `sizeof_hdr` is what the version demands.
    pub size_matches: bool,
    /// The bytes behind the name of the magic are as the standard has them.
    pub magic_intact: bool,
}

/// Recognises a header by its magic bytes. The byte order is the one in which `sizeof_hdr` makes sense, else the one in
/// which `dim[0]` does.
pub(super) fn header(start: &[u8]) -> Option<Sniffed> {
    let (version, single, magic_intact) = magic(start)?;
    let size = *start.first_chunk::<4>()?;
    let expected = i32::try_from(version.header_bytes()).unwrap_or_default();
    let (order, size_matches) = if i32::from_le_bytes(size) == expected {
        (ByteOrder::Little, true)
    } else if i32::from_be_bytes(size) == expected {
        (ByteOrder::Big, true)
    } else if little_axes(start, version).is_some_and(|axes| (1..=7).contains(&axes)) {
        (ByteOrder::Little, false)
    } else {
        (ByteOrder::Big, false)
    };
    Some(Sniffed { version, order, single, size_matches, magic_intact })
}

fn magic(start: &[u8]) -> Option<(Version, bool, bool)> {
    match start.get(344..348) {
        Some(b"n+1\0") => return Some((Version::Nifti1, true, true)),
        Some(b"ni1\0") => return Some((Version::Nifti1, false, true)),
        _ => {}
    }
    let (name, tail) = start.get(4..12)?.split_at_checked(4)?;
    let single = match name {
        b"n+2\0" => true,
        b"ni2\0" => false,
        _ => return None,
    };
    // Line ends in the magic show a transfer in text mode.
    Some((Version::Nifti2, single, tail == [0x0d, 0x0a, 0x1a, 0x0a]))
}

fn little_axes(start: &[u8], version: Version) -> Option<i64> {
    match version {
        Version::Nifti1 => Some(i64::from(i16::from_le_bytes(*start.get(40..)?.first_chunk()?))),
        Version::Nifti2 => Some(i64::from_le_bytes(*start.get(16..)?.first_chunk()?)),
    }
}

/// What a file that is not NIfTI is instead.
pub(super) fn other_format(start: &[u8]) -> Option<&'static str> {
    const STARTS: &[(&[u8], &str)] = &[
        (&[0x1f, 0x8b], "a gzip stream inside a gzip stream"),
        (b"PK\x03\x04", "a zip archive"),
        (b"NRRD000", "NRRD"),
        (b"ObjectType", "MetaImage"),
        (b"NDims", "MetaImage"),
        (b"\x89HDF\r\n", "HDF5"),
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"II*\0", "TIFF"),
        (b"MM\0*", "TIFF"),
        (b"CDF\x01", "NetCDF (MINC)"),
        (b"\x93NUMPY", "a NumPy array"),
        (b"BZh", "a bzip2 stream"),
        (b"\xfd7zXZ", "an xz stream"),
        (b"\x28\xb5\x2f\xfd", "a Zstandard stream"),
        (b"MATLAB 5.0", "a MATLAB file"),
        (b"<!DOCTYPE html", "a web page"),
        (b"<html", "a web page"),
        (b"<?xml", "XML"),
        (b"{", "JSON"),
    ];
    if start.get(128..132) == Some(b"DICM") {
        return Some("DICOM");
    }
    let known = STARTS.iter().find(|(bytes, _)| start.starts_with(bytes)).map(|(_, name)| *name);
    known.or_else(|| match start.first_chunk::<4>()? {
        size if [i32::from_le_bytes(*size), i32::from_be_bytes(*size)].contains(&348) => {
            Some("Analyze 7.5, or NIfTI-1 with damaged magic bytes")
        }
        size if [i32::from_le_bytes(*size), i32::from_be_bytes(*size)].contains(&540) => {
            Some("NIfTI-2 with damaged magic bytes")
        }
        _ => None,
    })
}
