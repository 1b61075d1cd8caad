//! Parts, holes and tunnels, their floor and connectivity.

use crate::report::Span;
use crate::syntax::tree::{BinaryOperator, Expr, ExprKind};

use super::super::codes::{CONNECTIVITY, SLICE_SCOPE, UNKNOWN_WORD};
use super::super::problem::Problem;
use super::super::protocol::Floor;
use super::super::quantity::Dimension;
use super::super::rule::{Components, Connectivity, MeasureKind};
use super::Typer;
use super::calls::Arguments;
use super::value::{Nature, Value};

impl Typer<'_> {
    pub(super) fn components(&mut self, arguments: &Arguments) -> Option<Components> {
        let of = self.structure(arguments.get(0)?);
        let floor = self.floor(arguments);
        let connectivity = self.connectivity(arguments);
        Some(Components { of: of?, floor: floor?, connectivity: connectivity? })
    }

    pub(super) fn holes(&mut self, arguments: &Arguments) -> Option<Value> {
        let of = self.structure(arguments.get(0)?);
        let floor = self.floor(arguments);
        let connectivity = self.paired_connectivity(arguments, "holes");
        let of_background = match arguments.named("of") {
            None => Some(false),
            Some(word) => self.of_background(word),
        };
        let kind =
            MeasureKind::Holes { of: of?, floor: floor?, connectivity: connectivity?, of_background: of_background? };
        Some(self.measure(arguments.call, kind, Dimension::NONE, Nature::Count))
    }

    fn of_background(&mut self, expr: &Expr) -> Option<bool> {
        let name = self.word(expr, "of: background")?;
        if name.text == "background" {
            return Some(true);
        }
        self.report(
            Problem::new(&UNKNOWN_WORD, format!("holes cannot be restricted to `{}`", name.text))
                .at(name.span, "only `background` is known here")
                .help("write `of: background`"),
        );
        None
    }

    pub(super) fn tunnels(&mut self, arguments: &Arguments) -> Option<Value> {
        let of = self.structure(arguments.get(0)?);
        let connectivity = self.paired_connectivity(arguments, "tunnels");
        self.three_dimensions_only(arguments.call.span, "tunnels", "`holes(S)` counts the holes of a slice")?;
        let kind = MeasureKind::Tunnels { of: of?, connectivity: connectivity? };
        Some(self.measure(arguments.call, kind, Dimension::NONE, Nature::Count))
    }

    /// `None`: reported. `Some(None)`: no floor is given.
    fn floor(&mut self, arguments: &Arguments) -> Option<Option<Floor>> {
        let Some(expr) = arguments.named("min") else { return Some(None) };
        let quantity = if self.slice.is_some() {
            self.constant_of(expr, "the smallest area that counts", &[Dimension::AREA, Dimension::VOXEL], "5 mm2")
        } else {
            self.constant_of(expr, "the smallest size that counts", &[Dimension::VOLUME, Dimension::VOXEL], "0.5 mL")
        };
        quantity.map(|quantity| Some(Floor(quantity)))
    }

    fn connectivity(&mut self, arguments: &Arguments) -> Option<Connectivity> {
        let Some(expr) = arguments.named("connectivity") else { return Some(Connectivity::default()) };
        let found = match &expr.kind {
            ExprKind::Number { digits, unit: None } => match digits.as_str() {
                "26" | "8" => Some(Connectivity::Full),
                "6" | "4" => Some(Connectivity::Face),
                "18" => Some(Connectivity::Edge),
                _ => None,
            },
            ExprKind::Binary { operator: BinaryOperator::Divide, left, right } => match (digits(left), digits(right)) {
                (Some("26"), Some("6")) | (Some("8"), Some("4")) => Some(Connectivity::Full),
                (Some("6"), Some("26")) | (Some("4"), Some("8")) => Some(Connectivity::Face),
                _ => None,
            },
            ExprKind::Error => return None,
            _ => None,
        };
        if found.is_none() {
            self.report(
                Problem::new(&UNKNOWN_WORD, format!("`{}` is no connectivity", self.text(expr)))
                    .at(expr.span, "not a connectivity")
                    .help("write `26/6`, `6/26` or, to count parts only, `18`"),
            );
        }
        found
    }

    fn paired_connectivity(&mut self, arguments: &Arguments, what: &str) -> Option<Connectivity> {
        let connectivity = self.connectivity(arguments)?;
        if connectivity != Connectivity::Edge {
            return Some(connectivity);
        }
        let span = arguments.named("connectivity").map_or(arguments.call.span, |expr| expr.span);
        self.report(
            Problem::new(&CONNECTIVITY, format!("{what} have no meaning with `connectivity: 18`"))
                .at(span, "no partner for the background")
                .help("write `connectivity: 26/6` or `connectivity: 6/26`"),
        );
        None
    }

    pub(super) fn three_dimensions_only(&mut self, span: Span, what: &str, help: &str) -> Option<()> {
        if self.slice.is_none() {
            return Some(());
        }
        self.report(
            Problem::new(&SLICE_SCOPE, format!("a single slice has no {what}"))
                .at(span, "inside a slice scope")
                .help(format!("move it out of the slice scope; {help}")),
        );
        None
    }
}

fn digits(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Number { digits, unit: None } => Some(digits),
        _ => None,
    }
}
