//! From the text of a protocol to its typed form.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::report::{Finding, Severity, Source, Span};
use crate::syntax;
use crate::syntax::tree::{File, Item};

use super::bases::{self, FindBase};
use super::library;
use super::problem::Problem;
use super::protocol::Protocol;
use super::resolve::{self, Unused};

/// What a protocol's text turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The text with those of the protocols it builds on: what spans point into.
    pub source: Arc<Source>,
    /// The text by itself.
    pub own: Arc<Source>,
    /// The texts of the protocols it builds on, the closest first.
    pub bases: Vec<Arc<Source>>,
    /// As far as it could be read.
    pub tree: File,
    /// Only if there is no error.
    pub protocol: Option<Protocol>,
    /// Mistakes of syntax, names, types and units, by place.
    pub findings: Vec<Finding>,
    pub unused: Unused,
}

/// Room for expressions that nest as deep as the parser allows, whatever thread asks.
const STACK: usize = 64 << 20;

/// Reads, resolves and checks a protocol, which may extend a shipped one; every mistake is reported at once.
pub fn load(source: &Arc<Source>) -> Loaded {
    load_with(source, &|name, _| library::find(name).map(|text| Source::new(name, text)))
}

/// As [`load`], with base protocols from anywhere.
pub fn load_with(source: &Arc<Source>, find: &FindBase<'_>) -> Loaded {
    let read = || {
        let parsed = syntax::parse(source);
        let chain = bases::chain(source, parsed.file, find);
        let mut loaded = from_tree(&chain.source, chain.tree, parsed.findings, chain.problems);
        loaded.own = Arc::clone(source);
        loaded.bases = chain.bases;
        loaded
    };
    std::thread::scope(|scope| {
        let spawned = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, read);
        // Without a thread to be had, the caller's stack has to do.
        spawned.map_or_else(|_| read(), |thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

fn from_tree(source: &Arc<Source>, tree: File, syntax: Vec<Finding>, bases: Vec<Problem>) -> Loaded {
    let doubtful = doubtful_words(source, &tree, &syntax);
    let (protocol, mut findings, unused) = resolve::resolve(source, &tree, doubtful);
    findings.extend(bases.into_iter().map(|problem| problem.finding(source, Severity::Error)));
    // A place that could not be read properly is not judged a second time.
    findings.retain(|finding| !syntax.iter().any(|mistake| same_place(finding, mistake)));
    findings.extend(syntax);
    findings.sort_by_key(|finding| (place(finding), finding.code.clone(), finding.message.clone()));
    findings.dedup();
    let sound = findings.iter().all(|finding| finding.severity < Severity::Error);
    Loaded {
        source: Arc::clone(source),
        own: Arc::clone(source),
        bases: Vec::new(),
        tree,
        protocol: sound.then_some(protocol),
        findings,
        unused,
    }
}

impl Loaded {
    /// With more findings; among them an error, it is no protocol to be used.
    #[must_use]
    pub fn with_findings(mut self, findings: Vec<Finding>) -> Self {
        if findings.iter().any(|finding| finding.severity == Severity::Error) {
            self.protocol = None;
        }
        self.findings.extend(findings);
        self
    }
}

fn place(finding: &Finding) -> Option<Span> {
    finding.labels.first().map(|label| label.span)
}

/// The two places overlap or stand side by side, as a number and its unit do.
fn same_place(finding: &Finding, mistake: &Finding) -> bool {
    match (place(finding), place(mistake)) {
        (Some(a), Some(b)) => a.start <= b.end.saturating_add(1) && b.start <= a.end.saturating_add(1),
        _ => false,
    }
}

/// The words on lines outside rules that hold a mistake of syntax.
fn doubtful_words(source: &Source, tree: &File, syntax: &[Finding]) -> BTreeSet<String> {
    let rules: Vec<Span> = tree
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Rule(rule) => Some(rule.span),
            _ => None,
        })
        .collect();
    let mut words = BTreeSet::new();
    for span in syntax.iter().filter_map(place) {
        if rules.iter().any(|rule| rule.start <= span.start && span.start < rule.end) {
            continue;
        }
        let before = source.text.get(..span.start).unwrap_or_default();
        let after = source.text.get(span.start..).unwrap_or_default();
        let line_start = before.rsplit('\n').next().unwrap_or_default();
        let line_end = after.split('\n').next().unwrap_or_default();
        let line = format!("{line_start}{line_end}");
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let found: Vec<&str> = line.split(|c| !is_word(c)).filter(|word| !word.is_empty()).collect();
        words.extend(found.iter().map(|word| (*word).to_owned()));
        for pair in found.windows(2) {
            if let [first, last] = pair {
                words.extend(resolve::numbered(first, last).unwrap_or_default());
            }
        }
    }
    words
}
