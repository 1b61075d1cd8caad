//! Where bodies are wanted, in voxels along the axes of the shelf.

#![expect(clippy::indexing_slicing, reason = "bodies are numbered by the plan, axes are 0, 1 or 2")]

use super::block::{ACROSS, ALONG};
use crate::phantom::plan::{Body, Plan};
use crate::volume::Space;

/// Different places along an axis lie at least so many voxels apart.
const APART: f64 = 2.0;

/// Means that differ by so many voxels are told apart.
const TOLD_APART: f64 = 0.01;

/// Wanted means of bodies.
#[derive(Debug, Clone)]
pub struct Targets {
    /// Per body, along the axes of the shelf.
    bodies: Vec<[Option<f64>; 3]>,
    /// What to aim at instead, to make up for bridges.
    offsets: Vec<[f64; 3]>,
    /// Voxels that bodies are to be long.
    sides: Vec<[Option<i64>; 3]>,
}

impl Targets {
    /// `world` says which world axis each axis of the shelf is, `spacing` is that of the world axes in mm.
    pub fn new(plan: &Plan, world: [usize; 3], spacing: [f64; 3], space: Space) -> Targets {
        let mut bodies = vec![[None; 3]; plan.bodies.len()];
        for (axis, &world) in world.iter().enumerate() {
            // In one slice there is one place across it.
            if axis == ACROSS && space == Space::Plane {
                continue;
            }
            let mut wanted: Vec<f64> =
                plan.bodies.iter().filter_map(|body| Some(body.place[world]? / spacing[world])).collect();
            wanted.sort_by(f64::total_cmp);
            wanted.dedup();
            let spread = spread(&wanted);
            for (target, body) in bodies.iter_mut().zip(&plan.bodies) {
                let at = body.place[world].map(|place| place / spacing[world]);
                target[axis] = at.and_then(|at| spread.get(wanted.partition_point(|&other| other < at)).copied());
            }
        }
        let side = |length: f64, size: f64| (length / size).round() as i64;
        let sides =
            |body: &Body| world.map(|world| body.length[world].map(|length| side(length, spacing[world]).max(1)));
        Targets { offsets: vec![[0.0; 3]; bodies.len()], sides: plan.bodies.iter().map(sides).collect(), bodies }
    }

    /// Voxels that a body is to be long, where that is prescribed.
    pub fn sides(&self, body: usize) -> [Option<i64>; 3] {
        self.sides[body]
    }

    /// What to aim at.
    pub fn of(&self, body: usize) -> [Option<f64>; 3] {
        [0, 1, 2].map(|axis| Some(self.bodies[body][axis]? + self.offsets[body][axis]))
    }

    /// The place of a body along the shelf, or the mean of those of what it holds.
    pub fn along(&self, plan: &Plan, body: usize) -> Option<f64> {
        self.bodies[body][ALONG].or_else(|| self.along_inside(plan, body))
    }

    /// On which side of its wall a body's core brings it nearer to its place.
    pub fn core_on_the_right(&self, plan: &Plan, body: usize) -> bool {
        match (self.bodies[body][ALONG], self.along_inside(plan, body)) {
            (Some(own), Some(inside)) => own >= inside,
            _ => true,
        }
    }

    /// Aims again after means were measured. Returns how far, at most, a body lies from its target.
    pub fn correct(&mut self, means: &[[f64; 3]]) -> f64 {
        let mut worst: f64 = 0.0;
        for ((target, offset), mean) in self.bodies.iter().zip(&mut self.offsets).zip(means) {
            for axis in 0..3 {
                if let Some(at) = target[axis] {
                    let off = at - mean[axis];
                    offset[axis] += off;
                    if axis != ALONG {
                        worst = worst.max(off.abs());
                    }
                }
            }
        }
        worst
    }

    /// Two bodies whose means do not lie as their places do, and the axis.
    pub fn disorder(&self, means: &[[f64; 3]]) -> Option<(usize, usize, usize)> {
        (0..3).find_map(|axis| {
            let mut placed: Vec<(f64, usize)> =
                self.bodies.iter().enumerate().filter_map(|(body, target)| Some((target[axis]?, body))).collect();
            placed.sort_by(|a, b| a.0.total_cmp(&b.0));
            // Of all that come before, the one that lies farthest must still lie before the next.
            let mut farthest: Option<usize> = None;
            for group in placed.chunk_by(|a, b| a.0 == b.0) {
                let mean = |body: usize| means[body][axis];
                if let Some(far) = farthest
                    && let Some(&(_, near)) = group.iter().find(|&&(_, body)| mean(body) - mean(far) < TOLD_APART)
                {
                    return Some((far, near, axis));
                }
                let bodies = group.iter().map(|&(_, body)| body).chain(farthest);
                farthest = bodies.max_by(|&a, &b| mean(a).total_cmp(&mean(b)));
            }
            None
        })
    }

    fn along_inside(&self, plan: &Plan, host: usize) -> Option<f64> {
        let inside: Vec<f64> = plan.guests(Some(host)).filter_map(|guest| self.along(plan, guest)).collect();
        (!inside.is_empty()).then(|| inside.iter().sum::<f64>() / inside.len() as f64)
    }
}

/// Moves rising places apart where they are closer than can be told, and all after them as far.
fn spread(places: &[f64]) -> Vec<f64> {
    let mut pushed: f64 = 0.0;
    let mut last: Option<f64> = None;
    let spread = places.iter().map(|&place| {
        let at = last.map_or(place, |last| (place + pushed).max(last + APART));
        pushed = at - place;
        last = Some(at);
        at
    });
    spread.collect()
}
