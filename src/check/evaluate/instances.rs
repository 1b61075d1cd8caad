//! Single lesions that are files of their own.

use std::rc::Rc;

use crate::facts::Shape;
use crate::model::input::AnnotationId;
use crate::model::protocol::ClassId;
use crate::model::rule::Structure;

use super::context::mask_of;
use super::scope::{Binding, InstanceBinding, Scope};
use super::truth::Reasons;
use super::{AnnotationSource, Evaluator};

impl Evaluator<'_> {
    /// The instances of a structure, each a file of its own, by class and then by what stands for `{instance}`, numbers in
    /// their order.
    ///
    /// # Errors
    /// The annotation is missing, cannot be used, or has no file for each instance.
    pub(super) fn instances(&self, of: &Structure, scope: &Scope) -> Result<Vec<Binding>, Reasons> {
        match of {
            Structure::At(of, annotation) => self.instances(of, &scope.at(self.annotation(*annotation, scope))),
            Structure::Class(id) => self.instances_of(*id, scope.annotation),
            Structure::Group(id) => {
                let classes = self.protocol.group(*id).map(|group| group.classes.as_slice()).unwrap_or_default();
                let mut all = Vec::new();
                for &class in classes {
                    all.extend(self.instances_of(class, scope.annotation)?);
                }
                Ok(all)
            }
            Structure::Variable(id) => match scope.get(*id) {
                Some((_, Binding::Class(class))) => self.instances_of(*class, scope.annotation),
                Some((_, Binding::Structure(of))) => self.instances(of, scope),
                _ => Ok(Vec::new()),
            },
            _ => Ok(Vec::new()),
        }
    }

    fn instances_of(&self, class: ClassId, annotation: AnnotationId) -> Result<Vec<Binding>, Reasons> {
        let files = match self.context.annotations.get(&annotation) {
            Some(AnnotationSource::Files(files)) => files,
            Some(AnnotationSource::Unusable(reason)) => return Err(Reasons::from([reason.clone()])),
            Some(AnnotationSource::Map(_)) => return Err(self.no_instances(annotation)),
            None if annotation == AnnotationId::default() => return Err(self.no_instances(annotation)),
            None => return Err(self.no_annotation(annotation)),
        };
        let of_class = files.iter().filter(|((of, _), _)| *of == class);
        let mut instances: Vec<&String> = of_class.map(|((_, instance), _)| instance).collect();
        instances.sort_by_key(|instance| (instance.parse::<i64>().unwrap_or(i64::MAX), *instance));
        let bind = |instance: &String| {
            Binding::Instance(Rc::new(InstanceBinding { class, instance: instance.clone(), annotation }))
        };
        Ok(instances.into_iter().map(bind).collect())
    }

    fn no_instances(&self, annotation: AnnotationId) -> Reasons {
        Reasons::from([format!("`{}` has no file for each instance", self.annotation_name(annotation))])
    }

    /// The voxels of an instance; inside `x@r2`, of the one with the same class and number there. Where that annotation has
    /// none, nothing.
    ///
    /// # Errors
    /// The annotation is missing, cannot be used, or has no file for each instance.
    pub(super) fn instance_shape(&self, of: &InstanceBinding, scope: &Scope) -> Result<Shape, Reasons> {
        let annotation = if scope.annotation == AnnotationId::default() { of.annotation } else { scope.annotation };
        match self.context.annotations.get(&annotation) {
            Some(AnnotationSource::Files(files)) => {
                let layer = files.get(&(of.class, of.instance.clone()));
                Ok(layer.map_or(Shape::Union(Vec::new()), |&layer| mask_of(layer)).cut(scope.slice))
            }
            Some(AnnotationSource::Unusable(reason)) => Err(Reasons::from([reason.clone()])),
            Some(AnnotationSource::Map(_)) => Err(self.no_instances(annotation)),
            None => Err(self.no_annotation(annotation)),
        }
    }

    /// `tumour 2`
    pub(super) fn instance_name(&self, of: &InstanceBinding) -> String {
        let class = self.protocol.class(of.class).map_or("?", |class| &class.name);
        format!("{class} {}", of.instance)
    }
}
