//! A protocol before it is text.

use std::sync::Arc;

use crate::model::protocol::ValueSet;
use crate::report::Source;
use crate::syntax;

use super::names::in_text;

/// Sentences are broken before they reach this column.
const WIDEST: usize = 110;

/// A protocol to be written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    /// `local/spleen`
    pub name: String,
    /// Sentences above the protocol, one a line.
    pub docs: Vec<String>,
    pub background: ValueSet,
    pub classes: Vec<DraftClass>,
    /// Neither class nor background.
    pub ignore: ValueSet,
    pub groups: Vec<DraftGroup>,
    /// Sentences behind the label table, one a line.
    pub remarks: Vec<String>,
    pub rules: Vec<DraftRule>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct DraftClass {
    /// None for a class that is a file of its own.
    pub values: ValueSet,
    /// A name that no other class has.
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
pub struct DraftGroup {
    pub name: String,
    /// Names of classes, at least one.
    pub members: Vec<String>,
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
        text.extend(values(&self.background).map(|values| format!("{values} background\n")));
        text.extend(self.classes.iter().map(DraftClass::line));
        text.extend(values(&self.ignore).map(|values| format!("{values} ignore\n")));
        text.push_str("}\n\n");
        text.extend(self.groups.iter().map(DraftGroup::line));
        text.push_str(&lines("// ", &self.remarks));
        for rule in &self.rules {
            text.push_str(&rule.block());
        }
        text
    }
}

impl DraftClass {
    fn line(&self) -> String {
        let mut words: Vec<String> = values(&self.values).into_iter().collect();
        words.push(in_text(&self.name));
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

impl DraftGroup {
    fn line(&self) -> String {
        let members: Vec<String> = self.members.iter().map(|member| in_text(member)).collect();
        format!("group {} = {}\n", in_text(&self.name), members.join(" + "))
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

/// `4`, or `{1..3, 7}`.
fn values(set: &ValueSet) -> Option<String> {
    match set.ranges.as_slice() {
        [] => None,
        [(low, high)] if low == high => Some(low.to_string()),
        _ => Some(format!("{{{set}}}")),
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
        // A number stays beside its sign.
        for word in one_line(sentence).replace(" %", "\u{a0}%").split(' ') {
            let more = word.chars().count() + 1;
            if length == 0 || length + more > WIDEST {
                text.push_str(if length == 0 { "" } else { "\n" });
                text.push_str(mark);
                length = mark.len();
            } else {
                text.push(' ');
            }
            text.push_str(&word.replace('\u{a0}', " "));
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
