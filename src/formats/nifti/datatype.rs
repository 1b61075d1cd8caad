//! Datatype codes: what they are called and how many bits a voxel has.

/// Datatypes that can hold labels or intensities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Datatype {
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    U64,
    I64,
    F32,
    F64,
}

/// A code of the header's `datatype` field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    Known(Datatype),
    /// Defined by the standard, but no scalar that labels can be kept in.
    Unsupported(&'static str),
    Unknown,
}

/// What a code of `nifti1.h` stands for.
pub fn from_code(code: i16) -> Code {
    use Datatype::{F32, F64, I8, I16, I32, I64, U8, U16, U32, U64};
    let known = match code {
        2 => U8,
        4 => I16,
        8 => I32,
        16 => F32,
        64 => F64,
        256 => I8,
        512 => U16,
        768 => U32,
        1024 => I64,
        1280 => U64,
        1 => return Code::Unsupported("binary (one bit a voxel)"),
        32 => return Code::Unsupported("complex64"),
        128 => return Code::Unsupported("RGB24"),
        1536 => return Code::Unsupported("float128"),
        1792 => return Code::Unsupported("complex128"),
        2048 => return Code::Unsupported("complex256"),
        2304 => return Code::Unsupported("RGBA32"),
        _ => return Code::Unknown,
    };
    Code::Known(known)
}

impl Datatype {
    /// The type that NumPy calls so.
    pub fn named(name: &str) -> Option<Datatype> {
        use Datatype::{F32, F64, I8, I16, I32, I64, U8, U16, U32, U64};
        [U8, I8, U16, I16, U32, I32, U64, I64, F32, F64].into_iter().find(|datatype| datatype.name() == name)
    }

    /// The name NumPy uses.
    pub fn name(self) -> &'static str {
        match self {
            Datatype::U8 => "uint8",
            Datatype::I8 => "int8",
            Datatype::U16 => "uint16",
            Datatype::I16 => "int16",
            Datatype::U32 => "uint32",
            Datatype::I32 => "int32",
            Datatype::U64 => "uint64",
            Datatype::I64 => "int64",
            Datatype::F32 => "float32",
            Datatype::F64 => "float64",
        }
    }

    /// What [`from_code`] takes.
    pub fn code(self) -> i16 {
        match self {
            Datatype::U8 => 2,
            Datatype::I16 => 4,
            Datatype::I32 => 8,
            Datatype::F32 => 16,
            Datatype::F64 => 64,
            Datatype::I8 => 256,
            Datatype::U16 => 512,
            Datatype::U32 => 768,
            Datatype::I64 => 1024,
            Datatype::U64 => 1280,
        }
    }

    /// Bytes of one voxel.
    pub fn bytes(self) -> usize {
        match self {
            Datatype::U8 | Datatype::I8 => 1,
            Datatype::U16 | Datatype::I16 => 2,
            Datatype::U32 | Datatype::I32 | Datatype::F32 => 4,
            Datatype::U64 | Datatype::I64 | Datatype::F64 => 8,
        }
    }

    /// The value `bitpix` must have.
    pub fn bits(self) -> i16 {
        match self.bytes() {
            1 => 8,
            2 => 16,
            4 => 32,
            _ => 64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back() {
        let known = (0..=i16::MAX).filter_map(|code| match from_code(code) {
            Code::Known(datatype) => Some((code, datatype)),
            _ => None,
        });
        let known: Vec<(i16, Datatype)> = known.collect();
        assert_eq!(known.len(), 10);
        assert!(known.iter().all(|(code, datatype)| datatype.code() == *code));
    }
}
