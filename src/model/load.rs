//! From the text of a protocol to its typed form.

use std::sync::Arc;

use crate::report::{Finding, Severity, Source};
use crate::syntax;
use crate::syntax::tree::File;

use super::protocol::Protocol;
use super::resolve::{self, Unused};

/// What a protocol's text turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    pub source: Arc<Source>,
    /// As far as it could be read.
    pub tree: File,
    /// Only if there is no error.
    pub protocol: Option<Protocol>,
    /// Mistakes of syntax, names, types and units, by place.
    pub findings: Vec<Finding>,
    pub unused: Unused,
}

/// Reads, resolves and checks a protocol; every mistake is reported at once.
pub fn load(source: &Arc<Source>) -> Loaded {
    let parsed = syntax::parse(source);
    from_tree(source, parsed.file, parsed.findings)
}

fn from_tree(source: &Arc<Source>, tree: File, syntax: Vec<Finding>) -> Loaded {
    let (protocol, mut findings, unused) = resolve::resolve(source, &tree);
    findings.extend(syntax);
    findings.sort_by_key(|finding| {
        let place = finding.labels.first().map(|label| label.span);
        (place, finding.code.clone(), finding.message.clone())
    });
    findings.dedup();
    let sound = findings.iter().all(|finding| finding.severity < Severity::Error);
    Loaded { source: Arc::clone(source), tree, protocol: sound.then_some(protocol), findings, unused }
}
