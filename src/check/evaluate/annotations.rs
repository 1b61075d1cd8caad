//! Structures as several annotations of a case have them, and what they agree on.

use crate::facts::Shape;
use crate::model::input::{AnnotationId, AnnotationRef, InputRef};
use crate::model::rule::Structure;

use super::Evaluator;
use super::scope::{Binding, Scope};
use super::truth::Reasons;

impl Evaluator<'_> {
    /// The annotation a name stands for.
    pub fn annotation(&self, of: AnnotationRef, scope: &Scope) -> AnnotationId {
        match of {
            AnnotationRef::Named(id) => id,
            AnnotationRef::Variable(variable) => match scope.get(variable) {
                Some((_, Binding::Annotation(id))) => *id,
                _ => AnnotationId::default(),
            },
        }
    }

    pub fn annotation_name(&self, id: AnnotationId) -> &str {
        self.protocol.annotation(id).map_or("?", |annotation| &annotation.name)
    }

    /// Those of a set that the case has.
    pub fn given(&self, among: &[AnnotationId]) -> Vec<AnnotationId> {
        among.iter().copied().filter(|&id| self.context.has_annotation(id)).collect()
    }

    /// The voxels that at least so many of the given annotations hold; without a number, more than half of them.
    ///
    /// # Errors
    /// Fewer annotations than must agree, or one that could not be read.
    pub(super) fn votes(
        &self,
        of: &Structure,
        among: &[AnnotationId],
        at_least: Option<u32>,
        scope: &Scope,
    ) -> Result<Shape, Reasons> {
        let given = self.given(among);
        let needed = at_least.map_or(given.len() / 2 + 1, |needed| needed as usize);
        if given.is_empty() || given.len() < needed {
            let names: Vec<&str> = among.iter().map(|&id| self.annotation_name(id)).collect();
            let reason = format!("the case has {} of the annotations {}", given.len(), names.join(", "));
            return Err(Reasons::from([reason]));
        }
        let mut members = Vec::new();
        let mut unknown = Reasons::new();
        for id in given {
            match self.shape(of, &scope.at(id)) {
                Ok(shape) => members.push(shape),
                Err(reasons) => unknown.extend(reasons),
            }
        }
        if !unknown.is_empty() {
            return Err(unknown);
        }
        Ok(Shape::AtLeast { members, needed: u32::try_from(needed).unwrap_or(u32::MAX) })
    }

    /// Structures that are compared across annotations: what one of them does not hold is empty there, and not absent.
    pub(super) fn comparing(&self, a: &Structure, b: &Structure, scope: &Scope) -> Scope {
        if self.names_annotation(a, scope) || self.names_annotation(b, scope) {
            scope.comparing()
        } else {
            scope.clone()
        }
    }

    fn names_annotation(&self, of: &Structure, scope: &Scope) -> bool {
        let any = |of: &[&Structure]| of.iter().any(|of| self.names_annotation(of, scope));
        match of {
            Structure::At(..) | Structure::Votes { .. } => true,
            Structure::Class(_) | Structure::Group(_) | Structure::Named(_) | Structure::Intensities(..) => false,
            Structure::Region(id) => self.protocol.region(*id).is_some_and(|region| any(&[&region.definition])),
            Structure::Variable(id) => match scope.get(*id) {
                Some((_, Binding::Structure(of))) => any(&[of]),
                Some((_, Binding::Instance(_))) => true,
                _ => false,
            },
            Structure::Union(a, b) | Structure::Intersection(a, b) | Structure::Difference(a, b) => any(&[a, b]),
            Structure::Grow(of, _) | Structure::Shrink(of, _) | Structure::Hull(of) | Structure::Most { of, .. } => {
                any(&[of])
            }
        }
    }

    /// Whether the case has the file.
    pub(super) fn input_given(&self, input: InputRef, scope: &Scope) -> bool {
        match input {
            InputRef::Annotation(of) => self.context.has_annotation(self.annotation(of, scope)),
            InputRef::Image(id) => {
                self.protocol.images.get(id.0).is_some_and(|image| self.context.inputs.contains_key(&image.name))
            }
        }
    }

    pub fn input_name(&self, input: InputRef, scope: &Scope) -> String {
        match input {
            InputRef::Annotation(of) => self.annotation_name(self.annotation(of, scope)).to_owned(),
            InputRef::Image(id) => self.protocol.images.get(id.0).map_or("?", |image| &image.name).to_owned(),
        }
    }

    pub(super) fn no_annotation(&self, id: AnnotationId) -> Reasons {
        Reasons::from([format!("the case has no annotation `{}`", self.annotation_name(id))])
    }
}
