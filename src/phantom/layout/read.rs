//! A solution as a plan: exact numbers of voxels, places, hosts and bridges.

use std::collections::{BTreeMap, BTreeSet};

use num_traits::ToPrimitive;

use crate::logic::anatomy::View;
use crate::logic::fragment::formula::Linear;
use crate::logic::fragment::problem::Model;
use crate::phantom::plan::{Body, Grid, Plan};

use super::bodies::{BodyId, Candidate};
use super::places::AXES;
use super::{Layout, Sketch, Wish, case_facts, grid};

/// The smallest body is to have at least so many voxels, so that walls and bridges find room, and all together at most so
/// many.
const SMALLEST: f64 = 60.0;
const ALL: f64 = 3e7;

/// Voxels across a body along an axis where its length is prescribed.
const THINNEST: f64 = 5.0;

pub fn sketch(mut layout: Layout<'_>, views: &[&View<'_>], model: &Model, wish: &Wish) -> Sketch {
    let vocabulary = &*layout.vocabulary;
    let facts = views.iter().map(|view| case_facts::facts(vocabulary, view, model)).collect();
    let (datatype, _) = grid::header(vocabulary, model, "datatype");
    let modality = grid::modality(vocabulary, model);
    let orientation = grid::orientation(grid::header(vocabulary, model, "orientation"));
    let shape = grid::shape(vocabulary, model, &layout.terms);
    let present: Vec<BodyId> = (0..layout.bodies.len())
        .map(BodyId)
        .filter(|&body| {
            let exists = layout.exists(body);
            model.satisfies(&exists)
        })
        .collect();
    let sizes: Vec<f64> = present
        .iter()
        .map(|&body| {
            let size = layout.size(body);
            number(model, &size)
        })
        .collect();
    let candidates: Vec<Candidate> = present.iter().filter_map(|body| layout.bodies.get(body.0).copied()).collect();
    let spacing = match &wish.spacing {
        Some(spacing) => spacing.clone().map(|side| side.to_f64().unwrap_or(1.0)),
        None => {
            let needs =
                |candidate: &Candidate| wish.lessons.voxels.get(candidate).map_or(SMALLEST, |&needs| needs as f64);
            let side = side(sizes.iter().copied().zip(candidates.iter().map(needs)));
            [lengths_side(&layout, model, &present, &sizes).map_or(side, |other| other.min(side)); 3]
        }
    };
    let voxel: f64 = spacing.iter().product();
    let voxels = |size: f64| ((size / voxel).round() as u64).max(1);
    let at: BTreeMap<BodyId, usize> = present.iter().enumerate().map(|(at, &body)| (body, at)).collect();
    let mut bodies = Vec::new();
    for (&body, &size) in present.iter().zip(&sizes) {
        let tissue = layout.tissue(body);
        let host = layout.hosts_for(tissue).into_iter().find(|&host| {
            let hosted = layout.hosted(body, host);
            model.satisfies(&hosted)
        });
        let place = AXES.map(|axis| layout.centroid(tissue, axis).and_then(|id| model.value(id)?.to_f64()));
        let length = AXES.map(|axis| layout.length(tissue, axis).map(|length| number(model, &length)));
        let (bubbles, bubble, handles) = (layout.bubbles(body), layout.bubble_size(body), layout.handles(body));
        let rim = layout.rim(body);
        let count = number(model, &bubbles).max(0.0) as usize;
        let islands = layout.grain(body).map(|grain| {
            let islands = layout.islands(body);
            (number(model, &islands).max(1.0) as u64, grain)
        });
        bodies.push(Body {
            tissue,
            voxels: islands.map_or(voxels(size), |(islands, grain)| islands.saturating_mul(grain)),
            islands: islands.map_or(1, |(islands, _)| islands),
            host: host.and_then(|host| at.get(&layout.main(host)?).copied()),
            place,
            length,
            bubbles: vec![voxels(number(model, &bubble)); count],
            handles: number(model, &handles).max(0.0) as u32,
            border: model.satisfies(&rim),
        });
    }
    let mut contacts = BTreeSet::new();
    for (first, &a) in present.iter().enumerate() {
        for (second, &b) in present.iter().enumerate().skip(first + 1) {
            let beside = layout.beside(a, b);
            if model.satisfies(&beside) {
                contacts.insert((first, second));
            }
        }
    }
    let plan = Plan { grid: Grid { spacing, shape, orientation }, bodies, contacts };
    Sketch { plan, candidates, facts, modality, datatype }
}

/// Of a cubic voxel in mm, with two digits, for sizes and the voxels that each is to have.
fn side(sizes: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (mut smallest, mut total) = (f64::INFINITY, 0.0);
    for (size, voxels) in sizes {
        smallest = smallest.min(size / voxels);
        total += size;
    }
    if !smallest.is_finite() {
        return 1.0;
    }
    let voxel = smallest.max(total / ALL);
    let side = voxel.cbrt();
    let unit = 10f64.powf(side.log10().floor() - 1.0);
    (side / unit).floor().max(1.0) * unit
}

/// Of a cubic voxel in mm that bodies of prescribed lengths allow: none is thinner than some voxels.
fn lengths_side(layout: &Layout<'_>, model: &Model, present: &[BodyId], sizes: &[f64]) -> Option<f64> {
    let mut least: Option<f64> = None;
    for (&body, size) in present.iter().zip(sizes) {
        for length in AXES.iter().filter_map(|axis| layout.length(layout.tissue(body), axis)) {
            let length = number(model, &length);
            let side = (length / THINNEST).min((size / length).sqrt() / THINNEST);
            least = Some(least.map_or(side, |least| least.min(side)));
        }
    }
    least
}

fn number(model: &Model, form: &Linear) -> f64 {
    model.amount(form).to_f64().unwrap_or_default()
}
