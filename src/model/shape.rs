//! Places as values of fields: points, measured lines, boxes and outlines in the rows of tables.

use super::field::FieldRef;
use super::rule::Position;

/// What a field of places holds, and how its coordinates are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShapeField {
    pub kind: ShapeKind,
    pub frame: ShapeFrame,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShapeKind {
    Point,
    /// Two end points.
    Line,
    /// Its sides run along the rows and columns of a picture.
    Box,
    /// A polygon, by its vertices.
    Outline,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShapeFrame {
    /// mm in the patient, three coordinates.
    Ras,
    Lps,
    /// Index into the array of the label map, three coordinates; whole numbers are voxel centres.
    Voxel,
    /// Column and row of a picture.
    Pixel,
    /// Of a box: left, top, width and height, in pixels.
    Sides,
    /// Of a box: left, top, right and bottom, in pixels.
    Corners,
}

/// A value of such a field.
#[derive(Debug, Clone, PartialEq)]
pub struct ShapeValue {
    /// RAS+ mm or, of a frame in voxels or pixels, indices; a box has its four corners.
    pub points: Vec<[f64; 3]>,
    /// Whether they are RAS+ mm.
    pub world: bool,
    pub kind: ShapeKind,
}

/// An area in a plane, in pixels.
#[derive(Debug, Clone, PartialEq)]
pub enum PlaneShape {
    Field(FieldRef),
    /// `polygon(a, b, c)`
    Polygon(Vec<Position>),
}

#[derive(Debug, Clone, PartialEq)]
pub enum PlaneMeasure {
    /// px²
    Area(PlaneShape),
    Vertices(PlaneShape),
    /// Longest distance of two vertices, px.
    Longest(PlaneShape),
    /// Where it begins or ends: the lowest or highest column or row, px.
    Edge {
        of: PlaneShape,
        axis: usize,
        highest: bool,
    },
    /// px² that two have in common.
    Common(Box<(PlaneShape, PlaneShape)>),
    /// Common area over the area of both together.
    Iou(Box<(PlaneShape, PlaneShape)>),
}

#[derive(Debug, Clone, PartialEq)]
pub enum PlaneClaim {
    /// No two edges meet but neighbours at their vertex.
    Simple(PlaneShape),
    Convex(PlaneShape),
    /// The last point of the file is the first again.
    Closed(PlaneShape),
    /// No part of the first lies outside the second.
    Inside(Box<(PlaneShape, PlaneShape)>),
    /// Each point lies in it or on its edge.
    Holds {
        points: Vec<Position>,
        of: PlaneShape,
    },
    /// They have no area in common.
    Separate(Box<(PlaneShape, PlaneShape)>),
}

impl ShapeKind {
    /// With its article, for messages.
    pub fn name(self) -> &'static str {
        match self {
            ShapeKind::Point => "a point",
            ShapeKind::Line => "a line",
            ShapeKind::Box => "a box",
            ShapeKind::Outline => "an outline",
        }
    }
}

impl ShapeField {
    /// What its cells hold, for messages.
    pub fn allowed(self) -> &'static str {
        match (self.kind, self.frame) {
            (ShapeKind::Point, ShapeFrame::Pixel) => "a column and a row",
            (ShapeKind::Point, _) => "three coordinates",
            (ShapeKind::Line, ShapeFrame::Pixel) => "column and row of two points",
            (ShapeKind::Line, _) => "three coordinates of two points",
            (ShapeKind::Box, ShapeFrame::Sides) => "left, top, width and height",
            (ShapeKind::Box, _) => "left, top, right and bottom",
            (ShapeKind::Outline, _) => "column and row of each vertex",
        }
    }

    /// Reads numbers parted by blanks, commas or semicolons, also in the brackets of well-known text: `POLYGON ((0 0, 4 0, 4 4))`.
    /// `None`: something else, or a polygon of several rings.
    pub fn read(self, text: &str) -> Option<ShapeValue> {
        let text = text.trim();
        let word: String = text.chars().take_while(|c| c.is_ascii_alphabetic()).collect();
        let known = match word.to_uppercase().as_str() {
            "" => true,
            "POINT" => self.kind == ShapeKind::Point,
            "LINESTRING" => matches!(self.kind, ShapeKind::Line | ShapeKind::Outline),
            "POLYGON" => matches!(self.kind, ShapeKind::Outline),
            _ => false,
        };
        let rest = text.get(word.len()..).unwrap_or_default();
        let rings = rest.replace(char::is_whitespace, "").contains("),(");
        if !known || rings {
            return None;
        }
        let parts = rest.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '[' | ']'));
        let numbers: Option<Vec<f64>> = parts.filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect();
        let numbers = numbers.filter(|numbers| numbers.iter().all(|number| number.is_finite()))?;
        self.of_numbers(&numbers)
    }

    fn of_numbers(self, numbers: &[f64]) -> Option<ShapeValue> {
        let flat = |[x, y]: [f64; 2]| [x, y, 0.0];
        let points: Vec<[f64; 3]> = match (self.frame, numbers) {
            (ShapeFrame::Sides, &[x, y, width, height]) => corners(x, y, x + width, y + height).map(flat).to_vec(),
            (ShapeFrame::Corners, &[left, top, right, bottom]) => corners(left, top, right, bottom).map(flat).to_vec(),
            (ShapeFrame::Sides | ShapeFrame::Corners, _) => return None,
            (ShapeFrame::Pixel, numbers) => {
                let (pairs, rest) = numbers.as_chunks::<2>();
                if !rest.is_empty() {
                    return None;
                }
                pairs.iter().copied().map(flat).collect()
            }
            (frame, numbers) => {
                let (triples, rest) = numbers.as_chunks::<3>();
                if !rest.is_empty() {
                    return None;
                }
                let turned = |&[x, y, z]: &[f64; 3]| if frame == ShapeFrame::Lps { [-x, -y, z] } else { [x, y, z] };
                triples.iter().map(turned).collect()
            }
        };
        let fits = match self.kind {
            ShapeKind::Point => points.len() == 1,
            ShapeKind::Line => points.len() == 2,
            ShapeKind::Box => points.len() == 4,
            ShapeKind::Outline => !points.is_empty(),
        };
        let world = matches!(self.frame, ShapeFrame::Ras | ShapeFrame::Lps);
        fits.then_some(ShapeValue { points, world, kind: self.kind })
    }
}

fn corners(left: f64, top: f64, right: f64, bottom: f64) -> [[f64; 2]; 4] {
    [[left, top], [right, top], [right, bottom], [left, bottom]]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(kind: ShapeKind, frame: ShapeFrame, text: &str) -> Option<Vec<[f64; 3]>> {
        ShapeField { kind, frame }.read(text).map(|value| value.points)
    }

    #[test]
    fn places_are_read_in_the_frame_of_their_field() {
        assert_eq!(points(ShapeKind::Point, ShapeFrame::Lps, "1, 2; 3"), Some(vec![[-1.0, -2.0, 3.0]]));
        assert_eq!(points(ShapeKind::Point, ShapeFrame::Pixel, "POINT (4 5)"), Some(vec![[4.0, 5.0, 0.0]]));
        let boxed = Some(vec![[1.0, 2.0, 0.0], [4.0, 2.0, 0.0], [4.0, 6.0, 0.0], [1.0, 6.0, 0.0]]);
        assert_eq!(points(ShapeKind::Box, ShapeFrame::Sides, "[1, 2, 3, 4]"), boxed);
        assert_eq!(points(ShapeKind::Box, ShapeFrame::Corners, "1 2 4 6"), boxed);
        let outline = points(ShapeKind::Outline, ShapeFrame::Pixel, "POLYGON ((0 0, 4 0, 4 4, 0 0))");
        assert_eq!(outline.map(|points| points.len()), Some(4));
    }

    #[test]
    fn what_is_no_such_place_is_refused() {
        let refused = |kind, frame, text| assert_eq!(points(kind, frame, text), None, "{text}");
        refused(ShapeKind::Point, ShapeFrame::Ras, "1 2");
        refused(ShapeKind::Point, ShapeFrame::Ras, "1 2 NaN");
        refused(ShapeKind::Line, ShapeFrame::Pixel, "1 2 3");
        refused(ShapeKind::Box, ShapeFrame::Sides, "1 2 3");
        refused(ShapeKind::Outline, ShapeFrame::Pixel, "");
        refused(ShapeKind::Outline, ShapeFrame::Pixel, "POLYGON ((0 0, 4 0, 4 4), (1 1, 2 1, 2 2))");
        refused(ShapeKind::Outline, ShapeFrame::Pixel, "CIRCLE (0 0)");
    }
}
