//! Every declared name of a protocol, in one name space.

use std::collections::BTreeMap;

use crate::report::Span;

use super::input::AnnotationId;
use super::landmark::LandmarkId;
use super::protocol::{ClassId, GroupId, ImageId, PairId, RegionId, SequenceId};
use super::table::TableId;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Symbol {
    Class(ClassId),
    Group(GroupId),
    Region(RegionId),
    Pair(PairId),
    Sequence(SequenceId),
    Table(TableId),
    Landmark(LandmarkId),
    /// Index into the list of vocabularies.
    Vocabulary(usize),
    Image(ImageId),
    Annotation(AnnotationId),
    /// Index into the list of parameters.
    Param(usize),
    /// The name of a background or ignored value: no class, but taken.
    NoClass,
    /// Declared by a line with a mistake of its own: known, and silent.
    Broken,
}

impl Symbol {
    /// With its article, for messages.
    pub fn kind(self) -> &'static str {
        match self {
            Symbol::Class(_) => "a class",
            Symbol::Group(_) => "a group",
            Symbol::Region(_) => "a region",
            Symbol::Pair(_) => "a pair",
            Symbol::Sequence(_) => "a sequence",
            Symbol::Table(_) => "a table",
            Symbol::Landmark(_) => "a landmark",
            Symbol::Vocabulary(_) => "a vocabulary",
            Symbol::Image(_) => "an image",
            Symbol::Annotation(_) => "an annotation",
            Symbol::Param(_) => "a parameter",
            Symbol::NoClass => "a value that is no class",
            Symbol::Broken => "a class",
        }
    }
}

#[derive(Debug, Clone, Default)]
pub struct Symbols {
    names: BTreeMap<String, (Symbol, Span)>,
}

impl Symbols {
    /// `Err` with the earlier declaration if the name is taken.
    pub fn declare(&mut self, name: &str, symbol: Symbol, span: Span) -> Result<(), (Symbol, Span)> {
        match self.names.get(name) {
            Some(taken) => Err(*taken),
            None => {
                self.names.insert(name.to_owned(), (symbol, span));
                Ok(())
            }
        }
    }

    pub fn find(&self, name: &str) -> Option<(Symbol, Span)> {
        self.names.get(name).copied()
    }

    /// In alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.names.keys().map(String::as_str)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, Symbol, Span)> {
        self.names.iter().map(|(name, (symbol, span))| (name.as_str(), *symbol, *span))
    }
}

/// Names that mean the same in every protocol and cannot be declared.
pub const RESERVED: &[&str] = &[
    "background",
    "labels",
    "midline",
    "structures",
    "case",
    "landmarks",
    "image",
    "spacing",
    "size",
    "orientation",
    "modality",
    "datatype",
    "dimensions",
    "raters",
];
