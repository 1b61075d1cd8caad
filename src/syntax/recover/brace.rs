//! Braces that are missing or too many.

use super::super::lower::{Lower, Node};
use super::super::mistakes::Mistake;
use super::super::parse::Rule;
use crate::report::Span;

impl Lower<'_> {
    /// A brace of the block `what`, which begins at `start`, or its absence.
    pub(in super::super) fn brace(&mut self, node: &Node, what: &str, start: usize) {
        let gap = self.gap_before(node);
        match node.as_rule() {
            Rule::missing_open if self.has_unclosed_text_before(gap.start) => {}
            Rule::missing_open => {
                let message = format!("`{{` is missing after the head of `{what}`");
                self.report(Mistake::MissingBrace, gap, message, "write `{` here");
            }
            Rule::missing_brace => self.missing_brace(what, start, gap.start),
            Rule::missing_block => {
                let message = format!("`{what}` has no statements in braces");
                self.report(Mistake::MissingBody, gap, message, "write them between `{` and `}`");
            }
            _ => {}
        }
    }

    /// The block that begins at `start` runs into the next item or the end of the file at `end`.
    fn missing_brace(&mut self, what: &str, start: usize, end: usize) {
        if let Some(place) = self.unclosed_set(start, end) {
            return self.report(Mistake::MissingParenthesis, place, "`}` is missing", "write `}` here");
        }
        // Where an inner block's brace is missing, its closing brace stands where the outer one's should.
        let (what, start, end) = self.unclosed_by_indentation(start, end).unwrap_or((what, start, end));
        let (gap, opened) = (Span::new(end, end), self.keyword_at(start));
        let message = format!("the block of `{what}` is not closed");
        let help = format!("write `}}` here, to close the `{what}` of line {}", self.line(start));
        let finding = Mistake::MissingBrace.finding(self.source, gap, message, help);
        self.findings.push(finding.label(self.source, opened, "its head"));
    }

    /// A set whose brace is missing takes that of its block: `modality in {CT`.
    fn unclosed_set(&self, start: usize, end: usize) -> Option<Span> {
        let mut at = start;
        for line in self.slice(Span::new(start, end)).split_inclusive('\n') {
            let code = line.split("//").next().unwrap_or_default().trim_end();
            if let Some((_, inside)) = code.rsplit_once('{')
                && !inside.is_empty()
                && !inside.contains(['}', '"'])
                && code.matches('{').count() == 1
                && super::super::words::statement_for(super::item::first_word(inside.trim_start())).is_none()
            {
                return Some(Span::new(at + code.len(), at + code.len()));
            }
            at += line.len();
        }
        None
    }

    /// The inner block whose head is indented more than the brace that closes it.
    fn unclosed_by_indentation(&self, start: usize, end: usize) -> Option<(&'static str, usize, usize)> {
        let mut open: Vec<(usize, usize)> = Vec::new();
        let (mut at, mut last) = (start, start);
        for line in self.slice(Span::new(start, end)).split_inclusive('\n') {
            let code = line.split("//").next().unwrap_or_default().trim_end();
            let indent = if at == start { 0 } else { code.len() - code.trim_start().len() };
            let closes = code.trim_start().starts_with('}');
            if let Some((head, opened)) = open.last().copied()
                && open.len() > 1
                && !code.is_empty()
                && (indent < head || indent == head && !closes)
            {
                let word = super::item::first_word(self.text.get(opened..)?);
                let what = ["each", "some", "when", "unless", "in"].into_iter().find(|known| *known == word)?;
                return Some((what, opened, last));
            }
            if closes {
                open.pop();
            }
            if code.ends_with('{') {
                open.push((indent, at + indent));
            }
            if !code.is_empty() {
                last = at + code.len();
            }
            at += line.len();
        }
        None
    }

    /// An unclosed text may have swallowed the brace.
    fn has_unclosed_text_before(&self, at: usize) -> bool {
        self.findings.last().is_some_and(|finding| {
            finding.code == Mistake::UnclosedString.code()
                && finding.labels.first().is_some_and(|label| self.same_line(label.span.start, at))
        })
    }

    /// A closing bracket between items.
    pub(in super::super) fn stray_brace(&mut self, node: &Node) {
        let span = self.span(node);
        // The rule that was closed too early ends here.
        if std::mem::take(&mut self.outside) {
            return;
        }
        let message = format!("`{}` closes nothing", node.as_str());
        self.report(Mistake::StrayBracket, span, message, format!("remove this `{}`", node.as_str()));
    }
}
