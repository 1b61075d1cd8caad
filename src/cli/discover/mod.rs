//! Paths to cases: which files are label maps, which belong together, and where their images are.
//!
//! Without a configuration the layouts people use are recognised: nnU-Net and MSD (`labelsTr` beside `imagesTr`), BIDS
//! derivatives (`_dseg`, `_mask`), KiTS (`case_00001/segmentation.nii.gz` beside `imaging.nii.gz`), TotalSegmentator
//! (a folder with one file per class), and `x_seg` beside `x`. Whatever is left out is counted and said.

mod bids;
mod binary;
mod declared;
mod facts;
mod images;
mod layout;
mod listing;
pub(super) mod names;
mod patterns;
mod points;
mod rows;
mod skipped;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::check::case::{Case, CaseFile, LabelFiles};
use crate::model::Protocol;

use super::case_tables::FactTables;
use super::config::Config;
use super::exit::{Failure, Stop};
use declared::{Declared, Sorted};
pub use facts::sources as fact_sources;
use images::{Folders, ImageFolder};
use layout::Expected;
pub use layout::case_name;
pub use listing::case_file;
pub use listing::{Listed, list};
use names::{file_name, is_nifti, nifti_stem, normalised};
pub use skipped::Skipped;

/// Files, each with its place in the list of all.
type Numbered = Vec<(usize, Listed)>;

/// What applies to the label maps of one folder.
#[derive(Debug, Clone, Default)]
pub struct Governing {
    pub config: Option<Arc<Config>>,
    pub protocol: Option<Arc<Protocol>>,
    /// Facts about the cases.
    pub tables: FactTables,
    /// For label maps that an entry of `protocols` in voxlint.yaml names, what applies instead.
    pub parts: Vec<Governing>,
}

impl Governing {
    /// Which of the files each part speaks of, by the first whose patterns match; the rest stays.
    fn share(mut self, files: Numbered) -> Vec<(Governing, Numbered)> {
        let parts = std::mem::take(&mut self.parts);
        let mut shares: Vec<(Governing, Numbered)> = parts.into_iter().map(|part| (part, Vec::new())).collect();
        let mut rest = Vec::new();
        for (index, listed) in files {
            let names = |part: &Governing| part.config.as_ref().is_some_and(|config| patterns::names(config, &listed));
            match shares.iter_mut().find(|(part, _)| names(part)) {
                Some((_, own)) => own.push((index, listed)),
                None => rest.push((index, listed)),
            }
        }
        shares.push((self, rest));
        shares.retain(|(_, files)| !files.is_empty());
        shares
    }
}

/// A case and the protocol it follows.
#[derive(Debug, Clone)]
pub struct Planned {
    pub case: Case,
    pub protocol: Option<Arc<Protocol>>,
    pub config: Option<Arc<Config>>,
    tables: FactTables,
}

impl Planned {
    /// Every file that the case may be judged by, but for those of its protocol and configuration.
    pub fn files(&self) -> Vec<PathBuf> {
        let Case { labels, image, facts, inputs, strays, .. } = &self.case;
        let files = labels.files().into_iter().chain(image).chain(&facts.sidecars).chain(&facts.points).chain(strays);
        let files = files.chain(inputs.values().flatten().map(|input| &input.file));
        let tables = facts.tables.iter().chain(facts.rows.values().flatten());
        files.map(|file| file.path.clone()).chain(tables.map(|table| PathBuf::from(&table.shown))).collect()
    }
}

#[derive(Debug, Default)]
pub struct Found {
    /// In the order of the arguments; within a folder by name.
    pub cases: Vec<Planned>,
    pub skipped: Skipped,
    /// Label maps without an image although `--images` or voxlint.yaml says where images are.
    pub without_image: Vec<String>,
    /// Files that are read as label maps although their protocol knows classes by the names of their files.
    pub not_filed: Vec<String>,
}

/// Finds the cases below the arguments. `governing` says what applies to a folder.
///
/// # Errors
///
/// A path that does not exist, or a configuration or protocol that cannot be used.
pub fn find(
    paths: &[String],
    images: Option<&Path>,
    mut governing: impl FnMut(&Path) -> Result<Governing, Stop>,
) -> Result<Found, Stop> {
    let images = images.map(image_folder).transpose()?;
    let mut found = Found::default();
    let mut folders = Folders::default();
    let mut placed: Vec<(usize, Planned)> = Vec::new();
    let paths = by_tables(paths, &mut governing, &mut placed)?;
    let listed = list(&paths, is_nifti, &mut found.skipped)?;
    let mut declared: Vec<(Declared, Option<Arc<Config>>, FactTables)> = Vec::new();
    let mut groups: Vec<(PathBuf, Governing, Numbered)> = Vec::new();
    for (folder, files) in by_folder(&listed) {
        let shares = governing(&folder)?.share(files);
        groups.extend(shares.into_iter().map(|(governing, files)| (folder.clone(), governing, files)));
    }
    for (folder, Governing { config, protocol, tables, .. }, files) in groups {
        let classes = protocol.as_deref().map(class_names).unwrap_or_default();
        if let Some(protocol) = declaring(config.as_deref(), protocol.as_ref()) {
            let known = declared.iter_mut().find(|(known, _, _)| Arc::ptr_eq(&known.protocol, protocol));
            match known {
                Some((known, _, _)) => known.files.extend(files),
                None => declared.push((Declared { protocol: Arc::clone(protocol), files }, config, tables)),
            }
            continue;
        }
        let (indices, files): (Vec<usize>, Vec<Listed>) = files.into_iter().unzip();
        let skipped = &mut found.skipped;
        let filed = protocol.as_deref().is_some_and(is_filed);
        let by_name = protocol.as_deref().is_none_or(names_its_files);
        let expected = Expected { classes: &classes, by_name, filed };
        let cases = match config.as_deref() {
            Some(config) if config.has_patterns() => {
                let without_image = &mut found.without_image;
                patterns::cases(config, (&folder, &files), expected, &mut folders, skipped, without_image)
            }
            _ => layout::cases(&folder, &files, expected, &mut folders, skipped),
        };
        let maps = cases.iter().filter(|case| filed && matches!(case.labels, LabelFiles::Map(_)));
        found.not_filed.extend(maps.map(|case| case.labels.place().shown.clone()));
        for case in cases {
            let own = case.labels.files();
            let at = files.iter().position(|listed| own.iter().any(|file| file.path == listed.file.path));
            let index = at.and_then(|at| indices.get(at)).copied().unwrap_or_default();
            let (protocol, config) = (protocol.clone(), config.clone());
            placed.push((index, Planned { case, protocol, config, tables: tables.clone() }));
        }
    }
    for (declared, config, tables) in declared {
        let Sorted { cases, unmatched } = declared::cases(&declared, &mut found.skipped);
        let unmatched = unmatched.into_iter().map(|(index, file)| (index, layout::label_map(&file.file, &mut folders)));
        for (index, case) in cases.into_iter().chain(unmatched) {
            let protocol = Some(Arc::clone(&declared.protocol));
            placed.push((index, Planned { case, protocol, config: config.clone(), tables: tables.clone() }));
        }
    }
    placed.sort_by_key(|(index, _)| *index);
    found.cases = placed.into_iter().map(|(_, planned)| planned).collect();
    if let Some(images) = images {
        found.without_image.clear();
        for planned in &mut found.cases {
            pair(&mut planned.case, &images, &mut found.without_image);
        }
    }
    // Sidecars stand beside images, too.
    for planned in &mut found.cases {
        planned.case.facts = facts::sources(&planned.case, &planned.tables, planned.config.as_deref());
    }
    let used: BTreeSet<String> = found.cases.iter().flat_map(|planned| planned.case.facts.shown()).collect();
    found.skipped.leave_out(&used);
    Ok(found)
}

/// A protocol of which no class has a value, and which leaves others open, knows structures by the names of their files.
fn names_its_files(protocol: &Protocol) -> bool {
    protocol.labels.open && protocol.labels.classes.iter().all(|class| class.values.is_empty())
}

/// Whether the classes of a protocol can only be files of their own.
fn is_filed(protocol: &Protocol) -> bool {
    let classes = &protocol.labels.classes;
    !classes.is_empty() && classes.iter().all(|class| class.values.is_empty())
}

/// The protocol, if its `files` block says where cases are; patterns of voxlint.yaml come first.
fn declaring<'p>(config: Option<&Config>, protocol: Option<&'p Arc<Protocol>>) -> Option<&'p Arc<Protocol>> {
    let by_config = config.is_some_and(Config::has_patterns);
    protocol.filter(|protocol| !by_config && protocol.files.as_ref().is_some_and(|files| !files.lines.is_empty()))
}

/// Takes out the paths under a protocol without labels, whose cases are those that its tables name.
fn by_tables(
    paths: &[String],
    governing: &mut impl FnMut(&Path) -> Result<Governing, Stop>,
    placed: &mut Vec<(usize, Planned)>,
) -> Result<Vec<String>, Stop> {
    let mut others = Vec::new();
    for path in paths {
        let place = Path::new(path);
        let folder = if place.is_dir() { place } else { place.parent().unwrap_or(Path::new("")) };
        if !folder.is_dir() && !folder.as_os_str().is_empty() {
            others.push(path.clone());
            continue;
        }
        let Governing { config, protocol, tables, .. } = governing(&case_file(folder).path)?;
        let Some(protocol) = protocol.filter(|protocol| protocol.without_labels) else {
            others.push(path.clone());
            continue;
        };
        for case in rows::cases(&protocol, &tables)? {
            if !placed.iter().any(|(_, known)| known.case.name == case.name && known.case.labels == case.labels) {
                let (protocol, config) = (Some(Arc::clone(&protocol)), config.clone());
                placed.push((0, Planned { case, protocol, config, tables: tables.clone() }));
            }
        }
    }
    Ok(others)
}

/// The image that lies where layouts have it for a label map.
pub fn image_beside(label: &Path) -> Option<CaseFile> {
    images::beside(label, &mut Folders::default()).map(|path| case_file(&path))
}

fn image_folder(folder: &Path) -> Result<ImageFolder, Failure> {
    if folder.is_dir() {
        return Ok(ImageFolder::read(folder));
    }
    let shown = case_file(folder).shown;
    let what = if folder.exists() { "is not a folder" } else { "does not exist" };
    Err(Failure::new(format!("the image folder `{shown}` {what}")).help("give the folder that holds the images"))
}

/// With `--images`, that folder alone decides.
fn pair(case: &mut Case, images: &ImageFolder, without: &mut Vec<String>) {
    let name = file_name(&case.labels.place().path);
    let stem = match &case.labels {
        LabelFiles::Map(_) => nifti_stem(&name).unwrap_or(&name),
        LabelFiles::PerClass { .. } => name.as_str(),
        LabelFiles::Absent(_) => case.name.as_str(),
    };
    case.image = images.image_of(stem, &case.name).map(case_file);
    if case.image.is_none() {
        without.push(case.labels.place().shown.clone());
    }
}

/// Files by folder, in the order in which folders first appear, each with its place in the list.
fn by_folder(listed: &[Listed]) -> Vec<(PathBuf, Numbered)> {
    let mut order: Vec<PathBuf> = Vec::new();
    let mut folders: BTreeMap<PathBuf, Numbered> = BTreeMap::new();
    for (index, file) in listed.iter().enumerate() {
        let folder = file.file.path.parent().unwrap_or(Path::new("")).to_owned();
        let files = folders.entry(folder.clone()).or_default();
        if files.is_empty() {
            order.push(folder);
        }
        files.push((index, file.clone()));
    }
    order.into_iter().filter_map(|folder| folders.remove_entry(&folder)).collect()
}

/// Names and aliases of the classes, as file names are compared.
fn class_names(protocol: &Protocol) -> Vec<String> {
    let names = |class: &crate::model::protocol::Class| {
        std::iter::once(normalised(&class.name)).chain(class.aliases.iter().map(|alias| normalised(alias))).collect()
    };
    protocol.labels.classes.iter().flat_map(|class| -> Vec<String> { names(class) }).collect()
}
