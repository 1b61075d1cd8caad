use super::super::row::row;
use super::*;
use crate::model::{self, Protocol};
use crate::report::Source;

fn protocol() -> Protocol {
    let text = "protocol test/edits 1.0.0\ncase { phase in {arterial, venous} }\n\
        labels { 1 liver  2 tumour optional  3 spleen optional }\nlandmarks { carina }\n";
    model::load(&Source::new("t.protocol", text)).protocol.unwrap()
}

/// An edit with what became of the case.
type Done = (Box<dyn Edit>, Made);

/// Every edit of three boxes in a row that can be done, with what becomes of it.
fn edited(exclusive: bool) -> (Made, Vec<Done>) {
    let protocol = protocol();
    let (_, view) = View::alone(&protocol);
    let views = std::slice::from_ref(&view);
    let start = row(views, 1);
    let tissues = [TissueId(0), TissueId(1), TissueId(2)];
    let all = edits(&About { views, tissues: &tissues, exclusive }).into_iter();
    let done = all.filter_map(|edit| edit.of(&start).map(|made| (edit, made))).collect();
    (start, done)
}

#[test]
fn edits_change_cases_that_stay_within_the_grid_and_have_one_label_a_voxel() {
    let (start, done) = edited(true);
    assert!(done.len() > 200, "{}", done.len());
    for (edit, made) in done {
        assert_ne!(made, start, "{edit:?}");
        let map = made.phantom.label_map(|tissue| Some(1 + tissue.0 as i64));
        assert!(map.is_ok(), "{edit:?}: {map:?}");
        for voxels in made.phantom.voxels.values() {
            let high = voxels.bounds().unwrap().high;
            assert!(high.iter().zip(made.phantom.geometry.shape).all(|(at, side)| *at < side), "{edit:?}");
        }
    }
}

#[test]
fn classes_overlap_only_where_they_may() {
    let overlaps = |made: &Made| {
        let sum: u64 = made.phantom.voxels.values().map(|voxels| voxels.voxels()).sum();
        sum != made.phantom.occupied().voxels()
    };
    assert!(!edited(true).1.iter().any(|(_, made)| overlaps(made)));
    assert!(edited(false).1.iter().any(|(_, made)| overlaps(made)));
}

#[test]
fn what_is_not_edited_stays_where_it_is_in_the_patient() {
    let (start, done) = edited(true);
    let place = |made: &Made| {
        let centre = made.phantom.of(TissueId(2))?.centroid()?;
        made.phantom.geometry.world(centre)
    };
    let before = place(&start).unwrap();
    let mut seen = 0;
    for (edit, made) in done {
        let name = format!("{edit:?}");
        // These move all there is, or cut it.
        if ["Scale", "Mirror", "Crop"].iter().any(|kind| name.starts_with(kind)) {
            continue;
        }
        if made.phantom.of(TissueId(2)).map(|of| of.voxels()) == start.phantom.of(TissueId(2)).map(|of| of.voxels())
            && !name.contains("TissueId(2)")
        {
            let after = place(&made).unwrap();
            assert!(before.iter().zip(after).all(|(a, b)| (a - b).abs() < 1e-9), "{name}: {before:?} {after:?}");
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen}");
}
