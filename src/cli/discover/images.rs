//! The image that belongs to a label map, by the layouts people use.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::bids;
use super::names::{before_label_word, file_name, is_image_name, is_label_word, nifti_stem, normalised, words};

/// NIfTI names of folders, each read once.
#[derive(Debug, Default)]
pub struct Folders {
    names: BTreeMap<PathBuf, Vec<String>>,
}

impl Folders {
    /// Sorted names; empty for a folder that is not there.
    pub fn names(&mut self, folder: &Path) -> &[String] {
        self.names.entry(folder.to_owned()).or_insert_with(|| {
            let entries = std::fs::read_dir(if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
            let mut names: Vec<String> = entries
                .map(|entries| {
                    entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
                })
                .unwrap_or_default();
            names.retain(|name| !name.starts_with('.') && nifti_stem(name).is_some());
            names.sort();
            names
        })
    }

    /// The first of the stems that has a file in the folder.
    fn with_stem(&mut self, folder: &Path, stems: &[String]) -> Option<PathBuf> {
        let names = self.names(folder);
        let find = |stem: &String| names.iter().find(|name| nifti_stem(name) == Some(stem));
        stems.iter().find_map(find).map(|name| folder.join(name))
    }
}

/// The folder of images that goes with a folder of labels: `imagesTr` with `labelsTr`, `images` with `masks`.
pub fn image_folder_names(label_folder: &str) -> Vec<String> {
    let lower = label_folder.to_lowercase();
    match lower.strip_prefix("labels") {
        Some(tail) if !tail.is_empty() && tail.len() <= 4 => {
            vec![format!("images{}", label_folder.get("labels".len()..).unwrap_or_default())]
        }
        _ if is_label_word(&lower) => ["images", "imgs", "image", "scans", "volumes", "ct"].map(str::to_owned).into(),
        _ => Vec::new(),
    }
}

/// Whether a folder of images stands beside a folder of labels: then its files are cases.
pub fn has_image_folder(label_folder: &Path, folders: &mut Folders) -> bool {
    let above = label_folder.parent().unwrap_or(Path::new(""));
    image_folder_names(&file_name(label_folder)).iter().any(|name| !folders.names(&above.join(name)).is_empty())
}

/// The image of one label file, found beside it or in the folder its layout names.
pub fn beside(label: &Path, folders: &mut Folders) -> Option<PathBuf> {
    let name = file_name(label);
    let stem = nifti_stem(&name)?;
    let folder = label.parent().unwrap_or(Path::new(""));
    if let Some(bids_name) = bids::Name::parse(stem) {
        return bids_image(&bids_name, folder, folders);
    }
    let folder_name = file_name(folder);
    let above = folder.parent().unwrap_or(Path::new(""));
    let stems = image_stems(stem);
    image_folder_names(&folder_name)
        .iter()
        .find_map(|images| folders.with_stem(&above.join(images), &stems))
        .or_else(|| in_same_folder(stem, folder, folders))
}

/// The image of a folder with one file per class: inside it, or above it.
pub fn of_class_folder(folder: &Path, folders: &mut Folders) -> Option<PathBuf> {
    let image_in = |folder: &Path, folders: &mut Folders| {
        let found = folders.names(folder).iter().find(|name| nifti_stem(name).is_some_and(is_image_name)).cloned();
        found.map(|name| folder.join(name))
    };
    image_in(folder, folders).or_else(|| image_in(folder.parent()?, folders))
}

/// Names an image may have beside `stem`: nnU-Net's first channel, MSD's same name, and what is left before `seg`.
fn image_stems(stem: &str) -> Vec<String> {
    let mut stems = vec![format!("{stem}_0000"), stem.to_owned()];
    if let Some(base) = before_label_word(stem)
        && let Some(base) = stem.get(..base.join("_").len()).filter(|base| !base.is_empty())
    {
        stems.extend([format!("{base}_0000"), base.to_owned()]);
    }
    stems
}

/// `imaging` beside `segmentation`, `a_ct` or `a` beside `a_seg`. Several images of one case share a grid: the first.
fn in_same_folder(stem: &str, folder: &Path, folders: &mut Folders) -> Option<PathBuf> {
    let base = before_label_word(stem)?;
    let is_image = |name: &String| {
        let Some(other) = nifti_stem(name) else { return false };
        let own = words(other);
        let names_image = is_image_name(other) && base.is_empty();
        let shares_base = !base.is_empty() && own.starts_with(&base);
        !own.iter().any(|word| is_label_word(word)) && (names_image || shares_base)
    };
    folders.names(folder).iter().find(|name| is_image(name)).map(|name| folder.join(name))
}

/// Beside the label map, or in the raw data set: `derivatives/PIPELINE/sub-01/anat` goes with `sub-01/anat`.
fn bids_image(label: &bids::Name, folder: &Path, folders: &mut Folders) -> Option<PathBuf> {
    let parts: Vec<_> = folder.components().collect();
    let raw = parts.iter().rposition(|part| part.as_os_str() == "derivatives").and_then(|at| {
        let subject = parts.iter().position(|part| part.as_os_str().to_string_lossy().starts_with("sub-"))?;
        Some(parts.get(..at)?.iter().chain(parts.get(subject..)?).collect::<PathBuf>())
    });
    [Some(folder.to_owned()), raw].into_iter().flatten().find_map(|place| {
        let names = folders.names(&place).to_vec();
        let candidates = names.iter().filter_map(|name| Some((bids::Name::parse(nifti_stem(name)?)?, name)));
        bids::image_of(label, candidates).map(|name| place.join(name))
    })
}

/// All images below the folder of `--images`.
#[derive(Debug)]
pub struct ImageFolder {
    by_stem: BTreeMap<String, Vec<PathBuf>>,
    files: Vec<PathBuf>,
}

impl ImageFolder {
    pub fn read(folder: &Path) -> Self {
        let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
        let files: Vec<PathBuf> = walk
            .into_iter()
            .flatten()
            .filter(|entry| !entry.file_type().is_dir() && !entry.file_name().to_string_lossy().starts_with('.'))
            .map(walkdir::DirEntry::into_path)
            .filter(|path| nifti_stem(&file_name(path)).is_some())
            .collect();
        let mut by_stem: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
        for file in &files {
            if let Some(stem) = nifti_stem(&file_name(file)) {
                by_stem.entry(normalised(stem)).or_default().push(file.clone());
            }
            // `case_00001/imaging.nii.gz` is found as `case_00001`.
            let folder = file.parent().map(file_name).unwrap_or_default();
            by_stem.entry(normalised(&folder)).or_default().push(file.clone());
        }
        ImageFolder { by_stem, files }
    }

    /// The image of a label map or case of this name; `None` if there is none, or several and no way to choose.
    pub fn image_of(&self, stem: &str, case: &str) -> Option<&Path> {
        if let Some(label) = bids::Name::parse(stem) {
            let named = self.files.iter().filter_map(|file| {
                let name = file_name(file);
                Some((bids::Name::parse(nifti_stem(&name)?)?, file))
            });
            if let Some(image) = bids::image_of(&label, named) {
                return Some(image);
            }
        }
        let mut stems = image_stems(stem);
        stems.extend(image_stems(case));
        stems.iter().find_map(|stem| match self.by_stem.get(&normalised(stem)).map(Vec::as_slice) {
            Some([only]) => Some(only.as_path()),
            _ => None,
        })
    }
}
