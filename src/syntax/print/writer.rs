//! Writes lines, and puts every comment where it belongs: behind the line it stood behind, or on a line of its own
//! before what follows. A comment inside an expression moves before its statement.

use super::super::tree::Comment;
use super::layout::{Doc, render};

/// Lines are this long where they can be broken at all.
const WIDTH: usize = 100;

pub(super) struct Writer<'a> {
    source: &'a str,
    comments: &'a [Comment],
    out: String,
    depth: usize,
    /// Where in the source the last thing ended that has been written.
    last: usize,
    /// An empty line is due before the next line.
    blank: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(source: &'a str, comments: &'a [Comment]) -> Self {
        Writer { source, comments, out: String::new(), depth: 0, last: 0, blank: false }
    }

    /// An empty line before the next line, comments included.
    pub(super) fn blank(&mut self) {
        self.blank = !self.out.is_empty();
    }

    /// What stands from `start` to `end` in the source, as one unit that no comment divides.
    pub(super) fn unit(&mut self, start: usize, end: usize, docs: &[String], doc: &Doc) {
        self.comments_before(start, end);
        for line in docs {
            self.line(line);
        }
        let text = render(doc, self.depth * 2, WIDTH);
        self.line(&text);
        self.last = self.behind_separators(end);
    }

    /// The head of a block, with its brace.
    pub(super) fn open(&mut self, start: usize, end: usize, docs: &[String], head: Doc) {
        let brace = self.find_brace(end);
        self.unit(start, brace, docs, &Doc::Join(vec![head, " {".into()]));
        self.depth += 1;
    }

    /// The end of a block, whose brace stands just before `end`.
    pub(super) fn close(&mut self, end: usize) {
        self.comments_before(end, end);
        self.depth = self.depth.saturating_sub(1);
        self.blank = false;
        self.line("}");
        self.last = self.behind_separators(end);
    }

    pub(super) fn finish(mut self) -> String {
        self.comments_before(usize::MAX, usize::MAX);
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out
    }

    /// Comments up to `start`, and those inside the unit that ends at `end`.
    fn comments_before(&mut self, start: usize, end: usize) {
        while let Some((comment, rest)) = self.comments.split_first().filter(|(comment, _)| comment.span.start < end) {
            self.comments = rest;
            let between = self.source.get(self.last..comment.span.start).unwrap_or("\n");
            let trailing = comment.span.start < start && !self.out.is_empty() && !between.contains(['\n', '\r']);
            if trailing {
                self.out.push(' ');
                self.out.push_str(&comment.text);
            } else {
                let text = comment.text.clone();
                self.line(&text);
            }
            self.last = comment.span.end;
        }
    }

    fn line(&mut self, text: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        if std::mem::take(&mut self.blank) {
            self.out.push('\n');
        }
        self.out.extend(std::iter::repeat_n("  ", self.depth));
        self.out.push_str(text);
    }

    /// The place behind the first `{` at or after `from` that stands in no comment.
    fn find_brace(&self, from: usize) -> usize {
        let mut at = from;
        while let Some(rest) = self.source.get(at..) {
            let Some(brace) = rest.find('{').map(|brace| at + brace) else { return from };
            match self.comments.iter().find(|comment| comment.span.start < brace && brace < comment.span.end) {
                Some(comment) => at = comment.span.end,
                None => return brace + 1,
            }
        }
        from
    }

    /// Behind `;` and `,` that belong to what ends at `end`.
    fn behind_separators(&self, end: usize) -> usize {
        let rest = self.source.get(end..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start().len();
        if rest.trim_start().starts_with(';') { end + blank + 1 } else { end }
    }
}
