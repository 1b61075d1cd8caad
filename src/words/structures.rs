//! Sets of voxels and positions in words.

use crate::model::input::{AnnotationId, AnnotationRef, InputRef};
use crate::model::points::Mark;
use crate::model::protocol::{ClassId, Floor, ImageId, SequenceId};
use crate::model::rule::{Connectivity, Margin, Number, Position, Structure};

use super::Words;
use super::phrases::{end, joined};

impl Words<'_> {
    /// `` `liver` ``, `` `liver` without `tumour` ``, `` `liver` grown by 5 mm ``
    pub fn structure(&self, structure: &Structure) -> String {
        let inner = |of: &Structure| match of {
            Structure::Union(..) | Structure::Intersection(..) | Structure::Difference(..) => {
                format!("({})", self.structure(of))
            }
            _ => self.structure(of),
        };
        match structure {
            Structure::Class(id) => self.class(*id),
            Structure::Group(id) => self.quoted(self.protocol.group(*id).map(|group| &group.name)),
            Structure::Region(id) => self.quoted(self.protocol.region(*id).map(|region| &region.name)),
            Structure::Variable(id) => format!("`{}`", self.variable(*id)),
            Structure::At(of, annotation) => format!("{} in {}", inner(of), self.annotation_ref(*annotation)),
            Structure::Votes { of, among, at_least } => {
                let names: Vec<String> = among.iter().map(|&id| self.annotation(id)).collect();
                let share = match at_least {
                    None => "most".to_owned(),
                    Some(least) => format!("at least {least}"),
                };
                format!("what {share} of {} agree is {}", joined(&names, "and"), inner(of))
            }
            Structure::Named(text) => format!("the structure called {}", self.text(text)),
            Structure::Union(..) => {
                let mut parts = Vec::new();
                union(structure, &mut parts);
                let parts: Vec<String> = parts.into_iter().map(inner).collect();
                format!("{} together", joined(&parts, "and"))
            }
            Structure::Intersection(a, b) => format!("what {} and {} have in common", inner(a), inner(b)),
            Structure::Difference(a, b) => format!("{} without {}", inner(a), inner(b)),
            Structure::Grow(of, by) => format!("{} grown by {}", inner(of), self.margin(by)),
            Structure::Shrink(of, by) => format!("{} shrunk by {}", inner(of), self.margin(by)),
            Structure::Intensities(_, range) => format!("the voxels with `{}`", range.text),
            Structure::Hull(of) => format!("the convex hull of {}", inner(of)),
            Structure::Most { direction, depth, of } => {
                format!("the most {} {} of {}", direction.word(), depth.written, inner(of))
            }
        }
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
        self.quoted(self.protocol.images.get(id.0).map(|image| &image.name))
    }

    pub(super) fn annotation(&self, id: AnnotationId) -> String {
        self.quoted(self.protocol.annotation(id).map(|annotation| &annotation.name))
    }

    pub(super) fn annotation_ref(&self, of: AnnotationRef) -> String {
        match of {
            AnnotationRef::Named(id) => self.annotation(id),
            AnnotationRef::Variable(id) => format!("`{}`", self.variable(id)),
        }
    }

    pub(super) fn input(&self, input: InputRef) -> String {
        match input {
            InputRef::Annotation(annotation) => self.annotation_ref(annotation),
            InputRef::Image(image) => self.image(image),
        }
    }

    pub(super) fn classes(&self, classes: &[ClassId]) -> String {
        // A group of the same classes says it shorter.
        match self.protocol.groups.iter().find(|group| classes.len() > 1 && group.classes == classes) {
            Some(group) => format!("`{}`", group.name),
            None => joined(&classes.iter().map(|&id| self.class(id)).collect::<Vec<_>>(), "and"),
        }
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
    floor.map_or_else(String::new, |Floor(size)| format!(" of at least {}", size.written))
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
