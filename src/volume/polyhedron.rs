//! The half-spaces that enclose a set of lattice points: Quickhull (Barber, Dobkin and Huhdanpaa 1996) in integers.
//!
//! With exact orientation tests there are no tolerances and no degenerate facets: a point outside the polyhedron sees at
//! least one facet strictly from above, and the horizon of those it sees is one closed line.

#![expect(clippy::indexing_slicing, reason = "facets and points are indexed by positions this module has written")]

use rustc_hash::FxHashMap;

pub type Point = [i128; 3];

/// normal · p ≤ offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plane {
    pub normal: Point,
    pub offset: i128,
    /// Lowest and highest third coordinate of the facet; of a plane that holds all points, everything.
    pub span: (i128, i128),
}

impl Plane {
    /// Whether the facet has a point with this third coordinate.
    pub fn reaches(&self, z: i128) -> bool {
        self.span.0 <= z && z <= self.span.1
    }

    fn through([a, b, c]: [Point; 3]) -> Self {
        let normal = cross(minus(b, a), minus(c, a));
        let span = (a[2].min(b[2]).min(c[2]), a[2].max(b[2]).max(c[2]));
        Plane { normal, offset: dot(normal, a), span }
    }

    /// Positive above the plane, 0 on it.
    fn height(&self, point: Point) -> i128 {
        dot(self.normal, point) - self.offset
    }
}

struct Facet {
    corners: [usize; 3],
    plane: Plane,
    /// Points strictly above this facet that no other facet keeps.
    outside: Vec<usize>,
    alive: bool,
}

/// Half-spaces whose intersection is the convex hull of the points. Those of facets that reach a third coordinate z suffice
/// to bound the hull in the plane of that z. No point, no plane.
pub fn enclosing_planes(points: &[Point]) -> Vec<Plane> {
    let mut points = points.to_vec();
    let (simplex, flat) = spanning_simplex(&mut points);
    let Some(simplex) = simplex else { return flat };
    let mut hull = Hull { points, facets: Vec::new(), edges: FxHashMap::default() };
    hull.start(simplex);
    let mut next = 0;
    while next < hull.facets.len() {
        if hull.facets[next].alive && !hull.facets[next].outside.is_empty() {
            hull.raise(next);
        }
        next += 1;
    }
    let planes = hull.facets.iter().filter(|facet| facet.alive).map(|facet| facet.plane);
    planes.chain(flat).collect()
}

/// Four points that span space. Points that all lie in a plane, on a line or in one place get neighbours off it; the hull
/// is then cut with the planes returned beside, in which no added point lies.
fn spanning_simplex(points: &mut Vec<Point>) -> (Option<[usize; 4]>, Vec<Plane>) {
    let Some(&origin) = points.first() else { return (None, Vec::new()) };
    let steps: Vec<Point> = points.iter().map(|&point| minus(point, origin)).collect();
    let units = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
    let mut chosen = vec![0];
    let mut basis: Vec<Point> = Vec::new();
    let independent = |basis: &[Point], step: Point| match *basis {
        [] => step != [0; 3],
        [a] => cross(a, step) != [0; 3],
        [a, b, ..] => dot(cross(a, b), step) != 0,
    };
    while basis.len() < 3
        && let Some(index) = steps.iter().position(|&step| independent(&basis, step))
    {
        basis.push(steps[index]);
        chosen.push(index);
    }
    // Normals of the flat that holds all points.
    let normals: Vec<Point> = match basis[..] {
        [] => units.to_vec(),
        [a] => units.iter().map(|&unit| cross(a, unit)).filter(|normal| *normal != [0; 3]).collect(),
        [a, b] => vec![cross(a, b)],
        _ => Vec::new(),
    };
    let everywhere = (i128::MIN, i128::MAX);
    let both = normals.into_iter().flat_map(|normal| [normal, normal.map(|v| -v)]);
    let flat = both.map(|normal| Plane { normal, offset: dot(normal, origin), span: everywhere }).collect();
    for unit in units {
        if basis.len() < 3 && independent(&basis, unit) {
            basis.push(unit);
            chosen.push(points.len());
            points.push([origin[0] + unit[0], origin[1] + unit[1], origin[2] + unit[2]]);
        }
    }
    (<[usize; 4]>::try_from(chosen).ok(), flat)
}

struct Hull {
    points: Vec<Point>,
    facets: Vec<Facet>,
    /// The facet to the left of a directed edge.
    edges: FxHashMap<(usize, usize), usize>,
}

impl Hull {
    fn start(&mut self, [a, b, c, d]: [usize; 4]) {
        let above = Plane::through([a, b, c].map(|i| self.points[i])).height(self.points[d]) > 0;
        let (b, c) = if above { (c, b) } else { (b, c) };
        for corners in [[a, b, c], [a, d, b], [b, d, c], [c, d, a]] {
            self.add(corners);
        }
        let all = (0..self.points.len()).collect();
        self.distribute(all, 0);
    }

    fn add(&mut self, corners: [usize; 3]) {
        let [a, b, c] = corners;
        let index = self.facets.len();
        for edge in [(a, b), (b, c), (c, a)] {
            self.edges.insert(edge, index);
        }
        let plane = Plane::through(corners.map(|i| self.points[i]));
        self.facets.push(Facet { corners, plane, outside: Vec::new(), alive: true });
    }

    /// Gives each point to the first facet from `first` on that it lies above; a point above none is inside.
    fn distribute(&mut self, points: Vec<usize>, first: usize) {
        for point in points {
            let place = self.points[point];
            if let Some(facet) = self.facets[first..].iter_mut().find(|facet| facet.plane.height(place) > 0) {
                facet.outside.push(point);
            }
        }
    }

    /// Replaces all facets that the farthest point above this one sees by the cone from that point to their horizon.
    fn raise(&mut self, facet: usize) {
        let plane = self.facets[facet].plane;
        let points = &self.points;
        let farthest = self.facets[facet].outside.iter().copied().max_by_key(|&i| (plane.height(points[i]), i));
        let Some(eye) = farthest else { return };
        let place = self.points[eye];
        let mut horizon = Vec::new();
        let mut orphans = Vec::new();
        let mut seen = vec![facet];
        self.facets[facet].alive = false;
        while let Some(index) = seen.pop() {
            orphans.append(&mut self.facets[index].outside);
            let [a, b, c] = self.facets[index].corners;
            for (from, to) in [(a, b), (b, c), (c, a)] {
                self.edges.remove(&(from, to));
                let Some(&beside) = self.edges.get(&(to, from)) else { continue };
                if !self.facets[beside].alive {
                    continue;
                }
                if self.facets[beside].plane.height(place) > 0 {
                    self.facets[beside].alive = false;
                    seen.push(beside);
                } else {
                    horizon.push((from, to));
                }
            }
        }
        let first = self.facets.len();
        for (from, to) in horizon {
            self.add([from, to, eye]);
        }
        orphans.retain(|&point| point != eye);
        self.distribute(orphans, first);
    }
}

fn minus([a, b, c]: Point, [d, e, f]: Point) -> Point {
    [a - d, b - e, c - f]
}

fn dot([a, b, c]: Point, [d, e, f]: Point) -> i128 {
    a * d + b * e + c * f
}

fn cross([a, b, c]: Point, [d, e, f]: Point) -> Point {
    [b * f - c * e, c * d - a * f, a * e - b * d]
}
