//! The lists of the Markdown report: `- **error** CODE in FILE`, message and the rest, a line each.

use super::expected::Told;
use super::junit::{file_of_label, split_code};

pub fn read(text: &str) -> Vec<Told> {
    assert!(text.starts_with("## voxlint: "));
    assert!(text.chars().count() < 65_536, "GitHub takes no more");
    // Whatever a name holds, the page has no elements but these.
    let known = ["<code>", "</code>", "<br>", "<details>", "</details>", "<summary>", "</summary>", "<!-- -->"];
    let stripped = known.iter().fold(text.to_owned(), |text, element| text.replace(element, ""));
    assert!(!stripped.contains(['<', '>']), "{stripped}");
    let items = text.split("\n- ").skip(1).map(|item| item.split("\n\n</details>").next().unwrap());
    items.map(|item| finding(item.trim_end())).collect()
}

fn finding(item: &str) -> Told {
    let (heading, body) = item.split_once("<br>").unwrap();
    let (severity, rest) = heading.strip_prefix("**").unwrap().split_once("** ").unwrap();
    let (code, file) = rest.split_once(" in ").unwrap_or((rest, ""));
    let (code, bindings) = split_code(&plain(&unwrapped(code)));
    let body = body.split("<br>\n  ").map(plain).collect::<Vec<_>>().join("\n");
    Told {
        severity: severity.to_owned(),
        code,
        bindings,
        file: if file.is_empty() { file_of_label(&body) } else { plain(&unwrapped(file)) },
        place: String::new(),
        body,
        fingerprint: String::new(),
        case: String::new(),
    }
}

fn unwrapped(code: &str) -> String {
    code.strip_prefix("<code>").unwrap().strip_suffix("</code>").unwrap().to_owned()
}

/// What a reader of the comment sees; code between backticks.
fn plain(markdown: &str) -> String {
    let markdown = markdown.replace("<!-- -->", "").replace("<code>", "`").replace("</code>", "`");
    let mut plain = String::new();
    let mut characters = markdown.chars();
    while let Some(c) = characters.next() {
        plain.push(if c == '\\' { characters.next().unwrap() } else { c });
    }
    plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
