//! The text of a pattern to its parts.

use super::super::suggest;
use super::Vocabularies;

/// Bounds what a pattern may ask for; names of files and structures are shorter.
const MAX_DIGITS: usize = 32;
const MAX_DEPTH: usize = 8;
const MAX_LENGTH: usize = 1000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Literal(String),
    Capture { name: String, what: What },
    Optional(Vec<Part>),
}

/// What may stand for a capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// Any text that is not empty and holds no `/`.
    Text,
    Digits {
        least: usize,
        most: Option<usize>,
    },
    Integer,
    /// Like text, without these characters.
    Without(String),
    /// Letters and digits, as in the labels of BIDS entities.
    Alphanumeric,
    Words(Vec<String>),
}

/// What is wrong with a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternFault {
    /// Bytes of the pattern's text.
    pub start: usize,
    pub end: usize,
    /// One sentence, without its subject's place.
    pub message: String,
    /// What to write.
    pub help: String,
}

impl PatternFault {
    pub(super) fn too_large(text: &str) -> Self {
        PatternFault {
            start: 0,
            end: text.len(),
            message: "the pattern is too large".to_owned(),
            help: "use fewer optional parts and shorter lists of words".to_owned(),
        }
    }
}

pub(super) fn parts(text: &str, vocabularies: &Vocabularies) -> Result<Vec<Part>, Vec<PatternFault>> {
    if text.len() > MAX_LENGTH {
        return Err(vec![PatternFault::too_large(text)]);
    }
    let mut reader = Reader { text, at: 0, names: Vec::new(), faults: Vec::new(), vocabularies };
    let parts = reader.sequence(0);
    if text.is_empty() {
        reader.fault(0, "the pattern is empty", "write a name with captures: `\"{base}_PRV{m: 2 digits}\"`");
    }
    if reader.faults.is_empty() { Ok(parts) } else { Err(reader.faults) }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    names: Vec<String>,
    faults: Vec<PatternFault>,
    vocabularies: &'t Vocabularies<'t>,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// From `start` to where reading has come.
    fn fault(&mut self, start: usize, message: impl Into<String>, help: impl Into<String>) {
        let (message, help) = (message.into(), help.into());
        self.faults.push(PatternFault { start, end: self.at.max(start), message, help });
    }

    fn sequence(&mut self, depth: usize) -> Vec<Part> {
        let mut parts = Vec::new();
        while let Some(next) = self.rest().chars().next() {
            let start = self.at;
            self.at += next.len_utf8();
            match next {
                '{' => parts.extend(self.capture(start)),
                '[' if depth == MAX_DEPTH => {
                    self.at = self.text.len();
                    self.fault(
                        start,
                        "optional parts stand too deep in each other",
                        "write fewer `[..]` in each other",
                    );
                }
                '[' => parts.extend(self.optional(start, depth)),
                ']' if depth > 0 => {
                    self.at = start;
                    break;
                }
                ']' => {
                    self.fault(start, "a `]` closes nothing", "write `[..]` around what may be missing, or remove it")
                }
                '}' => self.fault(start, "a `}` closes nothing", "write `{name}` for a part of the name, or remove it"),
                other => match parts.last_mut() {
                    Some(Part::Literal(text)) => text.push(other),
                    _ => parts.push(Part::Literal(other.to_string())),
                },
            }
        }
        parts
    }

    fn optional(&mut self, start: usize, depth: usize) -> Option<Part> {
        let parts = self.sequence(depth + 1);
        if self.rest().starts_with(']') {
            self.at += 1;
        } else {
            self.fault(start, "a `[` is not closed", "write `]` behind what may be missing");
            return None;
        }
        if parts.is_empty() {
            self.fault(start, "an optional part is empty", "write what may be missing between `[` and `]`");
            return None;
        }
        Some(Part::Optional(parts))
    }

    fn capture(&mut self, start: usize) -> Option<Part> {
        let Some(length) =
            self.rest().find(['}', '{']).filter(|at| self.rest().get(*at..).is_some_and(|rest| rest.starts_with('}')))
        else {
            self.fault(start, "a `{` is not closed", "write `}` behind the name of the part, `{base}`");
            return None;
        };
        let inner = self.rest().get(..length).unwrap_or_default();
        self.at += length + 1;
        let (name, what) = match inner.split_once(':') {
            Some((name, what)) => (name.trim(), Some(what.trim())),
            None => (inner.trim(), None),
        };
        let mut letters = name.chars();
        let is_name = letters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
            && letters.all(|letter| letter.is_alphanumeric() || letter == '_');
        if !is_name {
            let message =
                if name.is_empty() { "a part has no name".to_owned() } else { format!("`{name}` is no name") };
            self.fault(start, message, "write a name of letters, digits and `_`: `{base}`, `{m: 2 digits}`");
            return None;
        }
        if self.names.iter().any(|known| known == name) {
            self.fault(start, format!("`{name}` stands twice in the pattern"), "give the second part another name");
            return None;
        }
        self.names.push(name.to_owned());
        let what = match what {
            None => What::Text,
            Some(what) => self.what(start, what)?,
        };
        Some(Part::Capture { name: name.to_owned(), what })
    }

    /// What stands behind the colon.
    fn what(&mut self, start: usize, written: &str) -> Option<What> {
        if written.contains('|') {
            let words: Vec<String> = written.split('|').map(|word| word.trim().to_owned()).collect();
            if words.iter().any(String::is_empty) {
                self.fault(
                    start,
                    "one of the words is empty",
                    "write each word, `{side: L|R}`, and `[..]` around what may be missing",
                );
                return None;
            }
            return Some(What::Words(words));
        }
        let words: Vec<&str> = written.split_whitespace().collect();
        match words.as_slice() {
            ["integer"] => Some(What::Integer),
            ["alphanumeric"] => Some(What::Alphanumeric),
            ["digits"] => Some(What::Digits { least: 1, most: None }),
            [count, "digit" | "digits"] => self.digits(start, count),
            ["without", characters] => Some(What::Without((*characters).to_owned())),
            [name] => {
                if let Some(words) = (self.vocabularies)(name).filter(|words| !words.is_empty()) {
                    return Some(What::Words(words));
                }
                let message = format!("`{name}` is neither a kind of text nor a vocabulary of the protocol");
                let help = suggest::nearest(name, ["integer", "digits", "alphanumeric"])
                    .map(|close| format!("did you mean `{close}`?"))
                    .unwrap_or_else(|| {
                        format!(
                            "declare `vocabulary {name} {{ \"..\" }}`, or write `2 digits`, `integer` or words `L|R`"
                        )
                    });
                self.fault(start, message, help);
                None
            }
            _ => {
                let help = "write `2 digits`, `digits`, `integer`, `alphanumeric`, `without _-`, words `L|R`, or the name of a vocabulary";
                self.fault(start, format!("`{written}` is no kind of text"), help);
                None
            }
        }
    }

    /// `2 digits`, `1..4 digits`.
    fn digits(&mut self, start: usize, count: &str) -> Option<What> {
        let (least, most) = count.split_once("..").unwrap_or((count, count));
        let bounds = least.parse::<usize>().ok().zip(most.parse::<usize>().ok());
        match bounds {
            Some((least, most)) if 1 <= least && least <= most && most <= MAX_DIGITS => {
                Some(What::Digits { least, most: Some(most) })
            }
            _ => {
                let help = format!("write a number from 1 to {MAX_DIGITS}, `2 digits`, or two, `1..2 digits`");
                self.fault(start, format!("`{count}` is no number of digits"), help);
                None
            }
        }
    }
}
