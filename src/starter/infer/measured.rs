//! What is taken from one case.

use std::collections::BTreeMap;

use crate::facts::{Facts, Measured, Shape};
use crate::volume::LabelMap;

/// The connectivity that the language takes for granted.
const CONNECTIVITY: u8 = 26;

/// A class of more parts than this is no structure whose parts are looked at one by one.
const MOST_PARTS: usize = 60;

/// What rules could speak of in one case.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CaseMeasures {
    pub name: String,
    /// mm³
    pub voxel: f64,
    /// The classes that are present, by number.
    pub classes: BTreeMap<usize, ClassMeasures>,
    /// Pairs of classes that share a face, in both orders.
    pub contacts: BTreeMap<(usize, usize), Contact>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct ClassMeasures {
    /// mm³
    pub volume: f64,
    /// Whether it keeps away from the border of the grid.
    pub complete: bool,
    /// RAS+ mm; none without orientation.
    pub centroid: Option<[f64; 3]>,
    /// mm³ of each part, the largest first.
    pub parts: Vec<f64>,
    /// mm³ of each hole of background, the largest first.
    pub holes: Vec<f64>,
}

/// How one class meets another.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Contact {
    /// Share of the first one's faces that look onto the second.
    pub share: f64,
    /// mm³ of the largest part of the first that has no face in common with the second; 0 if there is none.
    pub apart: f64,
}

/// Measures a label map. `classes` are shapes of the map by the number of their class, `ignore` the voxels that are
/// neither class nor background.
pub fn measure(name: &str, map: &LabelMap, classes: &[Shape], ignore: Option<Shape>) -> CaseMeasures {
    let mut facts = Facts::new(map);
    if let Some(ignore) = ignore {
        facts = facts.with_ignore(ignore);
    }
    let mut case =
        CaseMeasures { name: name.to_owned(), voxel: map.geometry.voxel_volume(), ..CaseMeasures::default() };
    for (number, shape) in classes.iter().enumerate() {
        if facts.present(shape) == Ok(true)
            && let Ok(measures) = class(&facts, shape)
        {
            case.classes.insert(number, measures);
        }
    }
    let present: Vec<(usize, &Shape)> =
        classes.iter().enumerate().filter(|(number, _)| case.classes.contains_key(number)).collect();
    for &(a, first) in &present {
        for &(b, second) in present.iter().filter(|(b, _)| *b != a) {
            if facts.touches(first, second) == Ok(true)
                && let Some(parts) = case.classes.get(&a).map(|class| &class.parts)
                && let Ok(contact) = contact(&facts, first, second, parts)
            {
                case.contacts.insert((a, b), contact);
            }
        }
    }
    case
}

fn class(facts: &Facts, shape: &Shape) -> Measured<ClassMeasures> {
    let sizes = |parts: Vec<crate::facts::Part>| parts.into_iter().map(|part| part.size).collect();
    Ok(ClassMeasures {
        volume: facts.volume(shape)?,
        complete: facts.touches_border(shape)?.is_none(),
        centroid: facts.centroid(shape)?.world,
        parts: sizes(facts.components(shape, CONNECTIVITY, None)?),
        holes: sizes(facts.holes(shape, CONNECTIVITY, None, true)?),
    })
}

fn contact(facts: &Facts, first: &Shape, second: &Shape, parts: &[f64]) -> Measured<Contact> {
    let mut apart = 0.0;
    if parts.len() > MOST_PARTS {
        // Too many to look at: as if the largest of them stood alone.
        apart = parts.first().copied().unwrap_or_default();
    } else if parts.len() > 1 {
        for (index, size) in (0..).zip(parts) {
            let part = Shape::Part { of: Box::new(first.clone()), connectivity: CONNECTIVITY, index };
            if !facts.touches(&part, second)? {
                apart = *size;
                break;
            }
        }
    }
    Ok(Contact { share: facts.contact_share(first, second)?, apart })
}
