//! Where converted files go: to the same places below the output folder as the old ones have below the arguments.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::cli::discover::case_file;
use crate::cli::exit::Failure;

pub struct Targets {
    /// Folders that were given.
    roots: Vec<PathBuf>,
    output: PathBuf,
    claimed: BTreeSet<PathBuf>,
}

impl Targets {
    pub fn new(paths: &[String], output: &Path) -> Self {
        let roots =
            paths.iter().map(PathBuf::from).filter(|path| path.is_dir()).map(|path| case_file(&path).path).collect();
        Targets { roots, output: output.to_owned(), claimed: BTreeSet::new() }
    }

    /// The folder for a file that was found.
    pub fn folder(&self, file: &Path) -> PathBuf {
        let folder = file.parent().unwrap_or(Path::new(""));
        let below = self
            .roots
            .iter()
            .filter_map(|root| folder.strip_prefix(root).ok())
            .min_by_key(|path| path.components().count());
        below.map_or_else(|| self.output.clone(), |path| self.output.join(path))
    }

    /// The file of a class, with the ending of the old one.
    pub fn file(&self, old: &Path, class: &str) -> PathBuf {
        let name = old.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let lower = name.to_lowercase();
        let ending = [".nii.gz", ".nii", ".hdr.gz", ".img.gz", ".hdr", ".img"]
            .into_iter()
            .find(|ending| lower.ends_with(ending));
        let ending = ending.and_then(|ending| name.get(name.len() - ending.len()..)).unwrap_or_default();
        self.folder(old).join(format!("{class}{ending}"))
    }

    /// Takes the names of a label map below a folder.
    ///
    /// # Errors
    ///
    /// Something is there already, or another file goes there.
    pub fn claim<'f>(&mut self, folder: &Path, files: impl IntoIterator<Item = &'f PathBuf>) -> Result<(), Failure> {
        let names: BTreeSet<_> = files.into_iter().filter_map(|file| file.file_name()).collect();
        names.into_iter().try_for_each(|name| self.claim_file(&folder.join(name)))
    }

    /// Takes the name of one file.
    ///
    /// # Errors
    ///
    /// As for [`Targets::claim`].
    pub fn claim_file(&mut self, target: &Path) -> Result<(), Failure> {
        let shown = case_file(target).shown;
        if target.symlink_metadata().is_ok() {
            let failure = Failure::new(format!("`{shown}` exists already"));
            return Err(failure.help("nothing that exists is overwritten: give another folder for --output"));
        }
        if !self.claimed.insert(target.to_owned()) {
            let failure = Failure::new(format!("two label files would be written to `{shown}`"));
            return Err(failure.help("give the folder that holds both, so that their places below it tell them apart"));
        }
        Ok(())
    }
}
