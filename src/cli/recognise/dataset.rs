//! Folders with a `dataset.json`: nnU-Net raw datasets of both versions, and the Medical Segmentation Decathlon.

use std::path::{Path, PathBuf};

use crate::check::builtin::subject::DatasetSubject;
use crate::formats::Dataset;
use crate::formats::label_table::{Role, TableFormat};
use crate::report::wording::counted;

use super::super::discover::case_file;
use super::super::discover::names::{file_name, strip_ending};

pub const DATASET: &str = "dataset.json";

/// Where label maps for training lie.
const LABELS: &str = "labelsTr";
const IMAGES: &str = "imagesTr";

/// The folder of the `dataset.json` that speaks of the label maps of a folder: that folder itself, or the one above a
/// folder of labels.
pub fn folder_of(labels: &Path) -> Option<PathBuf> {
    let above = || {
        let is_labels = file_name(labels).to_lowercase().starts_with("labels");
        labels.parent().filter(|_| is_labels).map(Path::to_owned)
    };
    [Some(labels.to_owned()), above()].into_iter().flatten().find(|folder| folder.join(DATASET).is_file())
}

/// What it is, for a note.
pub fn kind(dataset: &Dataset) -> &'static str {
    match dataset.labels.format {
        TableFormat::NnunetV2 => "an nnU-Net dataset (version 2)",
        _ => "a dataset as of the Medical Segmentation Decathlon and nnU-Net version 1",
    }
}

/// A dataset beside the files of its folder.
pub struct Look {
    /// `labelsTr`
    pub labels: PathBuf,
    shown: String,
    ending: String,
    missing_labels: Vec<String>,
    announced: Option<u64>,
    label_maps: Vec<String>,
    /// Files of `labelsTr` that are no label maps by their ending.
    others: Vec<String>,
    missing_images: Vec<(String, Vec<String>)>,
}

impl Look {
    pub fn new(folder: &Path, shown: &str, dataset: &Dataset) -> Look {
        let labels = folder.join(LABELS);
        let ending = dataset.file_ending.clone().unwrap_or_else(|| ".nii.gz".to_owned());
        let (label_maps, others): (Vec<String>, Vec<String>) =
            names_in(&labels).into_iter().partition(|name| strip_ending(name, &ending).is_some());
        let listed = dataset.training.iter().filter_map(|case| case.label.as_ref());
        let missing_labels = listed.filter(|path| !folder.join(path).exists()).cloned().collect();
        let images = folder.join(IMAGES);
        let missing_images = match images.is_dir() && !lists_its_files(dataset) {
            true => missing_images(&labels, &images, &label_maps, &ending, dataset),
            false => Vec::new(),
        };
        let announced = dataset.num_training.filter(|_| labels.is_dir());
        Look { labels, shown: shown.to_owned(), ending, missing_labels, announced, label_maps, others, missing_images }
    }

    pub fn subject(&self) -> DatasetSubject<'_> {
        DatasetSubject {
            path: &self.shown,
            missing_labels: self.missing_labels.clone(),
            announced: self.announced,
            label_maps: self.label_maps.len(),
            ending: &self.ending,
            missing_images: self.missing_images.clone(),
        }
    }

    /// What is worth knowing and no fault.
    pub fn notes(&self, dataset: &Dataset) -> Vec<String> {
        let mut notes = Vec::new();
        let regions = &dataset.labels.regions;
        if !regions.is_empty() {
            let names: Vec<&str> = regions.iter().map(|region| region.name.as_str()).collect();
            let count = counted(regions.len(), "region");
            notes.push(format!("it has {count} of several values ({}), which no rule speaks of yet", names.join(", ")));
        }
        if let Some(ignore) = dataset.labels.entries.iter().find(|entry| entry.role == Role::Ignore) {
            let value = ignore.value.unwrap_or_default();
            notes.push(format!("voxels of the ignore label {value} are left out of every judgement"));
        }
        let other = self
            .others
            .iter()
            .filter(|name| strip_ending(name, ".nii.gz").is_some() || strip_ending(name, ".nii").is_some());
        let other: Vec<&String> = other.collect();
        if let Some(first) = other.first() {
            let count = counted(other.len(), "file");
            notes.push(format!(
                "{count} of `{}` (first: {first}) {} not end in `{}`, as `file_ending` says",
                case_file(&self.labels).shown,
                if other.len() == 1 { "does" } else { "do" },
                self.ending
            ));
        }
        notes
    }
}

/// The Decathlon lists the files of every case, and names its images as its label maps.
fn lists_its_files(dataset: &Dataset) -> bool {
    dataset.training.iter().any(|case| !case.images.is_empty())
}

fn missing_images(
    labels: &Path,
    images: &Path,
    label_maps: &[String],
    ending: &str,
    dataset: &Dataset,
) -> Vec<(String, Vec<String>)> {
    let of_case = |name: &String| {
        let case = strip_ending(name, ending)?;
        let image = |number: usize| images.join(format!("{case}_{number:04}{ending}"));
        let wanted = (0..dataset.channels.len()).map(image);
        let missing: Vec<String> = wanted.filter(|path| !path.exists()).map(|path| case_file(&path).shown).collect();
        (!missing.is_empty()).then(|| (case_file(&labels.join(name)).shown, missing))
    };
    label_maps.iter().filter_map(of_case).collect()
}

/// Visible files of a folder by name.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    names
}
