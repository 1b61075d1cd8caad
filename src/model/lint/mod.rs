//! What is legal in a protocol and probably not meant. No lint measures anything or needs a solver.
//!
//! A new lint is one file here and one line in [`LINTS`]; its page stands with the codes.

mod always_true;
mod bare_count;
mod bare_equality;
mod contradiction;
mod decision_table;
mod empty_rule;
mod impossible;
mod incomplete_field;
mod look_alike;
mod no_reason;
mod not_in_force;
mod optional_required;
mod repeated_claim;
mod same_code;
mod same_title;
mod sides;
mod sites;
mod unused;
mod voxel_threshold;

use jiff::civil::Date;
pub use look_alike::printed;

use crate::report::{Finding, Severity};

use super::Loaded;
use super::problem::Problem;
use super::protocol::Protocol;
use sites::Site;

/// What lints look at.
struct Context<'p> {
    loaded: &'p Loaded,
    protocol: &'p Protocol,
    /// Every claim that a rule requires.
    sites: Vec<Site<'p>>,
    today: Date,
}

type Lint = fn(&Context) -> Vec<Problem>;

const LINTS: &[Lint] = &[
    unused::check,
    bare_count::check,
    bare_equality::check,
    incomplete_field::check,
    voxel_threshold::check,
    impossible::check,
    contradiction::check,
    decision_table::check,
    always_true::check,
    optional_required::check,
    repeated_claim::check,
    empty_rule::check,
    no_reason::check,
    not_in_force::check,
    same_title::check,
    same_code::check,
    sides::check,
    look_alike::check,
];

/// Everything there is to say about a protocol, by place: its mistakes or, if it has none, its lints. `today` is the day
/// on which the protocol should be in force.
pub fn lint(loaded: &Loaded, today: Date) -> Vec<Finding> {
    let mut findings = loaded.findings.clone();
    if let Some(protocol) = &loaded.protocol {
        let sites = sites::of(protocol);
        let context = Context { loaded, protocol, sites, today };
        let problems = LINTS.iter().flat_map(|lint| lint(&context));
        let problems = problems.map(|problem| problem.finding(&loaded.source, Severity::Warning));
        // What there is to say about a base is said to those who write it.
        let own = |finding: &Finding| finding.labels.first().is_none_or(|label| label.source.name == loaded.own.name);
        findings.extend(problems.filter(own));
    }
    findings.sort_by_key(|finding| {
        let place = finding.labels.first().map(|label| label.span);
        (place, finding.code.clone(), finding.message.clone())
    });
    findings.dedup();
    findings
}

#[cfg(test)]
mod tests;
