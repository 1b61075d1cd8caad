//! Pictures of label maps that never were files.

use std::collections::BTreeSet;

use crate::check::evaluate::ClassSource;
use crate::model::Protocol;
use crate::model::mentions::mentions;
use crate::model::protocol::ClassId;
use crate::model::rule::{Axis, ClaimKind, Statement, StatementKind};
use crate::picture::{Detail, Painted, cuts, paint, picture};
use crate::report::picture::Picture;
use crate::report::{Finding, Plane};
use crate::volume::grid_match::same_grid;
use crate::volume::{Bounds, LabelMap};

use super::read::Read;

/// So many classes are seen beside what is wrong with one of them.
const MOST_SEEN: usize = 12;

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
    // What it is about is seen whole, and not only where it is wrong; so is what that is compared with.
    let spoken = spoken(protocol, finding);
    let seen = |read: &Read<'_>, around: Bounds| {
        let few = read.present(&spoken);
        let few = Some(few).filter(|few| few.len() <= MOST_SEEN).unwrap_or_default();
        [read.whole(finding).map(|whole| whole.around), read.bounds(&few)]
            .into_iter()
            .flatten()
            .fold(around, Bounds::to)
    };
    fault.around = seen(&read, fault.around);
    let scene = read.scene();
    let all = cuts(&read.geometry, &fault, detail.longest).into_iter();
    let slices: Vec<Painted> = all.map(|cut| paint(&scene, cut, &fault)).collect();
    // Of planes that show as much, the first: axial. What is above something is not seen in one.
    let order = order(protocol, finding);
    let shows = |slice: &Painted| order.is_none_or(|axis| shows_axis(slice.cut.plane, axis));
    let shown = slices.into_iter().rev().max_by_key(|slice| (shows(slice), classes(slice), wrong_pixels(slice)))?;
    let right = right.and_then(|map| {
        let sound = Read::made(protocol, map);
        let scene = sound.scene();
        let mut whole = sound.alike(&read, finding).or_else(|| sound.whole(finding))?;
        whole.around = seen(&sound, whole.around);
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

/// The classes that the rule of a finding speaks of.
fn spoken(protocol: &Protocol, finding: &Finding) -> BTreeSet<ClassId> {
    let of_rule = mentions(protocol).into_iter().find(|(rule, _)| *rule == finding.code);
    of_rule.map(|(_, classes)| classes).unwrap_or_default()
}

fn shows_axis(plane: Plane, axis: Axis) -> bool {
    match plane {
        Plane::Axial => axis != Axis::CranialCaudal,
        Plane::Coronal => axis != Axis::AnteriorPosterior,
        Plane::Sagittal => axis != Axis::RightLeft,
        Plane::Acquired => true,
    }
}

/// The axis along which the rule of a finding puts one thing before another, if it does.
fn order(protocol: &Protocol, finding: &Finding) -> Option<Axis> {
    let rule = protocol.rules.iter().find(|rule| rule.id == finding.code)?;
    rule.statements.iter().find_map(ordered)
}

fn ordered(statement: &Statement) -> Option<Axis> {
    match &statement.kind {
        StatementKind::Require { claim, .. } => match &claim.kind {
            ClaimKind::Beyond { direction, .. } | ClaimKind::SequenceOrdered { from: direction, .. } => {
                Some(direction.axis())
            }
            _ => None,
        },
        StatementKind::Each { body, .. } | StatementKind::Some { body, .. } | StatementKind::When { body, .. } => {
            body.iter().find_map(ordered)
        }
        StatementKind::InEachSlice { .. } => None,
    }
}

fn classes(slice: &Painted) -> usize {
    slice.classes.iter().flatten().collect::<BTreeSet<_>>().len()
}

fn wrong_pixels(slice: &Painted) -> usize {
    slice.wrong.iter().filter(|wrong| **wrong).count()
}
