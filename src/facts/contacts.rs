//! Faces that structures share: contact, `inside`, `touches`, `separate`.

use serde::{Deserialize, Serialize};

use crate::report::Place;
use crate::volume::faces::{exposed, faces_onto, facing, outer_faces};

use super::unmeasured::{Measured, Unmeasured};
use super::{Facts, Shape};

/// Shared faces of two structures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// mm²; in a slice the length of the shared edges in mm.
    pub area: f64,
    /// The voxels of the first structure along the contact.
    pub place: Option<Place>,
}

/// How two structures meet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    pub contact: Contact,
    pub common_voxels: u64,
    /// The common voxels.
    pub common_place: Option<Place>,
}

/// What the faces of a structure look onto.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inside {
    /// Share of the judged face area that looks onto the other structure.
    pub share: f64,
    /// The rest: 0 for a structure all of whose faces look onto the other one.
    pub share_outside: f64,
    /// The voxels with a face onto anything else.
    pub place: Option<Place>,
}

impl Facts<'_> {
    /// Area of the faces between a voxel of `a` and a voxel of `b`, of which at least one belongs to one of them only.
    ///
    /// For structures that exclude each other: their common face area. Where they overlap: where one ends within the other.
    pub fn contact(&self, a: &Shape, b: &Shape) -> Measured<Contact> {
        Ok(self.meeting(a, b)?.contact)
    }

    /// Share of the face area of `a` that looks onto `b` without `a`. Faces onto ignored voxels do not count.
    pub fn contact_share(&self, a: &Shape, b: &Shape) -> Measured<f64> {
        Ok(self.inside(a, b)?.share)
    }

    /// `touches`: the contact area is not 0.
    pub fn touches(&self, a: &Shape, b: &Shape) -> Measured<bool> {
        Ok(self.contact(a, b)?.area > 0.0)
    }

    /// `separate from`: no shared face and no common voxel (`by overlap`: no common voxel).
    pub fn separate(&self, a: &Shape, b: &Shape, by_overlap: bool) -> Measured<bool> {
        let meeting = self.meeting(a, b)?;
        Ok(meeting.common_voxels == 0 && (by_overlap || meeting.contact.area <= 0.0))
    }

    /// Shared faces and common voxels.
    pub fn meeting(&self, a: &Shape, b: &Shape) -> Measured<Meeting> {
        self.answers.meetings.measured((a.clone(), b.clone()), || {
            let scope = self.common_scope(a, b)?;
            let set_a = self.structure(&a.cut(scope.slice))?;
            let set_b = self.structure(&b.cut(scope.slice))?;
            let common = set_a.intersection(&set_b);
            // A pair of common voxels is found from both sides, a face with a side outside the overlap once.
            let inner = faces_onto(&common, &common, scope.axes);
            let mut faces = faces_onto(&set_a, &set_b, scope.axes);
            faces.iter_mut().zip(inner).for_each(|(all, inner)| *all = all.saturating_sub(inner));
            let area = scope.area(faces);
            let place = if faces == [0; 3] {
                None
            } else if common.is_empty() {
                self.place_of(&facing(&set_a, &set_b, scope.axes), scope.slice)
            } else {
                let ends_within = facing(&set_a, &set_b.difference(&set_a), scope.axes);
                let begins_within = facing(&set_a.difference(&set_b), &set_b, scope.axes);
                self.place_of(&ends_within.union(&begins_within), scope.slice)
            };
            let common_place = self.place_of(&common, scope.slice);
            Ok(Meeting { contact: Contact { area, place }, common_voxels: common.voxels(), common_place })
        })
    }

    /// What the outer faces of `a` look onto. Faces at the edge of the volume look onto nothing, which is not `b`;
    /// faces onto ignored voxels are not judged.
    ///
    /// # Errors
    /// [`Unmeasured::Empty`] without voxels of `a`, [`Unmeasured::OnlyIgnored`] if no face is left to judge.
    pub fn inside(&self, a: &Shape, b: &Shape) -> Measured<Inside> {
        self.answers.insides.measured((a.clone(), b.clone()), || self.look_onto(a, b))
    }

    fn look_onto(&self, a: &Shape, b: &Shape) -> Measured<Inside> {
        let scope = self.common_scope(a, b)?;
        let set = self.filled(&a.cut(scope.slice), 0)?;
        let ignored = self.ignored(&scope)?.difference(&set);
        let onto = self.structure(&b.cut(scope.slice))?.difference(&set).difference(&ignored);
        let mut judged = outer_faces(&set, scope.axes);
        let aside = faces_onto(&set, &ignored, scope.axes);
        judged.iter_mut().zip(aside).for_each(|(all, aside)| *all = all.saturating_sub(aside));
        if judged == [0; 3] {
            return Err(Unmeasured::OnlyIgnored);
        }
        let good = faces_onto(&set, &onto, scope.axes);
        let share = scope.area(good) / scope.area(judged);
        if good == judged {
            return Ok(Inside { share: 1.0, share_outside: 0.0, place: None });
        }
        let open = exposed(&set, &set.union(&onto).union(&ignored), scope.axes);
        Ok(Inside { share, share_outside: 1.0 - share, place: self.place_of(&open, scope.slice) })
    }
}
