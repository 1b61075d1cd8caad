//! Rows of tables: their fields, how many there are, and their neighbours in an order.

use crate::syntax::tree::{Expr, ExprKind, Name};

use super::super::codes::{UNKNOWN_NAME, WRONG_COUNT, WRONG_KIND};
use super::super::field::{FieldId, FieldKind, FieldOwner};
use super::super::problem::Problem;
use super::super::quantity::Dimension;
use super::super::rule::{Aggregate, AggregateFunction, Domain, Number, Variable, VariableId};
use super::super::suggest;
use super::super::table::TableId;
use super::Typer;
use super::calls::Arguments;
use super::value::{Nature, Num, Value};

impl Typer<'_> {
    /// `t.long`, where `t` stands for a row.
    pub(super) fn row_fact(&mut self, first: &Name, rest: &[Name]) -> Value {
        match self.local(&first.text) {
            Some(Value::Row { row, table }) => self.fact_named(FieldOwner::Row { row, table }, first, rest),
            _ => Value::Error,
        }
    }

    /// `count(targets)`
    pub(super) fn count_rows(&mut self, call: &Expr, table: TableId) -> Value {
        let id = VariableId(self.next_variable);
        self.next_variable += 1;
        let aggregate = Aggregate {
            function: AggregateFunction::Count,
            value: None,
            variables: vec![Variable { id, name: "t".to_owned() }],
            domain: Domain::Rows(table),
            filter: None,
            dimension: Dimension::NONE,
            text: self.text(call),
        };
        Value::Number(Num { number: Number::Aggregate(Box::new(aggregate)), nature: Nature::Count, span: call.span })
    }

    /// `consecutive(slices, by: z)`
    pub(super) fn consecutive_rows(&mut self, arguments: &Arguments, table: TableId) -> Option<Domain> {
        let Some(by) = arguments.named("by") else {
            let example = format!("write `{}, by: z)`", self.text(arguments.call).trim_end_matches(')'));
            self.report(
                Problem::new(&WRONG_COUNT, "rows have no order of their own")
                    .at(arguments.call.span, "in which order?")
                    .help(format!("{example}, with a number or date of the rows")),
            );
            return None;
        };
        let field = self.ordering_field(by, table)?;
        Some(Domain::ConsecutiveRows { table, by: field })
    }

    /// The number or date by which rows are put in order. `None`: reported.
    fn ordering_field(&mut self, by: &Expr, table: TableId) -> Option<FieldId> {
        let fields = self.tables.get(table.0).map_or(&[][..], |table| table.fields.as_slice());
        let ordered = |kind: &FieldKind| matches!(kind, FieldKind::Number(_) | FieldKind::Date(_));
        let word = match &by.kind {
            ExprKind::Path(names) => names.first().filter(|_| names.len() == 1).map(|name| name.text.as_str()),
            _ => None,
        };
        let found = word.and_then(|word| fields.iter().position(|field| field.name == word));
        match found.and_then(|at| Some((at, fields.get(at)?))) {
            Some((at, declared)) => {
                let field = declared.field.as_ref()?;
                if ordered(&field.kind) {
                    return Some(FieldId(at));
                }
                let message = format!("`{}` is no number and no date, and gives no order", declared.name);
                self.report(Problem::new(&WRONG_KIND, message).at(by.span, "gives no order"));
            }
            None => {
                let known: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
                let help = suggest::help(word.unwrap_or_default(), known.iter().copied());
                let message = format!("`{}` has no field `{}`", self.table_name(table), self.text(by));
                self.report(Problem::new(&UNKNOWN_NAME, message).at(by.span, "no such field").maybe_help(help));
            }
        }
        None
    }
}
