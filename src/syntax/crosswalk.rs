//! Declarations about the classes of several protocols, line by line.

use std::sync::Arc;

use pest::Parser as _;
use pest::error::InputLocation;
use pest::iterators::Pair;

use super::parse::{ProtocolParser, Rule};
use super::tree::Name;
use crate::report::{Finding, Source, Span};

/// `equate kits/19: kidney with kits/23: kidney + cyst because ".."`
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub verb: Verb,
    pub left: Side,
    pub right: Side,
    pub because: Option<String>,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// `equate A with B`: the same voxels.
    Equate,
    /// `place A inside B`: a part of it.
    Place,
    /// `distinguish A from B`: not the same, whatever their names and codes say.
    Distinguish,
}

/// Classes of one protocol, all together.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Its name, or `old` and `new`.
    pub protocol: Name,
    pub version: Option<Name>,
    pub members: Vec<Member>,
    pub span: Span,
}

/// A class, group, pair or sequence, or a range of numbered classes.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub first: Name,
    pub last: Option<Name>,
}

impl Verb {
    pub const ALL: [Verb; 3] = [Verb::Equate, Verb::Place, Verb::Distinguish];

    pub fn word(self) -> &'static str {
        match self {
            Verb::Equate => "equate",
            Verb::Place => "place",
            Verb::Distinguish => "distinguish",
        }
    }

    /// The word between the two sides.
    pub fn joint(self) -> &'static str {
        match self {
            Verb::Equate => "with",
            Verb::Place => "inside",
            Verb::Distinguish => "from",
        }
    }
}

/// Code of what cannot be read here.
pub const UNREADABLE: &str = "D131";

/// A text larger than this is not read.
const SIZE_LIMIT: usize = 1 << 20;

const FORM: &str = "write `equate PROTOCOL: CLASS + CLASS with PROTOCOL: CLASS because \"..\"`, `place .. inside ..` or `distinguish .. from ..`";

/// Reads declarations. What cannot be read is reported, and the lines behind it are read all the same.
pub fn parse_crosswalk(source: &Arc<Source>) -> (Vec<Line>, Vec<Finding>) {
    if source.text.len() > SIZE_LIMIT {
        let finding = Finding::error(UNREADABLE, "the declarations are larger than 1 MiB");
        return (Vec::new(), vec![finding.label(source, Span::new(0, 0), "here")]);
    }
    let mut lines = Vec::new();
    let mut findings = Vec::new();
    let pairs = match ProtocolParser::parse(Rule::crosswalk, &source.text) {
        Ok(pairs) => pairs,
        Err(error) => return (lines, vec![unreadable(source, offset(&error), 0)]),
    };
    for pair in pairs.flat_map(Pair::into_inner) {
        match pair.as_rule() {
            Rule::crosswalk_line => match line(source, pair) {
                Ok(line) => lines.push(line),
                Err(finding) => findings.push(*finding),
            },
            Rule::crosswalk_junk => {
                let at = pair.as_span().start();
                let reason = ProtocolParser::parse(Rule::crosswalk_line, pair.as_str());
                findings.push(unreadable(source, reason.err().map_or(0, |error| offset(&error)), at));
            }
            _ => {}
        }
    }
    (lines, findings)
}

fn offset(error: &pest::error::Error<Rule>) -> usize {
    match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    }
}

/// Names the word at which reading stopped.
fn unreadable(source: &Arc<Source>, offset: usize, start: usize) -> Finding {
    let rest = source.text.get(start + offset..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start().len();
    let at = start + offset + blank;
    let word: String = rest.trim_start().chars().take_while(|c| !c.is_whitespace()).take(40).collect();
    let message = if word.is_empty() {
        "the declaration ends early".to_owned()
    } else {
        format!("`{word}` is not understood in a declaration about classes")
    };
    Finding::error(UNREADABLE, message).help(FORM).label(source, Span::new(at, at + word.len()), "not understood")
}

fn line(source: &Arc<Source>, pair: Pair<'_, Rule>) -> Result<Line, Box<Finding>> {
    let span = span(&pair);
    let (mut verb, mut joint, mut sides, mut because) = (Verb::Equate, None, Vec::new(), None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::crosswalk_verb => {
                verb = Verb::ALL.into_iter().find(|verb| verb.word() == part.as_str()).unwrap_or(Verb::Equate);
            }
            Rule::crosswalk_joint => joint = Some((part.as_str().to_owned(), self::span(&part))),
            Rule::crosswalk_side => sides.push(side(part)),
            Rule::text => because = Some(text(&part)),
            _ => {}
        }
    }
    if let Some((found, at)) = joint.filter(|(found, _)| found != verb.joint()) {
        let message = format!("`{} .. {found} ..` means nothing", verb.word());
        let finding = Finding::error(UNREADABLE, message).label(source, at, format!("`{}` is due", verb.joint()));
        return Err(Box::new(finding.help(format!("write `{} .. {} ..`", verb.word(), verb.joint()))));
    }
    let mut sides = sides.into_iter().flatten();
    match (sides.next(), sides.next()) {
        (Some(left), Some(right)) => Ok(Line { verb, left, right, because, span }),
        _ => Err(Box::new(unreadable(source, 0, span.start))),
    }
}

fn side(pair: Pair<'_, Rule>) -> Option<Side> {
    let span = span(&pair);
    let (mut protocol, mut version, mut members) = (None, None, Vec::new());
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::crosswalk_protocol => protocol = Some(word(&part)),
            Rule::crosswalk_version => version = Some(word(&part)),
            Rule::crosswalk_member => {
                let mut names = part.into_inner().filter(|part| part.as_rule() != Rule::range_operator).map(name);
                if let Some(first) = names.next() {
                    members.push(Member { first, last: names.next() });
                }
            }
            _ => {}
        }
    }
    Some(Side { protocol: protocol?, version, members, span })
}

fn word(pair: &Pair<'_, Rule>) -> Name {
    Name { text: pair.as_str().to_owned(), span: span(pair) }
}

/// A name without the backticks around it.
fn name(pair: Pair<'_, Rule>) -> Name {
    let span = span(&pair);
    Name { text: pair.as_str().trim_matches('`').to_owned(), span }
}

/// A text without the quotes around it.
fn text(pair: &Pair<'_, Rule>) -> String {
    let raw = pair.as_str();
    raw.strip_prefix('"').map_or(raw, |text| text.strip_suffix('"').unwrap_or(text)).replace("\\\"", "\"")
}

fn span(pair: &Pair<'_, Rule>) -> Span {
    Span::new(pair.as_span().start(), pair.as_span().end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Line>, Vec<Finding>) {
        parse_crosswalk(&Source::new("a.crosswalk", text))
    }

    #[test]
    fn lines_are_read_with_their_words() {
        let text = "// first\nequate kits/19: kidney with kits/23 1.0.0: kidney + cyst\n  because \"cysts\"\nplace a: `PTV!` + C1..C7 inside b: x";
        let (lines, findings) = read(text);
        assert_eq!(findings, []);
        let [first, second] = lines.as_slice() else { panic!("{lines:?}") };
        assert_eq!((first.verb, first.because.as_deref()), (Verb::Equate, Some("cysts")));
        assert_eq!(first.right.version.as_ref().map(|version| version.text.as_str()), Some("1.0.0"));
        let names = |side: &Side| side.members.iter().map(|member| member.first.text.clone()).collect::<Vec<_>>();
        assert_eq!(
            (names(&first.left), names(&first.right)),
            (vec!["kidney".into()], vec!["kidney".into(), "cyst".into()])
        );
        assert_eq!(names(&second.left), ["PTV!", "C1"]);
        assert_eq!(second.left.members[1].last.as_ref().map(|name| name.text.as_str()), Some("C7"));
    }

    #[test]
    fn a_mistake_does_not_hide_the_lines_behind_it() {
        let (lines, findings) = read("equate a: x = b: y\nequate a: x from b: y\nplease\nequate a: x with b: y");
        assert_eq!(lines.len(), 1, "{lines:?}");
        let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "`=` is not understood in a declaration about classes",
                "`equate .. from ..` means nothing",
                "`please` is not understood in a declaration about classes"
            ]
        );
    }

    #[test]
    fn no_text_is_too_strange() {
        for text in [
            "",
            ";;",
            "equate",
            "equate a:",
            "equate a: x with b: y extra",
            "\u{1F9E0}",
            "place\nplace\n\"",
            "distinguish a: x from b: y;",
        ] {
            let (lines, findings) = read(text);
            assert!(lines.len() + findings.len() <= 3, "{text}");
        }
        assert_eq!(read("distinguish a: x from b: y;").0.len(), 1);
    }
}
