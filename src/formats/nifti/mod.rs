//! NIfTI-1 and NIfTI-2: single files and header/data pairs, plain or gzip, either byte order.
//!
//! Sources: the header files `nifti1.h` (NIfTI-1.1, 2007) and `nifti2.h` (2011) of the NIfTI Data Format Working Group;
//! RFC 1952 for gzip. `docs/formats.md` says how each field is understood.

pub mod affine;
pub mod bytes;
pub mod datatype;
pub mod extension;
mod fields;
pub mod gzip;
pub mod header;
pub mod open;
pub mod sample;
pub mod scan;
mod sniff;
pub mod write;
mod write_header;

pub use extension::Extension;
pub use header::Header;
pub use open::{OpenedHeader, read_header};
