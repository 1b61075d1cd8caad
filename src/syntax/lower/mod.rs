//! From the pairs of the grammar to the tree: one function per grammar rule, and a name for every likely mistake.

mod amendment;
mod case;
mod decide;
mod declaration;
mod expression;
mod head;
mod inputs;
mod item;
mod label;
mod landmarks;
mod literal;
mod names;
mod operand;
mod operator;
mod precedence;
mod rule;
mod statement;
mod table;

use std::collections::BTreeSet;
use std::sync::Arc;

use pest::iterators::{Pair, Pairs};

use super::mistakes::Mistake;
use super::parse::Rule;
use super::scan::Scan;
use super::tree::{File, Name, Text};
use crate::report::{Finding, Source, Span};

pub(super) type Node<'t> = Pair<'t, Rule>;
pub(super) type Nodes<'t> = Pairs<'t, Rule>;

/// What lowering carries along: the text, the tree so far, and the findings.
pub(super) struct Lower<'t> {
    pub(super) source: &'t Arc<Source>,
    pub(super) scan: &'t Scan,
    /// The text that is parsed: the source, with what is nested too deeply masked. Offsets agree.
    pub(super) text: &'t str,
    /// Offset of the slice that is being lowered: junk is parsed again by itself.
    pub(super) base: usize,
    pub(super) file: File,
    pub(super) findings: Vec<Finding>,
    /// Statements stand outside their rule, whose closing brace is still to come.
    pub(super) outside: bool,
}

impl<'t> Lower<'t> {
    pub(super) fn new(source: &'t Arc<Source>, scan: &'t Scan, text: &'t str) -> Self {
        Lower { source, scan, text, base: 0, file: File::default(), findings: Vec::new(), outside: false }
    }

    pub(super) fn finish(self) -> (File, Vec<Finding>) {
        (self.file, self.findings)
    }

    pub(super) fn report(&mut self, mistake: Mistake, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.findings.push(mistake.finding(self.source, span, message, help));
    }

    /// Where the pair stands, without white space and comments at its end.
    pub(super) fn span(&self, node: &Node) -> Span {
        let span = node.as_span();
        let start = self.base + span.start();
        Span::new(start, self.scan.trim_end(self.text, start, self.base + span.end()))
    }

    /// The place just behind what stands before `node`: where something is missing.
    pub(super) fn gap_before(&self, node: &Node) -> Span {
        let end = self.scan.trim_end(self.text, 0, self.base + node.as_span().start());
        Span::new(end, end)
    }

    pub(super) fn slice(&self, span: Span) -> &'t str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// The keyword that begins at an offset, as it is written: it may be misspelt or cut off.
    pub(super) fn keyword_at(&self, start: usize) -> Span {
        let word = super::recover::first_word(self.text.get(start..).unwrap_or_default());
        Span::new(start, start + word.len())
    }

    pub(super) fn same_line(&self, from: usize, to: usize) -> bool {
        self.scan.same_line(from, to)
    }

    pub(super) fn line(&self, offset: usize) -> usize {
        self.scan.line(offset)
    }

    /// Whether one of the latest findings is about this line.
    pub(super) fn has_finding_on(&self, line: usize) -> bool {
        self.findings.iter().rev().take(4).any(|finding| self.first_line(finding) == Some(line))
    }

    /// The lines that findings are about.
    pub(super) fn lines_with_findings(&self) -> BTreeSet<usize> {
        self.findings.iter().filter_map(|finding| self.first_line(finding)).collect()
    }

    fn first_line(&self, finding: &Finding) -> Option<usize> {
        let label = finding.labels.first().filter(|_| finding.code != Mistake::ForeignComment.code())?;
        Some(self.line(label.span.start))
    }

    pub(super) fn name_of(&self, node: &Node) -> Name {
        Name { text: node.as_str().trim().to_owned(), span: self.span(node) }
    }

    pub(super) fn foreign_comment(&mut self, span: Span) {
        let mark: String = self.source.text.get(span.start..span.end).unwrap_or_default().chars().take(2).collect();
        let mark = if mark.starts_with('#') { "#" } else { &mark };
        let message = format!("comments do not begin with `{mark}`");
        self.report(Mistake::ForeignComment, span, message, "begin the comment with `//`");
    }

    /// The parser gave up on the whole text; it has a way out for every text, so only a limit can be the cause.
    pub(super) fn unreadable(&mut self, error: &pest::error::Error<Rule>) {
        let at = match error.location {
            pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
        };
        self.report(
            Mistake::TooDeep,
            Span::new(at, at),
            "the text from here on is nested too deeply to be read",
            "name parts of long expressions with `let`",
        );
    }

    /// One line of `///`.
    pub(super) fn doc(&self, node: &Node) -> Text {
        let text = node.as_str().trim_start_matches('/');
        Text { text: text.strip_prefix(' ').unwrap_or(text).trim_end().to_owned(), span: self.span(node) }
    }

    pub(super) fn stray_doc(&mut self, node: &Node) {
        let span = self.span(node);
        self.report(
            Mistake::MisplacedDoc,
            span,
            "documentation stands before nothing that it could document",
            "put `///` before the `protocol` line, an item or a label line, or write a comment with `//`",
        );
    }
}

/// `` `a`, `b` and `c` ``
pub(super) fn list(words: &[&str]) -> String {
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => format!("`{last}`"),
        Some((last, others)) => {
            let others: Vec<String> = others.iter().map(|word| format!("`{word}`")).collect();
            format!("{} and `{last}`", others.join(", "))
        }
    }
}
