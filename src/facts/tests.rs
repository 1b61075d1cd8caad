//! Small figures whose measures are known by hand.

use super::*;
use crate::report::Plane;
use crate::volume::{Affine, RunsBuilder};

/// A map from pictures: one text per slice, a line per row (y), a character per voxel (x): digits are labels.
fn map(slices: &[&str], affine: [[f64; 4]; 3]) -> LabelMap {
    let rows: Vec<Vec<&str>> = slices.iter().map(|slice| slice.split_whitespace().collect()).collect();
    let shape = [rows[0][0].len() as u32, rows[0].len() as u32, rows.len() as u32];
    let mut builder = RunsBuilder::new(shape);
    for (z, slice) in rows.iter().enumerate() {
        for (y, row) in slice.iter().enumerate() {
            for (x, c) in row.chars().enumerate() {
                if let Some(value @ 1..) = c.to_digit(10) {
                    builder.push_run(z as u32, y as u32, x as u32, x as u32 + 1, i64::from(value)).unwrap();
                }
            }
        }
    }
    LabelMap { geometry: Geometry::oriented(shape, Affine(affine)), layers: vec![builder.finish().unwrap()] }
}

fn straight(x: f64, y: f64, z: f64) -> [[f64; 4]; 3] {
    [[x, 0.0, 0.0, 0.0], [0.0, y, 0.0, 0.0], [0.0, 0.0, z, 0.0]]
}

fn label(value: i64) -> Shape {
    Shape::Values { layer: 0, ranges: vec![(value, value)] }
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[test]
fn rows_of_voxels_measure_their_spacings() {
    let map = map(&["1110 0000", "0000 2000", "0000 2000"], straight(2.0, 3.0, 5.0));
    let facts = Facts::new(&map);
    assert!(close(facts.extent(&label(1), 0).unwrap(), 6.0));
    let diameter = facts.diameter(&label(1), None).unwrap();
    assert!(close(diameter.length, 6.0) && close(diameter.short_axis.unwrap(), 3.0));
    assert!(close(facts.feret(&label(1)).unwrap().length, 6.0));
    assert!(close(facts.feret(&label(2)).unwrap().length, 10.0));
    let single = facts.diameter(&label(2), None).unwrap();
    assert!(close(single.length, 3.0) && close(single.short_axis.unwrap(), 2.0));
    assert!(close(facts.volume(&label(1)).unwrap(), 90.0));
    assert!(close(facts.end(&label(2), 2, true).unwrap().coordinate, 10.0));
}

#[test]
fn a_ring_has_a_hole_in_its_slice_and_none_in_space() {
    let map = map(&["00000 00000 00000", "11100 12100 11103"], straight(1.0, 1.0, 1.0));
    let facts = Facts::new(&map);
    let slice = Shape::Slice { of: Box::new(label(1)), plane: Plane::Axial, index: 1 };
    assert_eq!(facts.holes(&label(1), 26, None, false).unwrap().len(), 0);
    assert_eq!(facts.tunnels(&label(1), 26), Ok(1));
    assert_eq!(facts.holes(&slice, 26, None, false).unwrap().len(), 1);
    assert_eq!(facts.holes(&slice, 26, None, true).unwrap().len(), 0, "label 2 fills it");
    assert_eq!(facts.holes(&slice, 26, Some(Floor::Size(1.5)), false).unwrap().len(), 0);
    assert_eq!(facts.tunnels(&slice, 26), Err(Unmeasured::NeedsVolume));
    assert!(close(facts.volume(&slice).unwrap(), 8.0));
}

#[test]
fn inside_is_about_faces() {
    let map = map(&["2222 2112 2222"], straight(1.0, 1.0, 1.0));
    let facts = Facts::new(&map);
    let inside = facts.inside(&label(1), &label(2)).unwrap();
    assert_eq!(inside.share, 1.0, "a volume of one slice is two-dimensional");
    assert!(close(facts.contact(&label(1), &label(2)).unwrap().area, 6.0));
    assert_eq!(facts.inside(&label(2), &label(1)).unwrap().share, 6.0 / 20.0);
    assert_eq!(facts.inside_reach(&label(1), &label(2), Unit::Millimetres).unwrap().length, 0.0);
    let ignoring = Facts::new(&map).with_ignore(label(2));
    assert_eq!(ignoring.inside(&label(1), &label(2)), Err(Unmeasured::OnlyIgnored));
}

#[test]
fn distances_are_between_centres() {
    let map = map(&["1000 0000", "0000 0002"], straight(2.0, 3.0, 5.0));
    let facts = Facts::new(&map);
    let apart = (36.0f64 + 9.0 + 25.0).sqrt();
    assert!(close(facts.distance(&label(1), &label(2)).unwrap().length, apart));
    assert!(close(facts.hausdorff(&label(1), &label(2)).unwrap().length, apart));
    assert!(close(facts.hd95(&label(1), &label(2)).unwrap(), apart));
    assert_eq!(facts.surface_dice(&label(1), &label(2), apart), Ok(1.0));
    assert_eq!(facts.distance(&label(1), &label(3)), Err(Unmeasured::Empty { argument: 1 }));
}

#[test]
fn margins_keep_to_their_radius() {
    let map = map(&["00000 00000 00100 00000 00000"], straight(1.0, 1.0, 4.0));
    let facts = Facts::new(&map);
    let margin = |mm: f64| [Millimetres::new(mm); 3];
    let grown = Shape::Grow(Box::new(label(1)), margin(2.0));
    assert_eq!(facts.voxels(&grown), Ok(13));
    assert_eq!(facts.voxels(&Shape::Shrink(Box::new(grown.clone()), margin(2.0))), Ok(1));
    assert_eq!(facts.voxels(&Shape::Hull(Box::new(grown))), Ok(13));
}

#[test]
fn the_most_posterior_part_is_as_deep_as_asked() {
    let map = map(&["1 1 1 1 1 1 1 1"], straight(1.0, 3.0, 1.0));
    let facts = Facts::new(&map);
    let most = Shape::Most { axis: 1, positive: false, depth: Millimetres::new(15.0), of: Box::new(label(1)) };
    assert_eq!(facts.voxels(&most), Ok(5));
    assert!(close(facts.extent(&most, 1).unwrap(), 15.0));
}

/// An image of 8 voxels, 0 to 7, that counts how often it is read.
#[derive(Debug, Default)]
struct Counted(std::rc::Rc<std::cell::Cell<u32>>);

impl Image for Counted {
    fn read(&self, visit: &mut dyn FnMut(ImagePart<'_>)) -> Result<(), String> {
        self.0.set(self.0.get() + 1);
        for y in 0..2 {
            let values = [0.0, 1.0, 2.0, 3.0].map(|x| f64::from(y) * 4.0 + x);
            visit(ImagePart { z: 0, y, x: 0, values: &values });
        }
        Ok(())
    }
}

#[test]
fn an_image_is_read_once_for_all_that_is_asked() {
    let map = map(&["1122 1112"], straight(1.0, 1.0, 1.0));
    let reads = std::rc::Rc::new(std::cell::Cell::new(0));
    let image: Box<dyn Image> = Box::new(Counted(reads.clone()));
    let facts = Facts::new(&map).with_images(vec![Ok(image)]).with_padding(7.0);
    facts.read_images_for(|| {
        for shape in [label(1), label(2), Shape::union([label(1), label(2)])] {
            let _unread = facts.intensities(0, &shape);
        }
        let _unread = facts.padding();
    });
    assert_eq!(reads.get(), 1);
    let mean = |shape| facts.intensities(0, &shape).unwrap().mean();
    assert!(close(mean(label(1)), 16.0 / 5.0));
    assert!(close(mean(label(2)), 12.0 / 3.0));
    assert!(close(mean(Shape::union([label(1), label(2)])), 28.0 / 8.0));
    assert!(facts.padding().unwrap().contains([3, 1, 0]) && facts.padding().unwrap().voxels() == 1);
    assert_eq!(reads.get(), 1);
    // What nobody planned costs a pass of its own, and gives the same.
    assert!(close(mean(Shape::Difference(Box::new(label(2)), Box::new(label(1)))), 12.0 / 3.0));
    assert_eq!(reads.get(), 2);
    assert_eq!(facts.intensities(0, &label(9)).unwrap_err(), Unmeasured::Empty { argument: 0 });
    assert!(matches!(facts.intensities(1, &label(1)), Err(Unmeasured::NoImage { .. })));
}

/// Everything that is kept of measures between runs, on one figure with parts, holes, a void and two slices' worth of
/// neighbours.
fn every_answer() -> Vec<u8> {
    let map = map(
        &["1110022 1010022 1110000 0000003", "1110022 1110020 1110300 0000000", "0000002 0400000 0440003 9900000"],
        [[0.9, 0.1, 0.0, -7.0], [-0.1, 0.9, 0.0, 12.0], [0.0, 0.0, 2.5, 3.0]],
    );
    let facts = Facts::new(&map).with_ignore(label(9));
    let slice = Shape::Slice { of: Box::new(label(1)), plane: Plane::Axial, index: 0 };
    let grown = Shape::Grow(Box::new(label(2)), [Millimetres::new(1.5); 3]);
    let shapes = [label(1), label(2), Shape::union([label(3), label(4)]), label(7), slice, grown];
    for a in &shapes {
        let _ = (facts.present(a), facts.bounds(a), facts.centroid(a), facts.extent(a, 1), facts.touches_border(a));
        let _ = (facts.components(a, 26, None), facts.holes(a, 26, None, false), facts.tunnels(a, 26));
        let _ = (facts.slices(a, Plane::Axial), facts.diameter(a, None), facts.feret(a));
        let _ = facts.point_reach(a, [5.0, 1.0, 2.0]);
        for b in &shapes {
            let _ = (facts.meeting(a, b), facts.inside(a, b), facts.distance(a, b), facts.hausdorff(a, b));
            let _ = (facts.hd95(a, b), facts.surface_dice(a, b, 1.0), facts.agreement(a, b));
            let _ = (facts.subset(a, b), facts.equal(a, b));
            let _ = (facts.inside_reach(a, b, Unit::Millimetres), facts.subset_reach(a, b, Unit::Voxels));
        }
    }
    postcard::to_allocvec(&facts.into_answers()).unwrap()
}

#[test]
fn answers_of_earlier_runs_are_dropped_when_measures_change() {
    use sha2::{Digest, Sha256};
    let bytes = every_answer();
    let found: String = Sha256::digest(&bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    // Another hash under the same version: caches hold answers that this program would not give. Raise `VERSION`, and
    // write it here with the new hash.
    assert_eq!((VERSION, bytes.len(), found.as_str()), (1, 21791, "7cfe4f5970329bb3"));
}
