//! What names mean at one point of a protocol: bound variables and the slice one is in.

use std::rc::Rc;

use crate::facts::Shape;
use crate::model::input::AnnotationId;
use crate::model::protocol::ClassId;
use crate::model::rule::{Structure, Variable, VariableId};
use crate::model::table::TableId;
use crate::report::Plane;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scope {
    bindings: Vec<(Variable, Binding)>,
    /// Inside `in each axial slice of S`.
    pub slice: Option<(Plane, u32)>,
    /// The array axis that `spacing` means while each of the three is judged.
    pub spacing_axis: Option<u8>,
    /// Behind `@`, the annotation that structures are taken from.
    pub annotation: AnnotationId,
    /// Structures are compared across annotations: absent ones are empty.
    pub compared: bool,
}

/// What a name bound by `each`, `some` or an aggregate stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Binding {
    Class(ClassId),
    /// A group or region as a whole.
    Structure(Rc<Structure>),
    Part(Rc<PartBinding>),
    Annotation(AnnotationId),
    Instance(Rc<InstanceBinding>),
    /// A structure of a case with one file per class, by number.
    Found(usize),
    /// What a part of a pattern took of a name; nothing where the name does not have that part.
    Text(Option<Rc<str>>),
    /// A row of a table, counted from 0 among those of the case.
    Row {
        table: TableId,
        row: usize,
    },
    /// In a rule across cases: the case of the group by number.
    Case(usize),
}

/// One component of a structure.
#[derive(Debug, Clone, PartialEq)]
pub struct PartBinding {
    pub shape: Shape,
    /// `(-12,40,88)`: the centroid in RAS+ mm, or in voxel indices where there is no orientation.
    pub place: String,
}

/// One lesion that is a file of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstanceBinding {
    pub class: ClassId,
    /// What stands for `{instance}`.
    pub instance: String,
    pub annotation: AnnotationId,
}

impl Scope {
    #[must_use]
    pub fn bind(&self, variables: &[Variable], values: &[Binding]) -> Scope {
        let mut inner = self.clone();
        inner.bindings.extend(variables.iter().cloned().zip(values.iter().cloned()));
        inner
    }

    #[must_use]
    pub fn in_slice(&self, plane: Plane, index: u32) -> Scope {
        Scope { slice: Some((plane, index)), ..self.clone() }
    }

    #[must_use]
    pub fn along(&self, spacing_axis: u8) -> Scope {
        Scope { spacing_axis: Some(spacing_axis), ..self.clone() }
    }

    /// The case that measures are of: the innermost that is bound.
    pub fn case(&self) -> Option<usize> {
        let case = |binding: &Binding| match binding {
            Binding::Case(at) => Some(*at),
            _ => None,
        };
        self.bindings.iter().rev().find_map(|(_, binding)| case(binding))
    }

    /// Inside another case.
    #[must_use]
    pub fn with_case(&self, at: usize) -> Scope {
        let variable = Variable { id: VariableId(usize::MAX), name: "case".to_owned() };
        self.bind(&[variable], &[Binding::Case(at)])
    }

    /// What else is bound.
    #[must_use]
    pub fn without_cases(&self) -> Scope {
        let mut inner = self.clone();
        inner.bindings.retain(|(_, binding)| !matches!(binding, Binding::Case(_)));
        inner
    }

    /// Inside `S@r1`.
    #[must_use]
    pub fn at(&self, annotation: AnnotationId) -> Scope {
        Scope { annotation, compared: true, ..self.clone() }
    }

    #[must_use]
    pub fn comparing(&self) -> Scope {
        Scope { compared: true, ..self.clone() }
    }

    pub fn get(&self, id: VariableId) -> Option<(&Variable, &Binding)> {
        self.bindings
            .iter()
            .rev()
            .find(|(variable, _)| variable.id == id)
            .map(|(variable, binding)| (variable, binding))
    }

    /// In order of binding.
    pub fn bindings(&self) -> impl Iterator<Item = (&Variable, &Binding)> {
        self.bindings.iter().map(|(variable, binding)| (variable, binding))
    }
}
