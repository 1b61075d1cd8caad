//! Protocols in the forms of other programs: label and colour tables, configurations of annotation tools.
//!
//! Each form holds part of what a protocol says. What it leaves out is named in notes, never dropped in silence.

mod bids;
mod cvat;
mod itksnap;
mod label_studio;
mod left_out;
mod marks;
mod nnunet;
mod rows;
mod slicer;

pub use bids::bids;
pub use cvat::cvat;
pub use itksnap::itksnap;
pub use label_studio::label_studio;
pub use nnunet::{Nnunet, nnunet};
pub use slicer::{slicer_colors, slicer_markups, slicer_table, slicer_terminology};

/// A file for another program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    pub text: String,
    /// What the form leaves out or changes. Sentences for a person.
    pub notes: Vec<String>,
}

/// Why a protocol does not have such a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub reason: String,
    pub help: String,
}

impl Refused {
    fn new(reason: impl Into<String>, help: impl Into<String>) -> Refused {
        Refused { reason: reason.into(), help: help.into() }
    }
}
