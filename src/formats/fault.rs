//! What can be wrong with a file, one variant for each thing that has a name.

/// Facts about one fault. Voxel indices are zero-based in array order; counts are voxels; sizes are bytes.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Fault {
    // The file itself.
    #[error("there is no such file")]
    NotFound,
    #[error("the file is a link to `{target}`, which is not there")]
    DanglingLink { target: String },
    #[error("the path is a {kind}, not a file")]
    NotAFile { kind: &'static str },
    #[error("permission to read the file is denied")]
    PermissionDenied,
    #[error("the file cannot be read: {reason}")]
    Unreadable { reason: String },
    #[error("the file is empty")]
    Empty,
    #[error("the file is a Git LFS pointer: its {size} bytes of content were not downloaded")]
    LfsPointer { oid: String, size: u64 },
    #[error("the file is a git-annex pointer: its content was not downloaded")]
    AnnexPointer,
    /// `looks_like` names what the first bytes are instead, if they are known.
    #[error("the file is not NIfTI{}", looks_like.map(|kind| format!(": it looks like {kind}")).unwrap_or_default())]
    NotNifti { looks_like: Option<&'static str> },
    #[error("the name {} `.gz` but the content is {}gzip", if *gzip { "does not end in" } else { "ends in" }, if *gzip { "" } else { "not " })]
    MisnamedCompression { gzip: bool },
    #[error("the {} `{partner}` is missing", if *image { "image data file" } else { "header file" })]
    MissingPartner { partner: String, image: bool },

    // The gzip stream. Offsets count bytes of the file.
    #[error("the gzip stream is cut off after {decoded} decoded bytes")]
    TruncatedGzip { file_bytes: u64, decoded: u64 },
    #[error("the gzip stream is corrupt near byte {at}: {reason}")]
    CorruptGzip { at: u64, reason: &'static str },
    #[error("the gzip checksum does not match the content: stored {stored:08x}, computed {computed:08x}")]
    GzipChecksum { stored: u32, computed: u32 },
    #[error("the gzip length does not match the content: stored {stored}, counted {computed} (both modulo 2^32)")]
    GzipLength { stored: u32, computed: u32 },
    #[error("{bytes} bytes that are not gzip follow the end of the gzip stream at byte {at}")]
    TrailingGarbage { at: u64, bytes: u64 },

    // The header.
    #[error("the header is cut off: {found} of {expected} bytes")]
    ShortHeader { expected: u64, found: u64 },
    #[error("header field `{field}` is {found}; allowed: {allowed}")]
    HeaderInvalid { field: &'static str, found: String, allowed: &'static str },
    #[error("datatype code {code} is not defined by NIfTI")]
    UnknownDatatype { code: i16 },
    #[error("datatype {name} cannot hold labels")]
    UnsupportedDatatype { code: i16, name: &'static str },
    #[error("`bitpix` is {found}, but {datatype} has {expected} bits")]
    BitpixMismatch { datatype: &'static str, expected: i16, found: i16 },
    #[error("the volume has more than three axes: {}", list(dims))]
    FourDimensional { dims: Vec<i64> },
    #[error("the {which} is singular: it maps the volume onto a plane, a line or a point")]
    SingularAffine { which: &'static str },
    #[error("the header extension at byte {at} is malformed: {reason}")]
    ExtensionInvalid { at: u64, reason: &'static str },

    // Data against header.
    #[error("the data ends early: {found} of {expected} bytes")]
    ShortData { expected: u64, found: u64 },
    #[error("{bytes} bytes follow the data{}", if *zeros { ", all zero" } else { "" })]
    ExtraData { bytes: u64, zeros: bool },

    // Values.
    #[error("{count} voxels are NaN")]
    Nan { count: u64, first: [u32; 3] },
    #[error("{count} voxels are infinite")]
    Infinite { count: u64, first: [u32; 3] },
    /// `value` is the one at `first`; `distinct` stops counting at [`MAX_DISTINCT`].
    #[error("{count} voxels hold values that are no integers, such as {value}")]
    NonInteger { value: f64, count: u64, distinct: usize, first: [u32; 3] },
    /// The stored values are integers, but `stored * slope + intercept` is not.
    #[error(
        "`scl_slope` {slope} and `scl_inter` {inter} turn {count} voxels into values that are no integers, such as {value}"
    )]
    FractionalScaling { slope: f64, inter: f64, value: f64, count: u64, first: [u32; 3] },
    #[error("{count} voxels hold values that have no exact place among 64-bit integers, such as {value}")]
    ValueOutOfRange { value: f64, count: u64, first: [u32; 3] },
    #[error("the runs of equal voxels need more than {} MiB of memory", budget >> 20)]
    TooManyRuns { budget: usize },
}

/// How many different fractional values are told apart.
pub const MAX_DISTINCT: usize = 256;

impl Fault {
    /// Whether the voxels cannot be known, or not as labels: no runs are given beside such a fault.
    pub fn prevents_map(&self) -> bool {
        !matches!(
            self,
            Fault::MisnamedCompression { .. }
                | Fault::TrailingGarbage { .. }
                | Fault::HeaderInvalid { .. }
                | Fault::BitpixMismatch { .. }
                | Fault::SingularAffine { .. }
                | Fault::ExtensionInvalid { .. }
                | Fault::ExtraData { .. }
        )
    }

    /// The fault behind an error of the operating system.
    pub fn from_io(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Fault::NotFound,
            std::io::ErrorKind::PermissionDenied => Fault::PermissionDenied,
            std::io::ErrorKind::IsADirectory => Fault::NotAFile { kind: "folder" },
            _ => Fault::Unreadable { reason: error.to_string() },
        }
    }
}

fn list(dims: &[i64]) -> String {
    dims.iter().map(i64::to_string).collect::<Vec<_>>().join(" × ")
}
