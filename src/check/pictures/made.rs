//! Pictures of label maps that never were files.

use std::collections::BTreeSet;

use crate::check::evaluate::ClassSource;
use crate::model::Protocol;
use crate::picture::{Detail, Painted, cuts, paint, picture};
use crate::report::Finding;
use crate::report::picture::Picture;
use crate::volume::LabelMap;
use crate::volume::grid_match::same_grid;

use super::read::Read;

/// A label map that was made, with what its layers stand for.
#[derive(Debug, Clone, Copy)]
pub struct MadeMap<'m> {
    pub map: &'m LabelMap,
    pub classes: &'m ClassSource,
}

/// Right and wrong in the same plane; of label maps on the same grid, the same slice.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    pub right: Option<Picture>,
    pub wrong: Picture,
}

/// What a finding says is wrong with a made label map, beside another with which it is not, each in the one plane that shows
/// most of it. `None`: the finding has no place.
pub fn beside(
    protocol: &Protocol,
    right: Option<MadeMap<'_>>,
    wrong: MadeMap<'_>,
    finding: &Finding,
    detail: Detail,
) -> Option<Beside> {
    let read = Read::made(protocol, wrong);
    let mut fault = read.fault(finding)?;
    // What it is about is seen whole, and not only where it is wrong.
    fault.around = read.whole(finding).map_or(fault.around, |whole| whole.around.to(fault.around));
    let scene = read.scene();
    let all = cuts(&read.geometry, &fault, detail.longest).into_iter();
    let slices: Vec<Painted> = all.map(|cut| paint(&scene, cut, &fault)).collect();
    // Of planes that show as much, the first: axial.
    let shown = slices.into_iter().rev().max_by_key(|slice| (classes(slice), wrong_pixels(slice)))?;
    let right = right.and_then(|map| {
        let sound = Read::made(protocol, map);
        let scene = sound.scene();
        let whole = sound.whole(finding)?;
        let same = same_grid(&sound.geometry, &read.geometry).is_ok();
        let cut = match same {
            true => shown.cut,
            false => {
                cuts(&sound.geometry, &whole, detail.longest).into_iter().find(|cut| cut.plane == shown.cut.plane)?
            }
        };
        picture(&scene, &[paint(&scene, cut, &whole)])
    });
    Some(Beside { right, wrong: picture(&scene, &[shown])? })
}

fn classes(slice: &Painted) -> usize {
    slice.classes.iter().flatten().collect::<BTreeSet<_>>().len()
}

fn wrong_pixels(slice: &Painted) -> usize {
    slice.wrong.iter().filter(|wrong| **wrong).count()
}
