//! Which files of a folder are label maps, which are images, and which belong to one case.

use std::path::Path;

use crate::check::case::{Case, CaseFile, ClassFile, LabelFiles};

use super::images::{self, Folders};
use super::listing::{Listed, case_file};
use super::names::{
    before_label_word, file_name, folder_name, is_image_name, is_label_word, is_pair_part, nifti_stem, normalised,
    words,
};
use super::skipped::{Reason, Skipped};
use super::{bids, binary};

/// What a protocol says of the files of a folder.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'p> {
    /// Names and aliases of its classes, normalised; empty without a protocol.
    pub classes: &'p [String],
    /// Any structure may have a file of its own: there is no protocol, or it leaves the names open.
    pub by_name: bool,
    /// No class has a value: each can only be a file of its own.
    pub filed: bool,
}

/// The cases among the listed files of one folder, in their order.
pub fn cases(
    folder: &Path,
    files: &[Listed],
    expected: Expected<'_>,
    folders: &mut Folders,
    skipped: &mut Skipped,
) -> Vec<Case> {
    let nifti: Vec<&Listed> = files.iter().filter(|listed| keep(listed, skipped)).collect();
    if let Some(case) = of_classes(folder, &nifti, expected, folders, skipped) {
        return vec![case];
    }
    let stems: Vec<String> =
        folders.names(folder).iter().filter_map(|name| nifti_stem(name)).map(str::to_owned).collect();
    let mut cases = Vec::new();
    for listed in nifti {
        let name = file_name(&listed.file.path);
        let stem = nifti_stem(&name).unwrap_or(&name);
        match role(folder, stem, &stems, folders) {
            Role::NotLabels(reason) if !listed.explicit => skipped.add(reason, &listed.file.shown),
            _ => cases.push(label_map(&listed.file, folders)),
        }
    }
    cases
}

/// A case of one label file, with the image its layout names.
pub fn label_map(file: &CaseFile, folders: &mut Folders) -> Case {
    let image = images::beside(&file.path, folders).map(|path| case_file(&path));
    Case::new(case_name(&file.path), LabelFiles::Map(file.clone()), image)
}

/// The stem; for `case_00001/segmentation.nii.gz`, whose stem says nothing, the folder.
pub fn case_name(path: &Path) -> String {
    let name = file_name(path);
    let stem = nifti_stem(&name).unwrap_or(&name);
    let says_nothing = words(stem).iter().all(|word| is_label_word(word));
    let folder = path.parent().map(folder_name).unwrap_or_default();
    if says_nothing && !folder.is_empty() { folder } else { stem.to_owned() }
}

enum Role {
    Labels,
    NotLabels(Reason),
}

/// Files that are read as NIfTI. A user's own file is read whatever its name; `.img` goes with its `.hdr`.
fn keep(listed: &Listed, skipped: &mut Skipped) -> bool {
    let name = file_name(&listed.file.path);
    if listed.explicit {
        return true;
    }
    if nifti_stem(&name).is_none() {
        skipped.add(Reason::NotNifti(super::names::extension(&name)), &listed.file.shown);
        return false;
    }
    if is_pair_part(&name, "img") {
        let stem = nifti_stem(&name).unwrap_or_default();
        let header = |ending| listed.file.path.with_file_name(format!("{stem}{ending}")).symlink_metadata().is_ok();
        if ![".hdr", ".hdr.gz", ".HDR"].into_iter().any(header) {
            skipped.add(Reason::NoHeader, &listed.file.shown);
        }
        return false;
    }
    true
}

fn role(folder: &Path, stem: &str, stems: &[String], folders: &mut Folders) -> Role {
    if let Some(name) = bids::Name::parse(stem) {
        return if name.is_label_map() { Role::Labels } else { Role::NotLabels(name.reason()) };
    }
    let own = words(stem);
    if own.iter().any(|word| word == "probseg") {
        return Role::NotLabels(Reason::Probability);
    }
    if own.iter().any(|word| is_label_word(word)) {
        return Role::Labels;
    }
    let beside_labels = stems.iter().filter_map(|other| before_label_word(other)).any(|base| own.starts_with(&base));
    if is_image_name(stem) || beside_labels || is_image_folder(folder, folders) {
        return Role::NotLabels(Reason::Image);
    }
    Role::Labels
}

/// `imagesTr`, `imagesTs`; `images` and its like only beside a folder of labels.
fn is_image_folder(folder: &Path, folders: &mut Folders) -> bool {
    let name = file_name(folder);
    if name.strip_prefix("images").is_some_and(|tail| ["Tr", "Ts", "Val"].contains(&tail)) {
        return true;
    }
    let above = folder.parent().unwrap_or(Path::new(""));
    ["labels", "masks", "segmentations", "annotations", "mask", "label", "seg"].into_iter().any(|labels| {
        images::image_folder_names(labels).contains(&name.to_lowercase())
            && !folders.names(&above.join(labels)).is_empty()
    })
}

/// The one case of a folder in which each class has a file of its own.
pub fn of_classes(
    folder: &Path,
    files: &[&Listed],
    expected: Expected<'_>,
    folders: &mut Folders,
    skipped: &mut Skipped,
) -> Option<Case> {
    match files.iter().any(|listed| listed.explicit) {
        true => around(folder, files, expected, folders),
        false => per_class(folder, files, expected, folders, skipped),
    }
}

/// The case whose files a user names, or some of them, as hooks do: rules speak of all its classes. Without a protocol
/// nothing does, and a file stands for itself.
fn around(folder: &Path, named: &[&Listed], expected: Expected<'_>, folders: &mut Folders) -> Option<Case> {
    if expected.classes.is_empty() {
        return None;
    }
    // What else lies in the folder was not asked for: nothing is said of it.
    let mut unsaid = Skipped::default();
    let all = folders.names(folder).iter().map(|name| case_file(&folder.join(name)));
    let all: Vec<Listed> = all.map(|file| Listed { file, explicit: false }).collect();
    let all: Vec<&Listed> = all.iter().filter(|listed| keep(listed, &mut unsaid)).collect();
    let case = per_class(folder, &all, expected, folders, &mut unsaid)?;
    let files = case.labels.files();
    let is_class = |listed: &&Listed| files.iter().any(|file| file.path == listed.file.path);
    named.iter().all(is_class).then_some(case)
}

/// One case of all files of a folder, if they are one file per class: its files carry names of the protocol's classes.
/// Without a protocol, or with one that leaves the names open, the folder is called `segmentations` and stands beside its image, or its files are binary, on one
/// grid, and not named as cases are.
fn per_class(
    folder: &Path,
    files: &[&Listed],
    Expected { classes, by_name, filed }: Expected<'_>,
    folders: &mut Folders,
    skipped: &mut Skipped,
) -> Option<Case> {
    let (images, masks): (Vec<&Listed>, Vec<&Listed>) =
        files.iter().partition(|listed| is_image_name(stem_of(&listed.file).as_str()));
    let named = masks.iter().filter(|listed| classes.contains(&normalised(&stem_of(&listed.file)))).count();
    let image = images::of_class_folder(folder, folders);
    let name = folder_name(folder);
    let by_protocol = named >= if filed { 1 } else { 2 } && named * 2 >= masks.len();
    let by_layout = || name == "segmentations" && image.is_some();
    let mut by_content = || {
        let stems: Vec<String> = masks.iter().map(|listed| stem_of(&listed.file)).collect();
        let paths: Vec<&Path> = masks.iter().map(|listed| listed.file.path.as_path()).collect();
        !images::has_image_folder(folder, folders) && binary::structure_names(&stems) && binary::on_one_grid(&paths)
    };
    if !(by_protocol || by_name && masks.len() >= 2 && (by_layout() || by_content())) {
        return None;
    }
    for image in images {
        skipped.add(Reason::Image, &image.file.shown);
    }
    let above = folder_name(folder.parent().unwrap_or(Path::new("..")));
    let name = if is_label_word(&name) && !above.is_empty() { above } else { name };
    let of_class = |listed: &Listed| ClassFile { class: stem_of(&listed.file), file: listed.file.clone() };
    let files = masks.into_iter().map(of_class).collect();
    let labels = LabelFiles::PerClass { folder: case_file(folder), files };
    Some(Case::new(name, labels, image.map(|path| case_file(&path))))
}

fn stem_of(file: &CaseFile) -> String {
    let name = file_name(&file.path);
    nifti_stem(&name).unwrap_or(&name).to_owned()
}
