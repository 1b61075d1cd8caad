//! From a reader's faults to the findings of one code.

use crate::formats::Fault;
use crate::report::{Evidence, Finding, Place};

use super::Check;
use super::subject::{FileSubject, Role};

/// One finding for each fault of the file that belongs to the code.
pub fn findings(check: &Check, file: &FileSubject, belongs: fn(&Fault) -> bool) -> Vec<Finding> {
    let faults = file.faults.iter().filter(|fault| belongs(fault));
    faults
        .map(|fault| {
            let evidence =
                Evidence { place: first_voxel(fault).map(|voxel| place(file, voxel)), ..Evidence::default() };
            check.finding(file.path, fault.to_string()).evidence(evidence)
        })
        .collect()
}

/// The same for faults that only matter where labels are meant: an image may hold fractions and have four axes.
pub fn label_findings(check: &Check, file: &FileSubject, belongs: fn(&Fault) -> bool) -> Vec<Finding> {
    match file.role {
        Role::Labels => findings(check, file, belongs),
        Role::Image => Vec::new(),
    }
}

fn first_voxel(fault: &Fault) -> Option<[u32; 3]> {
    match fault {
        Fault::Nan { first, .. }
        | Fault::Infinite { first, .. }
        | Fault::NonInteger { first, .. }
        | Fault::FractionalScaling { first, .. }
        | Fault::ValueOutOfRange { first, .. } => Some(*first),
        _ => None,
    }
}

fn place(file: &FileSubject, voxel: [u32; 3]) -> Place {
    let world = file.geometry.and_then(|geometry| geometry.world(voxel.map(f64::from)));
    Place { voxel: Some(voxel), world, ..Place::default() }
}
