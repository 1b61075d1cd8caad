//! From a path to a header and a stream that stands at the first voxel.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::bytes::ByteStream;
use super::extension;
use super::header::{self, Header, Version};
use super::sniff;
use crate::formats::Fault;

/// A header with everything that is wrong with it.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenedHeader {
    pub header: Option<Header>,
    pub faults: Vec<Fault>,
}

/// Reads the header of a NIfTI file, and the extensions behind it, but no voxel: the data may still be damaged.
pub fn read_header(path: &Path) -> OpenedHeader {
    let mut faults = Vec::new();
    let header = match open(path, &mut faults) {
        Ok(opened) => Some(opened.header),
        Err(fault) => {
            faults.push(fault);
            None
        }
    };
    OpenedHeader { header, faults }
}

/// A file whose header made sense.
#[derive(Debug)]
pub(crate) struct OpenFile {
    pub header: Header,
    /// Stands somewhere before the first voxel. `None` if the partner file with the data cannot be opened.
    pub data: Option<ByteStream>,
    /// The header file of a pair, whose end nobody has looked at yet.
    pub beside: Option<ByteStream>,
    pub header_file: PathBuf,
    /// The same file, unless header and data are a pair.
    pub data_file: Option<PathBuf>,
}

/// Opens a single file, or either file of a pair.
pub(crate) fn open(path: &Path, faults: &mut Vec<Fault>) -> Result<OpenFile, Fault> {
    let mut stream = ByteStream::new(regular_file(path)?)?;
    misnamed(path, stream.is_gzip(), faults);
    let start = stream.peek(sniff::BYTES)?;
    if let Some(sniffed) = sniff::header(start) {
        return open_header(path, stream, sniffed, faults);
    }
    let looks_like = sniff::other_format(start);
    // Data without a header, however little: the header may lie beside it.
    if !has_extension(path, "img") {
        let expected = Version::Nifti1.header_bytes() as u64;
        let found = start.len() as u64;
        return Err(match looks_like {
            None if (1..expected).contains(&found) => Fault::ShortHeader { expected, found },
            looks_like => Fault::NotNifti { looks_like },
        });
    }
    let Some(header_path) = partner(path, "hdr") else {
        return Err(Fault::MissingPartner { partner: name_beside(path, "hdr"), image: false });
    };
    let mut stream = ByteStream::new(regular_file(&header_path)?)?;
    let start = stream.peek(sniff::BYTES)?;
    match sniff::header(start) {
        Some(sniffed) => open_header(&header_path, stream, sniffed, faults),
        None => Err(Fault::NotNifti { looks_like: sniff::other_format(start) }),
    }
}

fn open_header(
    path: &Path,
    mut stream: ByteStream,
    sniffed: sniff::Sniffed,
    faults: &mut Vec<Fault>,
) -> Result<OpenFile, Fault> {
    let (size, gzip) = (sniffed.version.header_bytes(), stream.is_gzip());
    let start = stream.peek(size)?;
    let Some(bytes) = start.get(..size) else {
        return Err(Fault::ShortHeader { expected: size as u64, found: start.len() as u64 });
    };
    let mut header = header::parse(bytes, sniffed, gzip, faults);
    stream.consume(size);
    let end = if sniffed.single { header.data_offset } else { None };
    if !sniffed.single || end.is_some() {
        header.extensions = extension::read(&mut stream, sniffed.order, end, faults)?;
    }
    if sniffed.single {
        let file = path.to_owned();
        return Ok(OpenFile {
            header,
            data: Some(stream),
            beside: None,
            header_file: file.clone(),
            data_file: Some(file),
        });
    }
    let data_file = partner(path, "img");
    let data = match data_file.as_ref() {
        None => {
            faults.push(Fault::MissingPartner { partner: name_beside(path, "img"), image: true });
            None
        }
        Some(path) => match regular_file(path).and_then(ByteStream::new) {
            Ok(data) => {
                misnamed(path, data.is_gzip(), faults);
                Some(data)
            }
            Err(fault) => {
                faults.push(fault);
                None
            }
        },
    };
    Ok(OpenFile { header, data, beside: Some(stream), header_file: path.to_owned(), data_file })
}

/// Opens a path if it leads to a regular file: reading a pipe or a device might never end.
pub(crate) fn regular_file(path: &Path) -> Result<File, Fault> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) => {
            // A link whose target is missing was usually made by git-annex or DataLad.
            return Err(match (error.kind(), fs::read_link(path)) {
                (std::io::ErrorKind::NotFound, Ok(target)) => {
                    Fault::DanglingLink { target: target.to_string_lossy().replace('\\', "/") }
                }
                _ => Fault::from_io(&error),
            });
        }
    };
    if !metadata.is_file() {
        return Err(Fault::NotAFile { kind: if metadata.is_dir() { "folder" } else { "pipe or device" } });
    }
    File::open(path).map_err(|error| Fault::from_io(&error))
}

/// Other tools go by the name, so a name that lies is worth a word even if the content is sound.
fn misnamed(path: &Path, gzip: bool, faults: &mut Vec<Fault>) {
    if gzip != ends_in(path, ".gz") {
        faults.push(Fault::MisnamedCompression { gzip });
    }
}

fn ends_in(path: &Path, suffix: &str) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().to_lowercase().ends_with(suffix))
}

fn has_extension(path: &Path, extension: &str) -> bool {
    ends_in(path, &format!(".{extension}")) || ends_in(path, &format!(".{extension}.gz"))
}

/// The other file of a pair: same name, compressed like this one or not.
fn partner(path: &Path, extension: &str) -> Option<PathBuf> {
    let plain = path.with_file_name(name_beside(path, extension));
    let mut other = plain.clone().into_os_string();
    if ends_in(&plain, ".gz") {
        other = plain.with_extension("").into_os_string();
    } else {
        other.push(".gz");
    }
    [plain, PathBuf::from(other)].into_iter().find(|path| path.exists())
}

fn name_beside(path: &Path, extension: &str) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (base, gzip) = match name.strip_suffix(".gz").or_else(|| name.strip_suffix(".GZ")) {
        Some(base) => (base, ".gz"),
        None => (name.as_str(), ""),
    };
    let (stem, old) = base.rsplit_once('.').unwrap_or((base, ""));
    let upper = !old.is_empty() && old.chars().all(|c| c.is_ascii_uppercase());
    let extension = if upper { extension.to_uppercase() } else { extension.to_owned() };
    format!("{stem}.{extension}{gzip}")
}
