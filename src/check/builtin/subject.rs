//! What built-in checks look at: a file, a case, a cohort, a dataset.

use crate::check::case_facts::FactFault;
use crate::check::case_points::PointFault;
use crate::formats::{Fault, Header};
use crate::model::Protocol;
use crate::volume::{Geometry, LabelValue};

/// What a file is to its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Labels,
    Image,
}

/// One file by itself, after reading it to its end.
#[derive(Debug)]
pub struct FileSubject<'a> {
    /// As the user would write it.
    pub path: &'a str,
    pub role: Role,
    pub header: Option<&'a Header>,
    pub geometry: Option<&'a Geometry>,
    pub faults: &'a [Fault],
}

/// A label file whose voxels could be read.
#[derive(Debug)]
pub struct LabelSubject<'a> {
    pub path: &'a str,
    pub geometry: &'a Geometry,
    pub values: &'a [LabelValue],
    /// The class that the file stands for, in a folder of one file per class: the file name without its ending.
    pub class: Option<&'a str>,
}

/// An image that the labels of a case lie on.
#[derive(Debug)]
pub struct ImageSubject<'a> {
    pub path: &'a str,
    pub geometry: &'a Geometry,
    /// Path of the label file whose voxels are all equal to the image's.
    pub copied_by: Option<&'a str>,
}

/// The files of one case beside each other and beside the protocol.
#[derive(Debug)]
pub struct CaseSubject<'a> {
    pub case: &'a str,
    pub labels: &'a [LabelSubject<'a>],
    /// Further drawings of the same classes: raters, time points.
    pub annotations: &'a [LabelSubject<'a>],
    pub images: &'a [ImageSubject<'a>],
    pub protocol: Option<&'a Protocol>,
    /// What is wrong with the rows and sidecars of the case.
    pub facts: &'a [FactFault],
    /// What is wrong with its files of landmarks.
    pub points: &'a [PointFault],
}

/// What is kept of a case to compare it with the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseDigest {
    pub case: String,
    /// The label file, or the folder of label files.
    pub path: String,
    /// Hash over the shape and all runs with their values (and class names), not over the file's bytes.
    pub content: [u8; 32],
    pub labelled_voxels: u64,
}

impl CaseDigest {
    /// The hash in hexadecimal digits.
    pub fn written(&self) -> String {
        self.content.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A folder with a `dataset.json`, beside what lies in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DatasetSubject<'a> {
    /// Of the `dataset.json`.
    pub path: &'a str,
    /// Label maps that it lists and that are not there, as written.
    pub missing_labels: Vec<String>,
    /// `numTraining`
    pub announced: Option<u64>,
    /// Label maps for training, of the ending below.
    pub label_maps: usize,
    /// `.nii.gz`
    pub ending: &'a str,
    /// Label maps without all of their images, each with the paths that are missing.
    pub missing_images: Vec<(String, Vec<String>)>,
}
