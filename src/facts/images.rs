//! The images beside the label map: read once, for everything that is asked of them.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use crate::volume::components::components;
use crate::volume::{Connectivity, Run, RunSet, Space};

use super::distribution::{Budget, Distribution, MAX_DISTINCT, Pieces};
use super::shape::IntensityEnd;
use super::unmeasured::{Measured, Unmeasured};
use super::{Facts, Millimetres, Shape};

/// An image on the grid of the label map, which is read in file order and not kept.
pub trait Image: std::fmt::Debug {
    /// Hands all voxels to `visit`, first array axis fastest, then the second; a long row may come in parts.
    ///
    /// # Errors
    /// Why the image cannot be read, or lies on another grid, as a sentence. What was visited before then means nothing.
    fn read(&self, visit: &mut dyn FnMut(ImagePart<'_>)) -> Result<(), String>;
}

/// Voxels `x..x + values.len()` of row (y, z), in rescaled units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ImagePart<'a> {
    pub z: u32,
    pub y: u32,
    pub x: u32,
    pub values: &'a [f64],
}

/// What can be asked of an image.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Question {
    /// The intensities under a structure.
    Under(Shape),
    /// The voxels of a value. The value is no length, but compared by bits alike.
    OfValue(Millimetres),
    /// The voxels of a [`Shape::Intensities`].
    Within(Shape),
}

/// Questions by number of the image, while they are collected.
pub(super) type Questions = RefCell<Option<BTreeSet<(usize, Question)>>>;

/// Runs of voxels by intensity that are kept, 8 bytes each.
const MAX_RUNS: usize = 16 << 20;

/// Passes over the images before questions are answered one by one: a guard may decide what else is asked.
const MAX_ROUNDS: usize = 4;

impl Facts<'_> {
    /// Runs `ask`, which may ask for anything, to hear what is asked of the images, and reads each of them once. Not needed
    /// for correct results: without it each question costs a pass over its image.
    pub fn read_images_for(&self, ask: impl Fn()) {
        for _ in 0..MAX_ROUNDS {
            self.questions.replace(Some(BTreeSet::new()));
            ask();
            let questions = self.questions.replace(None).unwrap_or_default();
            let mut images: Vec<usize> = questions.iter().map(|(image, _)| *image).collect();
            images.dedup();
            for &image in &images {
                let of_image = questions.iter().filter(|(of, _)| *of == image);
                self.answer(image, of_image.map(|(_, question)| question).collect());
            }
            if images.is_empty() {
                return;
            }
        }
    }

    /// The intensities of an image under a structure.
    ///
    /// # Errors
    /// No image, or none that can be used; a structure without voxels; intensities that are not finite.
    pub fn intensities(&self, image: usize, shape: &Shape) -> Measured<Rc<Distribution>> {
        let key = (image, shape.clone());
        if !self.answers.intensities.knows(&key) {
            if !self.present(shape)? {
                return Err(Unmeasured::Empty { argument: 0 });
            }
            self.asked(image, Question::Under(shape.clone()))?;
        }
        let known = self.answers.intensities.measured(key, || Err(Unmeasured::NotRead))?;
        match known.not_finite() {
            Some((voxels, [x, y, z])) => Err(Unmeasured::NotFinite { voxels, first: [x, y, z] }),
            None => Ok(known),
        }
    }

    /// The padding of the first image: voxels of the padding value that are connected to the border of the grid through
    /// faces. Empty if no value is declared.
    pub(super) fn padding(&self) -> Measured<Rc<RunSet>> {
        let Some(value) = self.padding_value else { return Ok(Rc::default()) };
        if !self.paddings.knows(&value) {
            self.asked(0, Question::OfValue(value))?;
        }
        self.paddings.get(value, || Err(Unmeasured::NotRead))
    }

    /// Notes the question while questions are collected, or has it answered.
    fn asked(&self, image: usize, question: Question) -> Measured<()> {
        if let Some(questions) = self.questions.borrow_mut().as_mut() {
            questions.insert((image, question));
            return Err(Unmeasured::NotRead);
        }
        self.answer(image, vec![&question]);
        Ok(())
    }

    /// One pass over an image.
    fn answer(&self, image: usize, questions: Vec<&Question>) {
        if let Err(reason) = self.image(image) {
            return self.answer_without(image, questions, &Unmeasured::NoImage { reason });
        }
        let mut budget = Budget(MAX_DISTINCT);
        let mut pieces = Pieces::default();
        let mut shapes: Vec<&Shape> = Vec::new();
        let mut paddings: Vec<(Millimetres, RunSet)> = Vec::new();
        let mut ranges: Vec<(&Shape, RunSet)> = Vec::new();
        for question in questions {
            match question {
                Question::Within(shape) => ranges.push((shape, RunSet::default())),
                Question::OfValue(value) => paddings.push((*value, RunSet::default())),
                Question::Under(shape) => match self.structure(shape) {
                    Ok(set) => {
                        pieces.add(shapes.len(), &set);
                        shapes.push(shape);
                    }
                    Err(error) => self.answers.intensities.put((image, shape.clone()), Err(error)),
                },
            }
        }
        pieces.sort();
        let mut found = vec![Distribution::default(); shapes.len()];
        let read = self.image(image).and_then(|image| {
            image.read(&mut |part: ImagePart<'_>| {
                let end = part.x.saturating_add(u32::try_from(part.values.len()).unwrap_or(u32::MAX));
                pieces.within(part.z, part.y, part.x, end, |structure, start, end| {
                    let (from, to) = ((start - part.x) as usize, (end - part.x) as usize);
                    let values = part.values.get(from..to).unwrap_or_default();
                    if let Some(found) = found.get_mut(structure) {
                        for (x, &value) in (start..).zip(values) {
                            found.add(value, [x, part.y, part.z], &mut budget);
                        }
                    }
                });
                for (value, set) in &mut paddings {
                    let value = value.get();
                    let slack = 1e-6 * value.abs();
                    collect(set, &part, |found| (found - value).abs() <= slack);
                }
                for (shape, set) in &mut ranges {
                    collect(set, &part, |found| holds(shape, found));
                }
            })
        });
        let failed = read.err().map(|reason| Unmeasured::NoImage { reason });
        for (shape, mut found) in shapes.into_iter().zip(found) {
            found.finish(&mut budget);
            let answer = failed.clone().map_or(Ok(Rc::new(found)), Err);
            self.answers.intensities.put((image, shape.clone()), answer);
        }
        let kept = |set: RunSet| match &failed {
            Some(error) => Err(error.clone()),
            None if set.run_count() > MAX_RUNS => {
                Err(Unmeasured::TooFragmented { runs: set.run_count(), steps: set.run_count() as f64 })
            }
            None => Ok(set),
        };
        for (value, set) in paddings {
            self.paddings.put(value, kept(set).and_then(|set| self.reaching_border(&set)).map(Rc::new));
        }
        for (shape, set) in ranges {
            self.structures.put(shape.clone(), kept(set).map(Rc::new));
        }
    }

    /// There is no image: no voxel need be looked at to know that.
    fn answer_without(&self, image: usize, questions: Vec<&Question>, why: &Unmeasured) {
        for question in questions {
            match question {
                Question::Under(shape) => self.answers.intensities.put((image, shape.clone()), Err(why.clone())),
                Question::OfValue(value) => self.paddings.put(*value, Err(why.clone())),
                Question::Within(shape) => self.structures.put(shape.clone(), Err(why.clone())),
            }
        }
    }

    /// The voxels of a [`Shape::Intensities`]. Read at once even while questions are collected: what is asked next may depend
    /// on them.
    pub(super) fn by_intensity(&self, image: usize, shape: &Shape) -> Measured<Rc<RunSet>> {
        let wanted = self.expected_with(shape, |of| matches!(of, Shape::Intensities { image: of, .. } if *of == image));
        let questions: Vec<Question> = wanted.into_iter().map(Question::Within).collect();
        self.answer(image, questions.iter().collect());
        self.structures.known(shape).unwrap_or(Err(Unmeasured::NotRead))
    }

    pub(super) fn image(&self, number: usize) -> Result<&dyn Image, String> {
        match self.images.get(number) {
            Some(Ok(image)) => {
                self.read_images.set(true);
                Ok(image.as_ref())
            }
            Some(Err(reason)) => Err(reason.clone()),
            None => Err("the case has no image".to_owned()),
        }
    }

    /// The parts of a set that reach the border of the grid.
    fn reaching_border(&self, set: &RunSet) -> Measured<RunSet> {
        let scope = self.scope_of(None)?;
        let size = self.geometry().shape;
        let parts = components(set, Connectivity::Six, Space::Volume);
        let mut reaches = vec![false; parts.parts.len()];
        for ((z, y, run), &part) in set.runs().zip(&parts.part_of_run) {
            let ends = [[run.start, y, z], [run.end.saturating_sub(1), y, z]];
            let outermost = ends.iter().any(|voxel| {
                voxel.iter().zip(size).zip(scope.axes).any(|((&at, n), counts)| counts && (at == 0 || at + 1 == n))
            });
            if let Some(reaches) = reaches.get_mut(part as usize) {
                *reaches |= outermost;
            }
        }
        let mut kept = RunSet::default();
        for ((z, y, run), &part) in set.runs().zip(&parts.part_of_run) {
            if reaches.get(part as usize) == Some(&true) {
                kept.push(z, y, run);
            }
        }
        Ok(kept)
    }
}

/// Adds the voxels of a row whose intensity is asked for.
fn collect(set: &mut RunSet, part: &ImagePart<'_>, asked: impl Fn(f64) -> bool) {
    if set.run_count() > MAX_RUNS {
        return;
    }
    for (x, &found) in (part.x..).zip(part.values) {
        if asked(found) {
            set.push(part.z, part.y, Run { start: x, end: x.saturating_add(1) });
        }
    }
}

/// Whether an intensity belongs to a [`Shape::Intensities`], within the rounding of 32-bit headers. NaN never does.
fn holds(shape: &Shape, found: f64) -> bool {
    let Shape::Intensities { low, high, outside, .. } = shape else { return false };
    let near = |end: f64| (found - end).abs() <= 1e-6 * found.abs().max(end.abs());
    let beyond = |end: &Option<IntensityEnd>, sign: f64| {
        end.is_none_or(|end| {
            let value = end.value.get();
            if near(value) { !end.open } else { sign * (found - value) > 0.0 }
        })
    };
    !found.is_nan() && (beyond(low, 1.0) && beyond(high, -1.0)) != *outside
}
