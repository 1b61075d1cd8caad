//! From expressions of the tree to typed structures, positions, numbers and claims.
//!
//! Every expression is read once into a [`value::Value`]; its place then demands a kind. What cannot be read is reported
//! where it stands and becomes [`value::Value::Error`], which silences everything that contains it.

mod aggregates;
mod annotations;
mod arithmetic;
mod calls;
mod cohort;
mod compare;
mod constants;
mod decisions;
mod demand;
mod domains;
mod facts;
mod intensities;
mod membership;
mod modifiers;
mod named;
mod numbers;
mod paths;
mod plane;
mod points;
mod relations;
mod rows;
pub(super) mod signatures;
mod sizes;
mod structures;
mod texts;
mod topology;
mod unique;
pub(super) mod value;
pub(super) mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::report::{Finding, Plane, Severity, Source, Span};
use crate::syntax::print_expr;
use crate::syntax::tree::{Expr, ExprKind, MatchWord, Name};

use super::codes::{DUPLICATE_NAME, TOO_DEEP};
use super::field::{Field, FieldRef};
use super::input::{Annotation, AnnotationRef};
use super::landmark::Landmark;
use super::problem::Problem;
use super::protocol::{Class, ClassId, ImageInput, Pair, Sequence};
use super::rule::{Domain, MeasureKind, Number, Structure, Variable, VariableId};
use super::symbols::{Symbol, Symbols};
use super::table::TableId;
use domains::{is_of_annotations, rows_of};
use value::Value;

/// Parentheses, calls and the like may nest this deeply, and chains of operators be this long.
const MAX_DEPTH: usize = 64;
const MAX_TERMS: usize = 1000;

/// Everything declarations and earlier statements say, while expressions are read.
pub(super) struct Typer<'t> {
    pub source: &'t Arc<Source>,
    pub symbols: Symbols,
    pub classes: Vec<Class>,
    /// Leaf classes of each group; `None` where its declaration has been reported.
    pub groups: Vec<Option<Vec<ClassId>>>,
    /// Whether each region's definition could be read.
    pub regions: Vec<Option<Structure>>,
    pub pairs: Vec<Option<Pair>>,
    pub sequences: Vec<Option<Sequence>>,
    /// `None` where its line has been reported.
    pub landmarks: Vec<Option<Landmark>>,
    pub params: Vec<Value>,
    pub images: Vec<ImageInput>,
    /// The fields of the `case` block.
    pub fields: Vec<DeclaredField>,
    pub tables: Vec<DeclaredTable>,
    pub annotations: Vec<Annotation>,
    pub vocabularies: Vec<DeclaredVocabulary>,
    /// Sets of voxels by the intensities of an image, as far as they have been read.
    pub by_intensity: Vec<Structure>,
    /// Whether something speaks of the modality.
    pub asks_for_modality: bool,
    pub midline: Option<Structure>,
    /// A midline is declared, even if it could not be read.
    pub has_midline: bool,
    locals: Vec<Local>,
    /// The protocol's cases have no label map.
    pub without_labels: bool,
    /// In a rule across cases.
    pub across: bool,
    /// Inside `in each .. slice`.
    pub slice: Option<Plane>,
    next_variable: usize,
    depth: usize,
    /// Blocks around the statement that is read.
    pub blocks: usize,
    pub findings: Vec<Finding>,
    pub used: BTreeSet<Symbol>,
    /// Words of declarations that could not be read: a name among them may well be declared.
    pub doubtful: BTreeSet<String>,
    /// Bound names that nothing mentions.
    pub unused_locals: Vec<(String, Span)>,
}

/// A field by name; no meaning where its line has been reported.
pub(super) struct DeclaredField {
    pub name: String,
    pub span: Span,
    pub field: Option<Field>,
}

pub(super) struct DeclaredTable {
    pub name: String,
    pub fields: Vec<DeclaredField>,
}

/// A vocabulary and its words; none where its declaration has been reported.
#[derive(Debug, Clone, Default)]
pub(super) struct DeclaredVocabulary {
    pub words: Option<Vec<String>>,
}

struct Local {
    name: String,
    span: Span,
    value: Value,
    used: bool,
}

impl<'t> Typer<'t> {
    pub fn new(source: &'t Arc<Source>) -> Self {
        Typer {
            source,
            symbols: Symbols::default(),
            classes: Vec::new(),
            groups: Vec::new(),
            regions: Vec::new(),
            pairs: Vec::new(),
            sequences: Vec::new(),
            landmarks: Vec::new(),
            params: Vec::new(),
            images: Vec::new(),
            annotations: Vec::new(),
            fields: Vec::new(),
            tables: Vec::new(),
            vocabularies: Vec::new(),
            by_intensity: Vec::new(),
            asks_for_modality: false,
            midline: None,
            has_midline: false,
            locals: Vec::new(),
            without_labels: false,
            across: false,
            slice: None,
            next_variable: 0,
            depth: 0,
            blocks: 0,
            findings: Vec::new(),
            used: BTreeSet::new(),
            doubtful: BTreeSet::new(),
            unused_locals: Vec::new(),
        }
    }

    pub fn report(&mut self, problem: Problem) {
        self.findings.push(problem.finding(self.source, Severity::Error));
    }

    /// Starts a rule: bound names are numbered afresh.
    pub fn enter_rule(&mut self) {
        self.next_variable = 0;
        self.slice = None;
    }

    /// Runs `inside` and forgets the names it bound.
    pub fn scoped<T>(&mut self, inside: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.locals.len();
        let result = inside(self);
        for local in self.locals.drain(before..) {
            if !local.used {
                self.unused_locals.push((local.name, local.span));
            }
        }
        result
    }

    /// A name for one member of a set.
    pub fn bind_variable(&mut self, name: &Name, domain: &Domain) -> Variable {
        let id = VariableId(self.next_variable);
        self.next_variable += 1;
        match domain {
            // What is measured is the case's own, so that its name need not be used, and may be that of an outer one.
            Domain::Cases => {
                self.locals.push(Local { name: name.text.clone(), span: name.span, value: Value::Case, used: true });
            }
            domain => self.bind(
                name,
                match rows_of(domain) {
                    Some(table) => Value::Row { row: id, table },
                    None if is_of_annotations(domain) => Value::Annotation(AnnotationRef::Variable(id)),
                    None => Value::Structure(Structure::Variable(id)),
                },
            ),
        }
        Variable { id, name: name.text.clone() }
    }

    /// Whether a name stands for an image or an annotation.
    fn names_input(&self, name: &str) -> bool {
        let bound = self.locals.iter().rev().find(|local| local.name == name);
        match bound {
            Some(local) => matches!(local.value, Value::Annotation(_)),
            None => matches!(self.symbols.find(name), Some((Symbol::Image(_) | Symbol::Annotation(_), _))),
        }
    }

    /// A name whose meaning could not be read.
    pub fn bind_error(&mut self, name: &Name) {
        self.bind(name, Value::Error);
        if let Some(local) = self.locals.last_mut() {
            local.used = true;
        }
    }

    pub fn bind(&mut self, name: &Name, value: Value) {
        let taken = self.symbols.find(&name.text).map(|(symbol, span)| (symbol.kind(), span));
        let bound = self.locals.iter().find(|local| local.name == name.text).map(|local| ("a bound name", local.span));
        if let Some((kind, span)) = taken.or(bound) {
            self.report(
                Problem::new(&DUPLICATE_NAME, format!("`{}` is already {kind}", name.text))
                    .at(name.span, "bound again here")
                    .at(span, "first declared here")
                    .help(format!("choose another name, such as `{}_1`", name.text)),
            );
        }
        self.locals.push(Local { name: name.text.clone(), span: name.span, value, used: false });
    }

    fn is_bound_outline(&self, name: &str) -> bool {
        let bound = self.locals.iter().rev().find(|local| local.name == name);
        bound.is_some_and(|local| matches!(local.value, Value::Outline(_)))
    }

    fn local(&mut self, name: &str) -> Option<Value> {
        let local = self.locals.iter_mut().rev().find(|local| local.name == name)?;
        local.used = true;
        Some(local.value.clone())
    }

    /// What a bound name stands for, without using it.
    fn peek(&self, name: &str) -> Option<&Value> {
        self.locals.iter().rev().find(|local| local.name == name).map(|local| &local.value)
    }

    fn mark_used(&mut self, name: &str) {
        if let Some(local) = self.locals.iter_mut().rev().find(|local| local.name == name) {
            local.used = true;
        }
    }

    fn mark_variable_used(&mut self, id: VariableId) {
        let stands_for = |value: &Value| match value {
            Value::Structure(Structure::Variable(known)) => *known == id,
            Value::Row { row, .. } => *row == id,
            _ => false,
        };
        if let Some(local) = self.locals.iter_mut().rev().find(|local| stands_for(&local.value)) {
            local.used = true;
        }
    }

    /// The names that parts of patterns are bound to.
    fn captured_names(&self) -> Vec<String> {
        let captured = |value: &Value| match value {
            Value::Worded(_) => true,
            Value::Number(num) => {
                matches!(&num.number, Number::Measure(measure) if matches!(measure.kind, MeasureKind::Captured(_)))
            }
            _ => false,
        };
        self.locals.iter().filter(|local| captured(&local.value)).map(|local| local.name.clone()).collect()
    }

    /// The fact that a bound name stands for.
    fn bound_fact(&self, name: &str) -> Option<FieldRef> {
        match self.locals.iter().rev().find(|local| local.name == name)?.value {
            Value::Fact(id) => Some(id),
            _ => None,
        }
    }

    /// The row that a bound name stands for.
    fn bound_row(&self, name: &str) -> Option<(VariableId, TableId)> {
        match self.locals.iter().rev().find(|local| local.name == name)?.value {
            Value::Row { row, table } => Some((row, table)),
            _ => None,
        }
    }

    /// The expression in normalised form, on one line.
    pub fn text(&self, expr: &Expr) -> String {
        print_expr(expr)
    }

    fn source_text(&self, span: Span) -> String {
        let slice = self.source.text.get(span.start..span.end).unwrap_or_default();
        slice.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Reads an expression of any kind.
    pub fn value(&mut self, expr: &Expr) -> Value {
        if self.depth >= MAX_DEPTH {
            self.report(
                Problem::new(&TOO_DEEP, format!("this expression is nested more than {MAX_DEPTH} levels deep"))
                    .at(expr.span, "too deep")
                    .help("name a part of it with `let`, `group` or `region`"),
            );
            return Value::Error;
        }
        self.depth += 1;
        let value = self.value_at_depth(expr);
        self.depth -= 1;
        value
    }

    fn value_at_depth(&mut self, expr: &Expr) -> Value {
        match &expr.kind {
            ExprKind::Number { digits, unit } => self.literal(expr, digits, unit.as_ref()),
            ExprKind::Text(text) => Value::Text(text.clone()),
            ExprKind::Date(text) => self.date_literal(expr, text),
            ExprKind::Path(names) => self.path(names),
            ExprKind::Call { function, arguments } => self.call(expr, function, arguments),
            ExprKind::Set(members) => self.set(expr, members),
            ExprKind::Range { low, high, half_open } => self.range(expr, low.as_deref(), high.as_deref(), *half_open),
            ExprKind::Product(sides) => self.sides(expr, sides),
            ExprKind::Negate(inner) => self.negation(expr, inner),
            ExprKind::Not(inner) => self.not(expr, inner),
            ExprKind::Binary { .. } => self.chain(expr),
            ExprKind::Compare { operator, left, right } => self.comparison(expr, *operator, left, right),
            ExprKind::In { negated, value, set } => self.membership(expr, *negated, value, set),
            ExprKind::Relation { negated, relation, left, right } => {
                self.relation(expr, *negated, *relation, left, right)
            }
            ExprKind::Match { negated, word: MatchWord::Matches, value, pattern } => {
                self.text_match(expr, *negated, value, pattern)
            }
            ExprKind::Match { value, .. } => self.misplaced_named(expr, value),
            ExprKind::Scaled { name, unit } => self.scaled(expr, name, unit),
            ExprKind::Ordered { sequence, from, to } => self.ordered(expr, sequence, from, to),
            ExprKind::Modified { claim, modifiers } => self.modified(expr, claim, modifiers),
            ExprKind::Aggregate { function, value, names, domain, filter } => {
                self.aggregate(expr, function, value, names, domain, filter.as_deref())
            }
            ExprKind::At { of, annotation } => self.at_annotation(of, annotation),
            ExprKind::Most { direction, depth, of } => self.most(direction, depth, of),
            ExprKind::Share { of, filter } => self.intensity_share(expr, of, filter),
            ExprKind::Statistic { of, name } => self.statistic(expr, of, name),
            ExprKind::Group(inner) => self.value(inner),
            ExprKind::Error => Value::Error,
        }
    }
}
