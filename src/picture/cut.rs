//! Which slices are shown, how they are turned, and how much of them.

use super::fault::Fault;
use crate::report::Plane;
use crate::volume::Geometry;

/// Share of the volume's longest side that is always shown, so that a small fault is seen among its surroundings.
const LEAST_FIELD: f64 = 0.3;
/// How much wider the field is than what is shown in it.
const ROOM: f64 = 1.6;

/// A part of one slice, as its picture shows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cut {
    pub plane: Plane,
    /// The array axis across the slice, and the slice's index along it.
    pub axis: usize,
    pub index: u32,
    pub across: Along,
    pub down: Along,
    /// What lies to the left, right, top and bottom.
    pub sides: Option<[char; 4]>,
    /// Degrees between the slice and the anatomical plane.
    pub tilt: f64,
}

/// Pixels along one array axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Along {
    pub axis: usize,
    /// First voxel and number of voxels.
    pub first: u32,
    pub count: u32,
    /// Voxels in a pixel.
    pub step: u32,
    /// Whether the index rises from left to right, or from top to bottom.
    pub rising: bool,
    /// Millimetres of a voxel.
    pub spacing: f64,
}

/// World axes (0 right, 1 anterior, 2 superior) through, across and down a plane, and what lies at its sides. Both run from
/// the positive to the negative end: the patient is seen from the feet, from the front, and from the left.
type Layout = (Plane, [usize; 3], [char; 4]);
const LAYOUTS: [Layout; 3] = [
    (Plane::Axial, [2, 0, 1], ['R', 'L', 'A', 'P']),
    (Plane::Coronal, [1, 0, 2], ['R', 'L', 'S', 'I']),
    (Plane::Sagittal, [0, 1, 2], ['A', 'P', 'S', 'I']),
];

/// The slices through a fault: axial, coronal and sagittal by the array layers nearest to them; without orientation the
/// acquired slice alone. `longest` is the largest number of pixels across or down.
pub fn cuts(geometry: &Geometry, fault: &Fault, longest: u32) -> Vec<Cut> {
    let field = Field::new(geometry, fault, longest.max(1));
    let Some(orientation) = geometry.orientation() else {
        let cut = Cut {
            plane: Plane::Acquired,
            axis: 2,
            index: at(fault.focus, 2),
            across: field.along(0, true),
            down: field.along(1, true),
            sides: None,
            tilt: 0.0,
        };
        return vec![cut];
    };
    let cut = |(plane, worlds, sides): Layout| {
        let [through, across, down] = worlds.map(|world| orientation.array_axis(world));
        let ((axis, _), (across, right), (down, up)) = (through?, across?, down?);
        Some(Cut {
            plane,
            axis,
            index: at(fault.focus, axis),
            across: field.along(across, !right),
            down: field.along(down, !up),
            sides: Some(sides),
            tilt: geometry.nearest_layers(plane).map_or(0.0, |layers| layers.degrees),
        })
    };
    let all: Vec<Cut> = LAYOUTS.into_iter().filter_map(cut).collect();
    // Of a single slice, the other two planes are lines.
    let flat = |cut: &Cut| at(geometry.shape, cut.across.axis) > 1 && at(geometry.shape, cut.down.axis) > 1;
    if all.iter().any(flat) { all.into_iter().filter(flat).collect() } else { all }
}

/// A square of the same size for every plane.
struct Field<'a> {
    geometry: &'a Geometry,
    fault: &'a Fault,
    /// Millimetres of its side.
    side: f64,
    longest: u32,
}

impl<'a> Field<'a> {
    fn new(geometry: &'a Geometry, fault: &'a Fault, longest: u32) -> Self {
        let size = |of: [u32; 3]| {
            let sides = [0, 1, 2].map(|axis| f64::from(at(of, axis)) * spacing(geometry, axis));
            sides.into_iter().fold(0.0, f64::max)
        };
        let (low, high) = (fault.around.low, fault.around.high);
        let shown = size([0, 1, 2].map(|axis| at(high, axis).saturating_sub(at(low, axis)).saturating_add(1)));
        let whole = size(geometry.shape);
        Field { geometry, fault, side: (ROOM * shown).clamp(LEAST_FIELD * whole, whole), longest }
    }

    /// The field along an array axis: centred on what is wrong, moved where it would leave the volume.
    fn along(&self, axis: usize, rising: bool) -> Along {
        let spacing = spacing(self.geometry, axis);
        let size = at(self.geometry.shape, axis).max(1);
        let count = ((self.side / spacing).ceil().max(1.0) as u32).min(size);
        let around = self.fault.around;
        let middle = u32::midpoint(at(around.low, axis), at(around.high, axis));
        // The focus is shown even where it lies at an end of something long.
        let focus = at(self.fault.focus, axis);
        let first = middle.saturating_sub(count / 2).clamp(focus.saturating_sub(count - 1), focus).min(size - count);
        Along { axis, first, count, step: count.div_ceil(self.longest), rising, spacing }
    }
}

impl Cut {
    /// Number of pixels across and down.
    pub fn pixels(&self) -> [u32; 2] {
        [self.across.pixels(), self.down.pixels()]
    }

    /// Position of a pixel in a list of all of them, row after row.
    pub fn position(&self, across: u32, down: u32) -> usize {
        down as usize * self.across.pixels() as usize + across as usize
    }
}

impl Along {
    pub fn pixels(&self) -> u32 {
        self.count.div_ceil(self.step)
    }

    /// The pixel that shows a voxel.
    pub fn pixel(&self, voxel: u32) -> Option<u32> {
        let offset = voxel.checked_sub(self.first).filter(|&offset| offset < self.count)?;
        Some(self.turned(offset / self.step))
    }

    /// The voxel in the middle of a pixel.
    pub fn voxel(&self, pixel: u32) -> u32 {
        self.first + (self.turned(pixel) * self.step + self.step / 2).min(self.count - 1)
    }

    /// Where the middle of a voxel is, in pixels.
    pub fn point(&self, voxel: u32) -> f64 {
        let along = (f64::from(voxel) - f64::from(self.first) + 0.5) / f64::from(self.step);
        if self.rising { along } else { f64::from(self.pixels()) - along }
    }

    /// The pixels that show any voxel of `start..end`, as first and last.
    pub fn touched(&self, start: u32, end: u32) -> Option<(u32, u32)> {
        let (start, end) = (start.max(self.first), end.min(self.first + self.count));
        if start >= end {
            return None;
        }
        let (a, b) = (self.pixel(start)?, self.pixel(end - 1)?);
        Some((a.min(b), a.max(b)))
    }

    fn turned(&self, pixel: u32) -> u32 {
        if self.rising { pixel } else { self.pixels() - 1 - pixel }
    }
}

pub(super) fn at(of: [u32; 3], axis: usize) -> u32 {
    of.get(axis).copied().unwrap_or_default()
}

/// A header may say anything; a picture needs a size.
fn spacing(geometry: &Geometry, axis: usize) -> f64 {
    geometry.spacing.get(axis).copied().filter(|size| size.is_finite() && *size > 1e-9).unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::volume::structure::Bounds;
    use crate::volume::{Affine, RunSet};

    fn point(voxel: [u32; 3]) -> Fault {
        Fault { voxels: RunSet::default(), focus: voxel, around: Bounds { low: voxel, high: voxel } }
    }

    /// Array axes left, posterior, superior, as most CT files have them.
    fn lps(shape: [u32; 3], spacing: [f64; 3]) -> Geometry {
        let [a, b, c] = spacing;
        Geometry::oriented(shape, Affine([[-a, 0.0, 0.0, 0.0], [0.0, -b, 0.0, 0.0], [0.0, 0.0, c, 0.0]]))
    }

    #[test]
    fn slices_are_turned_as_radiologists_look_at_them() {
        let all = cuts(&lps([100, 100, 40], [1.0, 1.0, 2.5]), &point([10, 50, 39]), 200);
        let [axial, coronal, sagittal] = all.as_slice() else { panic!("{all:?}") };
        assert_eq!((axial.plane, axial.axis, axial.index), (Plane::Axial, 2, 39));
        // Rising index goes to the patient's left, which is the picture's right.
        assert_eq!((axial.across.axis, axial.across.rising), (0, true));
        assert_eq!((axial.down.axis, axial.down.rising), (1, true));
        assert_eq!((coronal.axis, coronal.down.axis, coronal.down.rising), (1, 2, false));
        assert_eq!((sagittal.axis, sagittal.across.axis, sagittal.across.rising), (0, 1, true));
        assert_eq!(sagittal.sides, Some(['A', 'P', 'S', 'I']));
        // The field is 30 % of 100 mm, moved to stay inside.
        assert_eq!((axial.across.first, axial.across.count), (0, 30));
        assert_eq!((coronal.down.first, coronal.down.count), (28, 12));
        assert_eq!(coronal.down.pixel(39), Some(0));
    }

    #[test]
    fn many_voxels_share_a_pixel() {
        let along = Along { axis: 0, first: 5, count: 10, step: 4, rising: false, spacing: 1.0 };
        assert_eq!(along.pixels(), 3);
        assert_eq!(
            (along.pixel(5), along.pixel(9), along.pixel(14), along.pixel(15)),
            (Some(2), Some(1), Some(0), None)
        );
        assert_eq!((along.voxel(2), along.voxel(0)), (7, 14));
        assert_eq!(along.touched(0, 6), Some((2, 2)));
        assert_eq!(along.touched(8, 14), Some((0, 2)));
        assert_eq!(along.touched(15, 20), None);
        assert_eq!(along.point(5), 3.0 - 0.125);
    }

    #[test]
    fn without_orientation_there_is_the_acquired_slice_and_of_one_slice_one_plane() {
        let bare = cuts(&Geometry::unoriented([9, 9, 9], [f64::NAN, 0.0, 1.0]), &point([1, 2, 3]), 64);
        assert_eq!(bare.iter().map(|cut| (cut.plane, cut.index)).collect::<Vec<_>>(), [(Plane::Acquired, 3)]);
        assert_eq!(bare[0].sides, None);
        let single = cuts(&lps([64, 64, 1], [1.0; 3]), &point([1, 2, 0]), 64);
        assert_eq!(single.iter().map(|cut| cut.plane).collect::<Vec<_>>(), [Plane::Axial]);
    }
}
