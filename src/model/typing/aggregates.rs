//! `count`, `sum`, `min`, `max`, `mean` and `median` over a set.

use crate::syntax::tree::{Expr, ExprKind, Name};

use super::super::codes::{UNKNOWN_FUNCTION, WRONG_KIND};
use super::super::problem::Problem;
use super::super::quantity::Dimension;
use super::super::rule::{
    Aggregate, AggregateFunction, Claim, ClaimKind, Domain, MeasureKind, Number, Structure, Variable, VariableId,
};
use super::Typer;
use super::arithmetic::is_structure;
use super::calls::Arguments;
use super::signatures::Signature;
use super::value::{Nature, Num, Value};

impl Typer<'_> {
    /// `sum(volume(x) for x in lesions where P)`
    pub(super) fn aggregate(
        &mut self,
        expr: &Expr,
        function: &Name,
        value: &Expr,
        names: &[Name],
        domain: &Expr,
        filter: Option<&Expr>,
    ) -> Value {
        if function.text == "unique" {
            return self.unique_in(expr, value, names, domain, filter);
        }
        let found = match function.text.as_str() {
            "count" => Some(AggregateFunction::Count),
            "sum" => Some(AggregateFunction::Sum),
            "min" => Some(AggregateFunction::Min),
            "max" => Some(AggregateFunction::Max),
            "mean" => Some(AggregateFunction::Mean),
            "median" => Some(AggregateFunction::Median),
            _ => None,
        };
        if found.is_none() {
            self.report(
                Problem::new(&UNKNOWN_FUNCTION, format!("`{}` does not sum up a set", function.text))
                    .at(function.span, "unknown aggregate")
                    .help("write `count`, `sum`, `min`, `max`, `mean`, `median` or `unique`"),
            );
        }
        let (binding, value) = self.scoped(|typer| {
            let binding = typer.binding(names, domain, filter);
            let value = match found {
                Some(AggregateFunction::Count) => typer.counted(value, names),
                _ => typer.number(value).map(Some),
            };
            (binding, value)
        });
        let (Some(function), Some((variables, domain, filter)), Some(value)) = (found, binding, value) else {
            return Value::Error;
        };
        let nature = match (function, &value) {
            (AggregateFunction::Count, _) | (_, None) => Nature::Count,
            (AggregateFunction::Sum, Some(num)) if num.nature == Nature::Share => Nature::Measure,
            (AggregateFunction::Mean | AggregateFunction::Median, Some(num)) if num.nature == Nature::Count => {
                Nature::Measure
            }
            (_, Some(num)) => num.nature,
        };
        let dimension = value.as_ref().map_or(Dimension::NONE, |num| num.number.dimension());
        let aggregate = Aggregate {
            function,
            value: value.map(|num| num.number),
            variables,
            domain,
            filter,
            dimension,
            text: self.text(expr),
        };
        let number = Number::Aggregate(Box::new(aggregate));
        // Written numbers summed up are still measured: how many there are depends on the case.
        let nature = if matches!(nature, Nature::Constant { .. }) { Nature::Measure } else { nature };
        Value::Number(Num { number, nature, span: expr.span })
    }

    /// `count(x for x in ..)` counts members, so what stands before `for` is the bound name.
    fn counted(&mut self, value: &Expr, names: &[Name]) -> Option<Option<Num>> {
        if let ExprKind::Path(path) = &value.kind
            && let [name] = path.as_slice()
            && names.iter().any(|bound| bound.text == name.text)
        {
            self.value(value);
            return Some(None);
        }
        let found = self.value(value);
        if found != Value::Error {
            let name = names.first().map_or("x", |name| name.text.as_str());
            self.report(
                Problem::new(&WRONG_KIND, "`count` counts members, and takes no measure")
                    .at(value.span, "not the bound name")
                    .help(format!("write `count({name} for {name} in .. where ..)`, or `sum` to add up a measure")),
            );
        }
        None
    }

    /// `count(tumour)` is 1 or 0, `count(lesions)` the number of classes of the group that are present, and
    /// `count(components(tumour))` the number of parts.
    pub(super) fn count_of(&mut self, arguments: &Arguments) -> Option<Value> {
        let expr = arguments.get(0)?;
        let value = self.value(expr);
        match value {
            Value::Parts(_) => self.as_number(value, expr).map(Value::Number),
            Value::Structure(Structure::Group(_))
            | Value::Pair(_)
            | Value::Sequence(_)
            | Value::Labels
            | Value::Set(_) => {
                let domain = self.as_domain(value, expr)?;
                Some(self.count_present(arguments.call, domain))
            }
            Value::Rows(table) => Some(self.count_rows(arguments.call, table)),
            Value::Domain(Domain::Cases) => Some(self.count_of_cases(self.text(arguments.call), arguments.call, None)),
            Value::Landmarks => Some(self.count_points(arguments.call, None)),
            Value::Family(id) => Some(self.count_points(arguments.call, Some(id))),
            Value::Annotations(ids) => Some(self.count_members(arguments.call, Domain::Annotations(ids))),
            Value::Domain(domain @ Domain::Instances(_)) => Some(self.count_members(arguments.call, domain)),
            Value::Domain(_) => {
                self.report(
                    Problem::new(&WRONG_KIND, "pairs are counted by name")
                        .at(expr.span, "pairs")
                        .help("write `count(a for a, b in pairs(X) where ..)`"),
                );
                None
            }
            value if is_structure(&value) => {
                let of = self.as_structure(value, expr)?;
                Some(self.measure(arguments.call, MeasureKind::Present(of), Dimension::NONE, Nature::Count))
            }
            Value::Error => None,
            other => {
                let help = "write `count(x for x in lesions where present(x))`".to_owned();
                self.wrong_kind(expr.span, &other, "a structure or a set", help);
                None
            }
        }
    }

    fn count_present(&mut self, call: &Expr, domain: Domain) -> Value {
        let id = VariableId(self.next_variable);
        self.next_variable += 1;
        let text = self.text(call);
        let filter = Claim { kind: ClaimKind::Present(Structure::Variable(id)), span: call.span, text: text.clone() };
        let aggregate = Aggregate {
            function: AggregateFunction::Count,
            value: None,
            variables: vec![Variable { id, name: "x".to_owned() }],
            domain,
            filter: Some(filter),
            dimension: Dimension::NONE,
            text,
        };
        Value::Number(Num { number: Number::Aggregate(Box::new(aggregate)), nature: Nature::Count, span: call.span })
    }

    /// `sum(lesions)`: what is to be summed is missing.
    pub(super) fn aggregate_without_for(&mut self, arguments: &Arguments, signature: &Signature) -> Option<Value> {
        let expr = arguments.get(0)?;
        if self.value(expr) != Value::Error {
            self.report(
                Problem::new(&WRONG_KIND, format!("`{}` needs a set to run over", signature.name))
                    .at(arguments.call.span, "no `for`")
                    .help(format!("write `{}`", signature.usage)),
            );
        }
        None
    }
}
