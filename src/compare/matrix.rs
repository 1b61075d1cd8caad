//! Several protocols beside each other.

use crate::logic::anatomy::{TissueSet, View};
use crate::model::protocol::{Class, ClassId};

use super::crosswalk::Crosswalk;

/// One line for each joint class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    pub lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The class of the first protocol that has it.
    pub name: String,
    /// For each protocol its value, `1 + 3` where it is a union of classes, its name where classes are files; `-` if the
    /// protocol cannot say it.
    pub cells: Vec<String>,
}

/// Every set of voxels for which some protocol has a class, in the order in which protocols declare them.
pub fn matrix(crosswalk: &Crosswalk<'_>) -> Matrix {
    let mut lines: Vec<(TissueSet, Line)> = Vec::new();
    for view in &crosswalk.views {
        for (class, set) in view.protocol.labels.classes.iter().zip(&view.classes) {
            if set.is_empty() || lines.iter().any(|(known, _)| known == set) {
                continue;
            }
            let cells = crosswalk.views.iter().map(|view| cell(view, set)).collect();
            lines.push((set.clone(), Line { name: class.name.clone(), cells }));
        }
    }
    Matrix { lines: lines.into_iter().map(|(_, line)| line).collect() }
}

fn cell(view: &View<'_>, set: &TissueSet) -> String {
    let classes = (0..view.classes.len()).map(ClassId);
    if let Some(class) = classes.clone().find(|class| view.tissues(*class) == *set) {
        return view.protocol.class(class).map(value).unwrap_or_default();
    }
    let parts: Vec<ClassId> =
        classes.filter(|class| !view.tissues(*class).is_empty() && view.tissues(*class).is_subset(set)).collect();
    let whole: TissueSet = parts.iter().flat_map(|class| view.tissues(*class)).collect();
    if whole == *set {
        let values = parts.iter().filter_map(|class| view.protocol.class(*class)).map(value);
        return values.collect::<Vec<_>>().join(" + ");
    }
    "-".to_owned()
}

fn value(class: &Class) -> String {
    if class.values.is_empty() { class.name.clone() } else { class.values.to_string() }
}
