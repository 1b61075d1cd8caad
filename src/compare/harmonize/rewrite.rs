//! Expressions and statements of a site in the names of the agreed protocol.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::protocol::ClassId;
use crate::syntax::tree::{Argument, Citation, Expr, ExprKind, Guard, Modifier, ModifierKind, Name, Statement};
use crate::syntax::tree::{Decide, DecideRow, DecideRows, StatementKind};

use super::build::{expr, name, path, set};
use super::labels::{Became, Table};
use super::names::Names;
use super::site::Site;

/// What the names of a site are in the agreed protocol, but for its classes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Renames {
    /// Groups, regions, parameters and whatever else is declared.
    pub declared: BTreeMap<String, String>,
    /// Facts of the case.
    pub facts: BTreeMap<String, String>,
    /// Cited sources.
    pub sources: BTreeMap<String, String>,
}

/// Puts what a site says into the agreed names.
#[derive(Debug)]
pub struct Rewriter<'r> {
    pub site: &'r Site<'r>,
    /// Index of the site.
    pub at: usize,
    pub table: &'r Table,
    pub renames: &'r Renames,
    /// Names of the agreed protocol, which bound names must not hide.
    pub names: &'r Names,
    /// Bound names, with what they are called now; the innermost last.
    bound: Vec<(String, String)>,
    /// What means something else in the agreed protocol, and cannot be said otherwise.
    pub doubts: Vec<String>,
}

impl<'r> Rewriter<'r> {
    pub fn new(
        site: &'r Site<'r>,
        at: usize,
        table: &'r Table,
        renames: &'r Renames,
        names: &'r Names,
    ) -> Rewriter<'r> {
        Rewriter { site, at, table, renames, names, bound: Vec::new(), doubts: Vec::new() }
    }

    pub fn statements(&mut self, block: &[Statement]) -> Vec<Statement> {
        let outside = self.bound.len();
        let rewritten = block.iter().map(|statement| self.statement(statement)).collect();
        self.bound.truncate(outside);
        rewritten
    }

    fn statement(&mut self, statement: &Statement) -> Statement {
        let outside = self.bound.len();
        let kind = match &statement.kind {
            StatementKind::Require { claim, guard } => {
                StatementKind::Require { claim: self.expr(claim), guard: guard.as_ref().map(|guard| self.guard(guard)) }
            }
            StatementKind::Each { names, domain, filter, body } => {
                let (domain, names, filter) = self.binding(names, domain, filter.as_ref());
                let kind = StatementKind::Each { names, domain, filter, body: self.statements(body) };
                self.bound.truncate(outside);
                kind
            }
            StatementKind::Some { names, domain, filter, body } => {
                let (domain, names, filter) = self.binding(names, domain, filter.as_ref());
                let kind = StatementKind::Some { names, domain, filter, body: self.statements(body) };
                self.bound.truncate(outside);
                kind
            }
            StatementKind::When { guard, body } => {
                StatementKind::When { guard: self.guard(guard), body: self.statements(body) }
            }
            StatementKind::InEachSlice { plane, of, body } => {
                StatementKind::InEachSlice { plane: plane.clone(), of: self.expr(of), body: self.statements(body) }
            }
            StatementKind::Let { name, value } => {
                let value = self.expr(value);
                StatementKind::Let { name: self.bind(name), value }
            }
            StatementKind::Cite(Citation::Name(source)) => {
                let known = self.renames.sources.get(&source.text);
                StatementKind::Cite(Citation::Name(known.map_or_else(|| source.clone(), |known| name(known))))
            }
            other => other.clone(),
        };
        Statement { kind, span: statement.span }
    }

    fn guard(&mut self, guard: &Guard) -> Guard {
        Guard { condition: self.expr(&guard.condition), ..guard.clone() }
    }

    /// Domain, bound names and filter; the names stay bound.
    fn binding(&mut self, names: &[Name], domain: &Expr, filter: Option<&Expr>) -> (Expr, Vec<Name>, Option<Expr>) {
        let domain = self.domain(domain);
        let names = names.iter().map(|name| self.bind(name)).collect();
        // What a pattern takes out of names is bound, too, and called as the pattern calls it.
        (domain, names, filter.map(|filter| self.expr(filter)))
    }

    fn bind(&mut self, bound: &Name) -> Name {
        let mut now = bound.text.clone();
        while self.names.is_taken(&now) {
            now.push('_');
        }
        self.bound.push((bound.text.clone(), now.clone()));
        name(&now)
    }

    /// What `each`, `some`, `count` and aggregates run over: the classes that the site means, each of them whole.
    pub fn domain(&mut self, domain: &Expr) -> Expr {
        match &domain.kind {
            ExprKind::Path(names) => match names.as_slice() {
                [only] => self.members(only).unwrap_or_else(|| self.expr(domain)),
                _ => self.expr(domain),
            },
            ExprKind::Group(inner) => expr(ExprKind::Group(Box::new(self.domain(inner)))),
            ExprKind::Match { negated, word, value, pattern } => expr(ExprKind::Match {
                negated: *negated,
                word: *word,
                value: Box::new(self.domain(value)),
                pattern: pattern.clone(),
            }),
            _ => self.expr(domain),
        }
    }

    /// The classes behind `labels`, a group or a class, where one name does not stand for just these.
    fn members(&self, domain: &Name) -> Option<Expr> {
        if self.local(&domain.text).is_some() {
            return None;
        }
        let protocol = self.site.protocol();
        let all = |classes: &[ClassId]| -> Vec<&Became> {
            classes.iter().filter_map(|class| self.table.became(self.at, *class)).collect()
        };
        let whole = |members: Vec<&Became>| set(members.iter().map(|became| path(&became.name)).collect());
        if domain.text == "labels" {
            let classes: Vec<ClassId> = (0..protocol.labels.classes.len()).map(ClassId).collect();
            let members = all(&classes);
            let every = members.len() == self.table.classes.len() && members.iter().all(|became| became.is_class());
            return (!every).then(|| whole(members));
        }
        if let Some(group) = protocol.groups.iter().find(|group| group.name == domain.text) {
            let members = all(&group.classes);
            return members.iter().any(|became| !became.is_class()).then(|| whole(members));
        }
        let class = protocol.class_named(&domain.text)?;
        let became = self.table.became(self.at, class)?;
        (!became.is_class()).then(|| whole(vec![became]))
    }

    pub fn expr(&mut self, of: &Expr) -> Expr {
        let kind = match &of.kind {
            ExprKind::Path(names) => ExprKind::Path(self.path(names)),
            ExprKind::Call { function, arguments } => {
                self.doubt_background(function, arguments);
                let runs_over = matches!(function.text.as_str(), "count" | "pairs" | "consecutive");
                let arguments = arguments.iter().enumerate().map(|(at, argument)| {
                    let value = match &argument.name {
                        Some(name) if matches!(name.text.as_str(), "in" | "axis" | "connectivity" | "of") => {
                            argument.value.clone()
                        }
                        _ if runs_over && at == 0 => self.domain(&argument.value),
                        _ => self.expr(&argument.value),
                    };
                    Argument { value, ..argument.clone() }
                });
                ExprKind::Call { function: function.clone(), arguments: arguments.collect() }
            }
            ExprKind::Set(members) => ExprKind::Set(self.all(members)),
            ExprKind::Product(members) => ExprKind::Product(self.all(members)),
            ExprKind::Range { low, high, half_open } => ExprKind::Range {
                low: low.as_ref().map(|low| self.boxed(low)),
                high: high.as_ref().map(|high| self.boxed(high)),
                half_open: *half_open,
            },
            ExprKind::Negate(inner) => ExprKind::Negate(self.boxed(inner)),
            ExprKind::Not(inner) => ExprKind::Not(self.boxed(inner)),
            ExprKind::Group(inner) => ExprKind::Group(self.boxed(inner)),
            ExprKind::Binary { operator, left, right } => {
                ExprKind::Binary { operator: *operator, left: self.boxed(left), right: self.boxed(right) }
            }
            ExprKind::Compare { operator, left, right } => {
                let (left, right) = self.compared(left, right);
                ExprKind::Compare { operator: *operator, left, right }
            }
            ExprKind::In { negated, value, set } => {
                let (value, set) = self.compared(value, set);
                ExprKind::In { negated: *negated, value, set }
            }
            ExprKind::Match { negated, word, value, pattern } => ExprKind::Match {
                negated: *negated,
                word: *word,
                value: self.boxed(value),
                pattern: self.boxed(pattern),
            },
            ExprKind::Scaled { name: number, unit } => {
                ExprKind::Scaled { name: name(&self.declared(&number.text)), unit: unit.clone() }
            }
            ExprKind::Relation { negated, relation, left, right } => ExprKind::Relation {
                negated: *negated,
                relation: *relation,
                left: self.boxed(left),
                right: self.boxed(right),
            },
            ExprKind::Ordered { sequence, from, to } => {
                ExprKind::Ordered { sequence: self.boxed(sequence), from: from.clone(), to: to.clone() }
            }
            ExprKind::Modified { claim, modifiers } => ExprKind::Modified {
                claim: self.boxed(claim),
                modifiers: modifiers.iter().map(|modifier| self.modifier(modifier)).collect(),
            },
            ExprKind::Aggregate { function, value, names, domain, filter } => {
                let outside = self.bound.len();
                let (domain, names, filter) = self.binding(names, domain, filter.as_deref());
                let value = self.boxed(value);
                self.bound.truncate(outside);
                let filter = filter.map(Box::new);
                ExprKind::Aggregate { function: function.clone(), value, names, domain: Box::new(domain), filter }
            }
            ExprKind::Share { of, filter } => ExprKind::Share { of: self.boxed(of), filter: self.boxed(filter) },
            ExprKind::Statistic { of, name } => ExprKind::Statistic { of: self.boxed(of), name: name.clone() },
            ExprKind::Most { direction, depth, of } => {
                ExprKind::Most { direction: direction.clone(), depth: self.boxed(depth), of: self.boxed(of) }
            }
            ExprKind::At { of, annotation } => {
                ExprKind::At { of: self.boxed(of), annotation: name(&self.declared(&annotation.text)) }
            }
            ExprKind::Number { .. } | ExprKind::Text(_) | ExprKind::Date(_) | ExprKind::Error => of.kind.clone(),
        };
        Expr { kind, span: of.span }
    }

    /// Background is smaller where other sites have classes that this one leaves in it.
    fn doubt_background(&mut self, function: &Name, arguments: &[Argument]) {
        let of_background =
            arguments.iter().any(|argument| argument.name.as_ref().is_some_and(|name| name.text == "of"));
        let known: BTreeSet<usize> =
            self.table.of_site(self.at).iter().flat_map(|became| became.members.iter().copied()).collect();
        if of_background && known.len() < self.table.classes.len() {
            self.doubts.push(format!(
                "`{}(.., of: background)` finds less background, since there are more classes",
                function.text
            ));
        }
    }

    fn boxed(&mut self, of: &Expr) -> Box<Expr> {
        Box::new(self.expr(of))
    }

    fn all(&mut self, members: &[Expr]) -> Vec<Expr> {
        members.iter().map(|member| self.expr(member)).collect()
    }

    fn modifier(&mut self, modifier: &Modifier) -> Modifier {
        let kind = match &modifier.kind {
            ModifierKind::By(value) => ModifierKind::By(self.expr(value)),
            ModifierKind::UpTo(value) => ModifierKind::UpTo(self.expr(value)),
            ModifierKind::Gap { at_least, distance } => {
                ModifierKind::Gap { at_least: *at_least, distance: self.expr(distance) }
            }
            ModifierKind::ByOverlap => ModifierKind::ByOverlap,
        };
        Modifier { kind, span: modifier.span }
    }

    /// Two sides of a comparison. Beside a fact or a word of the header, a bare name is a word and no structure.
    fn compared(&mut self, left: &Expr, right: &Expr) -> (Box<Expr>, Box<Expr>) {
        let (by_left, by_right) = (self.says_words(left), self.says_words(right));
        let left = if by_right { self.word(left) } else { self.expr(left) };
        let right = if by_left { self.word(right) } else { self.expr(right) };
        (Box::new(left), Box::new(right))
    }

    fn says_words(&self, of: &Expr) -> bool {
        match &of.kind {
            ExprKind::Group(inner) => self.says_words(inner),
            ExprKind::Path(names) => match names.as_slice() {
                [only] => {
                    let header = matches!(only.text.as_str(), "modality" | "orientation" | "datatype");
                    header && self.local(&only.text).is_none()
                }
                [first, second, ..] => {
                    let word = matches!(first.text.as_str(), "case") || second.text == "datatype";
                    word || self.local(&first.text).is_some()
                }
                [] => false,
            },
            _ => false,
        }
    }

    /// Of words, only names of declared values are names.
    pub fn word(&mut self, of: &Expr) -> Expr {
        match &of.kind {
            ExprKind::Path(names) => match names.as_slice() {
                [only] if self.local(&only.text).is_none() && !self.renames.declared.contains_key(&only.text) => {
                    of.clone()
                }
                _ => self.expr(of),
            },
            ExprKind::Set(members) => expr(ExprKind::Set(members.iter().map(|member| self.word(member)).collect())),
            _ => self.expr(of),
        }
    }

    fn path(&self, names: &[Name]) -> Vec<Name> {
        let (Some(first), rest) = (names.first(), names.get(1..).unwrap_or_default()) else { return Vec::new() };
        if first.text == "case" {
            let mut rest = rest.iter();
            let fact = rest.next().map(|fact| name(self.renames.facts.get(&fact.text).unwrap_or(&fact.text)));
            return std::iter::once(first.clone()).chain(fact).chain(rest.cloned()).collect();
        }
        let family = self.site.protocol().landmarks.lines.iter().any(|landmark| landmark.name == first.text);
        let head = name(&self.declared(&first.text));
        let rest = rest.iter().map(|part| if family { name(&self.declared(&part.text)) } else { part.clone() });
        std::iter::once(head).chain(rest).collect()
    }

    /// What a name is in the agreed protocol: bound, a class, or declared otherwise.
    pub fn declared(&self, own: &str) -> String {
        if let Some(local) = self.local(own) {
            return local.to_owned();
        }
        if let Some(class) = self.site.protocol().class_named(own)
            && let Some(became) = self.table.became(self.at, class)
        {
            return became.name.clone();
        }
        self.renames.declared.get(own).map_or_else(|| own.to_owned(), Clone::clone)
    }

    fn local(&self, own: &str) -> Option<&str> {
        self.bound.iter().rev().find(|(bound, _)| bound == own).map(|(_, now)| now.as_str())
    }

    /// A decision table; its cells and results are words.
    pub fn decide(&mut self, table: &Decide) -> Decide {
        let outside = self.bound.len();
        let rows_of = table.rows_of.as_ref().map(|rows| {
            let (domain, names, filter) = self.binding(&rows.names, &rows.domain, rows.filter.as_ref());
            DecideRows { names, domain, filter }
        });
        let row = |this: &mut Self, row: &DecideRow| DecideRow {
            cells: row.cells.iter().map(|cell| this.word(cell)).collect(),
            result: this.word(&row.result),
            span: row.span,
        };
        let rewritten = Decide {
            target: self.expr(&table.target),
            inputs: self.all(&table.inputs),
            rows: table.rows.iter().map(|of| row(self, of)).collect(),
            rows_of,
            ..table.clone()
        };
        self.bound.truncate(outside);
        rewritten
    }
}
