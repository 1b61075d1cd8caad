//! What may stand behind `voxlint export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

pub const EXAMPLES: &str = "\
Examples:
  voxlint export liver.protocol > liver.json
  voxlint export kits/23 --to nnunet --cases 489 -o dataset.json
  voxlint export brats/2021 --to nnunet --renumber --regions whole_tumour,tumour_core,enhancing
  voxlint export totalsegmentator/v2 --to slicer -o TotalSegmentator.csv
  voxlint export liver.protocol --to normal | sha256sum

What a form has no place for is left out, and named on standard error.";

#[derive(Debug, Args)]
pub struct Export {
    /// A protocol file, or the name of a shipped one such as `kits/23`
    #[arg(value_name = "FILE|NAME")]
    pub protocol: String,

    /// The form to write
    #[arg(long, value_enum, value_name = "TARGET", default_value_t = Target::Json)]
    pub to: Target,

    /// Groups and classes that nnU-Net is to be trained on, instead of all classes
    #[arg(long, value_name = "NAME,..", value_delimiter = ',', help_heading = "nnU-Net")]
    pub regions: Vec<String>,

    /// Give values as nnU-Net wants them: consecutive, `ignore` last
    #[arg(long, help_heading = "nnU-Net")]
    pub renumber: bool,

    /// How many cases there are to train on
    #[arg(long, value_name = "N", help_heading = "nnU-Net")]
    pub cases: Option<usize>,

    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Target {
    /// Everything the protocol says, typed; `voxlint schema protocol` describes it
    Json,
    /// The same as YAML
    Yaml,
    /// The normal form: the bytes whose SHA-256 is the hash of the protocol
    Normal,
    /// dataset.json of nnU-Net, version 2
    Nnunet,
    /// Colour table of 3D Slicer in CSV, with terminology (Slicer 5.8 and newer)
    Slicer,
    /// Plain colour table of 3D Slicer (.ctbl)
    SlicerTable,
    /// Segmentation terminology of 3D Slicer (.json)
    SlicerTerminology,
    /// Landmarks as markups of 3D Slicer, still to be placed (.mrk.json)
    SlicerMarkups,
    /// Label description of ITK-SNAP (.label)
    Itksnap,
    /// Label table of BIDS (_dseg.tsv)
    Bids,
    /// Labelling configuration of Label Studio (.xml)
    Labelstudio,
    /// Label constructor of CVAT (.json)
    Cvat,
}

impl Export {
    /// An option of nnU-Net that was given.
    pub fn for_nnunet(&self) -> Option<&'static str> {
        let given =
            [(!self.regions.is_empty(), "--regions"), (self.renumber, "--renumber"), (self.cases.is_some(), "--cases")];
        given.into_iter().find(|(given, _)| *given).map(|(_, option)| option)
    }
}
