//! Protocol files: found in folders, loaded by path or by the name of a shipped one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::model::{self, Loaded, Protocol, library};
use crate::report::Source;

use super::config::{Config, ProtocolPath, parent};
use super::discover::{Skipped, case_file, list};
use super::exit::{Failure, Stop, io_reason};
use super::lock;
use super::output;
use super::terminal::Terminal;
use super::text_file;
use crate::model::suggest::nearest;

/// `liver.protocol`
pub fn is_protocol(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("protocol"))
}

/// A protocol's text.
pub struct ProtocolText {
    pub source: Arc<Source>,
    /// `None` for a shipped one.
    pub path: Option<PathBuf>,
}

/// Protocol texts named on the command line or found below folders, in order; names of shipped protocols are taken where
/// no file has that path.
///
/// # Errors
///
/// A path that does not exist and is no name, and a file that cannot be read.
pub fn sources(paths: &[String], terminal: &Terminal) -> Result<Vec<ProtocolText>, Failure> {
    let mut found = Vec::new();
    let mut skipped = Skipped::default();
    for path in paths {
        match library::find(path) {
            Some(text) if !Path::new(path).exists() => {
                found.push(ProtocolText { source: Source::new(path.as_str(), text), path: None });
            }
            _ => {
                for listed in list(std::slice::from_ref(path), is_protocol, &mut skipped)? {
                    if listed.explicit || is_protocol(&listed.file.path) {
                        let source = read(&listed.file.path)?;
                        found.push(ProtocolText { source, path: Some(listed.file.path) });
                    }
                }
            }
        }
    }
    for (path, why) in &skipped.unreadable {
        terminal.failure(&Failure::new(format!("`{path}` could not be read: {why}")));
    }
    if let Some((path, why)) = skipped.unreadable.first() {
        return Err(Failure::new(format!("not everything could be read, first `{path}`: {why}")));
    }
    Ok(found)
}

/// The protocols of a run, each loaded once.
pub struct Protocols<'t> {
    /// `--protocol`, which wins over every configuration.
    flag: Option<String>,
    /// Whether bases must be those of the lock.
    locked: bool,
    loaded: BTreeMap<String, Arc<Protocol>>,
    terminal: &'t Terminal,
}

impl<'t> Protocols<'t> {
    pub fn new(flag: Option<String>, terminal: &'t Terminal) -> Self {
        Protocols { flag, locked: false, loaded: BTreeMap::new(), terminal }
    }

    /// Uses no protocol whose base is not the one that was locked.
    #[must_use]
    pub fn locked(self) -> Self {
        Protocols { locked: true, ..self }
    }

    /// The protocol that label maps under a configuration follow.
    ///
    /// # Errors
    ///
    /// The protocol does not exist or has mistakes; these are reported here.
    pub fn for_config(&mut self, config: Option<&Config>) -> Result<Option<Arc<Protocol>>, Stop> {
        let wanted = match (&self.flag, config) {
            (Some(flag), _) => flag.clone(),
            (None, Some(config)) => match &config.protocol {
                Some(protocol) => from_config(protocol),
                None => return Ok(None),
            },
            (None, None) => return Ok(None),
        };
        if let Some(protocol) = self.loaded.get(&wanted) {
            return Ok(Some(Arc::clone(protocol)));
        }
        let protocol = Arc::new(self.load(&wanted)?);
        self.loaded.insert(wanted, Arc::clone(&protocol));
        Ok(Some(protocol))
    }

    fn load(&self, wanted: &str) -> Result<Protocol, Stop> {
        let source = source(wanted)?;
        let loaded = if self.locked { load_locked(&source) } else { load(&source) };
        let Loaded { protocol, findings, .. } = loaded;
        match protocol {
            Some(protocol) => Ok(protocol),
            None => {
                output::report_on_stderr(&findings, self.terminal);
                let failure = Failure::new(format!("the protocol `{wanted}` has mistakes, so nothing was checked"));
                Err(failure.help(format!("mend it first: voxlint lint {wanted}")).into())
            }
        }
    }
}

/// A path in voxlint.yaml starts from its folder; anything that is no file there is a name.
pub fn from_config(ProtocolPath { folder, text }: &ProtocolPath) -> String {
    let path = folder.join(text);
    if path.exists() || library::find(text).is_none() { case_file(&path).shown } else { text.clone() }
}

/// The text of a protocol by path or name.
///
/// # Errors
///
/// Neither exists, with the closest name.
pub fn source(wanted: &str) -> Result<Arc<Source>, Failure> {
    let path = Path::new(wanted);
    if path.exists() {
        return read(path);
    }
    if let Some(text) = library::find(wanted) {
        return Ok(Source::new(wanted, text));
    }
    let failure = Failure::new(format!("there is no protocol `{wanted}`, neither a file nor a shipped one"));
    Err(match nearest(wanted, library::names()) {
        Some(name) => failure.help(format!("did you mean `{name}`?")),
        None => {
            let names: Vec<&str> = library::names().collect();
            failure.help(format!("give a file, or one of the shipped protocols: {}", names.join(", ")))
        }
    })
}

/// Loads a protocol, with the protocols it extends: shipped ones by name, others from the closest `NAME.protocol` or
/// `protocols/NAME.protocol` in the folder of the file that extends it or above.
pub fn load(source: &Arc<Source>) -> Loaded {
    model::load_with(source, &|name, from| base(name, from, |_| ()))
}

/// The files that make a protocol, and those that would if they were there: of a base that is missing, or lies farther
/// away. None for a shipped protocol.
pub fn files(wanted: &str) -> BTreeSet<PathBuf> {
    let path = Path::new(wanted);
    if !path.exists() && library::find(wanted).is_some() {
        return BTreeSet::new();
    }
    let looked_at = Mutex::new(BTreeSet::from([path.to_owned()]));
    let note = |path: &Path| drop(looked_at.lock().map(|mut files| files.insert(path.to_owned())));
    if let Ok(source) = read(path) {
        model::load_with(&source, &|name, from| base(name, from, note));
    }
    let mut files = looked_at.into_inner().unwrap_or_default();
    files.extend(lock::candidates(path));
    files
}

/// The text of a base; `look` is told of every place that is tried.
fn base(name: &str, from: &Source, look: impl Fn(&Path)) -> Option<Arc<Source>> {
    let file = format!("{name}.protocol");
    let mut folder = Path::new(&from.name).parent().map(Path::to_owned);
    while let Some(here) = folder {
        for candidate in [here.join(&file), here.join("protocols").join(&file)] {
            look(&candidate);
            if candidate.is_file() {
                return read(&candidate).ok();
            }
        }
        folder = parent(&here);
    }
    library::find(name).map(|text| Source::new(name, text))
}

/// Loads a protocol and compares its bases with the lock beside it or above, if there is one.
pub fn load_locked(source: &Arc<Source>) -> Loaded {
    let loaded = load(source);
    let path = Path::new(&source.name);
    if path.is_file() { lock::compare(loaded, path) } else { loaded }
}

fn read(path: &Path) -> Result<Arc<Source>, Failure> {
    let shown = case_file(path).shown;
    match text_file::read(path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Source::new(shown, text)),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let failure = Failure::new(format!("the protocol `{shown}` is not UTF-8 text (byte {at})"));
                Err(failure.help("save it as UTF-8 in your editor"))
            }
        },
        Err(error) => Err(Failure::new(format!("the protocol `{shown}` could not be read: {}", io_reason(&error)))),
    }
}
