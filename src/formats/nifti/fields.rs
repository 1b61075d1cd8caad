//! Where each header field lies in the two versions, and how its bytes become a number.

/// Byte order of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByteOrder {
    Little,
    Big,
}

/// Version of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    Nifti1,
    Nifti2,
}

impl Version {
    /// Bytes of the header without the four bytes that announce extensions; the value of `sizeof_hdr`.
    pub fn header_bytes(self) -> usize {
        match self {
            Version::Nifti1 => 348,
            Version::Nifti2 => 540,
        }
    }
}

/// A header as bytes. Fields are read at the offsets that `nifti1.h` and `nifti2.h` give.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a> {
    pub bytes: &'a [u8],
    pub version: Version,
    pub order: ByteOrder,
}

impl Fields<'_> {
    fn at<const N: usize>(&self, offset: usize) -> [u8; N] {
        // The caller gives a whole header, so every field is there.
        let mut raw = self.bytes.get(offset..).and_then(|rest| rest.first_chunk::<N>()).copied().unwrap_or([0; N]);
        if self.order == ByteOrder::Big {
            raw.reverse();
        }
        raw
    }

    /// A field of 16 bits in NIfTI-1 and of 16 bits in NIfTI-2.
    pub fn short(&self, one: usize, two: usize) -> i16 {
        i16::from_le_bytes(self.at(self.offset(one, two)))
    }

    /// A field of 16 bits in NIfTI-1 and of 32 bits in NIfTI-2.
    pub fn code(&self, one: usize, two: usize) -> i32 {
        match self.version {
            Version::Nifti1 => i32::from(i16::from_le_bytes(self.at(one))),
            Version::Nifti2 => i32::from_le_bytes(self.at(two)),
        }
    }

    /// A field of 32 bits in both.
    pub fn int(&self, offset: usize) -> i32 {
        i32::from_le_bytes(self.at(offset))
    }

    /// A floating-point field: 32 bits in NIfTI-1, 64 bits in NIfTI-2.
    pub fn real(&self, one: usize, two: usize, index: usize) -> f64 {
        match self.version {
            Version::Nifti1 => f64::from(f32::from_le_bytes(self.at(one + 4 * index))),
            Version::Nifti2 => f64::from_le_bytes(self.at(two + 8 * index)),
        }
    }

    pub fn dim(&self, index: usize) -> i64 {
        match self.version {
            Version::Nifti1 => i64::from(i16::from_le_bytes(self.at(40 + 2 * index))),
            Version::Nifti2 => i64::from_le_bytes(self.at(16 + 8 * index)),
        }
    }

    /// A 64-bit field of NIfTI-2.
    pub fn long(&self, offset: usize) -> i64 {
        i64::from_le_bytes(self.at(offset))
    }

    /// `xyzt_units`: one byte in NIfTI-1, four in NIfTI-2.
    pub fn units(&self) -> i32 {
        match self.version {
            Version::Nifti1 => i32::from(u8::from_le_bytes(self.at(123))),
            Version::Nifti2 => self.int(500),
        }
    }

    /// A text field without padding. Text behind an inner NUL is kept: it can be left over from an earlier writer.
    pub fn text(&self, offset: usize, length: usize) -> String {
        readable(self.bytes.get(offset..offset + length).unwrap_or_default())
    }

    fn offset(&self, one: usize, two: usize) -> usize {
        match self.version {
            Version::Nifti1 => one,
            Version::Nifti2 => two,
        }
    }
}

/// Bytes as text: UTF-8, else Latin-1; control characters separate words.
pub(super) fn readable(bytes: &[u8]) -> String {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    };
    text.split(|c: char| c.is_control() && c != '\n' && c != '\t')
        .filter(|part| !part.trim().is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .trim()
        .to_owned()
}
