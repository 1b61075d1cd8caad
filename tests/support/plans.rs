//! Random plans that a builder of phantoms must be able to build.

use std::collections::{BTreeMap, BTreeSet};

use voxlint::logic::TissueId;
use voxlint::phantom::{Body, Grid, Plan};
use voxlint::volume::Orientation;

use super::random::Random;

/// Up to twelve tissues, in one to two bodies each, nested up to three deep, with contacts, bubbles, tunnels, paths to the edge
/// of the grid and orders, on a grid of any axis order.
pub fn plan(seed: u64) -> Plan {
    let mut random = Random::new(seed);
    let tissues = 1 + random.below(12);
    let mut bodies: Vec<Body> = Vec::new();
    for tissue in 0..tissues {
        for _ in 0..1 + usize::from(random.one_in(4)) {
            let mut body = Body::new(TissueId(tissue), count(&mut random));
            if !bodies.is_empty() && random.one_in(2) {
                let host = random.below(bodies.len());
                let tissue_of = |of: usize| bodies[of].tissue;
                if tissue_of(host) != body.tissue && depth(&bodies, host) < 3 {
                    body.host = Some(host);
                }
            }
            bodies.push(body);
        }
    }
    for body in &mut bodies {
        if random.one_in(4) {
            body.bubbles = (0..1 + random.below(2)).map(|_| 1 + random.below(60) as u64).collect();
        }
        if random.one_in(5) {
            body.handles = 1 + random.below(3) as u32;
        }
        body.border = body.host.is_none() && random.one_in(6);
    }
    let mut contacts = BTreeSet::new();
    for _ in 0..random.below(bodies.len() + 1) {
        let (a, b) = (random.below(bodies.len()), random.below(bodies.len()));
        if a != b && bodies[a].host == bodies[b].host && bodies[a].tissue != bodies[b].tissue {
            contacts.insert((a.min(b), a.max(b)));
        }
    }
    swarms(&mut bodies, &contacts, &mut random);
    let spacing = [0.5, 0.8, 1.0, 3.0];
    let spacing = [*random.pick(&spacing), *random.pick(&spacing), *random.pick(&spacing)];
    places(&mut bodies, &mut random);
    enough(&mut bodies);
    Plan { grid: Grid { spacing, shape: [None; 3], orientation: orientation(&mut random) }, bodies, contacts }
}

/// Of all bodies together.
pub fn voxels(plan: &Plan) -> u64 {
    plan.bodies.iter().map(|body| body.voxels).sum()
}

/// The same on a grid of twice the fineness.
pub fn refine(plan: &mut Plan) {
    plan.grid.spacing = plan.grid.spacing.map(|size| size / 2.0);
    for body in &mut plan.bodies {
        body.voxels *= 8;
        body.bubbles.iter_mut().for_each(|voxels| *voxels *= 8);
    }
}

/// From some dozens to some ten thousands, small numbers as often as large ones.
fn count(random: &mut Random) -> u64 {
    let octave = 6 + random.below(8);
    (1 << octave) + random.below(1 << octave) as u64
}

fn depth(bodies: &[Body], body: usize) -> usize {
    1 + bodies[body].host.map_or(0, |host| depth(bodies, host))
}

/// Orders along up to three axes. Along the third only tissues that lie in the background have places: bodies in a row
/// cannot be interleaved with what lies in others of them.
fn places(bodies: &mut [Body], random: &mut Random) {
    let mut axes = [0, 1, 2];
    random.shuffle(&mut axes);
    let hosted: BTreeSet<TissueId> = bodies.iter().filter(|of| of.host.is_some()).map(|of| of.tissue).collect();
    let along = random.below(4);
    for (nth, &axis) in axes.iter().take(along).enumerate() {
        let mut of_tissue: BTreeMap<TissueId, Option<f64>> = BTreeMap::new();
        for body in bodies.iter_mut() {
            let inside = hosted.contains(&body.tissue);
            let placed = if inside { nth < 2 && random.one_in(4) } else { !random.one_in(4) };
            let place = placed.then(|| random.below(400) as f64 / 2.0);
            // Islands lie where their tissue lies.
            body.place[axis] = *of_tissue.entry(body.tissue).or_insert(place);
        }
    }
}

/// Makes some of the bodies that may be so many islands.
fn swarms(bodies: &mut [Body], contacts: &BTreeSet<(usize, usize)>, random: &mut Random) {
    for at in 0..bodies.len() {
        let touches = contacts.iter().any(|&(a, b)| a == at || b == at);
        let holds = bodies.iter().any(|body| body.host == Some(at)) || !bodies[at].bubbles.is_empty();
        if !touches && !holds && bodies[at].handles == 0 && !bodies[at].border && random.one_in(5) {
            bodies[at].islands = 2 + random.below(40) as u64;
            bodies[at].voxels = bodies[at].islands * (1 + random.below(30) as u64);
        }
    }
}

/// Gives hosts what walls around their guests take, and small bodies what handles and bridges take.
fn enough(bodies: &mut [Body]) {
    for at in (0..bodies.len()).rev() {
        let inside: u64 =
            bodies.iter().filter(|body| body.host == Some(at)).map(|body| filled(bodies, body)).sum::<u64>();
        let inside = inside + bodies[at].bubbles.iter().sum::<u64>();
        if inside > 0 {
            bodies[at].voxels += 400 + 10 * ((inside as f64).powf(2.0 / 3.0) as u64);
        }
    }
}

fn filled(bodies: &[Body], body: &Body) -> u64 {
    let at = bodies.iter().position(|of| std::ptr::eq(of, body)).unwrap();
    let guests: u64 = bodies.iter().filter(|of| of.host == Some(at)).map(|of| filled(bodies, of)).sum();
    // Islands of one voxel are one of eight.
    let spread = if body.islands > 1 { 8 } else { 2 };
    spread * (body.voxels + body.bubbles.iter().sum::<u64>() + guests)
}

fn orientation(random: &mut Random) -> Orientation {
    let mut axes = [0, 1, 2];
    random.shuffle(&mut axes);
    Orientation { axes: axes.map(|axis| (axis, random.one_in(2))) }
}
