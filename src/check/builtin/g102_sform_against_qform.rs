//! G102: the two placements in the header, sform and qform, put the same voxel in two places.

use crate::report::{Evidence, Finding, Page, Place, Severity};
use crate::volume::{Geometry, same_grid};

use super::subject::FileSubject;
use super::text;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "G102",
    name: "sform-against-qform",
    severity: Severity::Error,
    page: Page {
        what: "the two placements in the header, sform and qform, put the same voxel in two places",
        why: "one program reads the sform, the next the qform, and the label lies beside the organ in one of them",
        example: "corner voxel (0, 0, 29) lies 12.0 mm apart",
        fix: "decide which is right (compare with the image), then write both alike, e.g. nibabel: img.set_qform(img.get_sform())",
    },
    look: Look::File(find),
};

/// Both placements are compared as two grids are: at the corners, in fractions of a voxel, since rounding to 32 bits
/// moves voxels by thousandths of a millimetre.
fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    let Some(header) = file.header else { return Vec::new() };
    let (Some(shape), Some(sform), Some(qform)) = (header.shape, header.sform, header.qform) else { return Vec::new() };
    let [by_sform, by_qform] = [sform, qform].map(|affine| Geometry::oriented(shape, affine));
    let Err(difference) = same_grid(&by_sform, &by_qform) else { return Vec::new() };
    let farthest = difference.farthest;
    let apart = farthest.map_or_else(String::new, |(moved, voxel)| {
        let [x, y, z] = voxel;
        format!(
            " {} mm ({} voxels) apart, seen at voxel ({x}, {y}, {z})",
            text::decimal(moved.mm),
            text::decimal(moved.voxels)
        )
    });
    let codes = format!("sform_code {}, qform_code {}", header.sform_code, header.qform_code);
    let evidence = Evidence {
        measured: farthest.map(|(moved, _)| format!("{} mm", text::decimal(moved.mm))),
        allowed: Some("at most 0.1 voxel".to_owned()),
        place: farthest.map(|(_, voxel)| Place {
            voxel: Some(voxel),
            world: by_sform.world(voxel.map(f64::from)),
            ..Place::default()
        }),
        ..Evidence::default()
    };
    vec![check.finding(file.path, format!("sform and qform put voxels{apart} ({codes})")).evidence(evidence)]
}
