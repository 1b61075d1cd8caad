//! The terms that rules measure by, with what they mean: docs/measures.md in a sentence each.

use std::collections::BTreeSet;

use crate::model::Rule;
use crate::model::rule::{
    Claim, ClaimKind, Connectivity, Domain, Measure, MeasureKind, Position, StatementKind, Tolerance,
};

use super::visit::{Met, Visitor};

/// A term in the order in which a page explains them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term {
    Parts,
    PartsByFaces,
    PartsByEdges,
    Holes,
    HolesOfBackground,
    Tunnels,
    Size,
    Extent,
    Diameter,
    ShortAxis,
    Feret,
    Slices,
    InSlices,
    Complete,
    Inside,
    PartOf,
    SameVoxels,
    Touching,
    Contact,
    Places,
    Ends,
    Order,
    Missing,
    Landmarks,
    Distance,
    Hausdorff,
    Overlap,
    SurfaceDice,
    Intensity,
    Spacing,
    Header,
    Names,
    Outlines,
    Outlier,
}

impl Term {
    /// The terms that a rule measures by.
    pub fn of_rule(rule: &Rule) -> BTreeSet<Term> {
        let mut terms = BTreeSet::new();
        let mut see = |met: Met<'_>| terms.extend(of(met));
        Visitor::new(&mut see).statements(&rule.statements);
        terms
    }

    /// The terms of a demand on the image.
    pub fn of_claim(claim: &Claim) -> BTreeSet<Term> {
        let mut terms = BTreeSet::new();
        let mut see = |met: Met<'_>| terms.extend(of(met));
        Visitor::new(&mut see).claim(claim);
        terms
    }

    pub fn name(self) -> &'static str {
        self.words().0
    }

    /// One or two sentences.
    pub fn meaning(self) -> &'static str {
        self.words().1
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Term::Parts => (
                "part",
                "Voxels belong to one part that share a face, an edge or a corner: each has 26 neighbours, in a single slice 8. Parts smaller than a stated size do not count.",
            ),
            Term::PartsByFaces => (
                "part, joined by faces",
                "Voxels belong to one part only if they share a face: each has 6 neighbours, in a single slice 4. Parts smaller than a stated size do not count.",
            ),
            Term::PartsByEdges => (
                "part, joined by faces and edges",
                "Voxels belong to one part that share a face or an edge: each has 18 neighbours. Parts smaller than a stated size do not count.",
            ),
            Term::Holes => (
                "hole",
                "A closed-off space within a structure, whatever fills it, other classes included. What opens to the edge of the volume is no hole. Holes smaller than a stated size do not count.",
            ),
            Term::HolesOfBackground => (
                "hole filled with background",
                "A closed-off space within a structure that holds background alone. What opens to the edge of the volume is no hole. Holes smaller than a stated size do not count.",
            ),
            Term::Tunnels => ("tunnel", "A way right through a structure, as through a ring."),
            Term::Size => (
                "volume and area",
                "The number of voxels times the size of one, from the spacing in the file's header; in a single slice the area.",
            ),
            Term::Extent => (
                "extent",
                "The side of the box around a structure along an axis of the patient, voxel bodies included.",
            ),
            Term::Diameter => (
                "longest diameter",
                "The longest line within one slice between two voxels of a structure, as in RECIST: n voxels in a row measure n spacings.",
            ),
            Term::ShortAxis => ("short axis", "The width at right angles to the longest diameter, in the same slice."),
            Term::Feret => ("Feret diameter", "The longest line between two voxels of a structure in any direction."),
            Term::Slices => (
                "slice",
                "Axial, coronal and sagittal slices are the layers of the volume nearest to that plane of the patient. Layers that lean more than 20° from it cannot be measured.",
            ),
            Term::InSlices => (
                "slice by slice",
                "Each slice is judged by itself: names mean their cut with the slice, neighbours are those within it, and volumes are areas.",
            ),
            Term::Complete => (
                "border of the image",
                "The outermost layer of voxels, and padding around the image where the protocol says what it is. What touches it may go on beyond it, and is not taken to be complete.",
            ),
            Term::Inside => (
                "inside",
                "All of the outer surface of a structure looks onto the other one. A share is a share of that surface; a length is how far a voxel of the surface may reach beyond.",
            ),
            Term::PartOf => (
                "part of",
                "Every voxel belongs to the other structure as well. A share is a share of the voxels; a length is how far a voxel may lie from the other structure.",
            ),
            Term::SameVoxels => (
                "same voxels",
                "Two structures have no voxel that the other one lacks. A share is a share of the voxels of both; a length is how far a voxel may lie from the other structure.",
            ),
            Term::Touching => (
                "touching",
                "Two structures touch where a voxel of one shares a face with a voxel of the other; edges and corners do not count. What does not touch has no voxel in common either.",
            ),
            Term::Contact => (
                "contact",
                "The area of the voxel faces that two structures share, or its share of the surface of the first.",
            ),
            Term::Places => (
                "sides and directions",
                "Sides are the patient's, never the screen's or the array's, along the axes that the file's header gives. Structures are compared by their centroids. Without an orientation in the header they cannot be measured.",
            ),
            Term::Ends => ("ends of a structure", "The centre of its outermost voxel along an axis of the patient."),
            Term::Order => (
                "order",
                "Each member that is there is compared with the next one that is there, by their centroids or the points that are named.",
            ),
            Term::Missing => (
                "missing member",
                "A member between the first and the last one that are there, unless the protocol lets it be skipped.",
            ),
            Term::Landmarks => (
                "landmark",
                "A point or a line from a file beside the label map, in millimetres of the patient. It lies in the voxel whose centre is nearest.",
            ),
            Term::Distance => (
                "distance",
                "In millimetres between the centres of voxels, or between points: two voxels that share a face are one spacing apart.",
            ),
            Term::Hausdorff => (
                "Hausdorff distance",
                "The farthest that a voxel of one structure lies from the other, either way; at 95 % of the surface voxels, leaving out the farthest twentieth.",
            ),
            Term::Overlap => (
                "overlap and Dice",
                "Of the volume that two structures have in common, the overlap is that volume, Dice is twice that over the sum of both volumes, and intersection over union is that over the volume of both together.",
            ),
            Term::SurfaceDice => (
                "surface Dice",
                "The share of the surface voxels of two structures that have one of the other within the stated distance.",
            ),
            Term::Intensity => (
                "intensity",
                "The values of the image beside the label map under the voxels of a structure. Without the image it cannot be measured.",
            ),
            Term::Spacing => (
                "grid",
                "Spacing and size come from the affine in the file's header. Two values that agree to a millionth are the same.",
            ),
            Term::Header => ("header", "What the header of the file, or the image's beside it, says of itself."),
            Term::Names => (
                "names",
                "Names are compared letter by letter. In a form, braces stand for any text, or for what is said behind the colon, and the word before the colon is what it is called from there on; what stands in square brackets may be missing.",
            ),
            Term::Outlines => ("outline", "The polygon of its vertices in the plane of the picture, in pixels."),
            Term::Outlier => (
                "robust standard deviations",
                "How far a value lies from the median of all cases, in units of their median absolute deviation.",
            ),
        }
    }
}

fn of(met: Met<'_>) -> Vec<Term> {
    match met {
        Met::Statement(statement) => match &statement.kind {
            StatementKind::InEachSlice { .. } => vec![Term::Slices, Term::InSlices],
            _ => Vec::new(),
        },
        Met::Domain(domain) => of_domain(domain),
        Met::Claim(claim, _) => of_claim(claim),
        Met::Measure(measure, _) => of_measure(measure),
    }
}

fn of_domain(domain: &Domain) -> Vec<Term> {
    match domain {
        Domain::Components(of) => vec![parts(of.connectivity)],
        Domain::Named(_) => vec![Term::Names],
        Domain::PairsOf(inner) => of_domain(inner),
        _ => Vec::new(),
    }
}

fn of_claim(claim: &Claim) -> Vec<Term> {
    let tolerated = |term, tolerance: &Tolerance| match tolerance {
        Tolerance::Length(_) => vec![term, Term::Distance],
        _ => vec![term],
    };
    match &claim.kind {
        ClaimKind::Complete(_) => vec![Term::Complete],
        ClaimKind::Inside { tolerance, .. } => tolerated(Term::Inside, tolerance),
        ClaimKind::SubsetOf { tolerance, .. } => tolerated(Term::PartOf, tolerance),
        ClaimKind::Equal { tolerance, .. } => tolerated(Term::SameVoxels, tolerance),
        ClaimKind::Touches(..) | ClaimKind::Separate { by_overlap: false, .. } => vec![Term::Touching],
        ClaimKind::Beyond { a, b, .. } => {
            let ends = [a, b].into_iter().any(|of| matches!(of, Position::End { .. }));
            std::iter::once(Term::Places).chain(ends.then_some(Term::Ends)).chain(marks([a, b])).collect()
        }
        ClaimKind::SequenceOrdered { points, .. } => {
            [Term::Places, Term::Order].into_iter().chain(points.map(|_| Term::Landmarks)).collect()
        }
        ClaimKind::Points(_) => vec![Term::Landmarks],
        ClaimKind::Plane(_) => vec![Term::Outlines],
        ClaimKind::Text(_) => vec![Term::Names],
        ClaimKind::Header { .. } => vec![Term::Header],
        _ => Vec::new(),
    }
}

fn of_measure(measure: &Measure) -> Vec<Term> {
    use MeasureKind as M;
    match &measure.kind {
        M::Voxels(_) | M::Volume(_) => vec![Term::Size],
        M::Components(of) => vec![parts(of.connectivity)],
        M::Holes { of_background, .. } => vec![if *of_background { Term::HolesOfBackground } else { Term::Holes }],
        M::Tunnels { .. } => vec![Term::Tunnels],
        M::Extent { .. } => vec![Term::Extent],
        M::Diameter { .. } => vec![Term::Diameter, Term::Slices],
        M::ShortAxis { .. } => vec![Term::Diameter, Term::ShortAxis, Term::Slices],
        M::Feret(_) => vec![Term::Feret],
        M::Slices { .. } | M::SliceGaps { .. } => vec![Term::Slices],
        M::Contact(..) | M::ContactShare(..) => vec![Term::Contact],
        M::Distance(..) => vec![Term::Distance],
        M::Hausdorff(..) | M::Hd95(..) => vec![Term::Hausdorff],
        M::Overlap(..) | M::Iou(..) | M::Dice(..) => vec![Term::Overlap],
        M::SurfaceDice { .. } => vec![Term::SurfaceDice],
        M::Intensity { .. } | M::IntensityShare { .. } => vec![Term::Intensity],
        M::Separation { from, to, .. } => {
            let ends = [from, to].into_iter().any(|of| matches!(of, Position::End { .. }));
            std::iter::once(Term::Places).chain(ends.then_some(Term::Ends)).chain(marks([from, to])).collect()
        }
        M::MissingBetween(_) => vec![Term::Missing],
        M::Spacing(_) | M::Size(_) | M::Dimensions => vec![Term::Spacing],
        M::Length(_) | M::Captured(_) => vec![Term::Names],
        M::RobustZ(_) => vec![Term::Outlier],
        M::Points(_) => vec![Term::Landmarks, Term::Distance],
        M::Plane(_) => vec![Term::Outlines],
        M::Fact(_) | M::Present(_) => Vec::new(),
    }
}

fn parts(connectivity: Connectivity) -> Term {
    match connectivity {
        Connectivity::Full => Term::Parts,
        Connectivity::Face => Term::PartsByFaces,
        Connectivity::Edge => Term::PartsByEdges,
    }
}

fn marks(positions: [&Position; 2]) -> Option<Term> {
    let mark = |of: &&Position| matches!(of, Position::Landmark(_) | Position::LineEnd { .. } | Position::Midpoint(_));
    positions.iter().any(mark).then_some(Term::Landmarks)
}
