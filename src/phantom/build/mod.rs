//! A plan becomes voxels.
//!
//! Nothing is searched for. Bodies stand side by side on a shelf (`shelf`, in the order of `order`), apart along it, so that
//! each is free to lie wherever it is wanted along the other two axes (`places`). A body is a solid core (`core`), filled
//! from its top plate to the exact count, beside a wall around what it holds (`nesting`, `seat`), with ladders for tunnels
//! (`handles`), a path to the edge of the grid (`border`), and paths to what it touches (`bridges`). `assemble` puts this
//! together from the inside out, `paint` turns it into rows. What bridges take is known only when all stands, so an attempt
//! is repeated with what the last one found, until all counts are exact and all means in order.

#![expect(clippy::indexing_slicing, reason = "bodies are numbered by the plan, axes are 0, 1 or 2")]

pub mod assemble;
pub mod block;
pub mod border;
pub mod bridges;
pub mod core;
pub mod handles;
pub mod item;
pub mod nesting;
pub mod order;
pub mod paint;
pub mod places;
pub mod seat;
pub mod shelf;
pub mod swarm;

use std::collections::BTreeMap;

use super::Phantom;
use super::plan::{Flaw, Plan};
use crate::logic::anatomy::TissueId;
use crate::volume::{Affine, Geometry, Space};
use assemble::Attempt;
use block::Block;
use paint::{Frame, Painting, paint};
use places::Targets;

/// Why a plan cannot be built, or not by this builder.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Impossible {
    #[error("{0}")]
    Flaw(#[from] Flaw),
    #[error("body {body} has {voxels} voxels and needs at least {needs} for its walls, handles and bridges")]
    TooFewVoxels { body: usize, voxels: u64, needs: u64 },
    #[error("the grid would have {found} voxels along its axis {axis}, more than {allowed}")]
    TooLarge { axis: usize, found: i64, allowed: u32 },
    #[error("bodies {0} and {1} cannot be put in the order of their places along axis {2}")]
    Order(usize, usize, usize),
    #[error("in one slice {0}")]
    OneSlice(&'static str),
    #[error("what bridges take of the bodies does not settle")]
    Unsettled,
    #[error("body {body} got {found} voxels instead of {wanted}")]
    Miscounted { body: usize, found: u64, wanted: u64 },
}

/// The longest axis that a NIfTI-1 header can tell of.
pub const LONGEST_AXIS: u32 = i16::MAX.unsigned_abs() as u32;

/// So often an attempt is repeated with better expectations.
const ATTEMPTS: usize = 16;

/// Builds what a plan describes, exactly, or says why not.
///
/// # Errors
/// A plan that contradicts itself; bodies that are too small for what they must be; orders that one row cannot have.
pub fn build(plan: &Plan) -> Result<Phantom, Impossible> {
    plan.check()?;
    if plan.bodies.is_empty() {
        return Ok(empty(plan));
    }
    let mut failed = None;
    for world in shelves(plan, slice(plan)?) {
        match build_on(plan, world) {
            Ok(phantom) => return Ok(phantom),
            // The reason on the shelf that suits best tells most.
            Err(reason) => {
                failed.get_or_insert(reason);
            }
        }
    }
    Err(failed.unwrap_or(Impossible::Unsettled))
}

/// A grid on which there is nothing.
fn empty(plan: &Plan) -> Phantom {
    let shape = plan.grid.shape.map(|side| side.unwrap_or(3));
    let frame = Frame { low: [0; 3], axes: plan.grid.orientation.axes, shape };
    let geometry = Geometry::oriented(shape, affine([0, 1, 2], plan.grid.world_spacing(), &frame));
    Phantom { geometry, voxels: BTreeMap::new() }
}

/// The world axis across the only slice, if the grid is to have but one: then all happens in a plane.
fn slice(plan: &Plan) -> Result<Option<usize>, Impossible> {
    let axes = plan.grid.orientation.axes.iter().zip(plan.grid.shape);
    let flat: Vec<usize> = axes.filter(|(_, side)| *side == Some(1)).map(|(&(world, _), _)| world).collect();
    let &[across] = flat.as_slice() else {
        return if flat.is_empty() {
            Ok(None)
        } else {
            Err(Impossible::OneSlice("of one row bodies cannot be told apart"))
        };
    };
    if plan.bodies.iter().any(|body| body.handles > 0) {
        return Err(Impossible::OneSlice("there are no tunnels"));
    }
    let mut places = plan.bodies.iter().filter_map(|body| body.place[across]);
    let first = places.next();
    if places.any(|place| Some(place) != first) {
        return Err(Impossible::OneSlice("all bodies lie at one place across it"));
    }
    Ok(Some(across))
}

/// World axes for the axes of the shelf, the most suitable first: along the shelf bodies cannot overlap, so it best runs
/// where the fewest have a place or a length.
fn shelves(plan: &Plan, slice: Option<usize>) -> Vec<[usize; 3]> {
    let says = |of: &[Option<f64>; 3], axis: usize| of.get(axis).is_some_and(Option::is_some);
    let placed =
        |axis: usize| plan.bodies.iter().filter(|body| says(&body.place, axis) || says(&body.length, axis)).count();
    let mut shelves = vec![[0, 1, 2], [1, 0, 2], [2, 0, 1], [0, 2, 1], [1, 2, 0], [2, 1, 0]];
    shelves.sort_by_key(|[along, ..]| placed(*along));
    if let Some(flat) = slice {
        shelves.retain(|[_, across, _]| *across == flat);
    } else if plan.grid.shape == [None; 3] {
        // Which of the other two is up matters for nothing but the room it takes.
        shelves.retain(|[_, across, up]| across < up);
    }
    shelves
}

fn build_on(plan: &Plan, world: [usize; 3]) -> Result<Phantom, Impossible> {
    let spacing = plan.grid.world_spacing();
    let space = if slice(plan)?.is_some() { Space::Plane } else { Space::Volume };
    let mut targets = Targets::new(plan, world, spacing, space);
    let mut expected = vec![0; plan.bodies.len()];
    let mut best: Option<(f64, Phantom)> = None;
    let mut failed = Impossible::Unsettled;
    for attempt in 0..ATTEMPTS {
        let mut trial = Attempt {
            plan,
            targets: &targets,
            space,
            expected: &expected,
            spent: vec![0; expected.len()],
            unfit: Vec::new(),
        };
        let (pieces, content) = match trial.pieces() {
            Ok(pieces) => pieces,
            // What was expected may have been too much.
            Err(reason) if attempt == 0 => return Err(reason),
            Err(reason) => {
                failed = reason;
                break;
            }
        };
        let Attempt { spent, unfit, .. } = trial;
        if !unfit.is_empty() {
            for body in unfit {
                // Later attempts do not go back, lest they go round in a circle.
                let least = if attempt < ATTEMPTS / 2 { 0 } else { expected[body] };
                expected[body] = spent[body].max(least);
            }
            continue;
        }
        let frame = frame(plan, world, &content.with_wall(space))?;
        let painting = paint(&pieces, &frame);
        let means = means(plan, &frame, &painting)?;
        let geometry = Geometry::oriented(frame.shape, affine(world, spacing, &frame));
        let tissues: Vec<TissueId> = plan.bodies.iter().map(|body| body.tissue).collect();
        let phantom = Phantom { geometry, voxels: painting.voxels(&tissues) };
        let disorder = targets.disorder(&means);
        let off = targets.correct(&means);
        match disorder {
            None if best.as_ref().is_none_or(|(least, _)| off < *least) => best = Some((off, phantom)),
            None => {}
            Some((a, b, axis)) => failed = Impossible::Order(a, b, world[axis]),
        }
        if let Some((off, _)) = best
            && (off <= 1.0 || attempt > ATTEMPTS / 2)
        {
            break;
        }
    }
    best.map(|(_, phantom)| phantom).ok_or(failed)
}

/// The grid around all content and one layer around it, or as large as prescribed. What is to reach the edge does so at the high
/// ends, so that room to spare goes to the low ones.
fn frame(plan: &Plan, world: [usize; 3], walled: &Block) -> Result<Frame, Impossible> {
    let Block { mut low, high } = *walled;
    let mut frame = Frame { low, axes: [(0, true); 3], shape: [0; 3] };
    for (array, &(of_world, rising)) in plan.grid.orientation.axes.iter().enumerate() {
        let Some(axis) = world.iter().position(|&of| of == of_world) else { continue };
        let needs = high[axis] - low[axis];
        let prescribed = plan.grid.shape[array];
        let allowed = prescribed.unwrap_or(LONGEST_AXIS);
        if needs > i64::from(allowed) {
            return Err(Impossible::TooLarge { axis: array, found: needs, allowed });
        }
        let side = prescribed.map_or(needs, i64::from);
        low[axis] = high[axis] - side;
        frame.axes[array] = (axis, rising);
        frame.shape[array] = u32::try_from(side).unwrap_or(allowed);
    }
    Ok(Frame { low, ..frame })
}

/// The affine by which voxels lie where their bodies' places are.
fn affine(world: [usize; 3], spacing: [f64; 3], frame: &Frame) -> Affine {
    let mut rows = [[0.0; 4]; 3];
    for (array, &(axis, rising)) in frame.axes.iter().enumerate() {
        let of_world = world[axis];
        let size = spacing[of_world];
        let first = if rising { frame.low[axis] } else { frame.low[axis] + i64::from(frame.shape[array]) - 1 };
        rows[of_world][array] = if rising { size } else { -size };
        rows[of_world][3] = first as f64 * size;
    }
    Affine(rows)
}

/// The mean of each body on the shelf; an error if a body has not the voxels it is to have.
fn means(plan: &Plan, frame: &Frame, painting: &Painting) -> Result<Vec<[f64; 3]>, Impossible> {
    let mean = |(body, (found, twice)): (usize, (u64, [u128; 3]))| {
        let wanted = plan.bodies[body].voxels;
        if found != wanted {
            return Err(Impossible::Miscounted { body, found, wanted });
        }
        Ok(frame.on_shelf(twice.map(|sum| sum as f64 / (2.0 * found as f64))))
    };
    painting.moments(plan.bodies.len()).into_iter().enumerate().map(mean).collect()
}
