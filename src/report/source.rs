//! Texts that findings point into.

use std::sync::Arc;

/// A text that spans point into: a protocol file, or one embedded in the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Path as the user wrote it, or `kits/23` for a shipped protocol.
    pub name: String,
    pub text: String,
    /// Where the texts begin that were joined to this one.
    parts: Vec<(usize, Arc<Source>)>,
}

/// Byte offsets into a [`Source`], end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Source {
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Source { name: name.into(), text: text.into(), parts: Vec::new() })
    }

    /// Several texts as one, a line break between them, under the name of the first: a protocol and those it builds on.
    pub fn joined(sources: &[Arc<Source>]) -> Arc<Self> {
        let mut joined = Source { name: String::new(), text: String::new(), parts: Vec::new() };
        for source in sources {
            if joined.parts.is_empty() {
                joined.name.clone_from(&source.name);
            } else {
                joined.text.push('\n');
            }
            joined.parts.push((joined.text.len(), Arc::clone(source)));
            joined.text.push_str(&source.text);
        }
        Arc::new(joined)
    }

    /// The text in which a span begins, and the span within it: this one, unless it was joined from several.
    pub fn part_at(self: &Arc<Self>, span: Span) -> (Arc<Source>, Span) {
        let found = self.parts.iter().rev().find(|(start, _)| *start <= span.start);
        match found {
            None => (Arc::clone(self), span),
            Some((start, part)) => {
                let end = span.end.saturating_sub(*start).min(part.text.len());
                (Arc::clone(part), Span::new(span.start - start, end))
            }
        }
    }

    /// One-based line and column (in characters) of a byte offset.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = self.text.get(..end).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        (line, column)
    }
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_joined_texts_lead_to_their_part() {
        let (a, b) = (Source::new("a", "one\ntwo"), Source::new("b", "three"));
        let both = Source::joined(&[Arc::clone(&a), Arc::clone(&b)]);
        assert_eq!((both.name.as_str(), both.text.as_str()), ("a", "one\ntwo\nthree"));
        assert_eq!(both.part_at(Span::new(4, 7)), (Arc::clone(&a), Span::new(4, 7)));
        assert_eq!(both.part_at(Span::new(8, 13)), (Arc::clone(&b), Span::new(0, 5)));
        assert_eq!(b.part_at(Span::new(1, 2)), (b, Span::new(1, 2)));
    }
}
