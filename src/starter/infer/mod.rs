//! Rules that the label maps of a cohort suggest.
//!
//! [`measure`] takes from each case what rules could speak of; [`propose`] turns the measures of many cases into rules and
//! says behind each how many cases it rests on. A person accepts them, or does not: they are warnings until then.
//!
//! The statistics, in short (docs/init.md has them at length):
//!
//! * All ranges together may flag [`Budget::false_alarms`] of sound cases. Each of them gets the same share of it, half at
//!   either end, whatever the number of ranges (Bonferroni).
//! * Such shares are too small to be read off the sorted values of some hundred cases. A normal distribution is fitted to
//!   them, to their cube roots and to their logarithms, and each of the three counts by its likelihood. Values that are
//!   out of reach of the inner ones are left out, so that a few faulty cases do not move the ends.
//! * Each end says how well it is known.
//! * Counts and relations are proposed if nearly all cases agree: at most one in a hundred may differ, all such rules taken
//!   together.
//! * A direction is proposed where its distance is five standard deviations away from changing sides.

mod fit;
mod hosts;
mod measured;
mod mixture;
mod order;
mod parts;
mod presence;
mod propose;
mod quantile;
mod sizes;
mod words;

pub use measured::{CaseMeasures, ClassMeasures, Contact, measure};
pub use propose::{Budget, Proposal, propose};
pub use quantile::{Basis, NoRange, Range};
