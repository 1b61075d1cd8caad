//! `voxlint export`: protocols in the forms of other programs.

mod arguments;
mod json;
mod normal;
mod yaml;

use std::fs;
use std::io::{self, Write};

use crate::export::{self, Exported, Nnunet, Refused};
use crate::model::Protocol;

use super::discover::case_file;
use super::exit::{Exit, Failure, Stop, io_reason};
use super::protocols::Protocols;
use super::terminal::Terminal;
pub use arguments::{EXAMPLES, Export, Target};

/// # Errors
///
/// A protocol that does not exist or has mistakes, one that the form cannot hold, and output that cannot be written.
pub fn run(arguments: &Export, terminal: &Terminal) -> Result<Exit, Stop> {
    if let Some(option) = arguments.for_nnunet().filter(|_| arguments.to != Target::Nnunet) {
        let failure = Failure::new(format!("`{option}` is for nnU-Net alone"));
        return Err(failure.help("add `--to nnunet`, or leave it out").into());
    }
    let protocol = Protocols::new(Some(arguments.protocol.clone()), terminal).for_config(None)?;
    let protocol = protocol.ok_or_else(|| Failure::new("there is no protocol to export"))?;
    let Exported { text, notes } = exported(&protocol, arguments)?;
    match &arguments.output_file {
        None => io::stdout().write_all(text.as_bytes())?,
        Some(path) => fs::write(path, text).map_err(|error| {
            let shown = case_file(path).shown;
            let failure = Failure::new(format!("the output file `{shown}` cannot be written: {}", io_reason(&error)));
            failure.help("give a file in a folder that exists and may be written to")
        })?,
    }
    for note in notes {
        terminal.note(&note);
    }
    Ok(Exit::Clean)
}

fn exported(protocol: &Protocol, arguments: &Export) -> Result<Exported, Failure> {
    let whole = |text| Ok(Exported { text, notes: Vec::new() });
    let written = match arguments.to {
        Target::Json => whole(json::text(protocol)),
        Target::Yaml => whole(yaml::text(protocol)?),
        Target::Normal => whole(normal::text(protocol)),
        Target::Nnunet => export::nnunet(protocol, &nnunet(arguments)),
        Target::Slicer => export::slicer_colors(protocol),
        Target::SlicerTable => export::slicer_table(protocol),
        Target::SlicerTerminology => export::slicer_terminology(protocol),
        Target::SlicerMarkups => export::slicer_markups(protocol),
        Target::Itksnap => export::itksnap(protocol),
        Target::Bids => export::bids(protocol),
        Target::Labelstudio => export::label_studio(protocol),
        Target::Cvat => export::cvat(protocol),
    };
    written.map_err(|Refused { reason, help }| Failure::new(reason).help(help))
}

fn nnunet(arguments: &Export) -> Nnunet {
    Nnunet {
        regions: arguments.regions.clone(),
        renumber: arguments.renumber,
        cases: arguments.cases.unwrap_or_default(),
    }
}
