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
            Rule::missing_brace => {
                let message = format!("the block of `{what}` is not closed");
                let opened = Span::new(start, start + what.len());
                let help = format!("write `}}` here, to close the `{what}` of line {}", self.line(start));
                let finding = Mistake::MissingBrace.finding(self.source, gap, message, help).label(
                    self.source,
                    opened,
                    "its head",
                );
                self.findings.push(finding);
            }
            Rule::missing_block => {
                let message = format!("`{what}` has no statements in braces");
                self.report(Mistake::MissingBody, gap, message, "write them between `{` and `}`");
            }
            _ => {}
        }
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
        if self.findings.last().is_some_and(|finding| finding.code == Mistake::OutsideRule.code()) {
            return;
        }
        let message = format!("`{}` closes nothing", node.as_str());
        self.report(Mistake::StrayBracket, span, message, format!("remove this `{}`", node.as_str()));
    }
}
