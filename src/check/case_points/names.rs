//! What files may call the landmarks of a protocol.

use std::collections::BTreeMap;

use crate::model::Protocol;
use crate::model::field::folded;
use crate::model::landmark::{LandmarkId, LandmarkKind, MarkId};
use crate::model::suggest;

/// Names, compared without regard to case, blanks, `-`, `_` and `.`.
#[derive(Debug, Default)]
pub struct Names {
    known: BTreeMap<String, Named>,
    /// As people would write them, for suggestions.
    written: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    pub mark: MarkId,
    /// The first or the second end of a line.
    pub end: Option<usize>,
}

impl Names {
    pub fn of(protocol: &Protocol) -> Names {
        let mut names = Names::default();
        let families = protocol.landmarks.lines.iter().filter(|landmark| landmark.per.is_some()).count();
        for (at, landmark) in protocol.landmarks.lines.iter().enumerate() {
            let id = LandmarkId(at);
            let own: Vec<&String> = std::iter::once(&landmark.name).chain(&landmark.aliases).collect();
            let Some(family) = &landmark.per else {
                for name in own {
                    names.add(name, MarkId { landmark: id, class: None }, landmark.kind);
                }
                continue;
            };
            for &class_id in &family.classes {
                let Some(class) = protocol.class(class_id) else { continue };
                let value = match class.values.ranges.as_slice() {
                    [(low, high)] if low == high => Some(low.to_string()),
                    _ => None,
                };
                let mark = MarkId { landmark: id, class: Some(class_id) };
                for member in std::iter::once(&class.name).chain(&class.aliases).chain(&value) {
                    for name in &own {
                        names.add(&of_member(name, member), mark, landmark.kind);
                    }
                    // A name of a class alone is enough where there is one landmark of classes.
                    if families == 1 {
                        names.add(member, mark, landmark.kind);
                    }
                }
            }
        }
        names
    }

    /// The first that has a name keeps it.
    fn add(&mut self, name: &str, mark: MarkId, kind: LandmarkKind) {
        self.written.push(name.to_owned());
        self.known.entry(folded(name)).or_insert(Named { mark, end: None });
        if kind == LandmarkKind::Line {
            for (suffix, end) in [("1", 0), ("start", 0), ("2", 1), ("end", 1)] {
                self.known.entry(folded(&format!("{name}-{suffix}"))).or_insert(Named { mark, end: Some(end) });
            }
        }
    }

    pub fn find(&self, name: &str) -> Option<Named> {
        self.known.get(&folded(name)).copied()
    }

    pub fn nearest(&self, name: &str) -> Option<String> {
        suggest::nearest(name, self.written.iter().map(String::as_str)).map(str::to_owned)
    }
}

/// `body_centre.L3`, or an alias with `{member}` in the place of `L3`.
fn of_member(name: &str, member: &str) -> String {
    match name.contains("{member}") {
        true => name.replace("{member}", member),
        false => format!("{name}.{member}"),
    }
}
