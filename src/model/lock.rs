//! `protocols.lock`: which protocols others build on, pinned by the hashes of their normal forms.
//!
//! A line is `name version hash`; `//` begins a comment. A base that says something else than it did when the lock was
//! written would change every protocol that extends it without a word.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::report::{Finding, Severity, Source, Span};

use super::codes::{BASE_CHANGED, BASE_NOT_LOCKED, LOCK};
use super::json;
use super::load::Loaded;
use super::problem::Problem;
use super::protocol::Protocol;

/// What stands above the lines.
const HEAD: &str = "\
// What the protocols here extend, by the hashes of their normal forms. `voxlint lock` writes this file; keep it with them.
";

/// What a base was when it was locked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    pub version: String,
    /// `sha256:..`
    pub hash: String,
}

impl Pin {
    pub fn of(protocol: &Protocol) -> Self {
        Pin { version: protocol.version.clone(), hash: json::hash(protocol) }
    }
}

impl fmt::Display for Pin {
    /// `1.4.2 (sha256:0123456789ab)`: as much of the hash as tells two apart.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short: String = self.hash.chars().take("sha256:".len() + 12).collect();
        write!(out, "{} ({short})", self.version)
    }
}

/// Pins by the names of the bases.
pub type Pins = BTreeMap<String, Pin>;

/// A lock as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Lock {
    source: Arc<Source>,
    pins: BTreeMap<String, (Pin, Span)>,
}

impl Lock {
    /// # Errors
    ///
    /// Every line that is no pin, or a second one of the same name.
    pub fn read(source: &Arc<Source>) -> Result<Self, Vec<Finding>> {
        let mut pins = BTreeMap::new();
        let mut wrong = Vec::new();
        let mut start = 0;
        for line in source.text.split('\n') {
            let span = Span::new(start, start + line.trim_end().len());
            start += line.len() + 1;
            let said = line.split("//").next().unwrap_or_default().trim();
            let words: Vec<&str> = said.split_whitespace().collect();
            match words.as_slice() {
                [] => {}
                &[name, version, hash] if is_hash(hash) => {
                    let pin = Pin { version: version.to_owned(), hash: hash.to_owned() };
                    if pins.insert(name.to_owned(), (pin, span)).is_some() {
                        wrong.push(mistake(source, span, format!("`{name}` is locked twice")));
                    }
                }
                _ => wrong.push(mistake(source, span, "this line locks no protocol".to_owned())),
            }
        }
        if wrong.is_empty() { Ok(Lock { source: Arc::clone(source), pins }) } else { Err(wrong) }
    }

    pub fn pins(&self) -> Pins {
        self.pins.iter().map(|(name, (pin, _))| (name.clone(), pin.clone())).collect()
    }

    /// What is to be said of a protocol whose bases are these.
    pub fn judge(&self, loaded: &Loaded, bases: &[Protocol]) -> Vec<Finding> {
        let extends = loaded.tree.header.as_ref().and_then(|header| header.extends.as_ref());
        let Some(place) = extends.map(|extends| extends.name.span) else { return Vec::new() };
        let at = |problem: Problem, severity| problem.finding(&loaded.own, severity);
        let finding = |base: &Protocol| {
            let (name, found) = (&base.name, Pin::of(base));
            match self.pins.get(name) {
                Some((pin, _)) if *pin == found => None,
                Some((pin, span)) => {
                    let message = format!("`{name}` is not the protocol that was locked");
                    let help = format!(
                        "read what has changed and accept it with `voxlint lock`, or put `{name}` {} back",
                        pin.version
                    );
                    let problem = Problem::new(&BASE_CHANGED, message).at(place, format!("is {found}")).help(help);
                    Some(at(problem, Severity::Error).label(&self.source, *span, format!("was {pin}")))
                }
                None => {
                    let message = format!("`{name}` is not in `{}`", self.source.name);
                    let problem = Problem::new(&BASE_NOT_LOCKED, message).at(place, format!("is {found}"));
                    Some(at(problem.help("lock it: `voxlint lock`"), Severity::Warning))
                }
            }
        };
        bases.iter().filter_map(finding).collect()
    }
}

/// The text of a lock.
pub fn text(pins: &Pins) -> String {
    let lines = pins.iter().map(|(name, pin)| format!("{name} {} {}\n", pin.version, pin.hash));
    HEAD.to_owned() + &lines.collect::<String>()
}

fn is_hash(text: &str) -> bool {
    text.strip_prefix("sha256:").is_some_and(|digits| {
        digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    })
}

fn mistake(source: &Arc<Source>, span: Span, message: String) -> Finding {
    let problem = Problem::new(&LOCK, message).at(span, "not understood");
    problem.help("write the file anew with `voxlint lock`").finding(source, Severity::Error)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "sha256:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    fn read(text: &str) -> Result<Pins, Vec<String>> {
        let lock = Lock::read(&Source::new("protocols.lock", text));
        lock.map(|lock| lock.pins()).map_err(|wrong| {
            let line = |finding: &Finding| {
                let label = finding.labels.first().unwrap();
                format!("{}: {}", label.source.line_column(label.span.start).0, finding.message)
            };
            wrong.iter().map(line).collect()
        })
    }

    #[test]
    fn what_is_written_is_read_again() {
        let pin = |version: &str| Pin { version: version.to_owned(), hash: HASH.to_owned() };
        let pins = Pins::from([("b/two".to_owned(), pin("2.0.0")), ("a/one".to_owned(), pin("1.4.2"))]);
        assert_eq!(read(&text(&pins)).unwrap(), pins);
        assert_eq!(read("").unwrap(), Pins::new());
        assert_eq!(pin("1.4.2").to_string(), "1.4.2 (sha256:001122334455)");
    }

    #[test]
    fn every_line_that_is_no_pin_is_named() {
        let text =
            format!("a/one 1.0.0 {HASH} // fine\r\na/two 1.0.0\n\na/one 1.0.0 {HASH}\na/three 1.0.0 sha256:12\n");
        let expected =
            ["2: this line locks no protocol", "4: `a/one` is locked twice", "5: this line locks no protocol"];
        assert_eq!(read(&text).unwrap_err(), expected);
    }
}
