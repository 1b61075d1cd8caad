//! What is said of facts about the case and its rows.

use crate::check::evaluate::Evaluator;
use crate::check::evaluate::scope::Scope;
use crate::model::field::{FieldKind, FieldOwner, FieldRef};
use crate::model::rule::{ClaimKind, MeasureKind, Number};
use crate::model::suggest::listed;

use crate::model::unit::quantity;

use super::Explanation;
use super::quantities::{Noun, unit_of};

impl Evaluator<'_> {
    pub(super) fn explain_fact_claim(&self, claim: &ClaimKind, scope: &Scope, expected: bool) -> Explanation {
        match claim {
            ClaimKind::Fact { field, allowed, negated } => {
                let words = listed(&allowed.iter().map(String::as_str).collect::<Vec<_>>(), "or");
                let allowed = if *negated == expected { format!("anything but {words}") } else { words };
                let (name, found) = (self.field_name(*field, scope), self.fact_written(*field, scope));
                Explanation::new(
                    format!("`{name}` is `{found}`, allowed is {allowed}"),
                    self.fact_advice(&[*field], scope),
                )
                .measured(found)
                .allowed(allowed)
            }
            ClaimKind::SameFact { a, b, negated } => {
                let (first, second) = (self.field_name(*a, scope), self.field_name(*b, scope));
                let (found, other) = (self.fact_written(*a, scope), self.fact_written(*b, scope));
                let allowed =
                    if *negated == expected { format!("anything but `{other}`") } else { format!("`{other}`") };
                let message = format!("`{first}` is `{found}` and `{second}` is `{other}`");
                Explanation::new(message, self.fact_advice(&[*a, *b], scope)).measured(found).allowed(allowed)
            }
            ClaimKind::FactGiven { field, negated } => {
                let name = self.field_name(*field, scope);
                if *negated == expected {
                    let found = self.fact_written(*field, scope);
                    let message = format!("`{name}` is `{found}`, and must not be given");
                    Explanation::new(message, self.fact_advice(&[*field], scope)).measured(found).allowed("not given")
                } else {
                    let help = format!("give `{name}` in the table or sidecar of the case");
                    Explanation::new(format!("`{name}` is not given"), help).measured("not given").allowed("given")
                }
            }
            _ => Explanation::default(),
        }
    }

    pub(super) fn explain_fact(&self, field: FieldRef, measured: &str, scope: &Scope) -> Explanation {
        let message = format!("`{}` is {measured}", self.field_name(field, scope));
        Explanation::new(message, self.fact_advice(&[field], scope))
    }

    /// A fact is shown in the unit of its field.
    pub(super) fn unit_of_fact(&self, number: &Number) -> Option<Noun> {
        let Number::Measure(measure) = number else { return None };
        let MeasureKind::Fact(id) = measure.kind else { return None };
        match &self.protocol.field_of(id)?.kind {
            FieldKind::Date(_) => Some(Noun::Date),
            FieldKind::Number(field) => unit_of(&quantity("1", Some(field.unit.as_deref()?))?),
            _ => None,
        }
    }

    /// `case.phase`, or with the name that is bound to the row: `t.long`.
    pub(super) fn field_name(&self, field: FieldRef, scope: &Scope) -> String {
        let declared = self.protocol.field_of(field);
        match field.of {
            FieldOwner::Case => declared.map(|field| field.id()).unwrap_or_default(),
            FieldOwner::Row { row, .. } => {
                let bound = scope.get(row).map_or("?", |(variable, _)| variable.name.as_str());
                format!("{bound}.{}", declared.map_or("?", |field| field.name.as_str()))
            }
        }
    }

    pub(super) fn fact_written(&self, field: FieldRef, scope: &Scope) -> String {
        self.fact(field, scope).map(|value| value.written()).unwrap_or_else(|_| "not given".to_owned())
    }

    /// Where the facts come from: the annotation may be right and the table wrong.
    pub(super) fn fact_advice(&self, fields: &[FieldRef], scope: &Scope) -> String {
        let known = fields.iter().filter_map(|field| self.known_fact(*field, scope));
        let origins: Vec<&str> = known.filter_map(|known| known.origin.as_deref()).collect();
        match origins.as_slice() {
            [] => "check the annotation against the facts of the case".to_owned(),
            origins => format!("check {}, and the annotation", origins.join(" and ")),
        }
    }
}
