//! Whether the specs show every shipped protocol at work.

use std::collections::{BTreeMap, BTreeSet};

use voxlint::check::CaseVerdict;
use voxlint::model::{self, Protocol, library};
use voxlint::report::Source;

/// What the cases of the shipped protocols have shown so far.
#[derive(Debug, Default)]
pub struct Library {
    /// By protocol: the codes of the findings of each case.
    shown: BTreeMap<String, Vec<BTreeSet<String>>>,
}

impl Library {
    pub fn add(&mut self, name: &str, verdict: &CaseVerdict) {
        let codes = verdict.findings.iter().map(|finding| finding.code.clone()).collect();
        self.shown.entry(name.to_owned()).or_default().push(codes);
    }

    /// Protocols without a case that is free of findings, and rules without a case in which they alone fail.
    pub fn gaps(&self) -> Vec<String> {
        library::names().flat_map(|name| self.gaps_of(name)).collect()
    }

    fn gaps_of(&self, name: &str) -> Vec<String> {
        let source = Source::new(name, library::find(name).unwrap_or_default());
        let Some(protocol) = model::load(&source).protocol else {
            return vec![format!("{name}: the protocol has errors")];
        };
        let cases = self.shown.get(name).map(Vec::as_slice).unwrap_or_default();
        let mut gaps = Vec::new();
        if !cases.iter().any(BTreeSet::is_empty) {
            gaps.push(format!("{name}: no case conforms"));
        }
        for id in machine_checked(&protocol) {
            let alone = |codes: &BTreeSet<String>| codes.len() == 1 && codes.contains(id);
            if !cases.iter().any(alone) {
                gaps.push(format!("{name}: no case fails {id} alone"));
            }
        }
        gaps
    }
}

/// A rule that only asks a person has no outcome.
fn machine_checked(protocol: &Protocol) -> impl Iterator<Item = &str> {
    protocol.rules.iter().filter(|rule| !rule.statements.is_empty()).map(|rule| rule.id.as_str())
}
