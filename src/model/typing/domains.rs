//! What `each`, `some` and aggregates run over.

use crate::syntax::tree::{Expr, ExprKind, MatchWord, Name};

use super::super::codes::{BOUND_NAMES, WRONG_KIND};
use super::super::problem::Problem;
use super::super::protocol::SequenceId;
use super::super::rule::{Claim, Domain, Structure, Variable};
use super::super::table::TableId;
use super::Typer;
use super::calls::Arguments;
use super::value::Value;

impl Typer<'_> {
    /// `None`: reported.
    pub fn domain(&mut self, expr: &Expr) -> Option<Domain> {
        let value = self.value(expr);
        self.as_domain(value, expr)
    }

    pub(super) fn as_domain(&mut self, value: Value, expr: &Expr) -> Option<Domain> {
        let text = self.text(expr);
        let help = match value {
            Value::Labels => return Some(Domain::Labels),
            Value::Found => return Some(Domain::Found),
            Value::Structure(Structure::Group(id)) => {
                return self.groups.get(id.0)?.clone().map(Domain::Classes);
            }
            Value::Sequence(id) => return Some(Domain::Sequence(id)),
            Value::Pair(id) => return Some(Domain::Pair(id)),
            Value::Parts(components) => return Some(Domain::Components(components)),
            Value::Domain(domain) => return Some(domain),
            Value::Rows(table) => return Some(Domain::Rows(table)),
            Value::Annotations(ids) => return Some(Domain::Annotations(ids)),
            Value::Set(members) => {
                let values: Vec<Value> = members.iter().map(|member| member.value.clone()).collect();
                if let Some(ids) = self.annotations_among(&values) {
                    return Some(Domain::Annotations(ids));
                }
                let mut structures = Vec::new();
                for member in members {
                    let found = match member.value {
                        Value::Structure(structure) => structure,
                        value @ (Value::Pair(_) | Value::Sequence(_)) => self.as_structure(value, expr)?,
                        other => {
                            let help = "name classes, groups or regions between the braces".to_owned();
                            self.wrong_kind(member.span, &other, "a structure", help);
                            return None;
                        }
                    };
                    structures.push(found);
                }
                return Some(classes_or_structures(structures));
            }
            Value::Error => return None,
            Value::Structure(Structure::Class(_) | Structure::Variable(_)) => {
                format!("write `each c in components({text}) {{ .. }}` for its parts, or `{{{text}}}` for a set of one")
            }
            Value::Structure(_) => format!("a region has no members; write `each c in components({text}) {{ .. }}`"),
            _ => "write a group, a sequence, `labels`, `components(..)`, `pairs(..)` or a set `{a, b}`".to_owned(),
        };
        self.report(
            Problem::new(&WRONG_KIND, format!("`{text}` is nothing to run over")).at(expr.span, "not a set").help(help),
        );
        None
    }

    pub(super) fn pairs_of(&mut self, expr: &Expr) -> Option<Value> {
        let domain = self.domain(expr)?;
        if domain == Domain::Cases {
            self.report(
                Problem::new(&WRONG_KIND, "cases are not compared pair by pair")
                    .at(expr.span, "all cases")
                    .help("write `unique(case.id)` or `same(spacing)`, or compare each with the median of all"),
            );
            return None;
        }
        if names_due(&domain) == 2 {
            self.report(
                Problem::new(&WRONG_KIND, "pairs of pairs cannot be formed")
                    .at(expr.span, "already pairs")
                    .help("write `pairs(X)` of a group, sequence or set"),
            );
            return None;
        }
        Some(Value::Domain(Domain::PairsOf(Box::new(domain))))
    }

    /// `consecutive(spine)`, `consecutive(slices, by: z)`
    pub(super) fn consecutive_of(&mut self, arguments: &Arguments) -> Option<Value> {
        let (expr, by) = (arguments.get(0)?, arguments.named("by"));
        match (self.value(expr), by) {
            (Value::Rows(table), _) => self.consecutive_rows(arguments, table).map(Value::Domain),
            (Value::Sequence(id), None) => Some(Value::Domain(Domain::ConsecutiveOf(id))),
            (Value::Sequence(_), Some(by)) => {
                self.report(
                    Problem::new(&WRONG_KIND, "a sequence has an order of its own")
                        .at(by.span, "not here")
                        .help(format!("write `consecutive({})`", self.text(expr))),
                );
                None
            }
            (Value::Error, _) => None,
            (other, _) => {
                let help =
                    "declare `sequence spine = C1..C7, T1..T12` and write `each a, b in consecutive(spine) { .. }`";
                self.wrong_kind(expr.span, &other, "a sequence", help.to_owned());
                None
            }
        }
    }

    pub(super) fn sequence(&mut self, expr: &Expr, usage: &str) -> Option<SequenceId> {
        match self.value(expr) {
            Value::Sequence(id) => Some(id),
            Value::Error => None,
            other => {
                let help = format!("declare `sequence spine = C1..C7, T1..T12` and write `{usage}`");
                self.wrong_kind(expr.span, &other, "a sequence", help);
                None
            }
        }
    }

    /// Names bound over a domain, and what `where` says of them. Call inside [`Typer::scoped`].
    pub fn binding(
        &mut self,
        names: &[Name],
        domain: &Expr,
        filter: Option<&Expr>,
    ) -> Option<(Vec<Variable>, Domain, Option<Claim>)> {
        let (domain, pattern) = match &domain.kind {
            ExprKind::Match { word: MatchWord::Named, value, pattern, .. } => (&**value, Some(&**pattern)),
            _ => (domain, None),
        };
        let found = self.domain(domain);
        let fits = match &found {
            Some(domain) => self.names_fit(names, domain),
            None => false,
        };
        let mut variables = Vec::new();
        for name in names {
            if let Some(domain) = found.as_ref().filter(|_| fits) {
                variables.push(self.bind_variable(name, domain));
            } else {
                self.bind_error(name);
            }
        }
        let found = match (pattern, found, variables.first().map(|variable| variable.id)) {
            (Some(pattern), Some(domain), Some(member)) if fits => {
                self.named(domain, member, pattern).map(|(domain, captures)| {
                    variables.extend(captures);
                    domain
                })
            }
            (_, found, _) => found,
        };
        let filter = match filter {
            None => Some(None),
            Some(filter) => self.claim(filter).map(Some),
        };
        match (found, filter) {
            (Some(domain), Some(filter)) if fits => Some((variables, domain, filter)),
            _ => None,
        }
    }

    fn names_fit(&mut self, names: &[Name], domain: &Domain) -> bool {
        let due = names_due(domain);
        if names.len() == due {
            return true;
        }
        let span = match (names.first(), names.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => return false,
        };
        let (message, help) = match due {
            2 => ("this set gives two names at a time", "write `each a, b in ..`"),
            _ => ("this set gives one name at a time", "write `each x in ..`, or `each a, b in pairs(..)` for pairs"),
        };
        self.report(
            Problem::new(&BOUND_NAMES, format!("{message}, not {}", names.len()))
                .at(span, format!("{} names", names.len()))
                .help(help),
        );
        false
    }
}

/// Whether a domain gives annotations.
pub(super) fn is_of_annotations(domain: &Domain) -> bool {
    match domain {
        Domain::Annotations(_) => true,
        Domain::PairsOf(inner) => is_of_annotations(inner),
        _ => false,
    }
}

fn names_due(domain: &Domain) -> usize {
    match domain {
        Domain::PairsOf(_) | Domain::ConsecutiveOf(_) | Domain::ConsecutiveRows { .. } => 2,
        _ => 1,
    }
}

/// The table whose rows a domain gives.
pub(super) fn rows_of(domain: &Domain) -> Option<TableId> {
    match domain {
        Domain::Rows(table) | Domain::ConsecutiveRows { table, .. } => Some(*table),
        Domain::PairsOf(inner) => rows_of(inner),
        _ => None,
    }
}

fn classes_or_structures(structures: Vec<Structure>) -> Domain {
    let classes: Option<Vec<_>> = structures
        .iter()
        .map(|structure| match structure {
            Structure::Class(id) => Some(*id),
            _ => None,
        })
        .collect();
    match classes {
        Some(classes) => Domain::Classes(classes),
        None => Domain::Structures(structures),
    }
}
