//! Texts of protocols as HTML: escaped, names as code, addresses as links that nobody follows unasked.

use crate::report::escape;

pub(super) fn escaped(text: &str) -> String {
    escape::html(text)
}

/// A line in which names stand in backticks.
pub(super) fn prose(text: &str) -> String {
    if !text.matches('`').count().is_multiple_of(2) {
        return linked(text);
    }
    let parts = text.split('`').enumerate();
    parts
        .map(|(at, part)| if at.is_multiple_of(2) { linked(part) } else { format!("<code>{}</code>", escaped(part)) })
        .collect()
}

/// Paragraphs, between which the text has empty lines.
pub(super) fn paragraphs(text: &str) -> String {
    let all = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    all.map(|paragraph| format!("<p>{}</p>\n", prose(paragraph))).collect()
}

/// A source text as it is, line by line.
pub(super) fn lines(text: &str) -> String {
    text.lines().map(|line| escaped(line) + "\n").collect()
}

/// The name of a place in the page: letters, digits, dots and dashes.
pub(super) fn anchor(kind: &str, name: &str) -> String {
    let safe: String = name.chars().map(|c| if c.is_alphanumeric() || c == '.' { c } else { '-' }).collect();
    format!("{kind}-{safe}")
}

/// Words that are addresses lead there. What is shown is where it leads.
fn linked(text: &str) -> String {
    let word = |word: &str| {
        let start = word.find("https://").or_else(|| word.find("http://")).unwrap_or(word.len());
        let (before, address) = word.split_at(start);
        let address = address.trim_end_matches(|c: char| c.is_whitespace() || ".,;:)]\"'".contains(c));
        let after = word.get(start + address.len()..).unwrap_or_default();
        if address.is_empty() {
            return escaped(word);
        }
        let shown = escaped(address);
        format!("{}<a href=\"{shown}\" rel=\"noreferrer\">{shown}</a>{}", escaped(before), escaped(after))
    };
    text.split_inclusive(char::is_whitespace).map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_code_and_everything_is_escaped() {
        assert_eq!(prose("`a<b` & c"), "<code>a&lt;b</code> &amp; c");
        assert_eq!(prose("one ` alone"), "one ` alone");
        assert_eq!(paragraphs("a\nb\n\nc"), "<p>a b</p>\n<p>c</p>\n");
        assert_eq!(lines("a\n  <b>\u{202e}"), "a\n  &lt;b&gt;\\u{202e}\n");
        assert_eq!(anchor("rule", "A B\"<-1.2"), "rule-A-B---1.2");
    }

    #[test]
    fn addresses_lead_where_they_say() {
        let link = "<a href=\"https://a.example/b?c\" rel=\"noreferrer\">https://a.example/b?c</a>";
        assert_eq!(prose("See (https://a.example/b?c)."), format!("See ({link})."));
        assert_eq!(prose("https://a.example/b?c now"), format!("{link} now"));
        assert_eq!(prose("javascript:alert(1)"), "javascript:alert(1)");
        assert!(prose("https://a\"onclick=x").starts_with("<a href=\"https://a&quot;onclick=x\" rel"));
    }
}
