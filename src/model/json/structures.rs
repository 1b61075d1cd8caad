//! Sets of voxels.

use serde_json::{Value, json};

use super::super::input::AnnotationRef;
use super::super::rule::{Intensities, IntensityBound, Margin, Structure};
use super::numbers::quantity;
use super::writer::{Writer, flag};

impl Writer<'_> {
    pub(super) fn structure(&self, structure: &Structure) -> Value {
        if let Some(meant) = self.sense.and_then(|sense| sense.structure(structure)) {
            return meant;
        }
        if let Structure::Variable(id) = structure
            && let Some(of) = self.sense.and_then(|sense| sense.stands_for(*id))
        {
            return self.structure(of);
        }
        match structure {
            Structure::Region(id) if self.sense.is_some() => {
                let region = self.protocol.region(*id);
                region.map_or(Value::Null, |region| self.structure(&region.definition))
            }
            Structure::Group(id) if self.sense.is_some() => {
                let classes = self.protocol.group(*id).map(|group| self.classes(&group.classes));
                json!({"kind": "group", "classes": classes})
            }
            Structure::Class(id) => json!({"kind": "class", "name": self.class(*id)}),
            Structure::Group(id) => json!({"kind": "group", "name": self.group(*id)}),
            Structure::Region(id) => json!({"kind": "region", "name": self.region(*id)}),
            Structure::Variable(id) => json!({"kind": "variable", "name": self.variable(*id)}),
            Structure::At(of, annotation) => {
                json!({"kind": "at", "of": self.structure(of), "annotation": self.annotation_ref(*annotation)})
            }
            Structure::Votes { of, among, at_least } => {
                let names = among.iter().filter_map(|id| self.protocol.annotation(*id)).map(|found| &found.name);
                json!({
                    "kind": "votes",
                    "of": self.structure(of),
                    "annotations": names.collect::<Vec<_>>(),
                    "at_least": at_least,
                })
            }
            Structure::Named(text) => {
                json!({"kind": "named", "name": self.text(text), "labels": self.naming()})
            }
            Structure::Union(..) => json!({"kind": "union", "operands": self.members(structure)}),
            Structure::Intersection(a, b) => {
                json!({"kind": "intersection", "operands": [self.structure(a), self.structure(b)]})
            }
            Structure::Difference(of, without) => {
                json!({"kind": "difference", "of": self.structure(of), "without": self.structure(without)})
            }
            Structure::Grow(of, margin) => {
                json!({"kind": "grow", "of": self.structure(of), "margin": self.margin(margin)})
            }
            Structure::Shrink(of, margin) => {
                json!({"kind": "shrink", "of": self.structure(of), "margin": self.margin(margin)})
            }
            Structure::Intensities(image, range) => {
                json!({"kind": "intensities", "image": self.image(*image), "range": self.intensities(range)})
            }
            Structure::Hull(of) => json!({"kind": "hull", "of": self.structure(of)}),
            Structure::Most { direction, depth, of } => json!({
                "kind": "most",
                "direction": direction.word(),
                "depth": quantity(depth),
                "of": self.structure(of),
            }),
        }
    }

    /// Of a union that leans to the left, all operands.
    fn members(&self, structure: &Structure) -> Vec<Value> {
        let mut members = Vec::new();
        let mut at = structure;
        while let Structure::Union(rest, member) = at {
            members.push(self.structure(member));
            at = rest;
        }
        members.push(self.structure(at));
        members.reverse();
        members
    }

    pub(super) fn annotation_ref(&self, annotation: AnnotationRef) -> Value {
        match annotation {
            AnnotationRef::Named(id) => {
                let checked = flag(self.sense.is_some() && id.0 == 0);
                let name = self.protocol.annotation(id).map(|found| &found.name);
                json!({"kind": "annotation", "name": name, "checked": checked})
            }
            AnnotationRef::Variable(id) => json!({"kind": "variable", "name": self.variable(id)}),
        }
    }

    fn margin(&self, margin: &Margin) -> Value {
        let [x, y, z] = &margin.0;
        json!({
            "right_left": self.number(x), "anterior_posterior": self.number(y), "cranial_caudal": self.number(z),
        })
    }

    pub(super) fn intensities(&self, range: &Intensities) -> Value {
        let bound = |bound: &IntensityBound| json!({"number": self.number(&bound.number), "open": flag(bound.open)});
        json!({
            "low": range.low.as_ref().map(bound),
            "high": range.high.as_ref().map(bound),
            "outside": flag(range.outside),
            "written": range.text,
        })
    }
}
