//! Sets of voxels and positions in words.

use crate::model::input::{AnnotationId, AnnotationRef, InputRef};
use crate::model::points::Mark;
use crate::model::protocol::{ClassId, Floor, ImageId, SequenceId};
use crate::model::rule::{Components, Connectivity, Intensities, Margin, Number, Position, Structure};

use super::Words;
use super::phrases::{end, joined, quantity};

/// So many neighbours of the class table are not named one by one.
const LONG_RUN: usize = 6;

impl Words<'_> {
    /// `` `liver` ``, `` `liver` without `tumour` ``, `` `liver` grown by 5 mm ``
    pub fn structure(&self, structure: &Structure) -> String {
        let inner = |of| self.operand(of);
        match structure {
            Structure::Class(id) => self.class(*id),
            Structure::Group(id) => self.quoted(self.protocol.group(*id).map(|group| &group.name)),
            Structure::Region(id) => self.quoted(self.protocol.region(*id).map(|region| &region.name)),
            Structure::Variable(id) => self.named(*id),
            Structure::At(of, annotation) => format!("{} in {}", inner(of), self.annotation_ref(*annotation)),
            Structure::Votes { of, among, at_least } => {
                let names: Vec<String> = among.iter().map(|&id| self.annotation(id)).collect();
                let share = match at_least {
                    None => "most".to_owned(),
                    Some(least) => format!("at least {least}"),
                };
                format!("{} as {share} of {} have it", inner(of), joined(&names, "and"))
            }
            Structure::Named(text) => format!("the structure called {}", self.text(text)),
            Structure::Union(..) => {
                let mut parts = Vec::new();
                union(structure, &mut parts);
                let parts: Vec<String> = parts.into_iter().map(inner).collect();
                format!("the union of {}", joined(&parts, "and"))
            }
            Structure::Intersection(a, b) => format!("the overlap of {} and {}", inner(a), inner(b)),
            Structure::Difference(a, b) => format!("{} without {}", inner(a), inner(b)),
            Structure::Grow(of, by) => format!("{} grown by {}", inner(of), self.margin(by)),
            Structure::Shrink(of, by) => format!("{} shrunk by {}", inner(of), self.margin(by)),
            Structure::Intensities(image, range) => {
                format!("the region with an intensity {} in {}", self.intensities(range), self.image(*image))
            }
            Structure::Hull(of) => format!("the convex hull of {}", inner(of)),
            Structure::Most { direction, depth, of } => {
                format!("the most {} {} of {}", direction.word(), quantity(depth), inner(of))
            }
        }
    }

    /// As a part of what is longer: in brackets, unless it is short itself.
    pub(super) fn operand(&self, structure: &Structure) -> String {
        match structure {
            Structure::Class(_)
            | Structure::Group(_)
            | Structure::Region(_)
            | Structure::Variable(_)
            | Structure::Named(_)
            | Structure::At(..) => self.structure(structure),
            _ => format!("({})", self.structure(structure)),
        }
    }

    /// `between -190 HU and -30 HU`
    pub(super) fn intensities(&self, range: &Intensities) -> String {
        let low =
            range.low.as_ref().map(|low| (self.number(&low.number), if low.open { "above" } else { "of at least" }));
        let high =
            range.high.as_ref().map(|high| (self.number(&high.number), if high.open { "below" } else { "of at most" }));
        let within = match (low, high) {
            (Some((low, "of at least")), Some((high, "of at most"))) if low == high => format!("of {low}"),
            (Some((low, "of at least")), Some((high, "of at most"))) => format!("between {low} and {high}"),
            (Some((low, above)), Some((high, below))) => format!("{above} {low} and {below} {high}"),
            (Some((end, word)), None) | (None, Some((end, word))) => format!("{word} {end}"),
            (None, None) => "of any value".to_owned(),
        };
        if range.outside { format!("that is not {}", within.trim_start_matches("of ")) } else { within }
    }

    /// A centroid is meant where a structure stands for a position.
    pub fn position(&self, position: &Position) -> String {
        match position {
            Position::Centroid(of) => self.structure(of),
            Position::End { direction, of } => format!("{} of {}", end(*direction), self.structure(of)),
            Position::Landmark(mark) => self.mark(mark),
            Position::LineEnd { line, last } => {
                format!("the {} of {}", if *last { "end" } else { "start" }, self.mark(line))
            }
            Position::Field { field, .. } => self.field(*field),
            Position::Midpoint(points) => format!("the midpoint of {}", self.positions(points)),
        }
    }

    pub(super) fn positions(&self, points: &[Position]) -> String {
        joined(&points.iter().map(|point| self.position(point)).collect::<Vec<_>>(), "and")
    }

    /// `` `carina` ``, `` the `body_centre` of `v` ``
    pub(super) fn mark(&self, mark: &Mark) -> String {
        let name = self.protocol.landmark(mark.landmark).map_or("?", |landmark| &landmark.name);
        match &mark.member {
            Some(member) => format!("the `{name}` of {}", self.structure(member)),
            None => format!("`{name}`"),
        }
    }

    pub(super) fn sequence(&self, id: SequenceId) -> String {
        self.quoted(self.protocol.sequence(id).map(|sequence| &sequence.name))
    }

    pub(super) fn image(&self, id: ImageId) -> String {
        match self.protocol.images.get(id.0) {
            Some(image) if image.declared.is_none() => "the image".to_owned(),
            image => self.quoted(image.map(|image| &image.name)),
        }
    }

    pub(super) fn annotation(&self, id: AnnotationId) -> String {
        self.quoted(self.protocol.annotation(id).map(|annotation| &annotation.name))
    }

    pub(super) fn annotation_ref(&self, of: AnnotationRef) -> String {
        match of {
            AnnotationRef::Named(id) => self.annotation(id),
            AnnotationRef::Variable(id) => self.named(id),
        }
    }

    pub(super) fn input(&self, input: InputRef) -> String {
        match input {
            InputRef::Annotation(annotation) => self.annotation_ref(annotation),
            InputRef::Image(image) => self.image(image),
        }
    }

    pub(super) fn classes(&self, classes: &[ClassId]) -> String {
        self.group_of(classes).unwrap_or_else(|| joined(&self.listed_classes(classes), "and"))
    }

    /// A group of the same classes says it shorter.
    pub(super) fn group_of(&self, classes: &[ClassId]) -> Option<String> {
        let group = self.protocol.groups.iter().find(|group| classes.len() > 1 && group.classes == classes);
        group.map(|group| format!("`{}`", group.name))
    }

    /// Their names; long runs of the class table by their ends.
    pub fn listed_classes(&self, classes: &[ClassId]) -> Vec<String> {
        let next = |a: ClassId, b: ClassId| (b.0 as i64) - (a.0 as i64);
        let mut listed = Vec::new();
        let mut rest = classes;
        while let [first, after @ ..] = rest {
            let step = after.first().map_or(0, |&second| next(*first, second));
            let run = 1 + rest
                .windows(2)
                .take_while(|two| matches!(two, [a, b] if next(*a, *b) == step && step.abs() == 1))
                .count();
            match rest.get(..run) {
                Some(all @ [first, .., last]) if all.len() >= LONG_RUN => {
                    listed.push(format!("{} to {} ({run} classes)", self.class(*first), self.class(*last)));
                    rest = rest.get(run..).unwrap_or_default();
                }
                _ => {
                    listed.push(self.class(*first));
                    rest = after;
                }
            }
        }
        listed
    }

    fn margin(&self, Margin(sides): &Margin) -> String {
        let side = |side: &Number| self.number(side);
        let [a, b, c] = sides.each_ref().map(side);
        if a == b && b == c { a } else { format!("{a} sideways, {b} front to back and {c} up and down") }
    }

    fn quoted(&self, name: Option<&String>) -> String {
        format!("`{}`", name.map_or("?", String::as_str))
    }
}

/// ` of at least 0.5 mL`, or nothing.
pub(super) fn floor(floor: Option<&Floor>) -> String {
    floor.map_or_else(String::new, |Floor(size)| format!(" of at least {}", quantity(size)))
}

/// What does not count beside a single piece: ` (parts below 0.5 mL do not count)`.
pub(super) fn counting(of: &Components) -> String {
    let floor = of.floor.as_ref().map(|Floor(size)| format!("parts below {} do not count", quantity(size)));
    let joined = connected(of.connectivity).trim_matches([' ', '(', ')']).to_owned();
    let all: Vec<String> = floor.into_iter().chain(Some(joined).filter(|joined| !joined.is_empty())).collect();
    if all.is_empty() { String::new() } else { format!(" ({})", all.join("; ")) }
}

/// What is said where voxels are not joined in the usual way.
pub(super) fn connected(connectivity: Connectivity) -> &'static str {
    match connectivity {
        Connectivity::Full => "",
        Connectivity::Face => " (joined by faces)",
        Connectivity::Edge => " (joined by faces and edges)",
    }
}

fn union<'s>(structure: &'s Structure, parts: &mut Vec<&'s Structure>) {
    match structure {
        Structure::Union(a, b) => [a, b].into_iter().for_each(|of| union(of, parts)),
        other => parts.push(other),
    }
}
