//! A protocol before it is text.

use std::sync::Arc;

use crate::report::Source;
use crate::syntax;

/// Sentences are broken before they reach this column.
const WIDEST: usize = 110;

/// A protocol to be written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    /// `local/spleen`
    pub name: String,
    /// Sentences above the protocol, one a line.
    pub docs: Vec<String>,
    /// Values without a class: background and ignored ones, with the word for them.
    pub others: Vec<(i64, &'static str)>,
    pub classes: Vec<DraftClass>,
    /// Sentences behind the label table, one a line.
    pub remarks: Vec<String>,
    pub rules: Vec<DraftRule>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct DraftClass {
    /// None for a class that is a file of its own.
    pub value: Option<i64>,
    /// A plain name that no other class has.
    pub name: String,
    /// As the table writes it, if that is not the name.
    pub title: Option<String>,
    pub aliases: Vec<String>,
    /// `SCT:64033007 left`
    pub code: Option<String>,
    /// Red, green, blue.
    pub color: Option<[u8; 3]>,
    /// Every case must have it.
    pub required: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftRule {
    /// Sentences above the rule for those who decide on it, one a line.
    pub comments: Vec<String>,
    pub id: String,
    pub severity: &'static str,
    pub title: String,
    /// Statements of the language, one a line.
    pub statements: Vec<String>,
    pub because: String,
}

impl Draft {
    /// The text as `voxlint fmt` lays it out.
    pub fn text(&self) -> String {
        let source = Source::new(format!("{}.protocol", self.name), self.plain_text());
        let parsed = syntax::parse(&source);
        // What cannot be laid out is a mistake of this module; the text says more about it than nothing would.
        syntax::format(&source, &parsed).unwrap_or_else(|_| Arc::unwrap_or_clone(source).text.to_string())
    }

    fn plain_text(&self) -> String {
        let mut text = String::new();
        text.push_str(&lines("/// ", &self.docs));
        text.push_str(&format!("protocol {} 0.1.0\n\nlabels {{\n", self.name));
        for (value, word) in &self.others {
            text.push_str(&format!("{value} {word}\n"));
        }
        for class in &self.classes {
            text.push_str(&class.line());
        }
        text.push_str("}\n\n");
        text.push_str(&lines("// ", &self.remarks));
        for rule in &self.rules {
            text.push_str(&rule.block());
        }
        text
    }
}

impl DraftClass {
    fn line(&self) -> String {
        let mut words: Vec<String> = self.value.iter().map(i64::to_string).collect();
        words.push(self.name.clone());
        words.extend(self.title.as_deref().map(quoted));
        if !self.required {
            words.push("optional".to_owned());
        }
        if !self.aliases.is_empty() {
            let aliases: Vec<String> = self.aliases.iter().map(|alias| quoted(alias)).collect();
            words.push(format!("alias {}", aliases.join(", ")));
        }
        words.extend(self.code.as_ref().map(|code| format!("code {code}")));
        words.extend(self.color.map(|[red, green, blue]| format!("color #{red:02x}{green:02x}{blue:02x}")));
        format!("{}\n", words.join(" "))
    }
}

impl DraftRule {
    fn block(&self) -> String {
        let comments = lines("// ", &self.comments);
        let statements = self.statements.join("\n");
        let DraftRule { id, severity, title, because, .. } = self;
        format!(
            "\n{comments}rule {id} {severity} {} {{\n{statements}\nbecause {}\n}}\n",
            quoted(title),
            quoted(because)
        )
    }
}

fn quoted(text: &str) -> String {
    syntax::print_text(&one_line(text))
}

/// Sentences behind a mark, broken where a line is full.
fn lines(mark: &str, sentences: &[String]) -> String {
    let mut text = String::new();
    for sentence in sentences {
        let mut length = 0;
        for word in one_line(sentence).split(' ') {
            let more = word.chars().count() + 1;
            if length == 0 || length + more > WIDEST {
                text.push_str(if length == 0 { "" } else { "\n" });
                text.push_str(mark);
                length = mark.len();
            } else {
                text.push(' ');
            }
            text.push_str(word);
            length += more;
        }
        text.push('\n');
    }
    text
}

/// Text from files may hold anything; in a protocol it stays on its line.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}
