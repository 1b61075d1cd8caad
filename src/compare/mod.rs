//! Protocols beside each other.
//!
//! * [`crosswalk`] says which classes of several protocols are the same anatomy, by their codes, their names and what
//!   people declare; never by their values.
//! * [`convert`] says what becomes of the values of label files, and what stands against it.
//! * [`classes`] names every difference between the classes of two protocols, and what it costs to convert.
//! * [`harmonize`] makes one protocol of several, or says which of their rules cannot be kept together.
//! * [`rules`] says what every rule of one protocol means against the other, with proofs and label files.
//! * [`lint`] says what is wrong with one protocol by logic.

pub mod classes;
pub mod codes;
pub mod convert;
pub mod crosswalk;
mod findings;
pub mod harmonize;
pub mod lint;
pub mod matrix;
pub mod rules;

pub use findings::findings;
