//! Whether a label map holds the very values of its image.

use std::path::Path;

use crate::formats::{ImageRow, OpenedImage, read_image};
use crate::volume::Runs;

/// Reads an image and compares it with the layers of a case, only as far as one of them still agrees. Gives what the
/// image's header said, and the position of the first layer that equals the image in every voxel.
pub fn compare(image: &Path, layers: &[&Runs], background: i64) -> (OpenedImage, Option<usize>) {
    let mut agreeing: Vec<usize> = (0..layers.len()).collect();
    let mut rows = 0_u64;
    let opened = read_image(image, |row| {
        rows += 1;
        agreeing.retain(|&index| layers.get(index).is_some_and(|runs| agrees(runs, &row, background)));
        !agreeing.is_empty()
    });
    let shape = opened.geometry.as_ref().map(|geometry| geometry.shape);
    let complete = rows > 0 && !opened.faults.iter().any(|fault| fault.prevents_map());
    let copy = agreeing.into_iter().find(|&index| {
        // A mask without a label is equal to an empty image, which is no copy but nothing at all.
        layers.get(index).is_some_and(|runs| Some(runs.shape()) == shape && !runs.is_empty())
    });
    (opened, copy.filter(|_| complete))
}

/// Whether part of a row holds the same values as the label map.
fn agrees(runs: &Runs, part: &ImageRow<'_>, background: i64) -> bool {
    let start = u64::from(part.x);
    let end = start + part.values.len() as u64;
    let row = runs.row(part.y, part.z);
    let mut at = start;
    let mut values = part.values.iter();
    // `value as f64` is exact for every label an image can hold beside it: both come from the same types.
    let mut same = |until: u64, label: i64, at: &mut u64| {
        let count = usize::try_from(until.saturating_sub(*at)).unwrap_or(usize::MAX);
        *at = (*at).max(until);
        values.by_ref().take(count).all(|&value| value == label as f64)
    };
    for run in row.iter().flat_map(|row| row.runs.iter()) {
        let (first, last) = (u64::from(run.start).clamp(start, end), u64::from(run.end).clamp(start, end));
        if first >= last {
            continue;
        }
        let label = runs.value(run.dense).unwrap_or(background);
        if !same(first, background, &mut at) || !same(last, label, &mut at) {
            return false;
        }
    }
    same(end, background, &mut at)
}
