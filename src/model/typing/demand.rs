//! What a place demands of an expression: a structure, a number, a constant, a position, a claim.

use crate::report::Span;
use crate::syntax::tree::{Expr, ExprKind, Name};

use super::super::codes::{MISSING_UNIT, WRONG_DIMENSION, WRONG_KIND};
use super::super::problem::Problem;
use super::super::protocol::ClassId;
use super::super::quantity::{Dimension, Quantity};
use super::super::rule::{Claim, Components, Measure, MeasureKind, Number, Position, Structure};
use super::Typer;
use super::texts::structure_named;
use super::value::{Nature, Num, Value};

impl Typer<'_> {
    /// `None`: reported.
    pub fn structure(&mut self, expr: &Expr) -> Option<Structure> {
        let value = self.value(expr);
        self.as_structure(value, expr)
    }

    pub(super) fn as_structure(&mut self, value: Value, expr: &Expr) -> Option<Structure> {
        let help = match &value {
            Value::Structure(structure) => return Some(structure.clone()),
            Value::Worded(text) => return Some(structure_named(text)),
            Value::Text(written) if written.contains('{') => {
                return self.template(expr, written).map(|text| structure_named(&text));
            }
            Value::Text(written) => format!("write the name without quotes: `{written}`"),
            Value::Pair(_) | Value::Sequence(_) => return self.union_of_members(&value),
            Value::Error => return None,
            Value::Labels => "declare a `group` of the classes that are meant".to_owned(),
            Value::Parts(_) => format!("bind one part at a time: `each c in {} {{ .. }}`", self.text(expr)),
            Value::Position(_) | Value::Number(_) => "name a class, group or region, such as `liver`".to_owned(),
            _ => "name a class, a group or a region".to_owned(),
        };
        self.wrong_kind(expr.span, &value, "a structure", help);
        None
    }

    fn union_of_members(&self, value: &Value) -> Option<Structure> {
        let members: Vec<ClassId> = match value {
            Value::Pair(id) => {
                let pair = self.pairs.get(id.0)?.as_ref()?;
                vec![pair.right, pair.left]
            }
            Value::Sequence(id) => {
                let sequence = self.sequences.get(id.0)?.as_ref()?;
                sequence.members.iter().map(|member| member.class).collect()
            }
            _ => return None,
        };
        members.into_iter().map(Structure::Class).reduce(|a, b| Structure::Union(Box::new(a), Box::new(b)))
    }

    /// A measured or written number; a set of parts means its count.
    pub fn number(&mut self, expr: &Expr) -> Option<Num> {
        let value = self.value(expr);
        self.as_number(value, expr)
    }

    pub(super) fn as_number(&mut self, value: Value, expr: &Expr) -> Option<Num> {
        let help = match value {
            Value::Number(num) => return Some(num),
            Value::Parts(components) => return Some(self.part_count(components, expr)),
            Value::Error => return None,
            Value::Structure(_) | Value::Pair(_) | Value::Sequence(_) => {
                format!("measure it: `volume({})`", self.text(expr))
            }
            Value::Position(_) => "subtract two positions to get a length: `top(heart) - top(liver)`".to_owned(),
            Value::Segment(_) => format!("measure it: `length({})`", self.text(expr)),
            Value::Family(_) | Value::Landmarks => format!("count it: `count({})`", self.text(expr)),
            Value::Image(_) => "say of which voxels: `intensity(liver).mean`".to_owned(),
            Value::Size => "name an axis of the array: `size.i`, `size.j` or `size.k`".to_owned(),
            Value::Fact(_) => "a word or text is compared with `==` and `in`, and nothing else".to_owned(),
            Value::Domain(_) | Value::Rows(_) => format!("count it: `count({})`", self.text(expr)),
            Value::Row { .. } => format!("name one of its fields: `{}.long`", self.text(expr)),
            Value::Sides(_) => "products of sides belong to `size`, `spacing` and `grow`".to_owned(),
            _ => "write a number with its unit, or a measure such as `volume(liver)`".to_owned(),
        };
        self.wrong_kind(expr.span, &value, "a number", help);
        None
    }

    fn part_count(&self, components: Components, expr: &Expr) -> Num {
        let measure = Measure {
            kind: MeasureKind::Components(components),
            dimension: Dimension::NONE,
            span: expr.span,
            text: self.text(expr),
        };
        Num { number: Number::Measure(Box::new(measure)), nature: Nature::Count, span: expr.span }
    }

    /// A written number, or a parameter that stands for one.
    pub(super) fn constant(&mut self, expr: &Expr, what: &str) -> Option<Num> {
        let num = self.number(expr)?;
        if num.constant().is_some() {
            return Some(num);
        }
        self.report(
            Problem::new(&WRONG_KIND, format!("{what} must be written as a number"))
                .at(expr.span, "this is measured")
                .help("write a number with its unit, or a `param`"),
        );
        None
    }

    /// A written number of one of the dimensions, which is not negative.
    pub(super) fn constant_of(
        &mut self,
        expr: &Expr,
        what: &str,
        allowed: &[Dimension],
        example: &str,
    ) -> Option<Quantity> {
        let num = self.constant(expr, what)?;
        let quantity = num.constant()?.clone();
        self.check_constant(quantity, expr.span, what, allowed, example)
    }

    pub(super) fn check_constant(
        &mut self,
        quantity: Quantity,
        span: Span,
        what: &str,
        allowed: &[Dimension],
        example: &str,
    ) -> Option<Quantity> {
        if allowed.contains(&quantity.dimension) {
            if quantity.value < num_traits::Zero::zero() {
                self.report(
                    Problem::new(&WRONG_DIMENSION, format!("{what} cannot be negative"))
                        .at(span, "negative")
                        .help(format!("write `{example}`")),
                );
                return None;
            }
            return Some(quantity);
        }
        let bare = quantity.dimension.is_none() && !quantity.written.contains('%');
        let problem = if bare {
            let unit = example.split(' ').next_back().unwrap_or_default();
            Problem::new(&MISSING_UNIT, format!("`{quantity}` needs a unit: it is {what}"))
                .at(span, "no unit")
                .help(format!("write `{quantity} {unit}`"))
        } else {
            Problem::new(&WRONG_DIMENSION, format!("`{quantity}` does not fit: {what} is {}", names(allowed)))
                .at(span, format!("this is {}", quantity.dimension.name()))
                .help(format!("write {}, such as `{example}`", names(allowed)))
        };
        self.report(problem);
        None
    }

    /// A named place; a structure stands for its centroid.
    pub fn position(&mut self, expr: &Expr) -> Option<Position> {
        let value = self.value(expr);
        let help = match &value {
            Value::Position(position) => return Some(position.clone()),
            Value::Structure(structure) => return Some(Position::Centroid(structure.clone())),
            Value::Worded(text) => return Some(Position::Centroid(structure_named(text))),
            Value::Pair(_) | Value::Sequence(_) => return self.union_of_members(&value).map(Position::Centroid),
            Value::Error => return None,
            Value::Family(_) => "name the landmark of one class, such as `body_centre.L3`",
            Value::Segment(_) => "name one of its ends: `start(..)` or `end(..)`",
            _ => "name a structure or one of its ends, such as `top(liver)`, or a landmark",
        };
        self.wrong_kind(expr.span, &value, "a position", help.to_owned());
        None
    }

    pub fn claim(&mut self, expr: &Expr) -> Option<Claim> {
        let value = self.value(expr);
        let text = self.text(expr);
        let help = match &value {
            Value::Claim(claim) => return Some(claim.clone()),
            Value::Fact(id) => return self.fact_as_claim(*id, expr),
            Value::Error => return None,
            Value::Structure(_) | Value::Pair(_) | Value::Sequence(_) => format!("write `present({text})`"),
            Value::Number(num) if num.nature == Nature::Date => format!("compare it: `{text} >= 2026-04-01`"),
            Value::Number(num) if num.nature == Nature::Count => format!("compare it: `{text} == 1`"),
            Value::Number(num) => {
                let unit = num.number.dimension().usual_unit();
                format!("compare it: `{}`", format!("{text} >= 5 {unit}").trim_end())
            }
            Value::Parts(_) => format!("compare its count: `{text} == 1`"),
            Value::Position(Position::Landmark(_)) | Value::Segment(_) => format!("write `present({text})`"),
            Value::Position(_) => format!("compare it with another: `{text} cranial to ..`"),
            Value::Header(_) => format!("say which values are allowed: `{text} in {{..}}`"),
            Value::Size => "compare it: `size == 240 x 240 x 155`".to_owned(),
            Value::Row { .. } => format!("say what holds of it: `{text}.long >= 10 mm`"),
            Value::Rows(_) => {
                format!("say how many there are, `count({text}) >= 1`, or bind one at a time with `each`")
            }
            _ => "write a claim, such as `present(liver)` or `volume(liver) >= 600 mL`".to_owned(),
        };
        self.wrong_kind(expr.span, &value, "a claim", help);
        None
    }

    pub fn wrong_kind(&mut self, span: Span, found: &Value, due: &str, help: String) {
        self.report(
            Problem::new(&WRONG_KIND, format!("this is {}, and {due} is due here", found.kind()))
                .at(span, format!("not {due}"))
                .help(help),
        );
    }

    /// A bare word: a plane, an axis, `background`.
    pub(super) fn word<'e>(&mut self, expr: &'e Expr, example: &str) -> Option<&'e Name> {
        if let ExprKind::Path(names) = &expr.kind
            && let [name] = names.as_slice()
        {
            return Some(name);
        }
        if expr.kind != ExprKind::Error {
            self.report(
                Problem::new(&WRONG_KIND, "a single word is due here")
                    .at(expr.span, "not a word")
                    .help(format!("write `{example}`")),
            );
        }
        None
    }
}

fn names(allowed: &[Dimension]) -> String {
    let names: Vec<String> = allowed
        .iter()
        .map(|dimension| if dimension.is_none() { "a share in %".to_owned() } else { dimension.name() })
        .collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => names.concat(),
    }
}
