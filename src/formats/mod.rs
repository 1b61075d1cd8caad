//! Reads files into volumes and names everything that is wrong with them. Faults carry neither severity nor code: what
//! a fault means for a case is decided by the checks.
//!
//! Nothing here trusts a file: names are hints, sizes in headers are promises, and memory grows with the data that
//! actually arrived.

mod ahead;
pub mod fault;
pub mod image;
pub mod label_map;
pub mod label_table;
pub mod lfs;
pub mod nifti;
pub(crate) mod node;
pub mod points;
pub mod relabel;
pub mod table;
mod text_file;

pub use fault::Fault;
pub use image::{ImageRow, OpenedImage, read_image};
pub use label_map::{Opened, ReadOptions, read_label_map};
pub use label_table::dataset::{Dataset, ListedCase, read_dataset};
pub use label_table::{LabelEntry, LabelTable, LabelTableFault, read_label_table};
pub use nifti::write::{WriteFault, WriteOptions, write_label_map};
pub use nifti::{Header, OpenedHeader, read_header};
pub use points::{Coordinates, NamedPoints, PointsFault, markups, read_points};
pub use table::{Cell, Row, Table, TableFault, read_nested_rows, read_sidecar, read_table, table_of_text};
pub use text_file::TextFault;
