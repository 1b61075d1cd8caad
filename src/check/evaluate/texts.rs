//! Texts of a case: names, codes, facts and parts of names; and the structures that go by a name.

use std::rc::Rc;

use crate::facts::Shape;
use crate::model::protocol::{Class, ClassId};
use crate::model::rule::{Structure, VariableId};
use crate::model::text::{NamedDomain, Text, TextClaim, TextKind};

use super::amount::Amount;
use super::context::FoundStructure;
use super::domains::Elements;
use super::scope::{Binding, Scope};
use super::truth::{Reasons, Truth};
use super::{ClassSource, Evaluator};

impl Evaluator<'_> {
    /// # Errors
    /// What stands for the text in a claim: that it does not apply, or why it is not known.
    pub fn text(&self, text: &Text, scope: &Scope) -> Result<String, Truth> {
        match &text.kind {
            TextKind::Literal(written) => Ok(written.clone()),
            TextKind::Fact(field) => self.fact(*field, scope).map(|value| value.written()).map_err(Truth::Unknown),
            TextKind::Capture(id) => match scope.get(*id) {
                Some((_, Binding::Text(Some(taken)))) => Ok(taken.as_ref().to_owned()),
                // The optional part of the pattern that holds it is not in this name.
                _ => Err(Truth::Inapplicable),
            },
            TextKind::Name(of) => match of.as_ref() {
                Structure::Variable(id) => match scope.get(*id) {
                    Some((_, binding)) => self
                        .name_of_binding(binding)
                        .ok_or_else(|| Truth::unknown(format!("{} has no name of its own", self.name(of, scope)))),
                    None => Err(Truth::Inapplicable),
                },
                of => Ok(self.plain_name(of, scope)),
            },
            TextKind::Code(of) => self.code(of, scope),
            TextKind::Template(parts) => parts.iter().map(|part| self.text(part, scope)).collect(),
            TextKind::Folded(of) => Ok(self.text(of, scope)?.to_lowercase()),
            TextKind::Reversed(of, separator) => {
                let of = self.text(of, scope)?;
                let mut parts: Vec<&str> = of.split(separator.as_str()).collect();
                parts.reverse();
                Ok(parts.join(separator))
            }
        }
    }

    /// The codes of a class as in the label table. A class without a code has none to speak of.
    fn code(&self, of: &Structure, scope: &Scope) -> Result<String, Truth> {
        let class = match of {
            Structure::Class(id) => Some(*id),
            Structure::Variable(id) => match scope.get(*id) {
                Some((_, Binding::Class(id))) => Some(*id),
                Some((_, Binding::Found(at))) => self.found(*at).and_then(|found| found.class),
                _ => None,
            },
            _ => None,
        };
        let codes = class.and_then(|id| self.protocol.class(id)).map(codes).unwrap_or_default();
        if codes.is_empty() { Err(Truth::Inapplicable) } else { Ok(codes) }
    }

    pub(super) fn text_claim(&self, claim: &TextClaim, scope: &Scope) -> Truth {
        let judged = |text: &Text, negated: bool, holds: &dyn Fn(&str) -> bool| match self.text(text, scope) {
            Ok(text) => Truth::from(holds(&text) != negated),
            Err(truth) => truth,
        };
        match claim {
            TextClaim::Same { a, b, negated } => match (self.text(a, scope), self.text(b, scope)) {
                (Ok(a), Ok(b)) => Truth::from((a == b) != *negated),
                (Err(Truth::Unknown(a)), Err(Truth::Unknown(b))) => Truth::Unknown(a.into_iter().chain(b).collect()),
                (Err(truth @ Truth::Inapplicable), _) | (_, Err(truth)) | (Err(truth), _) => truth,
            },
            TextClaim::Among { text, words, negated, .. } => {
                judged(text, *negated, &|text| words.iter().any(|word| word == text))
            }
            TextClaim::Matches { text, pattern, negated } => judged(text, *negated, &|text| pattern.is_match(text)),
            TextClaim::Found(text) => match self.text(text, scope) {
                Ok(name) => match self.structure_named(&name) {
                    Some(binding) => self.exists_binding(&binding, scope),
                    None => Truth::False,
                },
                Err(truth) => truth,
            },
        }
    }

    pub(super) fn text_length(&self, text: &Text, scope: &Scope) -> Amount {
        match self.text(text, scope) {
            Ok(text) => Amount::exact(text.chars().count() as f64),
            Err(Truth::Unknown(reasons)) => Amount::Unknown(reasons),
            Err(_) => Amount::Inapplicable(format!("there is no `{}`", text.text)),
        }
    }

    /// The number that a part of a pattern took.
    pub(super) fn captured(&self, id: VariableId, scope: &Scope) -> Amount {
        match scope.get(id) {
            Some((_, Binding::Text(Some(digits)))) => match digits.parse::<f64>() {
                Ok(number) if number.is_finite() => Amount::exact(number),
                _ => Amount::unknown(format!("`{digits}` is no number")),
            },
            _ => Amount::Inapplicable("the name has no such part".to_owned()),
        }
    }

    /// `structures`: those that have voxels, and those whose file cannot be used, which have a name all the same.
    pub(super) fn found_structures(&self, scope: &Scope) -> Elements {
        let elements: Vec<Binding> = match self.context.classes {
            ClassSource::LabelMap => {
                (0..self.protocol.labels.classes.len()).map(|at| Binding::Class(ClassId(at))).collect()
            }
            ClassSource::FilePerClass(_) => (0..self.context.structures.len()).map(Binding::Found).collect(),
        };
        let list: Vec<Vec<Binding>> = elements
            .into_iter()
            .filter(|binding| self.exists_binding(binding, scope) != Truth::False)
            .map(|binding| vec![binding])
            .collect();
        Elements { total: list.len(), list, unknown: Reasons::new() }
    }

    /// The members of a set whose names match, each with what the parts of the pattern took.
    pub(super) fn named_members(&self, named: &NamedDomain, scope: &Scope) -> Result<Elements, Reasons> {
        let all = self.elements(&named.of, scope)?;
        let hidden = all.total - all.list.len();
        let mut list = Vec::new();
        let mut unknown = all.unknown;
        for element in all.list {
            let Some(member) = element.first() else { continue };
            let name = match (named.name_field, member) {
                (Some(field), Binding::Row { table, row }) => {
                    let facts = self.rows(*table).ok().and_then(|rows| rows.get(*row));
                    match facts.and_then(|facts| facts.known.get(&field.field)) {
                        Some(known) => Some(known.value.written()),
                        None => {
                            unknown.extend(facts.and_then(|facts| facts.unknown.get(&field.field)).cloned());
                            None
                        }
                    }
                }
                (_, member) => self.name_of_binding(member),
            };
            let Some(mut taken) = name.and_then(|name| named.pattern.read(&name)) else { continue };
            let captures = named.pattern.captures().iter();
            let parts = captures.map(|capture| Binding::Text(taken.remove(&capture.name).map(Rc::from)));
            list.push(element.iter().cloned().chain(parts).collect());
        }
        // A row whose name is not known may be one of them.
        Ok(Elements { total: list.len() + hidden, list, unknown })
    }

    /// The structure that goes by a name: of a file per class the file of that name, then that of the class with this
    /// name or alias; in a label map the class.
    pub(super) fn structure_named(&self, name: &str) -> Option<Binding> {
        let class = self.protocol.class_named(name).or_else(|| {
            let known = |class: &Class| class.aliases.iter().any(|alias| alias == name);
            self.protocol.labels.classes.iter().position(known).map(ClassId)
        });
        match self.context.classes {
            ClassSource::LabelMap => class.map(Binding::Class),
            ClassSource::FilePerClass(_) => {
                let structures = &self.context.structures;
                let by_name = structures.iter().position(|found| found.name == name);
                let by_class = || structures.iter().position(|found| class.is_some() && found.class == class);
                by_name.or_else(by_class).map(Binding::Found)
            }
        }
    }

    /// The structure that a text names.
    pub(super) fn named_structure(&self, text: &Text, scope: &Scope) -> Result<Binding, Reasons> {
        match self.text(text, scope) {
            Ok(name) => self
                .structure_named(&name)
                .ok_or_else(|| Reasons::from([format!("the case has no structure named `{name}`")])),
            Err(Truth::Unknown(reasons)) => Err(reasons),
            Err(_) => Err(Reasons::from([format!("the name has no part for `{}`", text.text)])),
        }
    }

    pub(super) fn found(&self, at: usize) -> Option<&FoundStructure> {
        self.context.structures.get(at)
    }

    /// The voxels of a file.
    pub(super) fn found_shape(&self, at: usize, scope: &Scope) -> Result<Shape, Reasons> {
        let found = self.found(at);
        match found.and_then(|found| found.layer) {
            Some(layer) => Ok(Shape::Values { layer, ranges: vec![(i64::MIN, -1), (1, i64::MAX)] }.cut(scope.slice)),
            None => {
                let name = found.map_or("?", |found| found.name.as_str());
                let why = found.and_then(|found| found.unusable.as_deref()).unwrap_or("its file cannot be used");
                Err(Reasons::from([format!("`{name}`: {why}")]))
            }
        }
    }

    fn exists_binding(&self, binding: &Binding, scope: &Scope) -> Truth {
        let shape = match binding {
            Binding::Class(id) => return self.exists(&Structure::Class(*id), &Scope::default()),
            Binding::Found(at) => self.found_shape(*at, scope),
            _ => return Truth::Inapplicable,
        };
        match shape.map(|shape| self.facts.present(&shape)) {
            Ok(Ok(present)) => Truth::from(present),
            Ok(Err(error)) => Truth::unknown(error.to_string()),
            Err(reasons) => Truth::Unknown(reasons),
        }
    }

    /// Of parts and rows there is none.
    pub(super) fn name_of_binding(&self, binding: &Binding) -> Option<String> {
        match binding {
            Binding::Class(id) => self.protocol.class(*id).map(|class| class.name.clone()),
            Binding::Found(at) => self.found(*at).map(|found| found.name.clone()),
            Binding::Structure(of) => Some(self.plain_name(of, &Scope::default())),
            Binding::Part(_)
            | Binding::Row { .. }
            | Binding::Case(_)
            | Binding::Annotation(_)
            | Binding::Instance(_)
            | Binding::Text(_) => None,
        }
    }
}

fn codes(class: &Class) -> String {
    let code = |code: &crate::model::protocol::Code| {
        let modifiers: String = code.modifiers.iter().map(|modifier| format!(" {modifier}")).collect();
        format!("{}:{}{modifiers}", code.scheme, code.value)
    };
    class.codes.iter().map(code).collect::<Vec<_>>().join(", ")
}
