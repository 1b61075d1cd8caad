//! A header as numbers, with everything in it that makes no sense.

use super::affine;
use super::datatype::{self, Code, Datatype};
use super::extension::Extension;
use super::fields::Fields;
pub use super::fields::{ByteOrder, Version};
use super::sniff::Sniffed;
use crate::formats::Fault;
use crate::volume::{Affine, Geometry};

/// What a header says. Lengths are millimetres unless stated; matrices map voxel index (centre) to RAS+ mm.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    pub version: Version,
    pub byte_order: ByteOrder,
    /// Header and data in one file; otherwise the data lie in a partner file.
    pub single: bool,
    /// Whether the file that holds the header is gzip.
    pub gzip: bool,
    /// `dim[1]` to `dim[dim[0]]` as stored.
    pub dims: Vec<i64>,
    /// Voxels along the three axes; missing axes count 1. `None` if that is not what the header describes.
    pub shape: Option<[u32; 3]>,
    pub datatype_code: i16,
    pub datatype: Option<Datatype>,
    /// `pixdim` as stored, unconverted: `[0]` is qfac, `[1..=3]` the voxel sizes.
    pub pixdim: [f64; 8],
    /// Voxel sizes in mm, positive; 1 mm where the field holds no usable number.
    pub spacing: [f64; 3],
    /// `xyzt_units` as stored.
    pub units: i32,
    /// `scl_slope` and `scl_inter` as stored.
    pub slope: f64,
    pub inter: f64,
    pub qform_code: i32,
    pub sform_code: i32,
    /// The qform, if its code is above 0 and it is a rotation.
    pub qform: Option<Affine>,
    /// The sform, if its code is above 0.
    pub sform: Option<Affine>,
    /// The matrix in force: sform if its code is above 0, else qform if its code is above 0. `None`: no orientation.
    pub affine: Option<Affine>,
    /// 1002 is "label".
    pub intent_code: i32,
    /// Where the data start, in decoded bytes of the file that holds them.
    pub data_offset: Option<u64>,
    /// Text fields that are not empty, by their name in the standard.
    pub texts: Vec<(&'static str, String)>,
    pub extensions: Vec<Extension>,
}

impl Header {
    /// Shape and placement of the voxel grid; `None` if the header describes no volume.
    pub fn geometry(&self) -> Option<Geometry> {
        let spacing = self.affine.map_or(self.spacing, |affine| affine.column_norms());
        Some(Geometry { shape: self.shape?, spacing, affine: self.affine })
    }

    /// Slope and intercept where they change anything, as nibabel understands them: a slope of 0 or one that is no
    /// finite number means "not scaled".
    pub fn scaling(&self) -> Option<(f64, f64)> {
        let scaled = self.slope.is_finite() && self.slope != 0.0 && (self.slope, self.inter) != (1.0, 0.0);
        scaled.then_some((self.slope, self.inter))
    }

    /// Bytes of one volume of the data.
    pub fn data_bytes(&self) -> Option<u64> {
        let voxels = self.shape?.iter().try_fold(1u64, |product, &axis| product.checked_mul(u64::from(axis)))?;
        voxels.checked_mul(self.datatype?.bytes() as u64)
    }

    /// Names that an extension gives to label values.
    pub fn label_names(&self) -> std::collections::BTreeMap<i64, String> {
        self.extensions.iter().flat_map(Extension::label_names).collect()
    }
}

/// Reads a whole header; `bytes` holds [`Version::header_bytes`] of them.
pub(super) fn parse(bytes: &[u8], sniffed: Sniffed, gzip: bool, faults: &mut Vec<Fault>) -> Header {
    let fields = Fields { bytes, version: sniffed.version, order: sniffed.order };
    let mut report = |field, found: String, allowed| faults.push(Fault::HeaderInvalid { field, found, allowed });
    if !sniffed.size_matches {
        let allowed = if sniffed.version == Version::Nifti1 { "348" } else { "540" };
        report("sizeof_hdr", fields.int(0).to_string(), allowed);
    }
    if !sniffed.magic_intact {
        report("magic", "damaged behind its first four bytes".into(), "0d 0a 1a 0a, untouched by text-mode transfer");
    }

    let pixdim = [0, 1, 2, 3, 4, 5, 6, 7].map(|index| fields.real(76, 104, index));
    let units = fields.units();
    let unit = affine::millimetres(units).unwrap_or_else(|| {
        report(
            "xyzt_units",
            units.to_string(),
            "0 (unknown), 1 (metre), 2 (millimetre) or 3 (micrometre) in its low bits",
        );
        1.0
    });
    let (dims, shape) = axes(&fields, faults);
    let spacing = voxel_sizes(pixdim, unit, shape, faults);
    let datatype = datatype_of(&fields, faults);
    let (slope, inter) = (fields.real(112, 176, 0), fields.real(116, 184, 0));
    if slope.is_finite() && slope != 0.0 && !inter.is_finite() {
        let allowed = "a finite number when `scl_slope` is one";
        faults.push(Fault::HeaderInvalid { field: "scl_inter", found: inter.to_string(), allowed });
    }

    let (qform_code, sform_code) = (fields.code(252, 344), fields.code(254, 348));
    for (field, code) in [("qform_code", qform_code), ("sform_code", sform_code)] {
        if !(0..=5).contains(&code) {
            faults.push(Fault::HeaderInvalid { field, found: code.to_string(), allowed: "0 to 5" });
        }
    }
    let qform = if qform_code > 0 { qform(&fields, unit, spacing, faults) } else { None };
    let sform = (sform_code > 0).then(|| affine::sform(&fields, unit));
    let sform = sform.filter(|sform| usable(sform, "sform", "srow_x, srow_y, srow_z", faults));
    let affine = if sform_code > 0 { sform } else { qform };

    Header {
        version: sniffed.version,
        byte_order: sniffed.order,
        single: sniffed.single,
        gzip,
        dims,
        shape,
        datatype_code: fields.short(70, 12),
        datatype,
        pixdim,
        spacing,
        units,
        slope,
        inter,
        qform_code,
        sform_code,
        qform,
        sform,
        affine,
        intent_code: fields.code(68, 504),
        data_offset: data_offset(&fields, sniffed, faults),
        texts: texts(&fields),
        extensions: Vec::new(),
    }
}

fn axes(fields: &Fields<'_>, faults: &mut Vec<Fault>) -> (Vec<i64>, Option<[u32; 3]>) {
    const NAMES: [&str; 8] = ["dim[0]", "dim[1]", "dim[2]", "dim[3]", "dim[4]", "dim[5]", "dim[6]", "dim[7]"];
    let count = fields.dim(0);
    let Some(count) = usize::try_from(count).ok().filter(|count| (1..=7).contains(count)) else {
        faults.push(Fault::HeaderInvalid { field: "dim[0]", found: count.to_string(), allowed: "1 to 7" });
        return (Vec::new(), None);
    };
    let dims: Vec<i64> = (1..=count).map(|index| fields.dim(index)).collect();
    let mut sound = true;
    for (&dim, &field) in dims.iter().zip(NAMES.iter().skip(1)) {
        if dim < 1 || u32::try_from(dim).is_err() {
            faults.push(Fault::HeaderInvalid { field, found: dim.to_string(), allowed: "1 to 4294967295" });
            sound = false;
        }
    }
    if !sound {
        return (dims, None);
    }
    // Further axes of one element are a habit of some writers and change nothing.
    if dims.iter().skip(3).any(|&dim| dim > 1) {
        faults.push(Fault::FourDimensional { dims: dims.clone() });
        return (dims, None);
    }
    let axis = |index: usize| dims.get(index).and_then(|&dim| u32::try_from(dim).ok()).unwrap_or(1);
    let shape = [axis(0), axis(1), axis(2)];
    // Eight bytes a voxel must stay countable.
    if shape.iter().try_fold(8u64, |product, &dim| product.checked_mul(u64::from(dim))).is_none() {
        let found = format!("{} × {} × {}", axis(0), axis(1), axis(2));
        faults.push(Fault::HeaderInvalid { field: "dim", found, allowed: "fewer than 2^61 voxels" });
        return (dims, None);
    }
    (dims, Some(shape))
}

fn voxel_sizes(pixdim: [f64; 8], unit: f64, shape: Option<[u32; 3]>, faults: &mut Vec<Fault>) -> [f64; 3] {
    let [_, x, y, z, ..] = pixdim;
    let axes = [("pixdim[1]", x), ("pixdim[2]", y), ("pixdim[3]", z)];
    let mut index = 0;
    axes.map(|(field, size)| {
        // Writers of flat images leave the size of an axis that has only one voxel empty.
        let flat = shape.and_then(|shape| shape.get(index).copied()) == Some(1);
        index += 1;
        if !(size > 0.0 && size.is_finite() || flat && size == 0.0) {
            faults.push(Fault::HeaderInvalid { field, found: size.to_string(), allowed: "a positive number" });
        }
        // A negative size is a flip that NIfTI keeps elsewhere; an empty one is taken as one unit, as nibabel does.
        let usable = size != 0.0 && size.is_finite();
        if usable { size.abs() * unit } else { unit }
    })
}

fn datatype_of(fields: &Fields<'_>, faults: &mut Vec<Fault>) -> Option<Datatype> {
    let code = fields.short(70, 12);
    match datatype::from_code(code) {
        Code::Known(datatype) => {
            let (expected, found) = (datatype.bits(), fields.short(72, 14));
            if expected != found {
                faults.push(Fault::BitpixMismatch { datatype: datatype.name(), expected, found });
            }
            Some(datatype)
        }
        Code::Unsupported(name) => {
            faults.push(Fault::UnsupportedDatatype { code, name });
            None
        }
        Code::Unknown => {
            faults.push(Fault::UnknownDatatype { code });
            None
        }
    }
}

fn qform(fields: &Fields<'_>, unit: f64, spacing: [f64; 3], faults: &mut Vec<Fault>) -> Option<Affine> {
    let stored = fields.real(76, 104, 0);
    if ![1.0, -1.0, 0.0].contains(&stored) {
        let allowed = "1 or -1 (qfac)";
        faults.push(Fault::HeaderInvalid { field: "pixdim[0]", found: stored.to_string(), allowed });
    }
    let qfac = if stored == -1.0 { -1.0 } else { 1.0 };
    let Some(qform) = affine::qform(fields, unit, spacing, qfac) else {
        let [b, c, d] = [0, 1, 2].map(|index| fields.real(256, 352, index));
        let allowed = "b² + c² + d² at most 1";
        faults.push(Fault::HeaderInvalid {
            field: "quatern_b, quatern_c, quatern_d",
            found: format!("{b}, {c}, {d}"),
            allowed,
        });
        return None;
    };
    usable(&qform, "qform", "qoffset_x, qoffset_y, qoffset_z", faults).then_some(qform)
}

fn usable(matrix: &Affine, which: &'static str, field: &'static str, faults: &mut Vec<Fault>) -> bool {
    let fault = if !affine::is_finite(matrix) {
        Fault::HeaderInvalid { field, found: "not finite".into(), allowed: "finite numbers" }
    } else if affine::is_singular(matrix) {
        Fault::SingularAffine { which }
    } else {
        return true;
    };
    faults.push(fault);
    false
}

fn data_offset(fields: &Fields<'_>, sniffed: Sniffed, faults: &mut Vec<Fault>) -> Option<u64> {
    // Behind the header stand four bytes that announce extensions.
    let lowest = sniffed.version.header_bytes() as u64 + 4;
    let (offset, found) = match sniffed.version {
        Version::Nifti1 => {
            let stored = fields.real(108, 0, 0);
            let whole = (0.0..=9.0e15).contains(&stored) && stored.fract() == 0.0;
            (whole.then_some(stored as u64), stored.to_string())
        }
        Version::Nifti2 => {
            let stored = fields.long(168);
            (u64::try_from(stored).ok(), stored.to_string())
        }
    };
    match offset {
        Some(offset) if !sniffed.single || offset >= lowest => Some(offset),
        _ => {
            let allowed = match (sniffed.single, sniffed.version) {
                (false, _) => "a whole number, at least 0",
                (true, Version::Nifti1) => "a whole number, at least 352",
                (true, Version::Nifti2) => "a whole number, at least 544",
            };
            faults.push(Fault::HeaderInvalid { field: "vox_offset", found, allowed });
            // Left empty: most tools then read right behind the header, some read the header as voxels.
            (sniffed.single && offset == Some(0)).then_some(lowest)
        }
    }
}

fn texts(fields: &Fields<'_>) -> Vec<(&'static str, String)> {
    let places: &[(&'static str, usize, usize)] = match fields.version {
        Version::Nifti1 => &[
            ("data_type", 4, 10),
            ("db_name", 14, 18),
            ("descrip", 148, 80),
            ("aux_file", 228, 24),
            ("intent_name", 328, 16),
        ],
        Version::Nifti2 => &[("descrip", 240, 80), ("aux_file", 320, 24), ("intent_name", 508, 16)],
    };
    places
        .iter()
        .map(|&(name, offset, length)| (name, fields.text(offset, length)))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_size_of_a_flat_axis_is_one_unit() {
        let sizes = |z: f64, shape| {
            let mut faults = Vec::new();
            let spacing = voxel_sizes([1.0, -2.0, 3.0, z, 0.0, 0.0, 0.0, 0.0], 1000.0, Some(shape), &mut faults);
            (spacing, faults.len())
        };
        assert_eq!(sizes(-0.0, [4, 4, 1]), ([2000.0, 3000.0, 1000.0], 1));
        assert_eq!(sizes(0.0, [4, 4, 2]), ([2000.0, 3000.0, 1000.0], 2));
    }
}
