//! What `each`, `some` and sums range over, in words.

use crate::model::rule::{Claim, Domain, Variable};

use super::Words;
use super::bound::{by_name, in_place, mentions, relative};
use super::phrases::joined;
use super::structures::{connected, floor};

/// The members of a domain: `` part `c` of `mass` ``, `` parts of `mass` whose volume is .. ``.
pub(super) struct Members<'v> {
    /// One of them: `part`.
    pub noun: &'static str,
    nouns: &'static str,
    /// `` of `mass` ``
    of: String,
    /// Of no more than a list: `` of `femur` and `tibia` ``, so that no noun is needed.
    listed: bool,
    /// Which of them, with marks for names.
    condition: Option<String>,
    /// It joins claims of different things.
    several: bool,
    variables: &'v [Variable],
    /// So many of them: what a pattern takes of a name is called in the pattern.
    shown: usize,
    /// Two at a time.
    pub two: bool,
    /// Facts of rows are called after the name of the row.
    named: bool,
}

impl Members<'_> {
    /// Singular, with the names that these texts use.
    pub fn one(&self, texts: &[&str]) -> String {
        let condition = self.relative().unwrap_or_else(|| self.wordy());
        by_name(&format!("{}{}{}{condition}", self.noun, self.names(texts), self.of), self.variables)
    }

    /// Plural, with the names that these texts use.
    pub fn many(&self, texts: &[&str]) -> String {
        let condition = match self.relative() {
            Some(whose) if whose.contains(" whose ") || whose.is_empty() => whose,
            Some(that) if that == " that is present" => " that are present".to_owned(),
            _ => self.wordy(),
        };
        by_name(&format!("{}{}{}{condition}", self.nouns, self.names(texts), self.of), self.variables)
    }

    /// `` each part of `mass` touches `kidney` ``: the sentence with `each` in place of the name, if it can stand there.
    pub fn in_place(&self, text: &str, each: &str) -> Option<String> {
        let condition = self.relative().filter(|_| !self.named)?;
        let what = match self.listed {
            true => format!("{each}{}{condition}", self.of),
            false => format!("{each} {}{}{condition}", self.noun, self.of),
        };
        in_place(text, self.variables, &what, &format!("that {}", self.noun))
    }

    /// A limit of what is said of one of them, said of all: `any part that touches the border of the image`.
    pub fn limit(&self, limit: &str) -> String {
        let condition = limit.strip_prefix("where ").filter(|_| !self.named);
        match condition.zip(self.variables.first()).and_then(|(condition, of)| relative(condition, of)) {
            Some(said) if !self.variables.iter().any(|of| mentions(&said, of)) => format!("any {}{said}", self.noun),
            _ => self.by_name(limit),
        }
    }

    pub fn by_name(&self, text: &str) -> String {
        by_name(text, self.variables)
    }

    /// `a` or `an`, as a sentence has it before one of them.
    pub fn article(&self) -> &'static str {
        match (self.listed, self.noun.starts_with(['a', 'i'])) {
            (true, _) => "one",
            (false, true) => "an",
            (false, false) => "a",
        }
    }

    /// What is not there where there are none: `` is no part of `mass` ``.
    pub fn none(&self) -> String {
        // What was said at length is not said again.
        let such = self.condition.is_some() || self.of.contains(" whose ");
        match (self.two, such) {
            (true, true) => format!("are fewer than two such {}", self.nouns),
            (true, false) => format!("are fewer than two {}{}", self.nouns, self.of),
            (false, true) => format!("is no such {}", self.noun),
            (false, false) => format!("is no {}{}", self.noun, self.of),
        }
    }

    fn names(&self, texts: &[&str]) -> String {
        let wordy = self.relative().is_none().then(|| self.wordy());
        let used = |of: &&Variable| self.named || texts.iter().chain(&wordy.as_deref()).any(|text| mentions(text, of));
        let used = self.variables.iter().take(self.shown).filter(used);
        let names: Vec<String> = used.map(|of| format!("`{}`", of.name)).collect();
        if names.is_empty() { String::new() } else { format!(" {}", joined(&names, "and")) }
    }

    /// Empty: all of them. `None`: it cannot be said so.
    fn relative(&self) -> Option<String> {
        match &self.condition {
            None => Some(String::new()),
            Some(_) if self.several => None,
            Some(condition) => {
                let said = relative(condition, self.variables.first()?)?;
                let and = if self.of.contains(" whose ") { " and" } else { "" };
                (!self.variables.iter().any(|of| mentions(&said, of))).then(|| format!("{and}{said}"))
            }
        }
    }

    fn wordy(&self) -> String {
        self.condition.as_ref().map_or_else(String::new, |condition| format!(" where {condition}"))
    }
}

impl Words<'_> {
    pub(super) fn members<'v>(
        &self,
        domain: &Domain,
        variables: &'v [Variable],
        filter: Option<&Claim>,
    ) -> Members<'v> {
        let condition = filter.map(|filter| self.marked(variables).claim(filter));
        let several = filter.is_some_and(|filter| self.marked(variables).several(filter));
        Members { condition, several, ..self.unfiltered(domain, variables) }
    }

    fn unfiltered<'v>(&self, domain: &Domain, variables: &'v [Variable]) -> Members<'v> {
        let members = |noun, nouns, of: String| Members {
            noun,
            nouns,
            of,
            listed: false,
            condition: None,
            several: false,
            variables,
            shown: variables.len(),
            two: false,
            named: false,
        };
        match domain {
            Domain::Labels => members("class", "classes", String::new()),
            Domain::Classes(classes) => {
                let of = format!(" of {}", self.classes(classes));
                Members { listed: self.group_of(classes).is_none(), ..members("class", "classes", of) }
            }
            Domain::Structures(all) => {
                let all: Vec<String> = all.iter().map(|of| self.structure(of)).collect();
                let of = format!(" of {}", joined(&all, "and"));
                Members { listed: true, ..members("structure", "structures", of) }
            }
            Domain::Sequence(id) => members("member", "members", format!(" of {}", self.sequence(*id))),
            Domain::Pair(id) => {
                let pair = self.protocol.pair(*id).map_or("?", |pair| &pair.name);
                members("side", "sides", format!(" of the pair `{pair}`"))
            }
            Domain::Components(of) => {
                let rest = format!("{}{}", floor(of.floor.as_ref()), connected(of.connectivity));
                members("part", "parts", format!(" of {}{rest}", self.operand(&of.of)))
            }
            Domain::Found => members("structure", "structures", String::new()),
            Domain::Named(named) => {
                let of = self.unfiltered(&named.of, variables);
                let called = format!("{} whose name has the form `{}`", of.of, named.pattern.text());
                Members { of: called, listed: false, shown: 1, ..of }
            }
            Domain::Cases => members("case", "cases", String::new()),
            Domain::Instances(of) => members("instance", "instances", format!(" of {}", self.structure(of))),
            Domain::Annotations(ids) => {
                let all: Vec<String> = ids.iter().map(|&id| self.annotation(id)).collect();
                let of = format!(" of {}", joined(&all, "and"));
                Members { listed: true, ..members("annotation", "annotations", of) }
            }
            Domain::PairsOf(of) => {
                let of = self.unfiltered(of, variables);
                Members { noun: of.nouns, listed: false, two: true, ..of }
            }
            Domain::ConsecutiveOf(id) => {
                Members { two: true, ..members("neighbours", "neighbours", format!(" in {}", self.sequence(*id))) }
            }
            Domain::Rows(table) => {
                let table = self.protocol.table(*table).map_or("?", |table| &table.name);
                Members { named: true, ..members("row", "rows", format!(" of the table `{table}`")) }
            }
            Domain::ConsecutiveRows { table, by } => {
                let table = self.protocol.table(*table);
                let by = table.and_then(|table| table.field(*by)).map_or("?", |field| &field.name);
                let table = table.map_or("?", |table| &table.name);
                let of = format!(" of the table `{table}`, in the order of `{by}`");
                Members { named: true, two: true, ..members("neighbouring rows", "neighbouring rows", of) }
            }
        }
    }
}
