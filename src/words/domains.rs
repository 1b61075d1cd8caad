//! What `each`, `some` and sums range over, in words.

use crate::model::rule::{Claim, Domain, Variable};

use super::Words;
use super::phrases::joined;
use super::structures::{connected, floor};

/// The members of a domain, as one of them and as many: `` part `c` of `mass` ``, `` parts `c` of `mass` ``.
pub(super) struct Members {
    pub one: String,
    pub many: String,
}

impl Members {
    fn new(one: &str, many: &str, rest: &str) -> Self {
        Members { one: format!("{one}{rest}"), many: format!("{many}{rest}") }
    }
}

impl Words<'_> {
    pub(super) fn members(&self, domain: &Domain, variables: &[Variable], filter: Option<&Claim>) -> Members {
        let names: Vec<String> = variables.iter().map(|variable| format!("`{}`", variable.name)).collect();
        let members = self.unfiltered(domain, &joined(&names, "and"));
        let Some(filter) = filter else { return members };
        let inner = self.within(variables).claim(filter);
        Members { one: format!("{} where {inner}", members.one), many: format!("{} where {inner}", members.many) }
    }

    fn unfiltered(&self, domain: &Domain, names: &str) -> Members {
        match domain {
            Domain::Labels => Members::new("class", "classes", &format!(" {names}")),
            Domain::Classes(classes) => {
                Members::new("class", "classes", &format!(" {names} of {}", self.classes(classes)))
            }
            Domain::Structures(all) => {
                let all: Vec<String> = all.iter().map(|of| self.structure(of)).collect();
                Members::new("structure", "structures", &format!(" {names} of {}", joined(&all, "and")))
            }
            Domain::Sequence(id) => Members::new("member", "members", &format!(" {names} of {}", self.sequence(*id))),
            Domain::Pair(id) => {
                let pair = self.protocol.pair(*id).map_or("?", |pair| &pair.name);
                Members::new("side", "sides", &format!(" {names} of the pair `{pair}`"))
            }
            Domain::Components(of) => {
                let rest = format!("{}{}", floor(of.floor.as_ref()), connected(of.connectivity));
                Members::new("part", "parts", &format!(" {names} of {}{rest}", self.structure(&of.of)))
            }
            Domain::Found => Members::new("structure", "structures", &format!(" {names} that the case has")),
            Domain::Named(named) => {
                let of = self.unfiltered(&named.of, names);
                let called = format!(" called `{}`", named.pattern.text());
                Members { one: of.one + &called, many: of.many + &called }
            }
            Domain::Cases => Members::new("case", "cases", &format!(" {names}")),
            Domain::Instances(of) => {
                Members::new("instance", "instances", &format!(" {names} of {}", self.structure(of)))
            }
            Domain::Annotations(ids) => {
                let all: Vec<String> = ids.iter().map(|&id| self.annotation(id)).collect();
                Members::new("annotation", "annotations", &format!(" {names} among {}", joined(&all, "and")))
            }
            Domain::PairsOf(of) => {
                let Members { many, .. } = self.unfiltered(of, names);
                Members::new("two", "pairs of", &format!(" {many}"))
            }
            Domain::ConsecutiveOf(id) => {
                let rest = format!(" {names} in {}", self.sequence(*id));
                Members::new("two neighbours", "neighbours", &rest)
            }
            Domain::Rows(table) => {
                let table = self.protocol.table(*table).map_or("?", |table| &table.name);
                Members::new("row", "rows", &format!(" {names} of the table `{table}`"))
            }
            Domain::ConsecutiveRows { table, by } => {
                let table = self.protocol.table(*table);
                let by = table.and_then(|table| table.field(*by)).map_or("?", |field| &field.name);
                let table = table.map_or("?", |table| &table.name);
                let rest = format!(" {names} of the table `{table}`, in the order of `{by}`");
                Members::new("two neighbouring rows", "neighbouring rows", &rest)
            }
        }
    }
}
