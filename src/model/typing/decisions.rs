//! The rows of decision tables: cells that fit their inputs, and results that fit the target.

use crate::syntax::tree::{Decide, DecideRow, Expr, ExprKind};

use super::super::codes::{UNKNOWN_WORD, WRONG_COUNT, WRONG_KIND};
use super::super::decision::{Decided, Decision, DecisionCell, DecisionRow, Term};
use super::super::field::{AllowedNumbers, FieldKind, FieldRef};
use super::super::problem::Problem;
use super::super::rule::{MeasureKind, Number};
use super::Typer;
use super::value::{Num, Value};

/// What help says where neither a fact nor a number stands.
const INPUT: &str = "name a fact or a measure, such as `case.grade` or `volume(tumour)`";

impl Typer<'_> {
    /// `None`: reported.
    pub(in crate::model) fn decision(&mut self, table: &Decide) -> Option<Decision> {
        let target = self.term(&table.target, INPUT);
        if self.names_fact(&table.target).is_none() && target.is_some() {
            self.report(
                Problem::new(&WRONG_KIND, "a decision table decides a fact")
                    .at(table.target.span, "not a fact")
                    .help("name a fact of the case or of a row: `decide case.grade from ..`"),
            );
            return None;
        }
        let inputs: Vec<Option<(Term, Option<Num>)>> =
            table.inputs.iter().map(|input| self.term(input, INPUT)).collect();
        let inputs: Option<Vec<_>> = inputs.into_iter().collect();
        let (Some((target, number)), Some(inputs)) = (target, inputs) else { return None };
        let mut rows = Vec::new();
        let mut otherwise = None;
        let mut sound = true;
        for row in &table.rows {
            let decided = self.decided(row, &target, number.as_ref());
            if row.cells.is_empty() {
                if otherwise.is_some() {
                    self.report(
                        Problem::new(&WRONG_COUNT, "`otherwise` stands here a second time")
                            .at(row.span, "again here")
                            .help("remove one of the two"),
                    );
                }
                sound &= decided.is_some();
                otherwise = decided;
                continue;
            }
            let cells = self.cells(row, &inputs);
            match (cells, decided) {
                (Some(cells), Some(decided)) => rows.push(DecisionRow { cells, decided, span: row.span }),
                _ => sound = false,
            }
        }
        if table.rows.is_empty() {
            self.report(
                Problem::new(&WRONG_COUNT, "this decision table has no rows")
                    .at(table.head, "decides nothing")
                    .help("write a row for each combination: `\"3+4\" -> 2`"),
            );
            return None;
        }
        let texts = table.inputs.iter().map(|input| self.text(input));
        let inputs = inputs.into_iter().map(|(term, _)| term).zip(texts).collect();
        sound.then_some(Decision { target, inputs, rows, otherwise })
    }

    /// A fact or a number, as what is looked at.
    pub(super) fn term(&mut self, expr: &Expr, help: &str) -> Option<(Term, Option<Num>)> {
        match self.value(expr) {
            Value::Fact(field) => Some((Term::Text(field), None)),
            value @ (Value::Number(_) | Value::Parts(_)) => {
                let num = self.as_number(value, expr)?;
                Some((Term::Number(num.number.clone()), Some(num)))
            }
            Value::Error => None,
            other => {
                self.wrong_kind(expr.span, &other, "a fact or a number", help.to_owned());
                None
            }
        }
    }

    fn cells(&mut self, row: &DecideRow, inputs: &[(Term, Option<Num>)]) -> Option<Vec<DecisionCell>> {
        if row.cells.len() != inputs.len() {
            self.report(
                Problem::new(
                    &WRONG_COUNT,
                    format!("this row has {} cells, and the table {} inputs", row.cells.len(), inputs.len()),
                )
                .at(row.span, "not one cell for each input")
                .help("write one cell for each input; `_` stands for any value"),
            );
            return None;
        }
        let cells: Vec<Option<DecisionCell>> =
            row.cells.iter().zip(inputs).map(|(cell, (term, num))| self.cell(cell, term, num.as_ref())).collect();
        cells.into_iter().collect()
    }

    fn cell(&mut self, cell: &Expr, term: &Term, num: Option<&Num>) -> Option<DecisionCell> {
        match word(cell) {
            Some("_") => return Some(DecisionCell::Any),
            Some("unknown") if !self.declares(term, "unknown") => return Some(DecisionCell::Unknown),
            _ => {}
        }
        match (term, num) {
            (Term::Text(field), _) => self.words_of(*field, cell).map(DecisionCell::Words),
            (_, Some(num)) => self.numbers_of(cell, num).map(DecisionCell::Numbers),
            (_, None) => None,
        }
    }

    fn decided(&mut self, row: &DecideRow, target: &Term, num: Option<&Num>) -> Option<Decided> {
        let result = &row.result;
        if word(result) == Some("invalid") && !self.declares(target, "invalid") {
            return Some(Decided::Invalid);
        }
        if result.kind == ExprKind::Error {
            return None;
        }
        if matches!(&result.kind, ExprKind::Path(names) if names.len() > 1) {
            let (other, number) = self.term(result, INPUT)?;
            let fits = match (target, &other, num, &number) {
                (Term::Text(_), Term::Text(_), ..) => true,
                (_, _, Some(num), Some(other)) => {
                    return self
                        .same_dimension(num, other)
                        .then_some(Decided::Same(Term::Number(other.number.clone())));
                }
                _ => false,
            };
            if !fits {
                self.report(
                    Problem::new(&WRONG_KIND, "this is of another kind than what is decided")
                        .at(result.span, "of another kind")
                        .help("name a fact of the same kind, or a value"),
                );
                return None;
            }
            return Some(Decided::Same(other));
        }
        match (target, num) {
            (Term::Text(field), _) => self.words_of(*field, result).map(Decided::Words),
            (Term::Number(number), Some(num)) => {
                let numbers = self.numbers_of(result, num)?;
                self.target_allows(number, &numbers, result).then_some(Decided::Numbers(numbers))
            }
            (Term::Number(_), None) => None,
        }
    }

    /// Whether a word is one of the values of an enumeration.
    fn declares(&self, term: &Term, word: &str) -> bool {
        let Term::Text(field) = term else { return false };
        let kind = self.field_of(*field).map(|field| &field.kind);
        matches!(kind, Some(FieldKind::OneOf(words)) if words.iter().any(|known| known == word))
    }

    fn words_of(&mut self, field: FieldRef, cell: &Expr) -> Option<Vec<String>> {
        let members: Vec<&Expr> = match &cell.kind {
            ExprKind::Set(members) => members.iter().collect(),
            ExprKind::Error => return None,
            _ => vec![cell],
        };
        let words: Vec<Option<String>> = members.into_iter().map(|member| self.value_of_field(field, member)).collect();
        words.into_iter().collect()
    }

    fn numbers_of(&mut self, cell: &Expr, input: &Num) -> Option<AllowedNumbers> {
        let bounds = match self.value(cell) {
            Value::Number(num) => {
                let constant = num.constant().cloned();
                (vec![num], constant.map(|one| AllowedNumbers::Set(vec![one])))
            }
            Value::Range { low, high, half_open } => {
                let ends: Vec<Num> = [&low, &high].into_iter().flatten().cloned().collect();
                let end = |end: &Option<Num>| end.as_ref().and_then(Num::constant).cloned();
                let range = AllowedNumbers::Range { low: end(&low), high: end(&high), half_open };
                let written = ends.iter().all(|end| end.constant().is_some());
                (ends, written.then_some(range))
            }
            Value::Set(members) => {
                let nums: Vec<Num> = members
                    .into_iter()
                    .filter_map(|member| match member.value {
                        Value::Number(num) => Some(num),
                        _ => None,
                    })
                    .collect();
                let set: Option<Vec<_>> = nums.iter().map(|num| num.constant().cloned()).collect();
                let set = set.filter(|set| !set.is_empty()).map(AllowedNumbers::Set);
                (nums, set)
            }
            Value::Error => return None,
            _ => (Vec::new(), None),
        };
        let (nums, Some(allowed)) = bounds else {
            self.report(
                Problem::new(&WRONG_KIND, "a number, a range or a set of numbers is due here")
                    .at(cell.span, "no written number")
                    .help("write `3`, `{4, 5}`, `10 mm ..` or `_` for any"),
            );
            return None;
        };
        let fits = nums.iter().all(|num| self.same_dimension(input, num) && self.plausible_bound(input, num));
        fits.then_some(allowed)
    }

    /// A result that the field of the target cannot have would never be met.
    fn target_allows(&mut self, target: &Number, numbers: &AllowedNumbers, result: &Expr) -> bool {
        let Number::Measure(measure) = target else { return true };
        let MeasureKind::Fact(id) = measure.kind else { return true };
        let Some(field) = self.field_of(id).cloned() else { return true };
        let (FieldKind::Number(kind), AllowedNumbers::Set(set)) = (&field.kind, numbers) else { return true };
        let Some(wrong) = set.iter().find(|number| !kind.allowed.hold(&number.value)) else { return true };
        self.report(
            Problem::new(&UNKNOWN_WORD, format!("`{wrong}` is no value of `{}`", field.id()))
                .at(result.span, "not among its values")
                .at(field.span, "declared here")
                .help("write an allowed value, or `invalid`"),
        );
        false
    }
}

/// A bare word.
fn word(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Path(names) => names.first().filter(|_| names.len() == 1).map(|name| name.text.as_str()),
        _ => None,
    }
}
