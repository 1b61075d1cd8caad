//! Landmarks and what is said of points: their distance, angles between lines, where they lie.

use crate::report::Plane;
use crate::syntax::tree::{Expr, Name};

use super::super::codes::{NO_COMMON_AXIS, UNKNOWN_NAME, WRONG_COUNT, WRONG_KIND};
use super::super::landmark::{LandmarkId, LandmarkKind};
use super::super::points::{ImageDirection, Mark, PointClaim, PointMeasure, Segment};
use super::super::problem::Problem;
use super::super::protocol::{ClassId, SequenceId};
use super::super::quantity::Dimension;
use super::super::rule::{Claim, ClaimKind, MeasureKind, Position, Structure};
use super::super::suggest;
use super::Typer;
use super::calls::Arguments;
use super::value::{Nature, Value};

/// Whether points are meant and no voxels.
pub(super) fn is_place(value: &Value) -> bool {
    matches!(value, Value::Position(_) | Value::Segment(_) | Value::Family(_))
}

impl Typer<'_> {
    /// What the name of a landmark stands for.
    pub(super) fn landmark_value(&self, id: LandmarkId) -> Value {
        match self.landmarks.get(id.0) {
            Some(Some(landmark)) if landmark.per.is_some() => Value::Family(id),
            Some(Some(landmark)) => of_kind(landmark.kind, Mark { landmark: id, member: None }),
            _ => Value::Error,
        }
    }

    /// `body_centre.L3`, or `body_centre.v` of a bound name.
    pub(super) fn member_of_family(&mut self, id: LandmarkId, first: &Name, rest: &[Name]) -> Value {
        let [part] = rest else { return Value::Error };
        let Some((kind, classes, family)) = self.landmarks.get(id.0).and_then(|landmark| {
            let landmark = landmark.as_ref()?;
            let family = landmark.per.as_ref()?;
            Some((landmark.kind, family.classes.clone(), family.name.clone()))
        }) else {
            return Value::Error;
        };
        let member = match self.local(&part.text) {
            Some(value) => value,
            None => match self.class_called(&part.text) {
                Some(class) => Value::Structure(Structure::Class(class)),
                None => Value::Landmarks,
            },
        };
        match member {
            Value::Structure(of @ Structure::Variable(_)) => of_kind(kind, Mark { landmark: id, member: Some(of) }),
            Value::Structure(Structure::Class(class)) if classes.contains(&class) => {
                of_kind(kind, Mark { landmark: id, member: Some(Structure::Class(class)) })
            }
            Value::Error => Value::Error,
            _ => {
                let names = self.class_names(&classes);
                let help = suggest::nearest(&part.text, names.iter().map(String::as_str)).map_or_else(
                    || format!("write a class of `{family}`, or a name bound by `each v in {family}`"),
                    |close| format!("did you mean `{}.{close}`?", first.text),
                );
                self.report(
                    Problem::new(&UNKNOWN_NAME, format!("`{family}` has no class `{}`", part.text))
                        .at(part.span, "not a class of it")
                        .help(help),
                );
                Value::Error
            }
        }
    }

    fn class_called(&mut self, name: &str) -> Option<ClassId> {
        self.classes.iter().position(|class| class.name == name).map(ClassId)
    }

    fn class_names(&self, classes: &[ClassId]) -> Vec<String> {
        classes.iter().filter_map(|class| self.classes.get(class.0)).map(|class| class.name.clone()).collect()
    }

    /// A single place in space: an end of a structure is one along one axis only.
    pub(super) fn point(&mut self, expr: &Expr) -> Option<Position> {
        let position = self.position(expr)?;
        if matches!(position, Position::End { .. }) {
            self.report(
                Problem::new(&NO_COMMON_AXIS, format!("`{}` is a place along one axis only", self.text(expr)))
                    .at(expr.span, "no point")
                    .help("write a landmark or `centroid(..)`, or subtract two ends of the same axis"),
            );
            return None;
        }
        Some(position)
    }

    fn segment(&mut self, expr: &Expr) -> Option<Segment> {
        match self.value(expr) {
            Value::Segment(segment) => Some(*segment),
            Value::Error => None,
            other => {
                let help = "write a landmark that is a line, or `segment(a, b)`".to_owned();
                self.wrong_kind(expr.span, &other, "a line", help);
                None
            }
        }
    }

    /// One point, or the two of a line.
    fn points(&mut self, expr: &Expr) -> Option<Vec<Position>> {
        match self.value(expr) {
            Value::Segment(segment) => Some(vec![segment.from, segment.to]),
            Value::Error => None,
            _ => self.point(expr).map(|point| vec![point]),
        }
    }

    pub(super) fn points_inside(&mut self, value: Value, left: &Expr, right: &Expr) -> Option<ClaimKind> {
        let points = match value {
            Value::Segment(segment) => Some(vec![segment.from, segment.to]),
            _ => self.point(left).map(|point| vec![point]),
        };
        if self.names_outline(right) {
            return self.points_in_outline(points?, right);
        }
        let within = self.value(right);
        if matches!(within, Value::Image(_)) {
            return Some(ClaimKind::Points(PointClaim::InImage { points: points? }));
        }
        let of = self.as_structure(within, right);
        Some(ClaimKind::Points(PointClaim::Inside { points: points?, of: of?, up_to: None }))
    }

    /// By the columns or rows of a picture.
    pub(super) fn beyond_in_image(
        &mut self,
        left: &Expr,
        direction: ImageDirection,
        right: &Expr,
    ) -> Option<ClaimKind> {
        let a = self.point(left);
        let b = self.point(right);
        let kind = PointClaim::BeyondInImage { a: a?, direction, b: b?, by: None, up_to: None };
        Some(ClaimKind::Points(kind))
    }

    /// The sequence in whose order the points of a landmark stand.
    pub(super) fn sequence_of_points(&mut self, id: LandmarkId, of: &Expr) -> Option<SequenceId> {
        let landmark = self.landmarks.get(id.0).and_then(Option::as_ref)?;
        let point = landmark.kind == LandmarkKind::Point;
        let sequence = landmark.per.as_ref().and_then(|family| family.sequence).filter(|_| point);
        if sequence.is_none() {
            self.report(
                Problem::new(&WRONG_KIND, "only points of a sequence are ordered")
                    .at(of.span, "no sequence gives its order")
                    .help("declare the landmark `per` a sequence, such as `sequence spine = C1..C7, T1..T12`"),
            );
        }
        sequence
    }

    /// `present(liver)`, `present(carina)`
    pub(super) fn presence_of(
        &mut self,
        arguments: &Arguments,
        kind: impl FnOnce(Structure) -> ClaimKind,
        negated: bool,
    ) -> Option<Value> {
        let expr = arguments.get(0)?;
        let value = self.value(expr);
        let kind = match marked(&value) {
            Some(mark) => ClaimKind::Points(PointClaim::Given { mark, negated }),
            None => kind(self.as_structure(value, expr)?),
        };
        Some(Value::Claim(Claim { kind, span: arguments.call.span, text: self.text(arguments.call) }))
    }

    /// Between structures, between points, or from a point to a structure.
    pub(super) fn distance(&mut self, arguments: &Arguments) -> Option<Value> {
        let (first, second) = (arguments.get(0)?, arguments.get(1)?);
        let (a, b) = (self.value(first), self.value(second));
        let kind = match (is_place(&a), is_place(&b)) {
            (false, false) => {
                let a = self.as_structure(a, first);
                let b = self.as_structure(b, second);
                MeasureKind::Distance(a?, b?)
            }
            (true, true) => {
                let from = self.point(first);
                let to = self.point(second);
                MeasureKind::Points(PointMeasure::Distance(Box::new(Segment { from: from?, to: to? })))
            }
            (true, false) => {
                let point = self.point(first);
                let of = self.as_structure(b, second);
                MeasureKind::Points(PointMeasure::Reach { point: point?, of: of? })
            }
            (false, true) => {
                let point = self.point(second);
                let of = self.as_structure(a, first);
                MeasureKind::Points(PointMeasure::Reach { point: point?, of: of? })
            }
        };
        Some(self.measure(arguments.call, kind, Dimension::LENGTH, Nature::Measure))
    }

    pub(super) fn length(&mut self, arguments: &Arguments) -> Option<Value> {
        let segment = self.segment(arguments.get(0)?)?;
        let kind = MeasureKind::Points(PointMeasure::Distance(Box::new(segment)));
        Some(self.measure(arguments.call, kind, Dimension::LENGTH, Nature::Measure))
    }

    /// `angle(a, b, c)` at `b`, or between two lines.
    pub(super) fn angle(&mut self, arguments: &Arguments) -> Option<Value> {
        let (first, second) = (arguments.get(0)?, arguments.get(1)?);
        let (one, other) = match arguments.get(2) {
            Some(third) => {
                let a = self.point(first);
                let vertex = self.point(second);
                let c = self.point(third);
                let vertex = vertex?;
                (Segment { from: vertex.clone(), to: a? }, Segment { from: vertex, to: c? })
            }
            None => {
                let one = self.segment(first);
                let other = self.segment(second);
                (one?, other?)
            }
        };
        let kind = MeasureKind::Points(PointMeasure::Angle(Box::new((one, other))));
        Some(self.measure(arguments.call, kind, Dimension::ANGLE, Nature::Measure))
    }

    pub(super) fn segment_between(&mut self, arguments: &Arguments) -> Option<Value> {
        let from = self.point(arguments.get(0)?);
        let to = self.point(arguments.get(1)?);
        Some(Value::Segment(Box::new(Segment { from: from?, to: to? })))
    }

    /// `start(long)`, `end(long)`
    pub(super) fn line_end(&mut self, arguments: &Arguments, last: bool) -> Option<Value> {
        let segment = self.segment(arguments.get(0)?)?;
        Some(Value::Position(if last { segment.to } else { segment.from }))
    }

    pub(super) fn midpoint(&mut self, arguments: &Arguments) -> Option<Value> {
        Some(Value::Position(Position::Midpoint(self.all_points(arguments)?)))
    }

    /// Every argument as a point; all mistakes are reported.
    pub(super) fn all_points(&mut self, arguments: &Arguments) -> Option<Vec<Position>> {
        let points: Vec<Option<Position>> = arguments.all().iter().map(|expr| self.point(expr)).collect();
        points.into_iter().collect()
    }

    /// `same_slice(long, short, in: acquired)`
    pub(super) fn same_slice(&mut self, arguments: &Arguments) -> Option<Value> {
        let mut points = Vec::new();
        let mut sound = true;
        for &expr in arguments.all() {
            match self.points(expr) {
                Some(found) => points.extend(found),
                None => sound = false,
            }
        }
        let plane = match arguments.named("in") {
            Some(expr) => self.word(expr, "in: axial").and_then(|name| self.plane(name))?,
            None => Plane::Axial,
        };
        if sound && points.len() < 2 {
            self.report(
                Problem::new(&WRONG_COUNT, "one point is always in one slice")
                    .at(arguments.call.span, "a single point")
                    .help("write a line, or several points: `same_slice(a, b)`"),
            );
            return None;
        }
        let kind = ClaimKind::Points(PointClaim::SameSlice { points, plane });
        let text = self.text(arguments.call);
        sound.then_some(Value::Claim(Claim { kind, span: arguments.call.span, text }))
    }

    pub(super) fn count_points(&self, call: &Expr, of: Option<LandmarkId>) -> Value {
        self.measure(call, MeasureKind::Points(PointMeasure::Count(of)), Dimension::NONE, Nature::Count)
    }
}

fn of_kind(kind: LandmarkKind, mark: Mark) -> Value {
    match kind {
        LandmarkKind::Point => Value::Position(Position::Landmark(mark)),
        LandmarkKind::Line => {
            let from = Position::LineEnd { line: mark.clone(), last: false };
            Value::Segment(Box::new(Segment { from, to: Position::LineEnd { line: mark, last: true } }))
        }
    }
}

/// The landmark that an expression names, if it is one.
fn marked(value: &Value) -> Option<Mark> {
    match value {
        Value::Position(Position::Landmark(mark)) => Some(mark.clone()),
        Value::Segment(segment) => match (&segment.from, &segment.to) {
            (Position::LineEnd { line, last: false }, Position::LineEnd { line: same, last: true }) if line == same => {
                Some(line.clone())
            }
            _ => None,
        },
        _ => None,
    }
}
