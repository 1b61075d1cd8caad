//! Which classes of several protocols are the same anatomy.
//!
//! Classes are linked by code with its modifiers, then by name or alias, which is *assumed*; declarations come before both.
//! Values say nothing, and nothing is guessed: what looks alike is only suggested.

mod declared;
mod matching;
mod suggest;
mod tissues;

use std::collections::BTreeSet;

use crate::logic::anatomy::{Anatomy, TissueSet, View};
use crate::model::Protocol;
use crate::model::protocol::ClassId;
use crate::report::Finding;

pub use declared::{Declaration, declarations};
pub use suggest::{Suggestion, suggestions};

/// The classes of several protocols as sets of joint tissues.
#[derive(Debug, Clone)]
pub struct Crosswalk<'p> {
    pub anatomy: Anatomy,
    /// One per protocol, in the order in which they were given.
    pub views: Vec<View<'p>>,
    pub links: Vec<Link>,
    /// What could not be linked although names or codes agree.
    pub conflicts: Vec<Conflict>,
}

/// Some classes of one protocol.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Side {
    /// Number of the protocol.
    pub protocol: usize,
    /// In order of declaration.
    pub classes: Vec<ClassId>,
}

/// A statement about the classes of two protocols.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub relation: Relation,
    pub left: Side,
    pub right: Side,
    pub evidence: Evidence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// The same voxels.
    Equal,
    /// The left ones are a part of the right ones.
    Inside,
}

/// Why a link holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// A code with its modifiers.
    Code,
    /// Assumed: a name or alias.
    Name,
    /// Assumed: the name of a class is that of a group.
    GroupName,
    /// With the reason that was given.
    Declared(Option<String>),
}

/// Two classes that were not linked, because what speaks for it is not clear.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    pub reason: Unclear,
    pub left: (usize, ClassId),
    pub right: (usize, ClassId),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unclear {
    /// Several classes of a protocol bear the code.
    SharedCode,
    /// Several classes of a protocol bear the name.
    SharedName,
    /// Codes say one thing and names another.
    CodeAgainstName,
}

impl<'p> Crosswalk<'p> {
    /// Links the classes of some protocols.
    ///
    /// # Errors
    ///
    /// Declarations that contradict each other or what the protocols say, with their places.
    pub fn new(protocols: &[&'p Protocol], declared: &[Declaration]) -> Result<Self, Vec<Finding>> {
        let matched = matching::links(protocols, declared);
        let (anatomy, classes) = tissues::tissues(protocols, &matched.links).map_err(|entangled| {
            let named = |side: &Side| {
                side.classes
                    .iter()
                    .filter_map(|id| Some(&protocols.get(side.protocol)?.class(*id)?.name))
                    .cloned()
                    .collect::<Vec<_>>()
                    .join("`, `")
            };
            let names = entangled.iter().map(named).filter(|names| !names.is_empty()).collect::<Vec<_>>().join("`, `");
            let finding = Finding::error("D134", format!("too many classes overlap each other: `{names}`"));
            vec![finding.help("say in declarations how smaller sets of them relate")]
        })?;
        let empty = declared::without_room(protocols, declared, &classes);
        if !empty.is_empty() {
            return Err(empty);
        }
        let views = protocols.iter().zip(classes).map(|(protocol, classes)| View { protocol, classes }).collect();
        Ok(Crosswalk { anatomy, views, links: matched.links, conflicts: matched.conflicts })
    }

    pub fn view(&self, protocol: usize) -> Option<&View<'p>> {
        self.views.get(protocol)
    }

    /// Whether people have declared that two sets of classes are the same.
    pub fn declared_equal(&self, left: &Side, right: &Side) -> bool {
        self.links.iter().any(|link| {
            let declared = matches!(link.evidence, Evidence::Declared(_)) && link.relation == Relation::Equal;
            declared && ((&link.left, &link.right) == (left, right) || (&link.left, &link.right) == (right, left))
        })
    }

    /// The evidence of the link between a class of one protocol and a class of another.
    pub fn evidence(&self, left: (usize, ClassId), right: (usize, ClassId)) -> Option<&Evidence> {
        let holds = |side: &Side, (protocol, class): (usize, ClassId)| {
            side.protocol == protocol && side.classes.contains(&class)
        };
        let between = |link: &&Link| {
            holds(&link.left, left) && holds(&link.right, right) || holds(&link.left, right) && holds(&link.right, left)
        };
        self.links.iter().find(between).map(|link| &link.evidence)
    }
}

/// What a set of classes covers.
pub fn covered(view: &View<'_>, classes: &[ClassId]) -> TissueSet {
    classes.iter().flat_map(|class| view.tissues(*class)).collect()
}

/// Names of a class: its own and its aliases, folded.
pub(crate) fn names(protocol: &Protocol, class: ClassId) -> BTreeSet<String> {
    let folded = crate::model::field::folded;
    protocol
        .class(class)
        .map(|class| std::iter::once(&class.name).chain(&class.aliases).map(|name| folded(name)).collect())
        .unwrap_or_default()
}
