//! Outlines and boxes in the plane of a picture.

use crate::model::field::{FieldRef, FieldValue};
use crate::model::rule::{Comparison, Position};
use crate::model::shape::{PlaneClaim, PlaneMeasure, PlaneShape, ShapeKind, ShapeValue};
use crate::volume::outline::Outline;

use super::Evaluator;
use super::amount::{Amount, compare};
use super::scope::Scope;
use super::truth::Truth;

/// Areas are those of coordinates in 64-bit floats: less than this share of the smaller area is none.
const NOTHING: f64 = 1e-9;

impl Evaluator<'_> {
    /// The place that a field holds.
    ///
    /// # Errors
    /// Why there is none.
    pub fn shape_of(&self, field: FieldRef, scope: &Scope) -> Result<&ShapeValue, Amount> {
        match self.fact(field, scope) {
            Ok(FieldValue::Shape(shape)) => Ok(shape),
            Ok(_) => Err(Amount::unknown("this is no place")),
            Err(reasons) => Err(Amount::Unknown(reasons)),
        }
    }

    /// The vertices of an area, as columns and rows.
    ///
    /// # Errors
    /// Why there are none.
    pub fn outline(&self, shape: &PlaneShape, scope: &Scope) -> Result<Outline, Amount> {
        Ok(match shape {
            PlaneShape::Field(field) => {
                let value = self.shape_of(*field, scope)?;
                let outline = Outline::new(value.points.iter().map(|&[x, y, _]| [x, y]));
                // A box is closed by being one.
                if value.kind == ShapeKind::Box { outline.as_closed() } else { outline }
            }
            PlaneShape::Polygon(points) => {
                let flat = |point: &Position| self.voxel_point(point, scope).map(|[x, y, _]| [x, y]);
                let points: Vec<[f64; 2]> = points.iter().map(flat).collect::<Result<_, _>>()?;
                Outline::new(points).as_closed()
            }
        })
    }

    fn both(&self, shapes: &(PlaneShape, PlaneShape), scope: &Scope) -> Result<(Outline, Outline), Amount> {
        Ok((self.outline(&shapes.0, scope)?, self.outline(&shapes.1, scope)?))
    }

    pub(super) fn plane_measure(&self, measure: &PlaneMeasure, scope: &Scope) -> Amount {
        let one = |of: &PlaneShape, take: &dyn Fn(&Outline) -> f64| match self.outline(of, scope) {
            Ok(outline) => Amount::exact(take(&outline)),
            Err(missing) => missing,
        };
        match measure {
            PlaneMeasure::Area(of) => one(of, &Outline::area),
            PlaneMeasure::Vertices(of) => one(of, &|outline| outline.vertices().len() as f64),
            PlaneMeasure::Longest(of) => one(of, &Outline::longest),
            PlaneMeasure::Edge { of, axis, highest } => one(of, &|outline| {
                let (low, high) = outline.bounds().unwrap_or_default();
                let end = if *highest { high } else { low };
                end.get(*axis).copied().unwrap_or_default()
            }),
            PlaneMeasure::Common(shapes) => match self.both(shapes, scope) {
                Ok((a, b)) => Amount::exact(a.common_area(&b)),
                Err(missing) => missing,
            },
            PlaneMeasure::Iou(shapes) => match self.both(shapes, scope) {
                Ok((a, b)) => {
                    let common = a.common_area(&b);
                    Amount::exact(common).over(Amount::exact(a.area() + b.area() - common))
                }
                Err(missing) => missing,
            },
        }
    }

    pub(super) fn plane_claim(&self, claim: &PlaneClaim, scope: &Scope) -> Truth {
        let judged = match claim {
            PlaneClaim::Simple(of) => self.outline(of, scope).map(|outline| match outline.is_simple() {
                Some(simple) => Truth::from(simple),
                None => Truth::unknown("too many edges lie over each other to tell whether they cross"),
            }),
            PlaneClaim::Convex(of) => self.outline(of, scope).map(|outline| Truth::from(outline.is_convex())),
            PlaneClaim::Closed(of) => self.outline(of, scope).map(|outline| Truth::from(outline.closed)),
            PlaneClaim::Inside(shapes) => {
                self.both(shapes, scope).map(|(a, b)| Truth::from(a.area_outside(&b) <= NOTHING * a.area()))
            }
            PlaneClaim::Separate(shapes) => self.both(shapes, scope).map(|(a, b)| {
                let smaller = a.area().min(b.area());
                compare(&Amount::exact(a.common_area(&b)), Comparison::LessEqual, &Amount::exact(NOTHING * smaller))
            }),
            PlaneClaim::Holds { points, of } => self.outline(of, scope).map(|outline| {
                let held = |point: &Position| match self.voxel_point(point, scope) {
                    Ok([x, y, _]) => Truth::from(outline.holds([x, y])),
                    Err(Amount::Unknown(reasons)) => Truth::Unknown(reasons),
                    Err(_) => Truth::Inapplicable,
                };
                Truth::all(points.iter().map(held))
            }),
        };
        judged.unwrap_or_else(|missing| match missing {
            Amount::Unknown(reasons) => Truth::Unknown(reasons),
            _ => Truth::Inapplicable,
        })
    }

    /// `` `nuclei.outline` ``
    pub fn outline_in_words(&self, shape: &PlaneShape, scope: &Scope) -> String {
        match shape {
            PlaneShape::Field(field) => {
                format!("`{}`", self.protocol.field_of(*field).map(|field| field.id()).unwrap_or_default())
            }
            PlaneShape::Polygon(points) => {
                let names: Vec<String> = points.iter().map(|point| self.position_name(point, scope)).collect();
                format!("the polygon of {}", names.join(", "))
            }
        }
    }
}
