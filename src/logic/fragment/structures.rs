//! Structures of a protocol as tissues or parts, and when they are there.

use std::ops::Not;

use crate::model::protocol::ClassId;
use crate::model::rule::{Structure, VariableId};

use super::Translator;
use super::formula::Formula;
use super::kinds::presence;
use super::term::{Body, Part};
use crate::logic::anatomy::{TissueId, TissueSet};

/// What a structure is, as far as the fragment goes. Anything else (margins, hulls, intensities) is no `Meaning`.
#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    Tissues(TissueSet),
    Part(Part),
}

/// What a name stands for while its statement is translated.
#[derive(Debug, Clone, PartialEq)]
pub enum Bound {
    Class(ClassId),
    Structure(Structure),
    Part(Part),
}

/// What names mean at one point of a rule.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scope {
    bound: Vec<(VariableId, Bound)>,
    /// The array axis that `spacing` means while each of the three is judged.
    pub spacing_axis: Option<u8>,
}

impl Scope {
    #[must_use]
    pub fn bind(&self, id: VariableId, to: Bound) -> Scope {
        let mut inner = self.clone();
        inner.bound.push((id, to));
        inner
    }

    pub fn get(&self, id: VariableId) -> Option<&Bound> {
        self.bound.iter().rev().find(|(bound, _)| *bound == id).map(|(_, to)| to)
    }

    #[must_use]
    pub fn along(&self, spacing_axis: u8) -> Scope {
        Scope { spacing_axis: Some(spacing_axis), ..self.clone() }
    }

    pub fn has_part(&self) -> bool {
        self.bound.iter().any(|(_, to)| matches!(to, Bound::Part(_)))
    }

    pub fn bound(&self) -> impl Iterator<Item = &(VariableId, Bound)> {
        self.bound.iter()
    }
}

/// When a structure has no voxels: whether something is judged nevertheless.
struct Absence {
    /// Nothing is left of classes that are there.
    empty: Formula,
    /// A class that must be there is not.
    required: Formula,
}

impl Meaning {
    pub fn body(&self) -> Body {
        match self {
            Meaning::Tissues(tissues) => Body::Tissues(tissues.clone()),
            Meaning::Part(part) => Body::Part(part.clone()),
        }
    }
}

impl Translator<'_> {
    /// `None`: outside the fragment.
    pub fn meaning(&self, structure: &Structure, scope: &Scope) -> Option<Meaning> {
        let tissues = |of: &Structure| match self.meaning(of, scope)? {
            Meaning::Tissues(tissues) => Some(tissues),
            Meaning::Part(_) => None,
        };
        let disjoint = self.anatomy.exclusive;
        Some(Meaning::Tissues(match structure {
            Structure::Class(id) => self.class(*id)?,
            Structure::Group(id) => {
                let members = self.view.protocol.group(*id)?.classes.iter();
                members.map(|&class| self.class(class)).collect::<Option<Vec<_>>>()?.into_iter().flatten().collect()
            }
            Structure::Region(id) => return self.meaning(&self.view.protocol.region(*id)?.definition, scope),
            Structure::Variable(id) => match scope.get(*id)? {
                Bound::Class(class) => self.class(*class)?,
                Bound::Structure(of) => return self.meaning(of, scope),
                Bound::Part(part) => return Some(Meaning::Part(part.clone())),
            },
            Structure::Union(a, b) => tissues(a)?.union(&tissues(b)?).copied().collect(),
            Structure::Intersection(a, b) if disjoint => tissues(a)?.intersection(&tissues(b)?).copied().collect(),
            Structure::Difference(a, b) if disjoint => tissues(a)?.difference(&tissues(b)?).copied().collect(),
            _ => return None,
        }))
    }

    fn class(&self, id: ClassId) -> Option<TissueSet> {
        let tissues = self.view.tissues(id);
        (!tissues.is_empty()).then_some(tissues)
    }

    /// Whether the structure has voxels.
    pub fn present(&mut self, meaning: &Meaning) -> Formula {
        match meaning {
            Meaning::Tissues(tissues) => presence::present(self.vocabulary, tissues),
            Meaning::Part(_) => Formula::True,
        }
    }

    pub fn is_present(&mut self, tissues: impl IntoIterator<Item = TissueId>) -> Formula {
        presence::present(self.vocabulary, &tissues.into_iter().collect())
    }

    /// It has no voxels, but of classes that are there: sizes are 0 and equality is judged.
    pub fn empty(&mut self, structure: &Structure, scope: &Scope) -> Formula {
        let absent = self.absent(structure, scope);
        absent.and(self.absence(structure, scope).empty)
    }

    /// It has no voxels, and its classes must be there: counts are 0 and judged.
    pub fn required_absent(&mut self, structure: &Structure, scope: &Scope) -> Formula {
        let absent = self.absent(structure, scope);
        absent.and(self.absence(structure, scope).required)
    }

    fn absent(&mut self, structure: &Structure, scope: &Scope) -> Formula {
        match self.meaning(structure, scope) {
            Some(meaning) => self.present(&meaning).not(),
            None => Formula::False,
        }
    }

    fn absence(&mut self, structure: &Structure, scope: &Scope) -> Absence {
        let of_class = |required: bool| Absence { empty: Formula::False, required: Formula::from(required) };
        let protocol = self.view.protocol;
        let required = |id: ClassId| protocol.class(id).is_some_and(|class| !class.optional);
        match structure {
            Structure::Class(id) => of_class(required(*id)),
            Structure::Group(id) => {
                of_class(protocol.group(*id).is_some_and(|group| group.classes.iter().any(|&id| required(id))))
            }
            Structure::Region(id) => match protocol.region(*id) {
                Some(region) => self.absence(&region.definition, scope),
                None => of_class(false),
            },
            Structure::Variable(id) => match scope.get(*id).cloned() {
                Some(Bound::Class(class)) => of_class(required(class)),
                Some(Bound::Structure(of)) => self.absence(&of, scope),
                _ => of_class(false),
            },
            Structure::Union(a, b) => {
                let (a, b) = (self.absence(a, scope), self.absence(b, scope));
                let empty = a.empty.or(b.empty);
                Absence { required: a.required.or(b.required).and(empty.clone().not()), empty }
            }
            Structure::Intersection(a, b) => {
                let there = [self.absent(a, scope).not(), self.absent(b, scope).not()];
                let [a_there, b_there] = there;
                let (a, b) = (self.absence(a, scope), self.absence(b, scope));
                let neither = a_there.clone().or(b_there.clone()).not();
                let only = |this: &Formula, other: &Formula| this.clone().and(other.clone().not());
                Absence {
                    empty: Formula::any([
                        a_there.clone().and(b_there.clone()),
                        only(&b_there, &a_there).and(a.empty.clone()),
                        only(&a_there, &b_there).and(b.empty.clone()),
                        neither.clone().and(a.empty.clone()).and(b.empty.clone()),
                    ]),
                    required: Formula::any([
                        only(&b_there, &a_there).and(a.required.clone()),
                        only(&a_there, &b_there).and(b.required.clone()),
                        neither.and(Formula::any([
                            a.required.clone().and(b.required.clone()),
                            a.required.and(b.empty),
                            a.empty.and(b.required),
                        ])),
                    ]),
                }
            }
            Structure::Difference(of, _) => {
                let there = self.absent(of, scope).not();
                let inner = self.absence(of, scope);
                Absence { empty: there.clone().or(inner.empty), required: there.not().and(inner.required) }
            }
            _ => of_class(false),
        }
    }

    /// Whether a class that is not annotated completely is part of the structure.
    pub fn is_partial(&self, structure: &Structure, scope: &Scope) -> bool {
        let protocol = self.view.protocol;
        let partial = |id: ClassId| protocol.class(id).is_some_and(|class| class.partial);
        match structure {
            Structure::Class(id) => partial(*id),
            Structure::Group(id) => {
                protocol.group(*id).is_some_and(|group| group.classes.iter().any(|&class| partial(class)))
            }
            Structure::Region(id) => {
                protocol.region(*id).is_some_and(|region| self.is_partial(&region.definition, scope))
            }
            Structure::Variable(id) => match scope.get(*id) {
                Some(Bound::Class(class)) => partial(*class),
                Some(Bound::Structure(of)) => self.is_partial(of, scope),
                _ => false,
            },
            Structure::Union(a, b) | Structure::Intersection(a, b) | Structure::Difference(a, b) => {
                self.is_partial(a, scope) || self.is_partial(b, scope)
            }
            _ => false,
        }
    }
}
