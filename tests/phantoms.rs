//! Random plans are built exactly: what is measured of the voxels is what the plan says. A sample by default, many more with
//! `VOXLINT_FULL=1`.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use support::plans;
use support::random::Random;
use voxlint::formats::{ReadOptions, WriteOptions, read_label_map, write_label_map};
use voxlint::logic::{TissueId, TissueSet};
use voxlint::phantom::{Body, Grid, Impossible, Phantom, Plan, build};
use voxlint::volume::{Connectivity, LabelMap, RunSet, Space, cavities, components, euler};

#[test]
fn random_plans_are_built_exactly() {
    let plans = support::count(60, 20_000);
    let mut failed: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    let mut built = 0;
    let mut wrong = Vec::new();
    let (mut time, mut longest, mut voxels) = (0.0, 0.0f64, 0);
    for seed in 0..plans as u64 {
        let mut plan = plans::plan(seed);
        let start = Instant::now();
        let mut result = build(&plan);
        // Whoever plans sizes in mm³ tries a finer grid, where walls are thin and bridges light.
        while plans::voxels(&plan) < 1_000_000
            && matches!(result, Err(Impossible::TooFewVoxels { .. } | Impossible::Order(..)))
        {
            plans::refine(&mut plan);
            result = build(&plan);
        }
        let took = start.elapsed().as_secs_f64();
        time += took;
        longest = longest.max(took);
        match result {
            Ok(phantom) => {
                built += 1;
                voxels = voxels.max(phantom.geometry.voxels());
                let faults = compare(&plan, &phantom, &mut Random::new(seed));
                if !faults.is_empty() {
                    wrong.push((seed, faults));
                }
            }
            Err(reason) => {
                let kind: String = reason.to_string().chars().filter(|c| !c.is_ascii_digit()).collect();
                failed.entry(kind).or_default().push(seed);
            }
        }
    }
    println!(
        "{built} of {plans} plans built, {:.2} ms each, {:.1} ms at most; largest grid {voxels} voxels",
        1e3 * time / plans as f64,
        1e3 * longest
    );
    for (reason, seeds) in &failed {
        println!("{} x {reason}: {:?}", seeds.len(), &seeds[..seeds.len().min(6)]);
    }
    for (seed, faults) in wrong.iter().take(10) {
        println!("seed {seed}: {faults:#?}");
    }
    assert!(wrong.is_empty(), "{} phantoms are not what was planned", wrong.len());
    assert!(built as f64 >= 0.995 * plans as f64);
}

#[test]
fn an_empty_plan_is_an_empty_map() {
    let mut plan = plans::plan(0);
    plan.bodies.clear();
    plan.contacts.clear();
    plan.grid.shape = [Some(5), None, Some(7)];
    let map = build(&plan).unwrap().label_map(|_| Some(1)).unwrap();
    assert!(map.layers[0].is_empty() && map.geometry.shape[0] == 5 && map.geometry.shape[2] == 7);
    assert_eq!(map.geometry.orientation().unwrap(), plan.grid.orientation);
}

#[test]
fn one_slice_is_a_plane() {
    let tissue = TissueId;
    let disc = Body { border: true, bubbles: vec![5], ..Body::new(tissue(0), 400) };
    let cup = Body { host: Some(0), ..Body::new(tissue(1), 60) };
    let vessel = Body { place: [Some(-40.0), None, None], ..Body::new(tissue(2), 30) };
    let mut grid = Grid::ras([0.5, 0.5, 1.0]);
    grid.shape[2] = Some(1);
    let mut plan = Plan { grid, bodies: vec![disc, cup, vessel], contacts: [(0, 2)].into() };
    plan.bodies[0].place[0] = Some(3.0);
    let map = build(&plan).unwrap().label_map(|tissue| Some(1 + tissue.0 as i64)).unwrap();
    assert_eq!(map.geometry.shape[2], 1);
    let parts = |tissues: &[usize], connectivity| {
        let set = structure(&map, &tissues.iter().copied().map(TissueId).collect());
        let holes = cavities(&set, Connectivity::of_complement(connectivity), Space::Plane).parts;
        (
            set.voxels(),
            components(&set, connectivity, Space::Plane).parts.len(),
            holes.iter().map(|hole| hole.voxels).collect::<Vec<_>>(),
        )
    };
    for connectivity in [Connectivity::Six, Connectivity::TwentySix] {
        assert_eq!(parts(&[0], connectivity), (400, 1, vec![60, 5]));
        assert_eq!(parts(&[1], connectivity), (60, 1, vec![]));
        assert_eq!(parts(&[0, 1, 2], connectivity), (490, 1, vec![5]));
        assert_eq!(parts(&[1, 2], connectivity), (90, 2, vec![]));
    }
    plan.bodies[0].handles = 1;
    assert_eq!(build(&plan).unwrap_err().to_string(), "in one slice there are no tunnels");
}

/// What differs between a plan and its phantom.
fn compare(plan: &Plan, phantom: &Phantom, random: &mut Random) -> Vec<String> {
    let mut faults = Vec::new();
    let map = phantom.label_map(|tissue| Some(1 + tissue.0 as i64)).unwrap();
    let tissues: BTreeSet<TissueId> = plan.bodies.iter().map(|body| body.tissue).collect();
    let single: Vec<TissueSet> = tissues.iter().map(|&tissue| TissueSet::from([tissue])).collect();
    let mut sets = single.clone();
    for _ in 0..3 {
        sets.push(tissues.iter().copied().filter(|_| random.one_in(2)).collect());
    }
    for set in &sets {
        let found = figures(&map, set);
        let facts = plan.facts(set);
        let wanted = [
            facts.voxels,
            facts.components,
            facts.components,
            facts.holes,
            facts.tunnels,
            facts.tunnels,
            u64::from(facts.border),
        ];
        if found != wanted {
            faults.push(format!(
                "{set:?}: voxels, components 26 and 6, holes, tunnels 26 and 6, border: {found:?}, planned {wanted:?}"
            ));
        }
    }
    let structures: Vec<RunSet> = single.iter().map(|set| structure(&map, set)).collect();
    for (a, first) in single.iter().zip(&structures) {
        for (b, second) in single.iter().zip(&structures).filter(|(b, _)| a < *b) {
            let touch = voxlint::volume::faces::faces_onto(first, second, [true; 3]) != [0; 3];
            if touch != plan.touch(a, b) {
                faults.push(format!("{a:?} touches {b:?}: {touch}"));
            }
            // Across edges and corners alone nothing touches.
            let both = components(&first.union(second), Connectivity::TwentySix, Space::Volume).parts.len();
            let through_faces = components(&first.union(second), Connectivity::Six, Space::Volume).parts.len();
            if both != through_faces {
                faults.push(format!("{a:?} and {b:?} meet across an edge"));
            }
        }
    }
    faults.extend(order(plan, &map, &single, &structures));
    faults
}

fn structure(map: &LabelMap, set: &TissueSet) -> RunSet {
    map.layers[0].structure(&|value| set.contains(&TissueId(value as usize - 1)))
}

fn figures(map: &LabelMap, set: &TissueSet) -> [u64; 7] {
    let set = structure(map, set);
    let parts = |connectivity| components(&set, connectivity, Space::Volume).parts.len() as i64;
    let [b0, b0_six] = [Connectivity::TwentySix, Connectivity::Six].map(parts);
    let [b2, b2_six] =
        [Connectivity::Six, Connectivity::TwentySix].map(|of| cavities(&set, of, Space::Volume).parts.len() as i64);
    let [chi, chi_six] = [Connectivity::TwentySix, Connectivity::Six].map(|of| euler(&set, of, Space::Volume));
    let shape = map.geometry.shape;
    let border = set
        .bounds()
        .is_some_and(|bounds| (0..3).any(|axis| bounds.low[axis] == 0 || bounds.high[axis] + 1 == shape[axis]));
    assert_eq!(b2, b2_six);
    [set.voxels() as i64, b0, b0_six, b2, b0 + b2 - chi, b0_six + b2_six - chi_six, i64::from(border)]
        .map(|figure| figure as u64)
}

/// Tissues all of whose bodies have places lie in the order of these.
fn order(plan: &Plan, map: &LabelMap, sets: &[TissueSet], structures: &[RunSet]) -> Vec<String> {
    let affine = map.geometry.affine.unwrap();
    let mut faults = Vec::new();
    for axis in 0..3 {
        let mut placed: Vec<(f64, f64)> = Vec::new();
        for (set, structure) in sets.iter().zip(structures) {
            let place = plan.bodies.iter().find(|body| set.contains(&body.tissue)).and_then(|body| body.place[axis]);
            if let Some(place) = place {
                placed.push((place, affine.apply(structure.centroid().unwrap())[axis]));
            }
        }
        placed.sort_by(|a, b| a.0.total_cmp(&b.0));
        for pair in placed.windows(2) {
            if pair[0].0 < pair[1].0 && pair[0].1 >= pair[1].1 {
                faults.push(format!("axis {axis}: {:?} before {:?}", pair[0], pair[1]));
            }
        }
    }
    faults
}

/// Phantoms for tools that know nothing of voxlint: `tests/oracle/phantoms.py` reads what this writes into the folder
/// that `VOXLINT_PHANTOMS` names.
#[test]
fn phantoms_are_written_for_other_tools() {
    let asked = std::env::var_os("VOXLINT_PHANTOMS").map(std::path::PathBuf::from);
    let own = tempfile::tempdir().unwrap();
    let folder = asked.clone().unwrap_or_else(|| own.path().to_owned());
    std::fs::create_dir_all(&folder).unwrap();
    let wanted = if asked.is_some() { support::count(60, 1_000) } else { 3 };
    let mut written = 0;
    for seed in 0.. {
        let plan = plans::plan(seed);
        let Ok(phantom) = build(&plan) else { continue };
        // Whole arrays of large grids take other tools long.
        if phantom.geometry.voxels() > 3_000_000 {
            continue;
        }
        let map = phantom.label_map(|tissue| Some(1 + tissue.0 as i64)).unwrap();
        let path = folder.join(format!("{seed:05}.nii.gz"));
        let _ = std::fs::remove_file(&path);
        write_label_map(&path, &map.layers[0], &map.geometry, WriteOptions::default()).unwrap();
        let facts = planned(&plan, &mut Random::new(seed));
        std::fs::write(folder.join(format!("{seed:05}.json")), facts.to_string()).unwrap();
        let opened = read_label_map(&path, &ReadOptions::default());
        assert_eq!((opened.faults.len(), opened.runs.as_ref()), (0, map.layers.first()));
        written += 1;
        if written == wanted {
            break;
        }
    }
}

/// What the plan says, in label values.
fn planned(plan: &Plan, random: &mut Random) -> serde_json::Value {
    let tissues: BTreeSet<TissueId> = plan.bodies.iter().map(|body| body.tissue).collect();
    let mut sets: Vec<TissueSet> = tissues.iter().map(|&tissue| TissueSet::from([tissue])).collect();
    sets.extend((0..3).map(|_| tissues.iter().copied().filter(|_| random.one_in(2)).collect()));
    let value = |tissue: &TissueId| tissue.0 + 1;
    let facts = sets.iter().filter(|set| !set.is_empty()).map(|set| {
        let facts = plan.facts(set);
        serde_json::json!({
            "values": set.iter().map(value).collect::<Vec<_>>(), "voxels": facts.voxels, "components": facts.components,
            "holes": facts.holes, "background_holes": facts.background_holes, "tunnels": facts.tunnels,
            "border": facts.border,
        })
    });
    let pairs = || tissues.iter().flat_map(|a| tissues.iter().filter(move |b| a < *b).map(move |b| (a, b)));
    let touch = pairs().filter(|(a, b)| plan.touch(&TissueSet::from([**a]), &TissueSet::from([**b])));
    let place = |tissue: &TissueId, axis: usize| {
        plan.bodies.iter().find(|body| body.tissue == *tissue).and_then(|body| body.place[axis])
    };
    let order = pairs().flat_map(|(a, b)| (0..3).map(move |axis| (axis, a, b))).filter_map(|(axis, a, b)| {
        let (first, second) = (place(a, axis)?, place(b, axis)?);
        if first < second {
            Some((axis, value(a), value(b)))
        } else {
            (first > second).then(|| (axis, value(b), value(a)))
        }
    });
    serde_json::json!({
        "orientation": plan.grid.orientation.codes(),
        "sets": facts.collect::<Vec<_>>(),
        "touch": touch.map(|(a, b)| [value(a), value(b)]).collect::<Vec<_>>(),
        "order": order.collect::<Vec<_>>(),
    })
}
