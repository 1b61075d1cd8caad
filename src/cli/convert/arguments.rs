//! What may stand behind `voxlint convert`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::arguments::Declared;

pub const EXAMPLES: &str = "\
Examples:
  voxlint convert --from brats/2021 --to msd/task01 --crosswalk brats.crosswalk labelsTr --output converted
  voxlint convert --from kits/23 --to kits/19 --accept lossy case_*/segmentation.nii.gz --output converted
  voxlint convert --from kits/19 --to kits/23 --put kidney=kidney labels --output converted

Header, extensions, byte order, type of data and compression stay as they are. Whatever is lost, or would have to be drawn
anew, is named and refused unless it is accepted; then nothing at all is written.";

#[derive(Debug, Args)]
pub struct Convert {
    /// The protocol that the label files follow: a file, a shipped name, or `REVISION:FILE` of git
    #[arg(long, value_name = "PROTOCOL")]
    pub from: String,

    /// The protocol that the new files are to follow
    #[arg(long, value_name = "PROTOCOL")]
    pub to: String,

    /// Label files, folders or globs; what lies below a folder goes to the same place below the output folder
    #[arg(value_name = "LABELS", required = true)]
    pub labels: Vec<String>,

    /// Folder for the new files; nothing that exists is overwritten
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,

    /// Go on although something is lost, or although new classes stay empty; may be given several times
    #[arg(long, value_enum, value_name = "COST", value_delimiter = ',')]
    pub accept: Vec<Accept>,

    /// What becomes of a class, such as `kidney=kidney`, `face=background` or `ignore=background`
    #[arg(long, value_name = "OLD=NEW")]
    pub put: Vec<String>,

    #[command(flatten)]
    pub declared: Declared,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Accept {
    /// What was told apart is not any more
    Lossy,
    /// Classes that the old protocol does not have stay empty
    Incomplete,
}
