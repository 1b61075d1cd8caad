//! A report beside the output: `--report sarif=voxlint.sarif`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::ValueEnum;

use super::arguments::OutputFormat;

/// A format and the file it goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFile {
    pub format: OutputFormat,
    pub path: PathBuf,
}

impl FromStr for ReportFile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let example = "write it as `sarif=voxlint.sarif`";
        let (format, path) = text.split_once('=').ok_or(example)?;
        if path.is_empty() {
            return Err(example.to_owned());
        }
        let format = OutputFormat::from_str(format, false).map_err(|_| {
            let known: Vec<String> = OutputFormat::value_variants()
                .iter()
                .filter_map(|known| Some(known.to_possible_value()?.get_name().to_owned()))
                .collect();
            format!("`{format}` is no format; there are {}", known.join(", "))
        })?;
        Ok(ReportFile { format, path: path.into() })
    }
}
