//! Statements, guards, and the sets that names run over.

use serde_json::{Value, json};

use super::super::protocol::ClassId;
use super::super::rule::{Claim, Domain, Guard, Statement, StatementKind, Variable};
use super::writer::Writer;

impl Writer<'_> {
    pub(super) fn statements(&self, statements: &[Statement]) -> Vec<Value> {
        statements.iter().map(|statement| self.statement(statement)).collect()
    }

    pub(super) fn statement(&self, statement: &Statement) -> Value {
        let mut value = match &statement.kind {
            StatementKind::Require { claim, guard } => json!({
                "kind": "require", "claim": self.claim(claim), "guard": guard.as_ref().map(|guard| self.guard(guard)),
            }),
            StatementKind::Each { variables, domain, filter, body } => {
                self.binding("each", variables, domain, filter.as_ref(), body)
            }
            StatementKind::Some { variables, domain, filter, body } => {
                self.binding("some", variables, domain, filter.as_ref(), body)
            }
            StatementKind::When { guard, body } => {
                json!({"kind": "when", "guard": self.guard(guard), "body": self.statements(body)})
            }
            StatementKind::InEachSlice { plane, of, body } => json!({
                "kind": "in_each_slice",
                "plane": plane.word(),
                "of": self.structure(of),
                "body": self.statements(body),
            }),
        };
        if let Value::Object(object) = &mut value {
            object.insert("written".to_owned(), json!(statement.text));
        }
        value
    }

    fn binding(
        &self,
        kind: &str,
        variables: &[Variable],
        domain: &Domain,
        filter: Option<&Claim>,
        body: &[Statement],
    ) -> Value {
        let inner = self.within(variables);
        json!({
            "kind": kind,
            "variables": inner.variables(variables),
            "domain": inner.domain(domain),
            "where": filter.map(|filter| inner.claim(filter)),
            "body": inner.statements(body),
        })
    }

    fn guard(&self, guard: &Guard) -> Value {
        json!({"kind": if guard.negated { "unless" } else { "when" }, "condition": self.claim(&guard.condition)})
    }

    pub(super) fn domain(&self, domain: &Domain) -> Value {
        match domain {
            Domain::Labels if self.sense.is_some() => {
                let classes: Vec<ClassId> = (0..self.protocol.labels.classes.len()).map(ClassId).collect();
                json!({"kind": "classes", "classes": self.classes(&classes)})
            }
            Domain::Labels => json!({"kind": "labels"}),
            Domain::Classes(classes) => json!({"kind": "classes", "classes": self.classes(classes)}),
            Domain::Structures(members) => {
                let members: Vec<Value> = members.iter().map(|member| self.structure(member)).collect();
                json!({"kind": "structures", "structures": members})
            }
            Domain::Sequence(sequence) => json!({"kind": "sequence", "sequence": self.sequence(*sequence)}),
            Domain::Pair(pair) => json!({"kind": "pair", "pair": self.pair(*pair)}),
            Domain::Components(components) => self.components(components),
            Domain::Found => json!({"kind": "found", "labels": self.naming()}),
            Domain::Named(named) => self.named_domain(named),
            Domain::Cases => json!({"kind": "cases"}),
            Domain::Instances(of) => json!({"kind": "instances", "of": self.structure(of)}),
            Domain::Annotations(among) => {
                let names = among.iter().filter_map(|id| self.protocol.annotation(*id)).map(|found| &found.name);
                json!({"kind": "annotations", "annotations": names.collect::<Vec<_>>()})
            }
            Domain::PairsOf(of) => json!({"kind": "pairs_of", "of": self.domain(of)}),
            Domain::ConsecutiveOf(sequence) => {
                json!({"kind": "consecutive_of", "sequence": self.sequence(*sequence)})
            }
            Domain::Rows(table) => json!({"kind": "rows", "table": self.table_name(*table)}),
            Domain::ConsecutiveRows { table, by } => {
                let by = self.protocol.table(*table).and_then(|found| found.field(*by));
                json!({
                    "kind": "consecutive_rows",
                    "table": self.table_name(*table),
                    "by": by.map(|field| &field.name),
                })
            }
        }
    }
}
