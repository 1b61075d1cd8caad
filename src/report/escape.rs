//! Text from files, made safe for a terminal.
//!
//! A label file's header or a file name may hold escape sequences that repaint a terminal, or direction marks that
//! make one name look like another. Every renderer passes text through here.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Control characters and direction marks as `\u{1b}`; tabs and line breaks as one space. Everything else unchanged.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' | '\t' => safe.push(' '),
            c if is_unsafe(c) => {
                // Writing to a string cannot fail.
                let _ = write!(safe, "\\u{{{:x}}}", u32::from(c));
            }
            c => safe.push(c),
        }
    }
    Cow::Owned(safe)
}

/// As [`visible`], keeping line breaks: for help texts and pages of several lines.
pub fn visible_lines(text: &str) -> String {
    text.lines().map(visible).collect::<Vec<_>>().join("\n")
}

/// A source text in which every unsafe character is replaced by a harmless one of the same length in bytes, so that
/// spans into it stay valid. Line breaks and tabs stay.
pub fn same_length(text: &str) -> Cow<'_, str> {
    let changes = |c: char| is_unsafe(c) && c != '\n' && c != '\t';
    if !text.chars().any(changes) {
        return Cow::Borrowed(text);
    }
    let replace = |c: char| match (changes(c), c.len_utf8()) {
        (false, _) => c,
        (true, 1) if c == '\r' => ' ',
        (true, 1) => '?',
        (true, 2) => '\u{bf}',
        (true, 3) => '\u{fffd}',
        (true, _) => '\u{1f6ab}',
    };
    Cow::Owned(text.chars().map(replace).collect())
}

/// As [`visible`], for the text of an HTML element or a quoted attribute.
pub fn html(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    for c in visible(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_direction_marks_become_visible() {
        assert_eq!(visible("a\u{1b}[31mred\u{7}"), "a\\u{1b}[31mred\\u{7}");
        assert_eq!(visible("x\u{202e}iin.gz\u{9b}"), "x\\u{202e}iin.gz\\u{9b}");
        assert_eq!(visible("two\nlines\tand a tab"), "two lines and a tab");
        assert_eq!(visible("Größe 3 mm³"), "Größe 3 mm³");
    }

    #[test]
    fn a_replaced_source_keeps_every_offset() {
        let text = "a\u{1b}b\r\nc\u{85}d\u{202e}e\u{e0001}";
        let safe = same_length(text);
        assert_eq!(safe.len(), text.len());
        assert_eq!(safe.find('c'), text.find('c'));
        assert_eq!(safe.find('e'), text.find('e'));
        assert!(!safe.contains('\u{1b}') && !safe.contains('\u{202e}'));
    }
}
