//! Text as Markdown that shows it and does nothing else, on GitHub and GitLab alike.

use super::escape::visible;

/// Between two characters it keeps them from meaning something together: nobody is called, nothing is linked.
const APART: &str = "<!-- -->";

/// One line of text; what stands in backticks is shown as code. Safe in tables, lists and HTML.
pub fn inline(text: &str) -> String {
    let text = visible(text);
    if !text.matches('`').count().is_multiple_of(2) {
        return plain(&text);
    }
    let parts = text.split('`').enumerate();
    parts.map(|(at, part)| if at.is_multiple_of(2) { plain(part) } else { escaped_code(part) }).collect()
}

/// A name or a path as code.
pub fn code(text: &str) -> String {
    escaped_code(&visible(text))
}

/// HTML's element, since backticks cannot hold backticks and bars in tables.
fn escaped_code(text: &str) -> String {
    format!("<code>{}</code>", escaped(text))
}

fn plain(text: &str) -> String {
    let text = escaped(text);
    let text = text.replace('@', &format!("@{APART}")).replace("\\#", &format!("\\#{APART}"));
    text.replace("://", &format!(":{APART}//")).replace("www.", &format!("www{APART}."))
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '#' | '!' => safe.extend(['\\', c]),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::{code, inline};

    #[test]
    fn nothing_in_a_text_means_anything() {
        assert_eq!(inline("`a|b` has 3 parts"), "<code>a\\|b</code> has 3 parts");
        assert_eq!(inline("<script> & *x*"), "&lt;script&gt; &amp; \\*x\\*");
        assert_eq!(inline("one ` alone"), "one \\` alone");
        assert_eq!(inline("ask @someone, see #12"), "ask @<!-- -->someone, see \\#<!-- -->12");
        assert_eq!(inline("http://a.b"), "http:<!-- -->//a.b");
        assert_eq!(code("x\n`y`"), "<code>x \\`y\\`</code>");
    }
}
