//! The label table, and what is named on top of it: groups, regions, pairs, sequences, landmarks.

use serde_json::{Value, json};

use super::super::landmark::{Landmark, LandmarkKind};
use super::super::protocol::{Class, Code, Labels, Sequence, ValueSet};
use super::writer::{Writer, flag};

/// Values are inclusive ranges.
pub(super) fn labels(labels: &Labels) -> Value {
    json!({
        "open": flag(labels.open),
        "classes": labels.classes.iter().map(class).collect::<Vec<_>>(),
        "background": values(&labels.background),
        "ignore": values(&labels.ignore),
    })
}

fn class(class: &Class) -> Value {
    json!({
        "name": class.name,
        "values": values(&class.values),
        "title": class.title,
        "optional": flag(class.optional),
        "partial": flag(class.partial),
        "codes": class.codes.iter().map(code).collect::<Vec<_>>(),
        "aliases": class.aliases,
        "color": class.color,
        "includes": class.includes,
        "excludes": class.excludes,
    })
}

fn code(code: &Code) -> Value {
    json!({"scheme": code.scheme, "value": code.value, "modifiers": code.modifiers})
}

fn values(values: &ValueSet) -> Value {
    values.ranges.iter().map(|(low, high)| json!([low, high])).collect()
}

impl Writer<'_> {
    pub(super) fn groups(&self) -> Value {
        let groups = self.protocol.groups.iter();
        groups.map(|group| json!({"name": group.name, "classes": self.classes(&group.classes)})).collect()
    }

    pub(super) fn regions(&self) -> Value {
        let regions = self.protocol.regions.iter();
        regions.map(|region| json!({"name": region.name, "definition": self.structure(&region.definition)})).collect()
    }

    pub(super) fn pairs(&self) -> Value {
        let pairs = self.protocol.pairs.iter();
        let pair = |right, left| (self.class(right), self.class(left));
        pairs
            .map(|found| {
                let (right, left) = pair(found.right, found.left);
                json!({"name": found.name, "right": right, "left": left})
            })
            .collect()
    }

    pub(super) fn sequences(&self) -> Value {
        let sequences = self.protocol.sequences.iter();
        sequences.map(|sequence| json!({"name": sequence.name, "members": self.sequence_members(sequence)})).collect()
    }

    pub(super) fn sequence_members(&self, sequence: &Sequence) -> Value {
        let members = sequence.members.iter();
        members.map(|member| json!({"class": self.class(member.class), "skippable": flag(member.skippable)})).collect()
    }

    pub(super) fn landmarks(&self) -> Value {
        let landmarks = &self.protocol.landmarks;
        let lines = landmarks.lines.iter().map(|landmark| self.landmark_line(landmark));
        json!({"open": flag(landmarks.open), "lines": lines.collect::<Vec<_>>()})
    }

    pub(super) fn landmark_line(&self, landmark: &Landmark) -> Value {
        let family = landmark.per.as_ref().map(|family| {
            json!({
                "name": family.name,
                "classes": self.classes(&family.classes),
                "sequence": family.sequence.map(|id| self.sequence(id)),
            })
        });
        let kind = match landmark.kind {
            LandmarkKind::Point => "point",
            LandmarkKind::Line => "line",
        };
        json!({
            "name": landmark.name,
            "title": landmark.title,
            "kind": kind,
            "per": family,
            "optional": flag(landmark.optional),
            "aliases": landmark.aliases,
            // Marks are found by the names of their classes.
            "labels": landmark.per.as_ref().map(|_| self.naming()),
        })
    }
}
