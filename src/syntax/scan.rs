//! One pass over the characters before parsing: comments, foreign comments, and nesting that is too deep.

use crate::report::Span;

/// Parentheses, braces and brackets may nest this deep.
pub const NESTING_LIMIT: usize = 64;

#[derive(Debug, Default)]
pub struct Scan {
    /// `//` comments in order of appearance.
    pub comments: Vec<Span>,
    /// Comments of other languages: `#`, `--`, `/* */`.
    pub foreign: Vec<Span>,
    /// Bracketed parts below the limit, brackets included.
    pub too_deep: Vec<Span>,
    /// Byte offsets at which lines begin, the first one too.
    line_starts: Vec<usize>,
}

impl Scan {
    /// One-based line of a byte offset.
    pub fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset)
    }

    pub fn same_line(&self, a: usize, b: usize) -> bool {
        self.line(a) == self.line(b)
    }

    /// Where a comment that ends at `end` begins.
    fn comment_ending_at(&self, end: usize) -> Option<usize> {
        let index = self.comments.partition_point(|span| span.end < end);
        self.comments.get(index).filter(|span| span.end == end && span.start < end).map(|span| span.start)
    }

    /// Moves `end` back over white space and comments, but not before `start`.
    pub fn trim_end(&self, text: &str, start: usize, mut end: usize) -> usize {
        loop {
            let Some(part) = text.get(start..end) else { return end };
            let trimmed = start + part.trim_end_matches(is_blank).len();
            match self.comment_ending_at(trimmed) {
                Some(comment) if comment >= start => end = comment,
                _ => return trimmed,
            }
        }
    }
}

pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{200B}' || c == '\u{FEFF}'
}

pub fn scan(text: &str) -> Scan {
    let mut scan = Scan { line_starts: vec![0], ..Scan::default() };
    let mut nesting = Nesting::default();
    let mut at = 0;
    // The line that `at` stands in is looked up once, or long lines would take time in proportion to their square.
    let mut line_end = 0;
    // No `*/` follows any more.
    let mut unclosed = false;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if c == '\n' {
            scan.line_starts.push(at + 1);
        }
        if at >= line_end {
            line_end = text.get(at..).and_then(|rest| rest.find(['\n', '\r'])).map_or(text.len(), |length| at + length);
        }
        let line = text.get(at..line_end).unwrap_or_default();
        at += match c {
            '"' => string_length(line),
            '`' => line.get(1..).and_then(|inner| inner.find('`')).map_or(1, |inner| inner + 2),
            '/' if line.starts_with("//") => {
                if line.starts_with("////") || !line.starts_with("///") {
                    scan.comments.push(Span::new(at, at + line.trim_end_matches(is_blank).len()));
                }
                line.len()
            }
            '/' if line.starts_with("/*") => {
                let rest = text.get(at..).unwrap_or_default();
                let end = if unclosed { None } else { rest.find("*/") };
                unclosed = end.is_none();
                let length = end.map_or(line.len(), |end| end + 2);
                scan.foreign.push(Span::new(at, at + length));
                let skipped = rest.get(..length).unwrap_or_default();
                scan.line_starts.extend(skipped.match_indices('\n').map(|(newline, _)| at + newline + 1));
                length
            }
            '#' if !is_color(line) => {
                scan.foreign.push(Span::new(at, at + line.trim_end_matches(is_blank).len()));
                line.len()
            }
            '-' if line == "--" || line.starts_with("-- ") || line.starts_with("---") => {
                scan.foreign.push(Span::new(at, at + line.trim_end_matches(is_blank).len()));
                line.len()
            }
            '(' | ')' | '[' | ']' | '{' | '}' => {
                nesting.see(c, at, &mut scan.too_deep);
                1
            }
            other => other.len_utf8(),
        };
    }
    nesting.finish(text.len(), &mut scan.too_deep);
    scan
}

/// A text in quotes, or up to the end of the line if it is not closed.
fn string_length(line: &str) -> usize {
    let mut escaped = false;
    for (at, c) in line.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    line.trim_end_matches([' ', '\t', '{', '}']).len().max(1)
}

/// `#dd8265` is a colour, everything else behind `#` a comment.
fn is_color(line: &str) -> bool {
    let digits = line.chars().skip(1).take_while(char::is_ascii_hexdigit).count();
    digits == 6 && !line.chars().nth(7).is_some_and(|c| c.is_alphanumeric() || c == '_')
}

#[derive(Default)]
struct Nesting {
    depth: usize,
    /// Start of the part that is too deep, and the depth of its first bracket.
    cut: Option<(usize, usize)>,
}

impl Nesting {
    fn see(&mut self, bracket: char, at: usize, too_deep: &mut Vec<Span>) {
        if matches!(bracket, '(' | '[' | '{') {
            self.depth += 1;
            if self.depth > NESTING_LIMIT && self.cut.is_none() {
                self.cut = Some((at, self.depth));
            }
            return;
        }
        if let Some((start, depth)) = self.cut
            && depth == self.depth
        {
            too_deep.push(Span::new(start, at + 1));
            self.cut = None;
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn finish(self, end: usize, too_deep: &mut Vec<Span>) {
        if let Some((start, _)) = self.cut {
            too_deep.push(Span::new(start, end));
        }
    }
}
