//! The survey of all labels, and its measures one by one.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use voxlint::volume::{
    Connectivity, Geometry, LabelFacts, Runs, RunsBuilder, Sizes, Space, Survey, SurveyPlan, components, survey,
};

use crate::random::maps;
use crate::voxels::{Part, Voxels, summary};

/// `stretch` places the map in a grid with a wide first axis, which takes the 32-bit form of runs.
fn build(map: &Voxels, stretch: bool) -> (Runs, Geometry) {
    let mut shape = map.shape.map(|n| n as u32);
    if stretch {
        shape[0] += 70_000;
    }
    let mut builder = RunsBuilder::new(shape);
    for [x, y, z] in map.places() {
        let value = map.at([x, y, z]);
        if value != 0 {
            builder.push_run(z as u32, y as u32, x as u32, x as u32 + 1, value).unwrap();
        }
    }
    (builder.finish().unwrap(), Geometry::unoriented(shape, [0.5, 2.0, 3.0]))
}

fn labels(map: &Voxels) -> BTreeSet<i64> {
    map.values.iter().copied().filter(|&value| value != 0).collect()
}

fn pairs(sizes: &Option<Sizes>) -> Vec<Part> {
    sizes.as_ref().unwrap().largest.iter().map(|part| (part.voxels, part.first)).collect()
}

/// Faces per axis between pairs of values, where 0 is background and the outside.
fn faces(map: &Voxels) -> BTreeMap<(i64, i64), [u64; 3]> {
    let mut found: BTreeMap<(i64, i64), [u64; 3]> = BTreeMap::new();
    let [nx, ny, nz] = map.shape.map(|n| n as i64);
    for z in -1..nz {
        for y in -1..ny {
            for x in -1..nx {
                let here = map.at([x, y, z]);
                for (axis, there) in [[x + 1, y, z], [x, y + 1, z], [x, y, z + 1]].into_iter().enumerate() {
                    let there = map.at(there);
                    if here != there {
                        found.entry((here.min(there), here.max(there))).or_default()[axis] += 1;
                    }
                }
            }
        }
    }
    found
}

fn check_place(map: &Voxels, facts: &LabelFacts) -> Result<(), TestCaseError> {
    let voxels: Vec<[i64; 3]> = map.places().filter(|&place| map.at(place) == facts.label).collect();
    prop_assert_eq!(facts.voxels, voxels.len() as u64);
    prop_assert_eq!(facts.volume, voxels.len() as f64 * 3.0);
    for axis in 0..3 {
        let along: Vec<i64> = voxels.iter().map(|voxel| voxel[axis]).collect();
        let (low, high) = (*along.iter().min().unwrap(), *along.iter().max().unwrap());
        prop_assert_eq!(i64::from(facts.bounds.low[axis]), low);
        prop_assert_eq!(i64::from(facts.bounds.high[axis]), high);
        prop_assert!((facts.centroid[axis] - along.iter().sum::<i64>() as f64 / along.len() as f64).abs() < 1e-9);
        prop_assert_eq!(facts.border[2 * axis], low == 0);
        prop_assert_eq!(facts.border[2 * axis + 1], high == map.shape[axis] as i64 - 1);
    }
    let held: BTreeSet<i64> = voxels.iter().map(|[.., z]| *z).collect();
    let (low, high) = (*held.first().unwrap(), *held.last().unwrap());
    let empty: Vec<u32> = (low..high).filter(|z| !held.contains(z)).map(|z| z as u32).collect();
    let listed: Vec<u32> = facts.z_gaps.iter().flat_map(|&[first, last]| first..=last).collect();
    prop_assert_eq!(listed, empty);
    prop_assert!(
        facts.z_gaps.windows(2).all(|pair| pair[0][1] + 1 < pair[1][0]),
        "stretches are as long as they can be"
    );
    Ok(())
}

fn check_topology(map: &Voxels, facts: &LabelFacts) -> Result<(), TestCaseError> {
    let label = facts.label;
    for (sizes, connectivity) in facts.components.iter().zip(Connectivity::ALL) {
        prop_assert_eq!(pairs(sizes), map.components(label, connectivity, Space::Volume));
        let alone = components(&map.set(label), connectivity, Space::Volume);
        prop_assert_eq!(&sizes.as_ref().unwrap().largest, &alone.parts);
    }
    let cavities = map.cavities(label, Connectivity::Six, Space::Volume);
    prop_assert_eq!(pairs(&facts.cavities), cavities.iter().map(|part| summary(part)).collect::<Vec<_>>());
    let euler = map.euler(label, Connectivity::TwentySix, Space::Volume);
    prop_assert_eq!(facts.euler_26, Some(euler));
    prop_assert_eq!(facts.euler_6, Some(map.euler(label, Connectivity::Six, Space::Volume)));
    let parts = map.components(label, Connectivity::TwentySix, Space::Volume).len() as i64;
    prop_assert_eq!(facts.handles(), Some(parts + cavities.len() as i64 - euler));
    Ok(())
}

fn check_contacts(map: &Voxels, survey: &Survey) -> Result<(), TestCaseError> {
    let expected = faces(map);
    let between = expected.iter().filter(|((a, b), _)| *a != 0 && *b != 0);
    let between: Vec<([i64; 2], [u64; 3])> = between.map(|(&(a, b), &faces)| ([a, b], faces)).collect();
    prop_assert_eq!(survey.contacts.iter().map(|c| (c.labels, c.faces)).collect::<Vec<_>>(), between);
    for facts in &survey.labels {
        let mut own = [0; 3];
        for (_, faces) in expected.iter().filter(|((a, b), _)| [*a, *b].contains(&facts.label)) {
            own.iter_mut().zip(faces).for_each(|(sum, faces)| *sum += faces);
        }
        let surface = facts.surface.unwrap();
        prop_assert_eq!(surface.faces, own);
        prop_assert_eq!(surface.mm2, own[0] as f64 * 6.0 + own[1] as f64 * 1.5 + own[2] as f64);
    }
    Ok(())
}

/// A label is contained in another if all its voxels lie in cavities of the other.
fn check_containment(map: &Voxels, survey: &Survey) -> Result<(), TestCaseError> {
    for facts in &survey.labels {
        let encloses = |outer: &i64| {
            let cavities = map.cavities(*outer, Connectivity::Six, Space::Volume);
            let inside: BTreeSet<[i64; 3]> = cavities.into_iter().flatten().collect();
            map.places().filter(|&place| map.at(place) == facts.label).all(|place| inside.contains(&place))
        };
        let around: Vec<i64> = labels(map).into_iter().filter(encloses).collect();
        prop_assert_eq!(facts.contained_in.as_ref().unwrap(), &around);
        prop_assert_eq!(facts.contained_in_count, around.len() as u64);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn surveys_agree(map in maps(), stretch in any::<bool>()) {
        let (runs, geometry) = build(&map, stretch);
        let found = survey(&runs, &geometry, &SurveyPlan::EVERYTHING);
        prop_assert_eq!(found.labels.iter().map(|facts| facts.label).collect::<Vec<_>>(), Vec::from_iter(labels(&map)));
        for facts in &found.labels {
            if !stretch {
                check_place(&map, facts)?;
            }
            check_topology(&map, facts)?;
        }
        check_contacts(&map, &found)?;
        check_containment(&map, &found)?;
    }

    /// Whatever the plan leaves out, the rest stays the same.
    #[test]
    fn plans_leave_out_only_what_they_say(
        map in maps(),
        components in any::<[bool; 3]>(),
        [euler, cavities, contacts] in any::<[bool; 3]>(),
    ) {
        let (runs, geometry) = build(&map, false);
        let found = survey(&runs, &geometry, &SurveyPlan { components, euler, cavities, contacts });
        let mut expected = survey(&runs, &geometry, &SurveyPlan::EVERYTHING);
        for facts in &mut expected.labels {
            for (sizes, wanted) in facts.components.iter_mut().zip(components) {
                *sizes = sizes.take().filter(|_| wanted);
            }
            facts.euler_6 = facts.euler_6.filter(|_| euler);
            facts.euler_26 = facts.euler_26.filter(|_| euler);
            facts.cavities = facts.cavities.take().filter(|_| cavities);
            facts.contained_in = facts.contained_in.take().filter(|_| cavities);
            facts.contained_in_count *= u64::from(cavities);
            facts.surface = facts.surface.filter(|_| contacts);
        }
        if !contacts {
            expected.contacts.clear();
        }
        prop_assert_eq!(found, expected);
    }
}

/// A shell within a shell within a shell, touching each other: all three nest, and only the innermost has no cavity.
#[test]
fn nested_shells_contain_each_other() {
    let mut map = Voxels { shape: [7, 7, 7], values: vec![0; 343] };
    for [x, y, z] in map.places() {
        let depth = [x, y, z].into_iter().map(|v| v.min(6 - v)).min().unwrap();
        map.values[(x + 7 * (y + 7 * z)) as usize] = [9, 0, 5, 7][depth as usize];
    }
    let (runs, geometry) = build(&map, false);
    let found = survey(&runs, &geometry, &SurveyPlan::EVERYTHING);
    let around: Vec<_> = found.labels.iter().map(|facts| (facts.label, facts.contained_in.clone().unwrap())).collect();
    assert_eq!(around, [(5, vec![9]), (7, vec![5, 9]), (9, vec![])]);
    assert_eq!(found.labels[2].cavities.as_ref().unwrap().largest[0].voxels, 125);
}
