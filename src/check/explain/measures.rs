//! What is said of each measure: the sentence, the place, and what to do.

use crate::check::evaluate::Evaluator;
use crate::check::evaluate::parts::{code, floor};
use crate::check::evaluate::positions::position_of;
use crate::check::evaluate::scope::{Binding, Scope};
use crate::facts::{Diameter, Part, Shape};
use crate::model::protocol::Floor;
use crate::model::rule::{Axis, Components, Measure, MeasureKind, Position, SpacingAxis, Structure};
use crate::report::Place;
use crate::words;

use super::Explanation;
use super::numbers::Fault;
use super::places::voxel_in_words;
use super::quantities::stretches;

impl Evaluator<'_> {
    /// The sentence names the measured value; the caller adds what is allowed.
    pub(super) fn explain_measure(
        &self,
        measure: &Measure,
        measured: &str,
        fault: Fault,
        scope: &Scope,
    ) -> Explanation {
        use MeasureKind as M;
        let name = |of: &Structure| self.name(of, scope);
        let size = |what: &str, of: &Structure| {
            let place = self.place_of(of, scope);
            let text = format!("the {what} of {} is {measured}", name(of));
            Explanation::new(text, self.size_advice(of, fault, scope)).of(of).at(place)
        };
        match &measure.kind {
            M::RobustZ(_) => Explanation::new(
                format!("`{}` is {measured}", measure.text),
                "look at this case: its value lies far from those of the others",
            ),
            M::Length(text) => self.explain_length(text, measured, scope),
            M::Captured(_) => Explanation::new(
                format!("`{}` of the name is {measured}", measure.text),
                "check the number in the name",
            ),
            M::Voxels(of) => size("number of voxels", of),
            M::Volume(of) => size(if scope.slice.is_some() { "area" } else { "volume" }, of),
            M::Extent { of, axis } => size(words::extent(*axis), of),
            M::Diameter { of, plane } => {
                let line = self.shape(of, scope).ok().and_then(|shape| self.facts.diameter(&shape, *plane).ok());
                self.along(size("diameter", of), line)
            }
            M::ShortAxis { of, plane } => {
                let line = self.shape(of, scope).ok().and_then(|shape| self.facts.diameter(&shape, *plane).ok());
                self.along(size("short axis", of), line)
            }
            M::Feret(of) => {
                let line = self.shape(of, scope).ok().and_then(|shape| self.facts.feret(&shape).ok());
                self.along(size("Feret diameter", of), line)
            }
            M::Components(components) => self.explain_components(components, measured, fault, scope),
            M::Holes { of, floor: least, connectivity, of_background } => {
                let shape = self.shape(of, scope).ok();
                let holes = shape.as_ref().and_then(|shape| {
                    self.facts.holes(shape, code(*connectivity), floor(least.as_ref()), *of_background).ok()
                });
                self.explain_holes(of, least.as_ref(), shape.as_ref().zip(holes.as_deref()), measured, scope)
            }
            M::Tunnels { of, .. } => Explanation::new(
                format!("{} has {measured}", name(of)),
                format!("fill the gaps that run right through {}, or cut thin bridges of stray voxels", name(of)),
            )
            .of(of)
            .at(self.place_of(of, scope)),
            M::Slices { of, plane } => Explanation::new(
                format!("{} lies in {measured} ({} plane)", name(of), plane.word()),
                self.size_advice(of, fault, scope),
            )
            .of(of)
            .at(self.place_of(of, scope)),
            M::SliceGaps { of, plane } => {
                let gaps = self.shape(of, scope).ok().and_then(|shape| self.facts.slice_gaps(&shape, *plane).ok());
                let gaps = gaps.unwrap_or_default();
                let empty: Vec<u32> = gaps.iter().flat_map(|gap| gap.first..=gap.last).take(10_000).collect();
                let place = gaps.first().and_then(|gap| self.place_of_gap(of, scope, *plane, gap));
                let (slices, beyond) = if empty.len() == 1 { ("slice", "it") } else { ("slices", "them") };
                let help = format!(
                    "label {} in {} {slices} {}, or remove what lies beyond {beyond}",
                    name(of),
                    plane.word(),
                    stretches(&empty)
                );
                Explanation::new(format!("{} has {measured} between its first and its last", name(of)), help)
                    .of(of)
                    .at(place)
            }
            M::Contact(a, b) | M::ContactShare(a, b) => {
                let shapes = self.shape(a, scope).ok().zip(self.shape(b, scope).ok());
                let contact =
                    shapes.and_then(|(a, b)| self.facts.contact(&a, &b).ok()).and_then(|contact| contact.place);
                let what = match &measure.kind {
                    M::Contact(..) => format!("the contact of {} with {} is {measured}", name(a), name(b)),
                    _ => format!("the share of the surface of {} on {} is {measured}", name(a), name(b)),
                };
                let help = match fault {
                    Fault::TooSmall => format!("close the gap between {} and {}", name(a), name(b)),
                    _ => format!("check the boundary between {} and {}", name(a), name(b)),
                };
                Explanation::new(what, help).of(a).at(contact.or_else(|| self.place_of(a, scope)))
            }
            M::Distance(a, b) => {
                let shapes = self.shape(a, scope).ok().zip(self.shape(b, scope).ok());
                let nearest = shapes.and_then(|(a, b)| self.facts.distance(&a, &b).ok());
                self.between("smallest distance between", a, b, measured, nearest.map(|gap| gap.from), scope)
            }
            M::Hausdorff(a, b) => {
                let shapes = self.shape(a, scope).ok().zip(self.shape(b, scope).ok());
                let farthest = shapes.and_then(|(a, b)| self.facts.hausdorff(&a, &b).ok());
                self.between("Hausdorff distance between", a, b, measured, farthest.map(|gap| gap.from), scope)
            }
            M::Hd95(a, b) => self.between("95 % Hausdorff distance between", a, b, measured, None, scope),
            M::Overlap(a, b) => self.between("overlap of", a, b, measured, None, scope),
            M::Iou(a, b) => self.between("intersection over union of", a, b, measured, None, scope),
            M::Dice(a, b) => self.between("Dice coefficient of", a, b, measured, None, scope),
            M::SurfaceDice { a, b, .. } => self.between("surface Dice of", a, b, measured, None, scope),
            M::Separation { from, to, axis } => self.explain_separation(from, to, *axis, measured, scope),
            M::Intensity { of, statistic, .. } => {
                let what = words::statistic(statistic);
                let help = format!("check that {} was drawn on this image, and holds no other tissue", name(of));
                Explanation::new(format!("the {what} of {} is {measured}", name(of)), help)
                    .of(of)
                    .at(self.place_of(of, scope))
            }
            M::IntensityShare { of, range, .. } => Explanation::new(
                format!("the share of {} where {} is {measured}", name(of), range.text),
                format!("check the voxels of {} with such intensities, and that it was drawn on this image", name(of)),
            )
            .of(of)
            .at(self.place_of(of, scope)),
            M::MissingBetween(id) => {
                let missing = self.missing_members(*id, scope);
                let names: Vec<String> = missing.iter().map(|&class| self.class_name(class)).collect();
                let sequence = self.protocol.sequence(*id).map_or("?", |sequence| &sequence.name);
                let why = Explanation::new(
                    format!("`{sequence}` has {measured} between its first and its last: {}", names.join(", ")),
                    "label the missing members, or check whether the labels beyond the gap are shifted by one level",
                );
                match missing.first() {
                    Some(&class) => why.of(&Structure::Class(class)),
                    None => why,
                }
            }
            M::Spacing(axis) => {
                let which = match (axis, scope.spacing_axis) {
                    (SpacingAxis::InPlane, _) => "the spacing within slices".to_owned(),
                    (SpacingAxis::BetweenSlices, _) => "the spacing between slices".to_owned(),
                    (&SpacingAxis::Array(axis), _) | (SpacingAxis::Every, Some(axis)) => {
                        format!("the spacing along array axis {axis}")
                    }
                    (SpacingAxis::Every, None) => "the spacing".to_owned(),
                };
                Explanation::new(
                    format!("{which} is {measured}"),
                    "check that this is the image the protocol asks for, and that it was not resampled",
                )
            }
            M::Size(axis) => Explanation::new(
                format!("the volume measures {measured} along array axis {axis}"),
                "check that this is the image the protocol asks for, and that it was not cropped or padded",
            ),
            M::Dimensions => Explanation::new(
                format!("the file has {measured}"),
                "check that this is the image the protocol asks for; split a series into one file per volume",
            ),
            M::Fact(field) => self.explain_fact(*field, measured, scope),
            M::Plane(of) => self.explain_plane_measure(of, measured, scope),
            M::Points(of) => self.explain_point_measure(of, measured, scope),
            M::Present(of) => {
                Explanation::new(format!("the count of {} is {measured}", name(of)), self.size_advice(of, fault, scope))
                    .of(of)
                    .at(self.place_of(of, scope))
            }
        }
    }

    /// The smaller parts are the ones that are most likely strays: the place is that of the smallest.
    fn explain_components(&self, components: &Components, measured: &str, fault: Fault, scope: &Scope) -> Explanation {
        let of = &components.of;
        let name = self.name(of, scope);
        let message = format!("{name} has {measured}{}", floor_words(components.floor.as_ref()));
        let Ok(shape) = self.shape(of, scope) else { return Explanation::new(message, String::new()).of(of) };
        let parts = self.counted_parts(components, &shape).unwrap_or_default();
        let strays = parts.get(1..).unwrap_or_default();
        let at = |part: &Part| {
            format!("{}, at {}", self.size_words(part.voxels, part.size, &shape), voxel_in_words(part.first))
        };
        let help = match (fault, strays) {
            (Fault::TooSmall, _) => {
                let below = self.facts.components(&shape, code(components.connectivity), None).unwrap_or_default();
                let below = below.len().saturating_sub(parts.len());
                let small = match below {
                    0 => String::new(),
                    1 => " (1 part is below the floor and does not count)".to_owned(),
                    n => format!(" ({n} parts are below the floor and do not count)"),
                };
                format!("check whether a part of {name} was not labelled, or whether two parts were joined{small}")
            }
            (_, []) => format!("check the parts of {name}"),
            (_, [stray]) => format!("remove or relabel the smaller part ({}), or join it to the larger one", at(stray)),
            (_, [largest, ..]) => format!(
                "remove or relabel the {} smaller parts, or join them to the largest; the largest stray part ({})",
                strays.len(),
                at(largest)
            ),
        };
        let place = match (fault, strays.last()) {
            (Fault::TooLarge | Fault::Wrong, Some(smallest)) => Some(self.place_of_part(smallest, &shape)),
            _ => self.place_of(of, scope),
        };
        Explanation::new(message, help).of(of).at(place)
    }

    fn explain_holes(
        &self,
        of: &Structure,
        least: Option<&Floor>,
        holes: Option<(&Shape, &[Part])>,
        measured: &str,
        scope: &Scope,
    ) -> Explanation {
        let name = self.name(of, scope);
        let message = format!("{name} has {measured}{}", floor_words(least));
        match holes.and_then(|(shape, holes)| Some((shape, holes.first()?))) {
            Some((shape, largest)) => {
                let size = self.size_words(largest.voxels, largest.size, shape);
                let help = format!(
                    "fill the holes of {name}; the largest ({size}) starts at {}",
                    voxel_in_words(largest.first)
                );
                Explanation::new(message, help).of(of).at(Some(self.place_of_part(largest, shape)))
            }
            None => {
                let help = format!("check whether {name} was drawn without the hole that belongs to it");
                Explanation::new(message, help).of(of).at(self.place_of(of, scope))
            }
        }
    }

    /// `top(heart) - top(liver)` goes from the liver to the heart.
    fn explain_separation(
        &self,
        from: &Position,
        to: &Position,
        axis: Axis,
        measured: &str,
        scope: &Scope,
    ) -> Explanation {
        let (start, end) = (self.position_name(from, scope), self.position_name(to, scope));
        let axis = match axis {
            Axis::RightLeft => "toward the right",
            Axis::AnteriorPosterior => "toward the front",
            Axis::CranialCaudal => "toward the head",
        };
        let why = Explanation::new(
            format!("from {start} to {end} it is {measured} {axis}"),
            format!("check {start} and {end} for stray voxels that shift them"),
        );
        position_of(to).map_or(why.clone(), |of| why.of(of)).at(self.place_of_position(to, scope))
    }

    fn between(
        &self,
        what: &str,
        a: &Structure,
        b: &Structure,
        measured: &str,
        place: Option<Place>,
        scope: &Scope,
    ) -> Explanation {
        let (first, second) = (self.name(a, scope), self.name(b, scope));
        let place = place.map(|place| Place { slice: scope.slice, ..place }).or_else(|| self.place_of(a, scope));
        Explanation::new(
            format!("the {what} {first} and {second} is {measured}"),
            format!("compare {first} and {second} here"),
        )
        .of(a)
        .at(place)
    }

    /// The place of a line: its first end, in its slice.
    fn along(&self, why: Explanation, line: Option<Diameter>) -> Explanation {
        let Some(line) = line else { return why };
        let bounds = why.place.as_ref().and_then(|place| place.bounds);
        let place = Place { bounds, ..line.from };
        let ends = place.voxel.zip(line.to.voxel);
        let ends = ends.map(|(a, b)| format!("; it runs from {} to {}", voxel_in_words(a), voxel_in_words(b)));
        Explanation { help: format!("{}{}", why.help, ends.unwrap_or_default()), place: Some(place), ..why }
    }

    fn size_advice(&self, of: &Structure, fault: Fault, scope: &Scope) -> String {
        let name = self.name(of, scope);
        let is_part = matches!(of, Structure::Variable(id) if matches!(scope.get(*id), Some((_, Binding::Part(_)))));
        match fault {
            Fault::TooSmall if is_part => format!("remove or relabel {name} if it is a stray, or complete it"),
            Fault::TooSmall => {
                format!("check that all of {name} is labelled, and that no part of it carries another value")
            }
            Fault::TooLarge => format!("check that nothing else is labelled as {name}"),
            Fault::Wrong => format!("check the extent of {name}"),
        }
    }
}

fn floor_words(floor: Option<&Floor>) -> String {
    floor.map_or(String::new(), |Floor(size)| format!(" of at least {}", size.written))
}
