//! Where the facts of earlier runs are kept.

use std::path::PathBuf;

use clap::Args;
use etcetera::BaseStrategy;

use crate::cache::{Cache, Trust};
use crate::report::wording::counted;

use super::terminal::Terminal;

/// What to keep of the files between runs.
#[derive(Debug, Args)]
#[command(next_help_heading = "Cache")]
pub struct CacheArguments {
    /// Keep facts about label files in this folder, so that unchanged ones need not be read again; else in the user's
    /// cache folder
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    pub cache_dir: Option<PathBuf>,

    /// Read every file, and keep nothing; `VOXLINT_NO_CACHE` in the environment turns the usual cache off, too
    #[arg(long)]
    pub no_cache: bool,

    /// Hash every file to see whether it changed, instead of trusting its size, times and inode
    #[arg(long)]
    pub cache_content: bool,
}

impl CacheArguments {
    /// `configured` is the folder that the configuration names.
    pub fn open(&self, configured: Option<PathBuf>) -> Cache {
        let trust = if self.cache_content { Trust::Content } else { Trust::Stamp };
        let unwanted = std::env::var_os("VOXLINT_NO_CACHE").is_some_and(|value| !value.is_empty());
        let usual = || usual_folder().filter(|_| !unwanted);
        let folder = self.cache_dir.clone().or(configured).or_else(usual);
        match folder.filter(|_| !self.no_cache) {
            Some(folder) => Cache::at(folder, trust),
            None => Cache::off(),
        }
    }
}

/// `$XDG_CACHE_HOME/voxlint`, `~/.cache/voxlint`, or what the system has in its place. `None`: the user has no home.
fn usual_folder() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.cache_dir().join(env!("CARGO_PKG_NAME")))
}

/// Keeps the folder within its bounds, and says what the cache did for the run.
pub fn conclude(cache: &Cache, statistics: bool, terminal: &Terminal) {
    cache.tidy();
    let Some(folder) = cache.folder() else { return };
    if statistics {
        let (decoded, hashed) = (cache.decoded() as usize, cache.hashed() as usize);
        terminal.summary(&format!(
            "read the voxels of {}, hashed {}",
            counted(decoded, "file"),
            counted(hashed, "file")
        ));
    }
    if let Some(reason) = cache.trouble() {
        let folder = super::discover::case_file(folder).shown;
        terminal.note(&format!(
            "the cache `{folder}` cannot be written: {reason}; the next run will read the files again, unless another folder \
             is given with --cache-dir"
        ));
    }
}
