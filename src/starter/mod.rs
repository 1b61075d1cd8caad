//! First protocols, for people to go on from.
//!
//! * [`Draft::of_table`] makes one of a table of labels: values, names, colours and codes, and nothing that the table does
//!   not say.
//! * [`infer`] adds rules that the label maps of a cohort suggest.
//!
//! A draft becomes text with [`Draft::text`], laid out as `voxlint fmt` would.

mod draft;
pub mod infer;
mod names;
mod table;
mod table_code;

pub use draft::{Draft, DraftClass, DraftGroup, DraftRule};
pub use names::{Names, class_name, protocol_name};
