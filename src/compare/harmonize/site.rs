//! The protocols that are to become one, and what their lines are called.

use std::collections::BTreeMap;

use crate::logic::View;
use crate::model::Protocol;
use crate::syntax::tree::File;

/// A protocol, with how it sees the common anatomy.
#[derive(Debug, Clone)]
pub struct Site<'s> {
    pub view: &'s View<'s>,
    /// With the items of its bases.
    pub tree: &'s File,
    /// `NORTH`: what the IDs of its rules begin with in the agreed protocol.
    pub tag: String,
}

impl<'s> Site<'s> {
    pub fn protocol(&self) -> &'s Protocol {
        self.view.protocol
    }

    /// `north`: what is put behind a name that another site uses for something else.
    pub fn suffix(&self) -> String {
        self.tag.to_lowercase()
    }
}

/// A rule or line of a site. The order of origins is that in which they are preferred.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// Index of the site; the preferred one is 0.
    pub site: usize,
    /// `LIV-003`, `labels.liver`, `image.spacing`, `case.phase`
    pub id: String,
    /// Tells lines apart that have the same ID.
    pub line: usize,
}

impl Origin {
    pub fn new(site: usize, id: impl Into<String>) -> Origin {
        Origin { site, id: id.into(), line: 0 }
    }
}

/// A tag for each protocol: its publisher, or as much of its name and version as tells it from the others. It depends on
/// names alone, so that IDs stay what they are from one run to the next.
pub fn tags(protocols: &[&Protocol]) -> Vec<String> {
    let publisher = |protocol: &Protocol| protocol.name.split('/').next().unwrap_or_default().to_owned();
    let forms: [&dyn Fn(&Protocol) -> String; 3] =
        [&publisher, &|protocol| protocol.name.clone(), &|protocol| protocol.title()];
    let mut tags: Vec<Option<String>> = vec![None; protocols.len()];
    for form in forms {
        let written: Vec<String> = protocols.iter().map(|protocol| letters(&form(protocol))).collect();
        let mut count: BTreeMap<&String, usize> = BTreeMap::new();
        written.iter().for_each(|tag| *count.entry(tag).or_default() += 1);
        let taken: Vec<String> = tags.iter().flatten().cloned().collect();
        for (slot, tag) in tags.iter_mut().zip(&written) {
            if slot.is_none() && count.get(tag) == Some(&1) && !taken.contains(tag) {
                *slot = Some(tag.clone());
            }
        }
    }
    let numbered = |(at, tag): (usize, Option<String>)| tag.unwrap_or_else(|| format!("SITE{}", at + 1));
    tags.into_iter().enumerate().map(numbered).collect()
}

/// Letters and digits in capitals, a letter first.
fn letters(name: &str) -> String {
    let kept: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let kept = kept.to_uppercase();
    if kept.starts_with(|first: char| first.is_ascii_alphabetic()) { kept } else { format!("SITE{kept}") }
}
