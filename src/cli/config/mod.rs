//! `voxlint.yaml`: which protocol the label maps below it follow. The closest one upwards of a file wins.

mod allowed;
mod pattern;
mod read;
mod yaml;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::report::{Finding, Severity, Source, Span};

use super::case_tables::TablePath;
pub use pattern::{CasePattern, ImagePattern};
pub use read::read;

/// Name of the file that is looked for.
pub const FILE_NAME: &str = "voxlint.yaml";

/// The code of findings about the configuration.
pub const CODE: &str = "config";

/// What `voxlint.yaml` must look like.
pub const SCHEMA: &str = include_str!("../../../schemas/voxlint.schema.json");

/// The keys of a `voxlint.yaml`, and of one entry of its `protocols`. What it does not say is `None` or empty.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The folder that patterns start from: that of the file that was looked for, not of one that it extends.
    pub folder: PathBuf,
    /// The file itself and those that it extends.
    pub files: Vec<PathBuf>,
    pub protocol: Option<ProtocolPath>,
    /// Entries for label maps of several protocols, complete with the keys that they inherit.
    pub parts: Vec<Arc<Config>>,
    pub labels: Vec<CasePattern>,
    pub images: Vec<ImagePattern>,
    pub landmarks: Vec<ImagePattern>,
    pub sidecars: Vec<ImagePattern>,
    /// Tables with facts about the cases.
    pub cases: Vec<TablePath>,
    /// Files with rows for the tables of the protocol, by the table's name.
    pub tables: BTreeMap<String, Vec<TablePath>>,
    /// Codes or how they start, as for `--select` and `--ignore`.
    pub select: Vec<String>,
    pub ignore: Vec<String>,
    /// By code.
    pub severity: BTreeMap<String, Override>,
    pub waivers: Vec<PathBuf>,
    /// Findings that are known.
    pub baseline: Option<PathBuf>,
    /// Folder of what was measured in earlier runs.
    pub cache: Option<PathBuf>,
}

/// A path as seen from a folder, or the name of a shipped protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProtocolPath {
    pub folder: PathBuf,
    pub text: String,
}

/// Another severity for a code.
#[derive(Debug, Clone)]
pub struct Override {
    pub to: Severity,
    pub because: Option<String>,
    /// Where it is written.
    pub source: Arc<Source>,
    pub span: Span,
}

impl Config {
    /// With the keys of a file that this one extends where it has none of its own. Severities and tables are taken one by
    /// one.
    fn or(self, base: Config) -> Config {
        let mut config = self.inherit(&base);
        config.files.extend(base.files);
        if config.parts.is_empty() && config.labels.is_empty() {
            config.parts = base.parts;
        }
        if config.labels.is_empty() {
            config.labels = base.labels;
        }
        config
    }

    /// With all keys of another one but those that say which label maps it is about.
    fn inherit(mut self, other: &Config) -> Config {
        fn fill<T: Clone>(own: &mut Vec<T>, other: &[T]) {
            if own.is_empty() {
                *own = other.to_vec();
            }
        }
        fill(&mut self.images, &other.images);
        fill(&mut self.landmarks, &other.landmarks);
        fill(&mut self.sidecars, &other.sidecars);
        fill(&mut self.cases, &other.cases);
        fill(&mut self.select, &other.select);
        fill(&mut self.ignore, &other.ignore);
        fill(&mut self.waivers, &other.waivers);
        self.protocol = self.protocol.or_else(|| other.protocol.clone());
        self.baseline = self.baseline.or_else(|| other.baseline.clone());
        self.cache = self.cache.or_else(|| other.cache.clone());
        for (name, files) in &other.tables {
            self.tables.entry(name.clone()).or_insert_with(|| files.clone());
        }
        for (code, severity) in &other.severity {
            self.severity.entry(code.clone()).or_insert_with(|| severity.clone());
        }
        self
    }

    /// Entries of `protocols` start from the same folder and have what they do not say from the file.
    fn complete(mut self) -> Config {
        let parts = std::mem::take(&mut self.parts);
        let folder = &self.folder;
        let complete = |part: Arc<Config>| {
            let part = Config { folder: folder.clone(), ..Arc::unwrap_or_clone(part) };
            Arc::new(part.inherit(&self))
        };
        let parts = parts.into_iter().map(complete).collect();
        Config { parts, ..self }
    }

    /// It says by patterns which files are label maps.
    pub fn has_patterns(&self) -> bool {
        !self.labels.is_empty() || !self.parts.is_empty()
    }
}

/// Configurations by folder, each read once.
#[derive(Debug, Default)]
pub struct Configs {
    closest: BTreeMap<PathBuf, Option<Arc<Config>>>,
    only: Option<Arc<Config>>,
    off: bool,
}

impl Configs {
    /// Looks for nothing: `--no-config`.
    pub fn off() -> Self {
        Configs { off: true, ..Configs::default() }
    }

    /// Uses one file for everything: `--config`.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn only(path: &Path) -> Result<Self, Vec<Finding>> {
        Ok(Configs { only: Some(Arc::new(read(path)?)), ..Configs::default() })
    }

    /// The configuration for what lies in a folder.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the closest file.
    pub fn for_folder(&mut self, folder: &Path) -> Result<Option<Arc<Config>>, Vec<Finding>> {
        if self.off || self.only.is_some() {
            return Ok(self.only.clone());
        }
        if let Some(known) = self.closest.get(folder) {
            return Ok(known.clone());
        }
        let candidate = folder.join(FILE_NAME);
        let found = if candidate.is_file() {
            Some(Arc::new(read(&candidate)?))
        } else {
            match parent(folder) {
                Some(above) => self.for_folder(&above)?,
                None => None,
            }
        };
        self.closest.insert(folder.to_owned(), found.clone());
        Ok(found)
    }
}

/// A folder and all those above it.
pub(super) fn upwards(folder: &Path) -> impl Iterator<Item = PathBuf> {
    std::iter::successors(Some(folder.to_owned()), |folder| parent(folder))
}

/// The folder above, going on upwards of the working directory when a relative path ends.
pub(super) fn parent(folder: &Path) -> Option<PathBuf> {
    let here = |folder: &Path| folder.as_os_str().is_empty() || folder == Path::new(".");
    match folder.parent() {
        _ if here(folder) => std::env::current_dir().ok()?.parent().map(Path::to_owned),
        Some(above) if folder.file_name().is_some() => Some(above.to_owned()),
        _ if folder.is_absolute() => None,
        // `..` has no name to take off.
        _ => std::fs::canonicalize(folder).ok()?.parent().map(Path::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: &str = "allowed keys: `extends`, `protocol`, `protocols`, `labels`, `images`, `landmarks`, `sidecars`, \
                        `cases`, `tables`, `select`, `ignore`, `severity`, `waivers`, `baseline`, `cache`";

    fn errors(text: &str) -> Vec<Finding> {
        read::parse(&Source::new("voxlint.yaml", text), Path::new(""), &mut Vec::new()).map(drop).unwrap_err()
    }

    #[test]
    fn a_small_file_is_read() {
        let text =
            "protocol: liver.protocol\nlabels: \"labels/{case}.nii.gz\"\nimages:\n  - images/{case}_0000.nii.gz\n";
        let config = read::parse(&Source::new("voxlint.yaml", text), Path::new("data"), &mut Vec::new()).unwrap();
        assert_eq!(config.protocol.map(|protocol| protocol.text).as_deref(), Some("liver.protocol"));
        assert_eq!(config.folder, Path::new("data"));
        assert_eq!((config.labels.len(), config.images.len()), (1, 1));
    }

    #[test]
    fn an_empty_file_says_nothing() {
        let config = read::parse(&Source::new("voxlint.yaml", "# later\n"), Path::new(""), &mut Vec::new()).unwrap();
        assert!(config.protocol.is_none() && config.labels.is_empty());
    }

    #[test]
    fn unknown_keys_are_named_with_their_line_and_the_nearest_key() {
        let found = errors("protocol: a\nlabls: b\nfoo: 1\n");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].message, "the key `labls` is not known");
        assert_eq!(found[0].help.as_deref(), Some(format!("did you mean `labels`? {KEYS}").as_str()));
        let label = &found[0].labels[0];
        assert_eq!(label.source.line_column(label.span.start), (2, 1));
        assert_eq!(found[1].help.as_deref(), Some(KEYS));
    }

    #[test]
    fn wrong_values_name_key_and_what_is_allowed() {
        let found = errors("protocol: [a]\nlabels: 3\n");
        let messages: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(messages, ["`[\"a\"]` is no value for the key `protocol`", "`3` is no value for the key `labels`"]);
        assert_eq!(found[1].labels[0].source.line_column(found[1].labels[0].span.start).0, 2);
        assert_eq!(errors("just text").len(), 1);
        assert_eq!(errors("labels: \"{case}/{case}.nii\"").len(), 1);
    }

    #[test]
    fn keys_of_entries_are_known_by_their_own_list() {
        let found = errors("protocols:\n  - labels: \"a/*.nii\"\n    protocl: x\n");
        let allowed = "`labels`, `protocol`, `images`, `landmarks`, `sidecars`, `cases`, `tables`";
        assert_eq!(
            found[0].help.as_deref(),
            Some(format!("did you mean `protocol`? allowed keys: {allowed}").as_str())
        );
        assert_eq!(found[0].labels[0].source.line_column(found[0].labels[0].span.start), (3, 5));
        assert!(
            errors("severity: {G103: mild}\n")[0].help.as_deref().unwrap().contains("`error`, `warning` or `info`")
        );
    }

    #[test]
    fn entries_have_what_they_do_not_say_from_the_file() {
        let text = "protocols:\n  - labels: \"ct/*.nii\"\n  - {labels: \"mr/*.nii\", protocol: mr.protocol, cases: mr.csv}\n\
                    protocol: all.protocol\ncases: all.csv\n";
        let config = read::parse(&Source::new("voxlint.yaml", text), Path::new("d"), &mut Vec::new()).unwrap();
        let shown = |at: usize| {
            let part = &config.parts[at];
            (part.protocol.as_ref().unwrap().text.clone(), part.cases[0].path.clone())
        };
        assert_eq!(shown(0), ("all.protocol".to_owned(), "d/all.csv".into()));
        assert_eq!(shown(1), ("mr.protocol".to_owned(), "d/mr.csv".into()));
    }
}
