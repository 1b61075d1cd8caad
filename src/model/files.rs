//! Where the files of a case are: paths with captures, `"{case}/{case}_t1.nii.gz"`.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::Span;

use super::name_pattern::{NamePattern, PatternFault, Vocabularies};

/// The `files` block.
#[derive(Debug, Clone, PartialEq)]
pub struct Files {
    /// Files of a case that match no pattern are findings.
    pub closed: bool,
    pub lines: Vec<FileLine>,
    pub span: Span,
}

/// An input, or a file that must be there and is not read.
#[derive(Debug, Clone, PartialEq)]
pub struct FileLine {
    pub name: String,
    /// Any of these.
    pub patterns: Vec<PathPattern>,
    pub optional: bool,
    pub span: Span,
}

/// A path relative to the folder that holds all cases, with a pattern for each part between `/`.
#[derive(Debug, Clone, PartialEq)]
pub struct PathPattern {
    parts: Vec<NamePattern>,
    text: String,
}

/// Captures by name.
pub type Captures = BTreeMap<String, String>;

impl PathPattern {
    /// # Errors
    /// What is wrong with its parts; places are bytes of the text.
    pub fn parse(text: &str, vocabularies: &Vocabularies) -> Result<Self, Vec<PatternFault>> {
        let (mut parts, mut faults) = (Vec::new(), Vec::new());
        let mut start = 0;
        let mut declared: BTreeMap<String, String> = BTreeMap::new();
        for part in text.split('/') {
            // A capture that stands again is of the same kind, and need not say so.
            let typed = declared
                .iter()
                .fold(part.to_owned(), |part, (name, typed)| part.replace(&format!("{{{name}}}"), typed));
            declared.extend(captures(&typed));
            match NamePattern::parse(&typed, vocabularies) {
                Ok(pattern) => parts.push(pattern),
                Err(found) => {
                    faults.extend(found.into_iter().map(|fault| PatternFault {
                        start: fault.start + start,
                        end: fault.end + start,
                        ..fault
                    }));
                }
            }
            start += part.len() + 1;
        }
        if faults.is_empty() { Ok(PathPattern { parts, text: text.to_owned() }) } else { Err(faults) }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many parts between `/` it has.
    pub fn depth(&self) -> usize {
        self.parts.len()
    }

    pub fn names(&self) -> BTreeSet<&str> {
        self.parts.iter().flat_map(NamePattern::captures).map(|capture| capture.name.as_str()).collect()
    }

    /// What the captures stand for, if the parts of a path match. A capture that stands in several parts stands for the same
    /// in each.
    pub fn read(&self, path: &[&str]) -> Option<Captures> {
        if path.len() != self.parts.len() {
            return None;
        }
        let mut all = Captures::new();
        for (pattern, part) in self.parts.iter().zip(path) {
            for (name, text) in pattern.read(part)? {
                match all.get(&name) {
                    Some(known) if *known != text => return None,
                    _ => all.insert(name, text),
                };
            }
        }
        Some(all)
    }

    /// Letters that are fixed: of two patterns that match, the one with more says more.
    fn fixed(&self) -> usize {
        let mut depth = 0_usize;
        let fixed = self.text.chars().filter(|&c| {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => return depth == 0 && !matches!(c, '[' | ']'),
            }
            false
        });
        fixed.count()
    }
}

/// `{m: 2 digits}` by its name, `m`.
fn captures(part: &str) -> impl Iterator<Item = (String, String)> {
    part.split('{').skip(1).filter_map(|rest| {
        let inside = rest.split_once('}')?.0;
        let name = inside.split(':').next().unwrap_or_default().trim();
        Some((name.to_owned(), format!("{{{inside}}}")))
    })
}

impl Files {
    pub fn line(&self, name: &str) -> Option<&FileLine> {
        self.lines.iter().find(|line| line.name == name)
    }

    /// The line that a path belongs to, by its last parts, with how many of them and what the captures stand for. Of
    /// several the one with the most fixed letters, then the first.
    pub fn read(&self, path: &[&str]) -> Option<(usize, usize, Captures)> {
        let mut best: Option<(usize, usize, usize, Captures)> = None;
        for (index, line) in self.lines.iter().enumerate() {
            for pattern in &line.patterns {
                let Some(tail) = path.len().checked_sub(pattern.depth()).and_then(|from| path.get(from..)) else {
                    continue;
                };
                let fixed = pattern.fixed();
                if best.as_ref().is_none_or(|(most, ..)| fixed > *most)
                    && let Some(captures) = pattern.read(tail)
                {
                    best = Some((fixed, index, pattern.depth(), captures));
                }
            }
        }
        best.map(|(_, line, depth, captures)| (line, depth, captures))
    }

    /// Names of the captures that tell cases apart: those that every pattern with a capture has.
    pub fn keys(&self) -> BTreeSet<&str> {
        let patterns = self.lines.iter().flat_map(|line| &line.patterns);
        let names = patterns.map(PathPattern::names).filter(|names| !names.is_empty());
        names.reduce(|a, b| a.intersection(&b).copied().collect()).unwrap_or_default()
    }

    /// The deepest path that a pattern matches.
    pub fn depth(&self) -> usize {
        self.lines.iter().flat_map(|line| &line.patterns).map(PathPattern::depth).max().unwrap_or(0)
    }
}
