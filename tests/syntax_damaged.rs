//! Damaged protocols: every mistake is reported, on its line, with a help, and nothing else is.
//! A sample by default, 500 protocols for each set of kinds with `VOXLINT_FULL=1`; `VOXLINT_SHOW=1` shows what failed.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod support;

use std::collections::BTreeMap;

use support::damage::{MODEL, Planted, SYNTAX, damage};
use support::generator::protocol;
use support::random::Random;
use voxlint::report::{Finding, Severity, Source};
use voxlint::syntax::parse;

#[derive(Default)]
struct Tally {
    files: usize,
    planted: usize,
    reported: usize,
    first_right: usize,
    findings: usize,
    spurious: usize,
    helped: usize,
    missed: BTreeMap<&'static str, usize>,
    by_kind: BTreeMap<&'static str, usize>,
}

impl Tally {
    /// Each planted mistake claims one finding on one of its lines; findings that nobody claims are spurious.
    fn count(&mut self, text: &str, findings: &[Finding], planted: &[Planted]) {
        let source = Source::new("damaged.protocol", text);
        let line = |finding: &Finding| source.line_column(finding.labels[0].span.start).0;
        self.files += 1;
        self.planted += planted.len();
        self.findings += findings.len();
        self.helped += findings.iter().filter(|finding| finding.help.is_some()).count();
        let mut unclaimed: Vec<&Finding> = findings.iter().collect();
        for mistake in planted {
            *self.by_kind.entry(mistake.kind).or_default() += 1;
            match unclaimed.iter().position(|finding| mistake.lines.contains(&line(finding))) {
                Some(at) => {
                    unclaimed.remove(at);
                    self.reported += 1;
                }
                None => *self.missed.entry(mistake.kind).or_default() += 1,
            }
        }
        self.spurious += unclaimed.len();
        let first = findings.iter().map(line).min();
        let right = first.is_some_and(|first| planted[0].lines.contains(&first));
        self.first_right += usize::from(right);
        if std::env::var_os("VOXLINT_SHOW").is_some() && (!unclaimed.is_empty() || !right) {
            println!("---- {planted:?}");
            for (number, text) in text.lines().enumerate() {
                println!("{:3} {text}", number + 1);
            }
            for finding in findings {
                println!("  {}: {} {}", line(finding), finding.code, finding.message);
            }
        }
    }

    fn check(&self, kinds: usize) {
        println!(
            "{} files, {} mistakes of {} kinds: {} reported, the first on its line in {} files; {} findings, {} spurious, {} with help",
            self.files,
            self.planted,
            self.by_kind.len(),
            self.reported,
            self.first_right,
            self.findings,
            self.spurious,
            self.helped
        );
        println!("missed: {:?}", self.missed);
        assert!(self.by_kind.len() >= kinds.min(14), "kinds drawn: {:?}", self.by_kind);
        assert!(self.reported * 100 >= self.planted * 95, "too few reported");
        assert!(self.first_right * 100 >= self.files * 95, "the first mistake is too often elsewhere");
        assert!(self.spurious * 100 <= self.findings * 5, "too many findings belong to no mistake");
        assert!(self.helped * 100 >= self.findings * 90, "too few findings have a help");
    }
}

#[test]
fn mistakes_of_the_parser() {
    let mut tally = Tally::default();
    for seed in 0..support::count(120, 500) as u64 {
        let mut random = Random::new(seed);
        let (text, planted) = damage(&protocol(seed), SYNTAX, &mut random);
        let parsed = parse(&Source::new("damaged.protocol", text.as_str()));
        tally.count(&text, &parsed.findings, &planted);
    }
    tally.check(SYNTAX.len());
}

/// All kinds together, through names, types and units.
#[test]
fn mistakes_of_the_whole_language() {
    let kinds: Vec<_> = SYNTAX.iter().chain(MODEL).copied().collect();
    let mut tally = Tally::default();
    for seed in 0..support::count(120, 500) as u64 {
        let mut random = Random::new(seed ^ 0xDA3A6E);
        let (text, planted) = damage(&protocol(seed), &kinds, &mut random);
        let loaded = voxlint::model::load(&Source::new("damaged.protocol", text.as_str()));
        let findings: Vec<Finding> =
            loaded.findings.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
        tally.count(&text, &findings, &planted);
    }
    tally.check(kinds.len());
}

/// The generator's own files are sound, or the figures above would mean nothing.
#[test]
fn undamaged_protocols_are_sound() {
    for seed in 0..support::count(60, 500) as u64 {
        let text = support::generator::text(&protocol(seed));
        let loaded = voxlint::model::load(&Source::new("sound.protocol", text.as_str()));
        let errors: Vec<&Finding> = loaded.findings.iter().filter(|f| f.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "seed {seed}: {} {:?}\n{text}", errors[0].message, errors[0].labels[0].span);
    }
}
