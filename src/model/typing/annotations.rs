//! Several annotations of one case: `tumour@r1`, `majority(tumour, raters)`.

use num_traits::ToPrimitive;

use crate::syntax::tree::{Expr, ExprKind, Name};

use super::super::codes::WRONG_KIND;
use super::super::input::{AnnotationId, AnnotationRef, InputRef};
use super::super::problem::Problem;
use super::super::quantity::Dimension;
use super::super::rule::{Aggregate, AggregateFunction, Claim, ClaimKind, Domain, Number, Structure};
use super::Typer;
use super::calls::Arguments;
use super::value::{Nature, Num, Value};

impl Typer<'_> {
    /// `raters`
    pub(super) fn raters(&mut self, name: &Name) -> Value {
        let raters = self.annotations.iter().enumerate().filter(|(_, annotation)| annotation.rater);
        let raters: Vec<AnnotationId> = raters.map(|(index, _)| AnnotationId(index)).collect();
        if raters.is_empty() {
            self.report(
                Problem::new(&WRONG_KIND, "the protocol declares no raters")
                    .at(name.span, "no raters")
                    .help("declare them: `inputs { rater r1..r3 }`"),
            );
            return Value::Error;
        }
        for &id in &raters {
            self.used.insert(super::super::symbols::Symbol::Annotation(id));
        }
        Value::Annotations(raters)
    }

    /// `tumour@r1`
    pub(super) fn at_annotation(&mut self, of: &Expr, annotation: &Name) -> Value {
        let structure = self.structure(of);
        let found = match self.path(std::slice::from_ref(annotation)) {
            Value::Annotation(found) => Some(found),
            Value::Error => None,
            Value::Annotations(_) => {
                let text = self.text(of);
                let help = format!("take them one by one: `each r in raters {{ require present({text}@r) }}`");
                self.report(
                    Problem::new(&WRONG_KIND, "one annotation stands behind `@`, and these are several")
                        .at(annotation.span, "several")
                        .help(help),
                );
                None
            }
            other => {
                let help = "name an annotation or rater of `inputs`, such as `tumour@r1`".to_owned();
                self.wrong_kind(annotation.span, &other, "an annotation", help);
                None
            }
        };
        match (structure, found) {
            (Some(of), Some(annotation)) => Value::Structure(Structure::At(Box::new(of), annotation)),
            _ => Value::Error,
        }
    }

    /// `majority(S, raters)`, `consensus(S, raters, at_least: 2)`
    pub(super) fn votes(&mut self, arguments: &Arguments, name: &str) -> Option<Value> {
        let of = self.structure(arguments.get(0)?);
        let among = self.annotation_set(arguments.get(1)?);
        let at_least = match (name, arguments.named("at_least")) {
            ("majority", _) => None,
            (_, Some(expr)) => {
                let count = self.constant_of(expr, "a number of annotations", &[Dimension::NONE], "2")?;
                let whole = count.value.is_integer().then(|| count.value.to_integer().to_u32()).flatten();
                let Some(whole) = whole.filter(|&whole| whole > 0) else {
                    self.report(
                        Problem::new(&WRONG_KIND, "annotations are counted in whole numbers from 1")
                            .at(expr.span, "no such number")
                            .help("write `at_least: 2`"),
                    );
                    return None;
                };
                Some(whole)
            }
            (_, None) => {
                self.report(
                    Problem::new(&WRONG_KIND, "`consensus` does not say how many must agree")
                        .at(arguments.call.span, "how many?")
                        .help("write `consensus(S, raters, at_least: 2)`, or `majority(S, raters)`"),
                );
                return None;
            }
        };
        Some(Value::Structure(Structure::Votes { of: Box::new(of?), among: among?, at_least }))
    }

    /// `instances(tumour@r1)`: the files of single lesions. Only a reader's annotation can have a file for each.
    pub(super) fn instances(&mut self, expr: &Expr) -> Option<Value> {
        let of = self.structure(expr)?;
        let inner = match &of {
            Structure::At(inner, _) => Some(inner.as_ref()),
            _ => None,
        };
        if matches!(inner, Some(Structure::Class(_) | Structure::Group(_) | Structure::Variable(_))) {
            return Some(Value::Domain(Domain::Instances(of)));
        }
        let text = self.text(expr);
        let help = match inner {
            None => format!(
                "say whose: `instances({text}@r1)`; parts of one label map are `components({text}, min: 10 mm3)`"
            ),
            Some(_) => "write a class or group: `instances(tumour@r1)`".to_owned(),
        };
        self.report(
            Problem::new(&WRONG_KIND, "instances are files of a class in a further annotation")
                .at(expr.span, "no such files")
                .help(help),
        );
        None
    }

    /// How many members a set has.
    pub(super) fn count_members(&self, call: &Expr, domain: Domain) -> Value {
        let aggregate = Aggregate {
            function: AggregateFunction::Count,
            value: None,
            variables: Vec::new(),
            domain,
            filter: None,
            dimension: Dimension::NONE,
            text: self.text(call),
        };
        let number = Number::Aggregate(Box::new(aggregate));
        Value::Number(Num { number, nature: Nature::Count, span: call.span })
    }

    /// `raters`, or `{r1, r2}`.
    fn annotation_set(&mut self, expr: &Expr) -> Option<Vec<AnnotationId>> {
        match self.value(expr) {
            Value::Annotations(ids) => Some(ids),
            Value::Error => None,
            Value::Set(members) => {
                let values: Vec<Value> = members.into_iter().map(|member| member.value).collect();
                let found = self.annotations_among(&values);
                if found.is_none() && !values.contains(&Value::Error) {
                    self.report(
                        Problem::new(&WRONG_KIND, "this set holds something else than annotations")
                            .at(expr.span, "not a set of annotations")
                            .help("write `raters`, or name annotations between braces: `{r1, r2}`"),
                    );
                }
                found
            }
            other => {
                let help = "write `raters`, or name annotations between braces: `{r1, r2}`".to_owned();
                self.wrong_kind(expr.span, &other, "a set of annotations", help);
                None
            }
        }
    }

    /// The annotations of a set that holds nothing else.
    pub(super) fn annotations_among(&self, members: &[Value]) -> Option<Vec<AnnotationId>> {
        let named = |value: &Value| match value {
            Value::Annotation(AnnotationRef::Named(id)) => Some(*id),
            _ => None,
        };
        let found: Option<Vec<AnnotationId>> = members.iter().map(named).collect();
        found.filter(|found| !found.is_empty())
    }

    /// Whether an expression is the name of an input.
    pub(super) fn is_input(&self, expr: &Expr) -> bool {
        matches!(&expr.kind, ExprKind::Path(names) if matches!(names.as_slice(), [name] if self.names_input(&name.text)))
    }

    /// `present(before)`, `absent(flair)`: whether the case has the file.
    pub(super) fn input_given(&mut self, arguments: &Arguments, negated: bool) -> Option<Claim> {
        let expr = arguments.get(0)?;
        let input = match self.value(expr) {
            Value::Annotation(annotation) => InputRef::Annotation(annotation),
            Value::Image(image) => InputRef::Image(image),
            _ => return None,
        };
        let kind = ClaimKind::InputGiven { input, negated };
        Some(Claim { kind, span: arguments.call.span, text: self.text(arguments.call) })
    }
}
