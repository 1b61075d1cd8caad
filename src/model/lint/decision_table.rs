//! P310 and P311: combinations that no row of a decision table covers, and rows that never decide.
//!
//! Inputs are finite for this purpose: words are listed, and of numbers the ends of all ranges matter, what lies between two
//! of them and what lies beyond.

use num_rational::BigRational;

use super::super::codes::{UNCOVERED, UNREACHED};
use super::super::decision::{Decision, DecisionCell, DecisionRow, Term};
use super::super::field::{AllowedNumbers, FieldKind, FieldRef, Need};
use super::super::problem::Problem;
use super::super::protocol::Protocol;
use super::super::rule::{ClaimKind, MeasureKind, Number, Statement, StatementKind};
use super::super::unit;
use super::Context;

/// Combinations looked at; a table with more is left to its author.
const LIMIT: usize = 100_000;

pub(super) fn check(context: &Context) -> Vec<Problem> {
    let rules = context.protocol.rules.iter();
    let tables =
        rules.flat_map(|rule| rule.statements.iter().filter_map(move |statement| Some((rule, table(statement)?))));
    let mut problems = Vec::new();
    for (rule, decision) in tables {
        let inputs: Option<Vec<Vec<Value>>> =
            (0..decision.inputs.len()).map(|column| values(context.protocol, decision, column)).collect();
        let Some(inputs) = inputs else { continue };
        let size = inputs.iter().map(Vec::len).try_fold(1_usize, usize::checked_mul);
        if size.is_none_or(|size| size > LIMIT || size == 0) {
            continue;
        }
        let (uncovered, reached) = walk(decision, &inputs);
        if let (Some(first), None) = (uncovered.first(), &decision.otherwise) {
            let more = uncovered.len() - 1;
            let more = if more > 0 { format!(", nor {more} other combinations") } else { String::new() };
            problems.push(
                Problem::new(&UNCOVERED, format!("no row covers {}{more}", shown(decision, first)))
                    .at(rule.id_span, "not decided everywhere")
                    .help("add a row, or `otherwise invalid`; until then such cases could not be measured"),
            );
        }
        for (row, _) in decision.rows.iter().zip(&reached).filter(|(_, reached)| !**reached) {
            problems.push(
                Problem::new(&UNREACHED, "rows above this one cover everything that it covers")
                    .at(row.span, "never decides")
                    .help("remove the row, or move it up: the first row that fits decides"),
            );
        }
    }
    problems
}

fn table(statement: &Statement) -> Option<&Decision> {
    match &statement.kind {
        StatementKind::Require { claim, .. } => match &claim.kind {
            ClaimKind::Decided(decision) => Some(decision),
            _ => None,
        },
        StatementKind::Each { body, .. } => body.first().and_then(table),
        _ => None,
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Value {
    Unknown,
    Word(String),
    /// Any text that the table does not name.
    OtherText,
    Number(BigRational),
}

/// What an input may be. `None`: that cannot be listed.
fn values(protocol: &Protocol, decision: &Decision, column: usize) -> Option<Vec<Value>> {
    let (term, _) = decision.inputs.get(column)?;
    let cells = || decision.rows.iter().filter_map(|row| row.cells.get(column));
    let field = field_of(term).and_then(|field| protocol.field_of(field));
    let mut values = match (term, field.map(|field| &field.kind)) {
        (_, Some(FieldKind::YesNo)) => vec![Value::Word("yes".to_owned()), Value::Word("no".to_owned())],
        (_, Some(FieldKind::OneOf(words))) => words.iter().cloned().map(Value::Word).collect(),
        (Term::Text(_), _) => {
            let named = cells().filter_map(|cell| match cell {
                DecisionCell::Words(words) => Some(words.iter().cloned().map(Value::Word)),
                _ => None,
            });
            named.flatten().chain([Value::OtherText]).collect()
        }
        (Term::Number(_), kind) => {
            let number = match kind {
                Some(FieldKind::Number(number)) => Some(number),
                _ => None,
            };
            let allowed = number.map_or(&AllowedNumbers::Any, |number| &number.allowed);
            numbers(cells(), allowed, number.is_some_and(|number| number.whole))
        }
    };
    // A measure may not apply; a fact is missing only where it may be.
    let optional = field.is_none_or(|field| field.need == Need::Optional);
    if optional || decision.asks_for_unknown(column) {
        values.push(Value::Unknown);
    }
    Some(values)
}

/// One number for each stretch between the ends of all cells.
fn numbers<'d>(cells: impl Iterator<Item = &'d DecisionCell>, allowed: &'d AllowedNumbers, whole: bool) -> Vec<Value> {
    if let AllowedNumbers::Set(set) = allowed {
        return set.iter().map(|number| Value::Number(number.value.clone())).collect();
    }
    let named = cells.filter_map(|cell| match cell {
        DecisionCell::Numbers(numbers) => Some(numbers),
        _ => None,
    });
    let mut ends: Vec<BigRational> = Vec::new();
    for numbers in named.chain([allowed]) {
        match numbers {
            AllowedNumbers::Set(set) => ends.extend(set.iter().map(|one| one.value.clone())),
            AllowedNumbers::Range { low, high, .. } => {
                ends.extend([low, high].into_iter().flatten().map(|end| end.value.clone()));
            }
            AllowedNumbers::Any => {}
        }
    }
    ends.sort();
    ends.dedup();
    let one = BigRational::from_integer(1.into());
    let two = BigRational::from_integer(2.into());
    let mut found = ends.clone();
    found.extend(ends.iter().zip(ends.iter().skip(1)).map(|(a, b)| (a + b) / &two));
    found.extend(ends.iter().flat_map(|end| [end - &one, end + &one]));
    if found.is_empty() {
        found.push(one);
    }
    found.retain(|number| allowed.hold(number) && (!whole || number.is_integer()));
    found.sort();
    found.dedup();
    found.into_iter().map(Value::Number).collect()
}

/// The combinations without a row, of inputs that are known; and which rows decide some combination.
fn walk(decision: &Decision, inputs: &[Vec<Value>]) -> (Vec<Vec<Value>>, Vec<bool>) {
    let mut uncovered = Vec::new();
    let mut reached = vec![false; decision.rows.len()];
    let mut digits = vec![0_usize; inputs.len()];
    loop {
        let combination: Vec<Value> =
            inputs.iter().zip(&digits).filter_map(|(values, digit)| values.get(*digit).cloned()).collect();
        match decision.rows.iter().position(|row| fits(row, &combination)) {
            Some(at) => {
                if let Some(reached) = reached.get_mut(at) {
                    *reached = true;
                }
            }
            None if combination.contains(&Value::Unknown) => {}
            None => uncovered.push(combination),
        }
        // The last input turns fastest.
        let mut turning = inputs.len();
        loop {
            let Some(column) = turning.checked_sub(1) else { return (uncovered, reached) };
            turning = column;
            let (Some(digit), Some(values)) = (digits.get_mut(column), inputs.get(column)) else {
                return (uncovered, reached);
            };
            *digit += 1;
            if *digit < values.len() {
                break;
            }
            *digit = 0;
        }
    }
}

fn fits(row: &DecisionRow, combination: &[Value]) -> bool {
    row.cells.iter().zip(combination).all(|(cell, value)| match (cell, value) {
        (DecisionCell::Any, _) | (DecisionCell::Unknown, Value::Unknown) => true,
        (DecisionCell::Words(words), Value::Word(word)) => words.contains(word),
        (DecisionCell::Numbers(numbers), Value::Number(number)) => numbers.hold(number),
        _ => false,
    })
}

fn shown(decision: &Decision, combination: &[Value]) -> String {
    let parts = decision.inputs.iter().zip(combination).map(|((term, text), value)| match value {
        Value::Word(word) => format!("`{text}` = `{word}`"),
        Value::Number(number) => format!("`{text}` = `{}`", in_unit(term, number)),
        Value::OtherText => format!("another text of `{text}`"),
        Value::Unknown => format!("an unknown `{text}`"),
    });
    parts.collect::<Vec<_>>().join(" and ")
}

/// In the usual unit of its dimension.
fn in_unit(term: &Term, number: &BigRational) -> String {
    let Term::Number(of) = term else { return unit::show(number) };
    let usual = of.dimension().usual_unit();
    match unit::quantity("1", Some(&usual)) {
        Some(one) if !usual.is_empty() => format!("{} {usual}", unit::show(&(number / one.value))),
        _ => unit::show(number),
    }
}

fn field_of(term: &Term) -> Option<FieldRef> {
    match term {
        Term::Text(field) => Some(*field),
        Term::Number(Number::Measure(measure)) => match measure.kind {
            MeasureKind::Fact(field) => Some(field),
            _ => None,
        },
        Term::Number(_) => None,
    }
}
