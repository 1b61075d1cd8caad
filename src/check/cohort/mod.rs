//! Rules across cases.
//!
//! Label maps are not kept. While a case is judged, everything that such a rule measures of it is [gathered](gather); when
//! all cases have been read, the rules are judged on [groups](group) of what was gathered, by the same evaluator that
//! judges cases, which then looks measures up instead of taking them.

pub mod gather;
pub mod group;
mod keys;
mod lookup;
pub mod verdict;

pub use gather::GatheredCase;
pub use group::Group;
pub use verdict::{CohortVerdict, GroupVerdict, judge};
