//! One protocol for several sites, that accepts a case exactly when each of theirs accepts it; or the reason why there is
//! none.
//!
//! * [`labels`] is the common label table, [`carry`] and [`facts`] what else the sites declare, [`rules`] their rules in its
//!   names: together the [`draft`], which leaves nothing out.
//! * [`conflict`] says which rules no case can keep together, [`minimal`] which follow from the others.
//! * [`agreement`] is what comes of it, and [`shown`] a case that all accept.

pub mod agreement;
mod build;
mod carry;
pub mod conflict;
mod draft;
mod facts;
mod ids;
mod labels;
mod lines;
mod minimal;
mod names;
pub mod note;
mod reason;
mod rewrite;
mod rules;
pub mod shown;
mod site;
mod sources;
mod table_notes;

pub use agreement::{Agreement, Harmonized, Kept, Outcome, Renamed, SiteTitle, harmonize};
pub use conflict::Conflict;
pub use note::{Note, NoteKind};
pub use shown::{Shown, shown};
pub use site::Origin;
