//! Patterns of names, `"{base}_PRV{m: 2 digits}"`, for structures, files and texts.
//!
//! A pattern is translated to a regular expression that takes time linear in the length of the name, so that no pattern
//! and no name can make matching slow. The whole name must match. What a capture takes is fixed from left to right: each
//! takes the most that still lets the rest match, and an optional part is taken wherever it can be.

mod parse;

use std::collections::BTreeMap;

use regex::{Regex, RegexBuilder};

pub use parse::PatternFault;
use parse::{Part, What};

/// Bounds what one pattern may cost in memory, as the regular expression it stands for, bytes.
const MAX_COMPILED: usize = 4 << 20;

/// The words of a vocabulary by its name; nothing where there is none of that name.
pub type Vocabularies<'v> = dyn Fn(&str) -> Option<Vec<String>> + 'v;

/// A pattern that can be matched with names.
#[derive(Debug, Clone)]
pub struct NamePattern {
    text: String,
    matcher: Regex,
    /// In the order of their appearance, which is that of the groups of `matcher`.
    captures: Vec<Capture>,
}

/// A part of the name that has a name itself, `{m: 2 digits}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    pub name: String,
    /// Only digits (and, for `integer`, a minus before them) can stand for it, so that it can be reckoned with.
    pub is_number: bool,
    /// It stands in an optional part, and may be missing from a match.
    pub is_optional: bool,
}

impl NamePattern {
    /// Reads a pattern. `vocabularies` knows the lists of words that captures may name, `{p: primary}`.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the pattern, in the order of the text.
    pub fn parse(text: &str, vocabularies: &Vocabularies) -> Result<Self, Vec<PatternFault>> {
        let parts = parse::parts(text, vocabularies)?;
        let mut expression = String::new();
        let mut captures = Vec::new();
        translate(&parts, false, &mut expression, &mut captures);
        let matcher = RegexBuilder::new(&format!("\\A(?:{expression})\\z"))
            .dot_matches_new_line(true)
            .size_limit(MAX_COMPILED)
            .build()
            .map_err(|_| vec![PatternFault::too_large(text)])?;
        Ok(NamePattern { text: text.to_owned(), matcher, captures })
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The regular expression it stands for, with a group for each capture.
    pub fn regex(&self) -> &str {
        self.matcher.as_str()
    }

    pub fn captures(&self) -> &[Capture] {
        &self.captures
    }

    /// The capture of this name.
    pub fn capture(&self, name: &str) -> Option<&Capture> {
        self.captures.iter().find(|capture| capture.name == name)
    }

    pub fn is_match(&self, name: &str) -> bool {
        self.matcher.is_match(name)
    }

    /// What each capture takes, if the whole name matches. Captures of optional parts that the name does not have are
    /// left out.
    pub fn read(&self, name: &str) -> Option<BTreeMap<String, String>> {
        let found = self.matcher.captures(name)?;
        let taken = found.iter().skip(1).zip(&self.captures);
        Some(taken.filter_map(|(text, capture)| Some((capture.name.clone(), text?.as_str().to_owned()))).collect())
    }
}

/// Two patterns are equal if they are written equally.
impl PartialEq for NamePattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.matcher.as_str() == other.matcher.as_str()
    }
}

impl Eq for NamePattern {}

fn translate(parts: &[Part], optional: bool, expression: &mut String, captures: &mut Vec<Capture>) {
    for part in parts {
        match part {
            Part::Literal(text) => expression.push_str(&regex::escape(text)),
            Part::Optional(parts) => {
                expression.push_str("(?:");
                translate(parts, true, expression, captures);
                expression.push_str(")?");
            }
            Part::Capture { name, what } => {
                expression.push('(');
                expression.push_str(&what.expression());
                expression.push(')');
                captures.push(Capture { name: name.clone(), is_number: what.is_number(), is_optional: optional });
            }
        }
    }
}

impl What {
    fn expression(&self) -> String {
        match self {
            What::Text => "[^/]+".to_owned(),
            What::Digits { least, most: Some(most) } => format!("[0-9]{{{least},{most}}}"),
            What::Digits { least, most: None } => format!("[0-9]{{{least},}}"),
            What::Without(characters) => {
                let each: String = characters.chars().map(|c| format!("\\u{{{:X}}}", u32::from(c))).collect();
                format!("[^/{each}]+")
            }
            What::Integer => "-?[0-9]+".to_owned(),
            What::Alphanumeric => "[\\p{Alphabetic}0-9]+".to_owned(),
            What::Words(words) => {
                // The first that fits is taken, so the longest come first; words of one length exclude each other.
                let mut words: Vec<&String> = words.iter().collect();
                words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
                words.dedup();
                words.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join("|")
            }
        }
    }

    fn is_number(&self) -> bool {
        matches!(self, What::Digits { .. } | What::Integer)
    }
}

#[cfg(test)]
mod tests;
