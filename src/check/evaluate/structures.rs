//! Structures of the protocol as shapes of the label map, and what it means that one is absent.

use crate::facts::{Millimetres, Shape, Unmeasured};
use crate::model::input::AnnotationId;
use crate::model::protocol::ClassId;
use crate::model::rule::{Margin, Number, Structure};

use super::amount::Amount;
use super::context::{mask_of, values_of};
use super::intensities::by_intensity;
use super::scope::{Binding, Scope};
use super::truth::{Reasons, Truth};
use super::{AnnotationSource, Evaluator};

/// What there is to measure of a structure.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    Present(Shape),
    /// Nothing is left of classes that are there, as of `a - b` where `b` covers `a`.
    Empty(Shape),
    AbsentOptional,
    AbsentRequired,
    Unknown(Reasons),
}

/// Why a structure has no voxels, in falling order of what is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Absence {
    /// Of classes that are there.
    Empty,
    Required,
    Optional,
}

impl Evaluator<'_> {
    pub fn subject(&self, structure: &Structure, scope: &Scope) -> Subject {
        let shape = match self.shape(structure, scope) {
            Ok(shape) => shape,
            Err(reasons) => return Subject::Unknown(reasons),
        };
        match self.facts.present(&shape) {
            Ok(true) => Subject::Present(shape),
            Ok(false) => match self.absence(structure, scope) {
                Absence::Empty => Subject::Empty(shape),
                Absence::Required => Subject::AbsentRequired,
                Absence::Optional => Subject::AbsentOptional,
            },
            Err(error) => Subject::Unknown(self.reasons(&error, &[structure], scope)),
        }
    }

    /// Whether the structure has voxels. Known of a union as soon as one member has some.
    pub fn exists(&self, structure: &Structure, scope: &Scope) -> Truth {
        let known = match self.shape(structure, scope) {
            Ok(shape) => match self.facts.present(&shape) {
                Ok(present) => return Truth::from(present),
                Err(error) => self.reasons(&error, &[structure], scope),
            },
            Err(reasons) => reasons,
        };
        let unless = |truth: Truth| if truth == Truth::False { truth } else { Truth::Unknown(known.clone()) };
        match structure {
            Structure::Class(_) | Structure::Named(_) => Truth::Unknown(known),
            Structure::Variable(id) => match scope.get(*id) {
                Some((_, Binding::Structure(of))) => self.exists(of, scope),
                _ => Truth::Unknown(known),
            },
            Structure::Group(id) => {
                let classes = self.protocol.group(*id).map(|group| group.classes.as_slice()).unwrap_or_default();
                Truth::any(classes.iter().map(|&class| self.exists(&Structure::Class(class), scope)))
            }
            Structure::Region(id) => match self.protocol.region(*id) {
                Some(region) => self.exists(&region.definition, scope),
                None => Truth::Unknown(known),
            },
            Structure::Union(a, b) => Truth::any([self.exists(a, scope), self.exists(b, scope)]),
            Structure::Intersection(a, b) => unless(Truth::all([self.exists(a, scope), self.exists(b, scope)])),
            Structure::At(of, annotation) => self.exists(of, &scope.at(self.annotation(*annotation, scope))),
            Structure::Votes { .. } | Structure::Intensities(..) => Truth::Unknown(known),
            Structure::Difference(of, _)
            | Structure::Grow(of, _)
            | Structure::Shrink(of, _)
            | Structure::Hull(of)
            | Structure::Most { of, .. } => unless(self.exists(of, scope)),
        }
    }

    /// The voxels a structure stands for; inside a slice scope, of its cut.
    ///
    /// # Errors
    /// The files that are missing.
    pub fn shape(&self, structure: &Structure, scope: &Scope) -> Result<Shape, Reasons> {
        let boxed = |of: &Structure| Ok::<_, Reasons>(Box::new(self.shape(of, scope)?));
        Ok(match structure {
            Structure::Class(id) => self.class_shape(*id, scope)?,
            Structure::Group(id) => {
                let classes = self.protocol.group(*id).map(|group| group.classes.as_slice()).unwrap_or_default();
                let mut missing = Reasons::new();
                let mut members = Vec::new();
                for &class in classes {
                    match self.class_shape(class, scope) {
                        Ok(shape) => members.push(shape),
                        Err(reasons) => missing.extend(reasons),
                    }
                }
                if !missing.is_empty() {
                    return Err(missing);
                }
                one_layer(members)
            }
            Structure::Region(id) => match self.protocol.region(*id) {
                Some(region) => self.shape(&region.definition, scope)?,
                None => Shape::Union(Vec::new()),
            },
            Structure::Variable(id) => match scope.get(*id) {
                Some((_, Binding::Class(class))) => self.class_shape(*class, scope)?,
                Some((_, Binding::Structure(of))) => self.shape(of, scope)?,
                Some((_, Binding::Part(part))) => part.shape.cut(scope.slice),
                Some((_, Binding::Found(at))) => self.found_shape(*at, scope)?,
                Some((_, Binding::Instance(instance))) => self.instance_shape(instance, scope)?,
                Some((_, Binding::Row { .. } | Binding::Case(_) | Binding::Annotation(_) | Binding::Text(_)))
                | None => Shape::Union(Vec::new()),
            },
            Structure::Named(text) => match self.named_structure(text, scope)? {
                Binding::Class(class) => self.class_shape(class, scope)?,
                Binding::Found(at) => self.found_shape(at, scope)?,
                _ => Shape::Union(Vec::new()),
            },
            Structure::At(of, annotation) => self.shape(of, &scope.at(self.annotation(*annotation, scope)))?,
            Structure::Votes { of, among, at_least } => self.votes(of, among, *at_least, scope)?,
            Structure::Intensities(image, range) => by_intensity(*image, range).cut(scope.slice),
            Structure::Union(a, b) => one_layer(vec![self.shape(a, scope)?, self.shape(b, scope)?]),
            Structure::Intersection(a, b) => Shape::Intersection(vec![self.shape(a, scope)?, self.shape(b, scope)?]),
            Structure::Difference(a, b) => Shape::Difference(boxed(a)?, boxed(b)?),
            Structure::Grow(of, margin) => Shape::Grow(boxed(of)?, self.millimetres(margin, scope)?),
            Structure::Shrink(of, margin) => Shape::Shrink(boxed(of)?, self.millimetres(margin, scope)?),
            Structure::Hull(of) => Shape::Hull(boxed(of)?),
            Structure::Most { direction, depth, of } => {
                let (axis, positive) = (direction.axis().index(), direction.is_positive());
                Shape::Most { axis, positive, depth: Millimetres::new(depth.to_f64()), of: boxed(of)? }
            }
        })
    }

    fn class_shape(&self, id: ClassId, scope: &Scope) -> Result<Shape, Reasons> {
        if scope.annotation != AnnotationId::default() {
            return match self.context.annotations.get(&scope.annotation) {
                Some(AnnotationSource::Map(layer)) => {
                    let values = self.protocol.class(id).map(|class| values_of(&class.values, *layer));
                    Ok(values.unwrap_or(Shape::Union(Vec::new())).cut(scope.slice))
                }
                Some(AnnotationSource::Files(files)) => {
                    let of_class = files.iter().filter(|((class, _), _)| *class == id);
                    Ok(Shape::union(of_class.map(|(_, &layer)| mask_of(layer))).cut(scope.slice))
                }
                Some(AnnotationSource::Unusable(reason)) => Err(Reasons::from([reason.clone()])),
                None => Err(self.no_annotation(scope.annotation)),
            };
        }
        match self.context.class_shape(self.protocol, id) {
            Some(shape) => Ok(shape.cut(scope.slice)),
            None => Err(Reasons::from([format!("the case has no file for {}", self.class_name(id))])),
        }
    }

    /// Why a structure without voxels has none.
    fn absence(&self, structure: &Structure, scope: &Scope) -> Absence {
        let present = |of: &Structure| matches!(self.subject(of, scope), Subject::Present(_));
        let or_empty = |of: &Structure| if present(of) { Absence::Empty } else { self.absence(of, scope) };
        match structure {
            Structure::Class(id) => self.class_absence(*id, scope),
            Structure::Group(id) => {
                let classes = self.protocol.group(*id).map(|group| group.classes.as_slice()).unwrap_or_default();
                classes.iter().map(|&class| self.class_absence(class, scope)).min().unwrap_or(Absence::Optional)
            }
            Structure::Region(id) => {
                self.protocol.region(*id).map_or(Absence::Empty, |region| self.absence(&region.definition, scope))
            }
            Structure::Variable(id) => match scope.get(*id) {
                Some((_, Binding::Class(class))) => self.class_absence(*class, scope),
                Some((_, Binding::Structure(of))) => self.absence(of, scope),
                Some((_, Binding::Found(at))) => self.found_absence(*at, scope),
                Some((_, Binding::Instance(_))) => Absence::Empty,
                // A part is absent from the slices that it does not reach.
                _ => Absence::Optional,
            },
            Structure::Named(text) => match self.named_structure(text, scope) {
                Ok(Binding::Class(class)) => self.class_absence(class, scope),
                Ok(Binding::Found(at)) => self.found_absence(at, scope),
                _ => Absence::Optional,
            },
            Structure::Union(a, b) => self.absence(a, scope).min(self.absence(b, scope)),
            Structure::Intersection(a, b) => match (present(a), present(b)) {
                (true, true) => Absence::Empty,
                (false, true) => self.absence(a, scope),
                (true, false) => self.absence(b, scope),
                (false, false) => self.absence(a, scope).max(self.absence(b, scope)),
            },
            Structure::At(..) | Structure::Votes { .. } | Structure::Intensities(..) => Absence::Empty,
            Structure::Difference(of, _)
            | Structure::Grow(of, _)
            | Structure::Shrink(of, _)
            | Structure::Hull(of)
            | Structure::Most { of, .. } => or_empty(of),
        }
    }

    /// What the protocol does not declare need not be there.
    fn found_absence(&self, at: usize, scope: &Scope) -> Absence {
        self.found(at).and_then(|found| found.class).map_or(Absence::Optional, |class| self.class_absence(class, scope))
    }

    fn class_absence(&self, id: ClassId, scope: &Scope) -> Absence {
        match self.protocol.class(id) {
            _ if scope.compared => Absence::Empty,
            Some(class) if !class.optional => Absence::Required,
            _ => Absence::Optional,
        }
    }

    /// Whether a class that is not annotated completely is part of the structure.
    pub fn is_partial(&self, structure: &Structure, scope: &Scope) -> bool {
        let partial = |id: ClassId| self.protocol.class(id).is_some_and(|class| class.partial);
        match structure {
            Structure::Class(id) => partial(*id),
            Structure::Group(id) => {
                self.protocol.group(*id).is_some_and(|group| group.classes.iter().any(|&class| partial(class)))
            }
            Structure::Region(id) => {
                self.protocol.region(*id).is_some_and(|region| self.is_partial(&region.definition, scope))
            }
            Structure::Variable(id) => match scope.get(*id) {
                Some((_, Binding::Class(class))) => partial(*class),
                Some((_, Binding::Structure(of))) => self.is_partial(of, scope),
                Some((_, Binding::Found(at))) => self.found(*at).and_then(|found| found.class).is_some_and(partial),
                _ => false,
            },
            Structure::Named(text) => match self.named_structure(text, scope) {
                Ok(Binding::Class(class)) => partial(class),
                Ok(Binding::Found(at)) => self.found(at).and_then(|found| found.class).is_some_and(partial),
                _ => false,
            },
            Structure::Intensities(..) => false,
            Structure::Union(a, b) | Structure::Intersection(a, b) | Structure::Difference(a, b) => {
                self.is_partial(a, scope) || self.is_partial(b, scope)
            }
            Structure::At(of, _)
            | Structure::Votes { of, .. }
            | Structure::Grow(of, _)
            | Structure::Shrink(of, _)
            | Structure::Hull(of)
            | Structure::Most { of, .. } => self.is_partial(of, scope),
        }
    }

    /// A margin, which may be a number of the case or of a name.
    fn millimetres(&self, margin: &Margin, scope: &Scope) -> Result<[Millimetres; 3], Reasons> {
        let side = |side: &Number| match side {
            Number::Constant(quantity) => Ok(Millimetres::new(quantity.to_f64())),
            measured => match self.number(measured, scope) {
                Amount::Known(known) if known.value.is_finite() && known.value >= 0.0 => {
                    Ok(Millimetres::new(known.value))
                }
                Amount::Known(known) => Err(Reasons::from([format!("{} mm is no margin", known.value)])),
                Amount::Inapplicable(reason) => Err(Reasons::from([reason])),
                Amount::Unknown(reasons) => Err(reasons),
            },
        };
        let [x, y, z] = &margin.0;
        Ok([side(x)?, side(y)?, side(z)?])
    }

    /// A failed measurement as a reason for a person.
    pub fn reasons(&self, error: &Unmeasured, of: &[&Structure], scope: &Scope) -> Reasons {
        let about_structure = matches!(
            error,
            Unmeasured::TooFragmented { .. }
                | Unmeasured::Empty { .. }
                | Unmeasured::NotFinite { .. }
                | Unmeasured::TooManyIntensities
        );
        let reason = if about_structure {
            let names: Vec<String> = of.iter().map(|structure| self.name(structure, scope)).collect();
            format!("{}: {error}", names.join(", "))
        } else {
            error.to_string()
        };
        Reasons::from([reason])
    }
}

/// The union; values of one layer become one set of ranges, so that `a + b` and a group of both are one structure.
fn one_layer(members: Vec<Shape>) -> Shape {
    let mut layers: Vec<usize> = members.iter().filter_map(plain_layer).collect();
    layers.dedup();
    match layers.as_slice() {
        &[layer] if members.iter().all(|member| plain_layer(member).is_some()) => {
            let mut ranges: Vec<(i64, i64)> = Vec::new();
            for member in members {
                if let Shape::Values { ranges: more, .. } = member {
                    ranges.extend(more);
                }
            }
            ranges.sort_unstable();
            ranges.dedup();
            Shape::Values { layer, ranges }
        }
        _ => Shape::union(members),
    }
}

fn plain_layer(shape: &Shape) -> Option<usize> {
    match shape {
        Shape::Values { layer, .. } => Some(*layer),
        _ => None,
    }
}
