//! Synthetic label maps with prescribed facts, as proof of what protocols say.
//!
//! A [`Plan`] says what there is to be: bodies of tissue with exact numbers of voxels, what lies in what, what touches,
//! cavities, tunnels, order. [`PlannedFacts`] says what follows from it for every union of tissues. [`build`] makes the
//! [`Phantom`], which becomes a label map with the values of any protocol ([`seen`]), and is judged by the rules ([`judge`]).
//! [`edits`] change what was built, and [`mend`] tries them until just what is wanted is broken.

pub mod build;
mod built;
pub mod case;
pub mod edits;
pub mod example;
mod front;
pub mod judge;
pub mod layout;
pub mod marks;
pub mod mend;
mod modality;
pub mod plan;
pub mod planned_facts;
mod portrait;
mod row;
pub mod search;
pub mod seen;
pub mod trial;
pub mod witness;

pub use build::{Impossible, build};
pub use built::{NotPainted, Phantom};
pub use judge::{Circumstances, Judgement, judge};
pub use plan::{Body, Flaw, Grid, Plan};
pub use planned_facts::PlannedFacts;
pub use seen::Seen;
