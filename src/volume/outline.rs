//! Outlines in a plane: closed polygons by their vertices.
//!
//! Which side of a line a point lies on is decided exactly (Shewchuk 1997, "Adaptive precision floating-point arithmetic and
//! fast robust geometric predicates"), so that touching and crossing are told apart. Common areas are those of a boolean
//! operation on a grid of 2⁶³ steps across both outlines.

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::float::single::SingleFloatOverlay;
use robust::{Coord, orient2d};

/// A point of a plane, in pixels: column and row.
pub type PlanePoint = [f64; 2];

/// Pairs of edges compared before a polygon is given up as too intricate.
const BUDGET: usize = 50_000_000;

/// A polygon. The vertex that closes it is not repeated, and neither is any vertex directly behind itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outline {
    vertices: Vec<PlanePoint>,
    /// Whether the last point was the first again.
    pub closed: bool,
}

impl Outline {
    pub fn new(points: impl IntoIterator<Item = PlanePoint>) -> Outline {
        let mut vertices: Vec<PlanePoint> = points.into_iter().collect();
        vertices.dedup();
        let closed = vertices.len() > 1 && vertices.first() == vertices.last();
        if closed {
            vertices.pop();
        }
        Outline { vertices, closed }
    }

    /// The same, closed however it was written.
    #[must_use]
    pub fn as_closed(self) -> Outline {
        Outline { closed: true, ..self }
    }

    pub fn vertices(&self) -> &[PlanePoint] {
        &self.vertices
    }

    fn edges(&self) -> impl Iterator<Item = (PlanePoint, PlanePoint)> + Clone + '_ {
        self.vertices.iter().copied().zip(self.vertices.iter().copied().cycle().skip(1))
    }

    /// By the shoelace formula, without sign, from the first vertex, so that far coordinates cost no digits.
    pub fn area(&self) -> f64 {
        let Some(&[x0, y0]) = self.vertices.first() else { return 0.0 };
        let twice: f64 = self.edges().map(|([a, b], [c, d])| (a - x0) * (d - y0) - (c - x0) * (b - y0)).sum();
        twice.abs() / 2.0
    }

    /// Lowest and highest column and row.
    pub fn bounds(&self) -> Option<(PlanePoint, PlanePoint)> {
        let mut vertices = self.vertices.iter();
        let &first = vertices.next()?;
        Some(vertices.fold((first, first), |([a, b], [c, d]), &[x, y]| ([a.min(x), b.min(y)], [c.max(x), d.max(y)])))
    }

    /// Whether no two edges meet but neighbours at their common vertex. `None`: too many edges lie over each other to tell.
    pub fn is_simple(&self) -> Option<bool> {
        let edges: Vec<(PlanePoint, PlanePoint)> = self.edges().collect();
        let count = edges.len();
        if count < 3 {
            return Some(false);
        }
        let mut order: Vec<usize> = (0..count).collect();
        let left = |at: &usize| edges.get(*at).map_or(0.0, |(a, b)| a[0].min(b[0]));
        order.sort_by(|a, b| left(a).total_cmp(&left(b)));
        let mut compared = 0_usize;
        for (place, &one) in order.iter().enumerate() {
            let Some(&edge) = edges.get(one) else { continue };
            let right = edge.0[0].max(edge.1[0]);
            for &other in order.iter().skip(place + 1).take_while(|other| left(other) <= right) {
                compared += 1;
                if compared > BUDGET {
                    return None;
                }
                let Some(&second) = edges.get(other) else { continue };
                let meet = match (one + 1) % count == other || (other + 1) % count == one {
                    true => fold_back(edge, second),
                    false => meet(edge, second),
                };
                if meet {
                    return Some(false);
                }
            }
        }
        Some(true)
    }

    /// Whether every turn goes the same way, and once around. A straight vertex is no turn.
    pub fn is_convex(&self) -> bool {
        let vertices = &self.vertices;
        let next = |at: usize| vertices.iter().copied().cycle().skip(at);
        let turns = vertices.iter().zip(next(1)).zip(next(2)).map(|((&a, b), c)| side(a, b, c));
        let (mut left, mut right) = (false, false);
        for turn in turns {
            left |= turn > 0.0;
            right |= turn < 0.0;
        }
        left != right && self.is_simple() == Some(true)
    }

    /// Whether a point lies in it or on it.
    pub fn holds(&self, point: PlanePoint) -> bool {
        let [x, y] = point;
        let mut inside = false;
        for (a, b) in self.edges() {
            if on_segment(point, (a, b)) {
                return true;
            }
            // A ray to the right crosses the edges that lead over its height, and have the point on their left.
            if (a[1] > y) != (b[1] > y) {
                let (low, high) = if a[1] < b[1] { (a, b) } else { (b, a) };
                inside ^= side(low, high, [x, y]) > 0.0;
            }
        }
        inside
    }

    /// The longest distance between two vertices.
    pub fn longest(&self) -> f64 {
        let hull = hull(self.vertices.clone());
        let far = |[a, b]: PlanePoint, [c, d]: PlanePoint| (a - c).hypot(b - d);
        let pairs = hull.iter().enumerate().flat_map(|(at, &a)| hull.iter().skip(at + 1).map(move |&b| far(a, b)));
        pairs.fold(0.0, f64::max)
    }

    /// The area that two outlines have in common.
    pub fn common_area(&self, other: &Outline) -> f64 {
        self.overlaid(other, OverlayRule::Intersect)
    }

    /// The area of this one that lies outside the other.
    pub fn area_outside(&self, other: &Outline) -> f64 {
        self.overlaid(other, OverlayRule::Difference)
    }

    fn overlaid(&self, other: &Outline, rule: OverlayRule) -> f64 {
        let shapes = self.vertices.overlay_as::<i64>(&other.vertices, rule, FillRule::EvenOdd);
        let ring = |points: Vec<PlanePoint>| Outline::new(points).area();
        // The first contour of a shape is its rim, the others are its holes.
        let shape = |contours: Vec<Vec<PlanePoint>>| {
            let mut areas = contours.into_iter().map(ring);
            let rim = areas.next().unwrap_or_default();
            rim - areas.sum::<f64>()
        };
        shapes.into_iter().map(shape).sum()
    }
}

/// Positive where `c` lies left of the way from `a` to `b` (rows growing upward), 0 on its line.
fn side(a: PlanePoint, b: PlanePoint, c: PlanePoint) -> f64 {
    let coord = |[x, y]: PlanePoint| Coord { x, y };
    orient2d(coord(a), coord(b), coord(c))
}

type Edge = (PlanePoint, PlanePoint);

fn on_segment(point: PlanePoint, (a, b): Edge) -> bool {
    let between = |value: f64, one: f64, other: f64| one.min(other) <= value && value <= one.max(other);
    between(point[0], a[0], b[0]) && between(point[1], a[1], b[1]) && side(a, b, point) == 0.0
}

/// Whether two edges have a point in common.
fn meet(one: Edge, other: Edge) -> bool {
    let apart = |edge: Edge, a: PlanePoint, b: PlanePoint| {
        let (first, second) = (side(edge.0, edge.1, a), side(edge.0, edge.1, b));
        first > 0.0 && second > 0.0 || first < 0.0 && second < 0.0
    };
    if apart(one, other.0, other.1) || apart(other, one.0, one.1) {
        return false;
    }
    let collinear = side(one.0, one.1, other.0) == 0.0 && side(one.0, one.1, other.1) == 0.0;
    !collinear
        || on_segment(other.0, one)
        || on_segment(other.1, one)
        || on_segment(one.0, other)
        || on_segment(one.1, other)
}

/// Whether two edges with a common vertex have more than that in common.
fn fold_back(one: Edge, other: Edge) -> bool {
    let (a, common, b) = match one.1 == other.0 {
        true => (one.0, one.1, other.1),
        false => (other.0, one.0, one.1),
    };
    on_segment(a, (common, b)) || on_segment(b, (common, a))
}

/// Convex hull, by monotone chains (Andrew 1979).
fn hull(mut points: Vec<PlanePoint>) -> Vec<PlanePoint> {
    points.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    points.dedup();
    if points.len() < 3 {
        return points;
    }
    let chain = |points: &mut dyn Iterator<Item = PlanePoint>| {
        let mut chain: Vec<PlanePoint> = Vec::new();
        for point in points {
            while let [.., a, b] = chain.as_slice()
                && side(*a, *b, point) <= 0.0
            {
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let mut hull = chain(&mut points.iter().copied());
    hull.extend(chain(&mut points.iter().rev().copied()));
    hull
}
