//! Where a run looks: what the command line and the configurations name, and what was found by them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::super::arguments::Check;
use super::super::case_tables::TablePath;
use super::super::config::{self, Config, Configs, upwards};
use super::super::discover::{Found, Skipped, case_file, list};
use super::super::{protocols, recognise, waivers};
use super::snapshot::Snapshot;

/// Endings of the files that a run may read.
const ENDINGS: [&str; 17] = [
    ".nii",
    ".nii.gz",
    ".hdr",
    ".hdr.gz",
    ".img",
    ".img.gz",
    ".json",
    ".geojson",
    ".csv",
    ".tsv",
    ".yaml",
    ".yml",
    ".xml",
    ".fcsv",
    ".protocol",
    ".lock",
    ".waivers",
];

#[derive(Debug, Default)]
pub struct Places {
    /// Files, folders and globs: everything in a folder counts, and what comes to be there.
    roots: BTreeSet<String>,
    /// Folders of which only the files directly in them count.
    shelves: BTreeSet<PathBuf>,
    /// Files that count whether they are there or not.
    files: BTreeSet<PathBuf>,
    /// What the runs write.
    outputs: BTreeSet<PathBuf>,
    /// Folders whose configuration is known.
    governed: BTreeSet<PathBuf>,
    configs: Configs,
}

impl Places {
    /// Those that are known before anything was found.
    pub fn named(arguments: &Check) -> Places {
        let configs = match &arguments.config {
            Some(path) => Configs::only(path).unwrap_or_else(|_| Configs::off()),
            None if arguments.no_config => Configs::off(),
            None => Configs::default(),
        };
        let mut places = Places { configs, ..Places::default() };
        places.roots.extend(arguments.paths.iter().cloned());
        places.roots.extend(arguments.images.iter().map(|folder| folder.to_string_lossy().into_owned()));
        let tables = arguments.cases.iter().chain(arguments.table.iter().map(|table| &table.path));
        places.files.extend(tables.chain(&arguments.config).chain(&arguments.baseline.baseline).cloned());
        places.files.extend(arguments.protocol.iter().flat_map(|wanted| protocols::files(wanted)));
        let written = arguments.reporting.report.iter().map(|report| &report.path);
        places.outputs.extend(written.chain(&arguments.reporting.output_file).map(|path| absolute(path)));
        for path in arguments.paths.iter().map(Path::new) {
            let folder = if path.is_dir() { path } else { path.parent().unwrap_or(Path::new("")) };
            places.governing(&case_file(folder).path);
        }
        places
    }

    pub fn add_found(&mut self, found: &Found) {
        for planned in &found.cases {
            for file in planned.files() {
                let folder = file.parent().unwrap_or(Path::new("")).to_owned();
                // Images lie beside the folder of the label maps, and may come later than these.
                let is_image = planned.case.image.as_ref().is_some_and(|image| image.path == file);
                self.shelves.extend(is_image.then_some(folder));
                self.files.insert(file);
            }
            let place = &planned.case.labels.place().path;
            self.governing(place.parent().unwrap_or(Path::new("")));
            self.files.extend(recognise::tables(place));
            if let Some(config) = &planned.config {
                self.configured(config);
            }
        }
    }

    pub fn add(&mut self, other: Places) {
        self.roots.extend(other.roots);
        self.shelves.extend(other.shelves);
        self.files.extend(other.files);
    }

    pub fn look(&self) -> Snapshot {
        let mut files: BTreeSet<PathBuf> = self.files.iter().map(|path| case_file(path).path).collect();
        let mut skipped = Skipped::default();
        for root in &self.roots {
            // One that does not exist may come to be.
            let listed = list(std::slice::from_ref(root), is_read, &mut skipped).unwrap_or_default();
            files.extend(listed.into_iter().map(|listed| listed.file.path).filter(|path| is_read(path)));
            files.insert(case_file(Path::new(root)).path);
        }
        for folder in &self.shelves {
            let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            let entries = std::fs::read_dir(here).into_iter().flatten().flatten();
            files.extend(entries.map(|entry| folder.join(entry.file_name())).filter(|path| is_read(path)));
        }
        files.retain(|path| !self.outputs.contains(&absolute(path)));
        Snapshot::of(files)
    }

    /// What speaks of the files in a folder without being named on the command line.
    fn governing(&mut self, folder: &Path) {
        if !self.governed.insert(folder.to_owned()) {
            return;
        }
        for above in upwards(folder) {
            self.files.extend([config::FILE_NAME, waivers::FILE_NAME].map(|name| above.join(name)));
        }
        match self.configs.for_folder(folder) {
            Ok(Some(config)) => self.configured(&config),
            Ok(None) => {}
            Err(findings) => {
                let sources = findings.iter().flat_map(|finding| &finding.labels).map(|label| &label.source.name);
                self.files.extend(sources.map(PathBuf::from));
            }
        }
    }

    fn configured(&mut self, config: &Config) {
        let tables = config.cases.iter().chain(config.tables.values().flatten());
        self.files.extend(tables.map(|TablePath { path, .. }| path.clone()));
        self.files.extend(config.files.iter().chain(&config.waivers).chain(&config.baseline).cloned());
        self.files.extend(config.protocol.iter().flat_map(|path| protocols::files(&protocols::from_config(path))));
        config.parts.iter().for_each(|part| self.configured(part));
    }
}

/// Visible, and of a kind that runs read: what editors keep beside a file does not count.
fn is_read(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    !name.starts_with('.') && ENDINGS.iter().any(|ending| name.ends_with(ending))
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(case_file(path).path).unwrap_or_else(|_| path.to_owned())
}
