//! Without a table: the values that label maps hold, the names in their headers, and the names of files of one class.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU16;

use crate::check::case::{Case, LabelFiles};
use crate::check::ordered;
use crate::formats::{ReadOptions, read_label_map};
use crate::model::protocol::ValueSet;
use crate::starter::{Draft, DraftClass, Names};

use super::super::exit::{Failure, Stop};
use super::super::terminal::Terminal;

/// What one case tells.
#[derive(Default)]
struct Seen {
    values: BTreeMap<i64, Option<String>>,
    structures: BTreeSet<String>,
}

/// # Errors
///
/// There is no label map that can be read.
pub fn draft(
    cases: &[Case],
    name: &str,
    shown: &str,
    jobs: Option<NonZeroU16>,
    terminal: &Terminal,
) -> Result<Draft, Stop> {
    let pool = ordered::pool(jobs.map(|jobs| usize::from(jobs.get())))
        .map_err(|error| Failure::new(format!("the threads of --jobs cannot be started: {error}")))?;
    let mut all = Seen::default();
    ordered::for_each(&pool, cases, seen, |case| -> Result<(), Stop> {
        for (value, name) in case.values {
            let known = all.values.entry(value).or_default();
            *known = known.take().or(name);
        }
        all.structures.extend(case.structures);
        Ok(())
    })?;
    let mut draft = Draft { name: name.to_owned(), ..Draft::default() };
    let values = all.values.into_iter().filter(|(value, _)| *value != 0);
    let values = values.map(|(value, name)| (Some(value), name.unwrap_or_default()));
    let mut names = Names::default();
    for (value, written) in values.chain(all.structures.into_iter().map(|structure| (None, structure))) {
        let name = names.free(&written, value);
        let title = (written != name && !written.is_empty()).then_some(written);
        let values = ValueSet::new(value.map(|value| (value, value)));
        draft.classes.push(DraftClass { values, name, title, ..DraftClass::default() });
    }
    if draft.classes.is_empty() {
        let failure =
            Failure::new(format!("`{shown}` holds neither a table of labels nor a label map that can be read"));
        return Err(failure.help("name a table with --table").into());
    }
    draft.docs.push(format!("The values that the label maps of `{shown}` hold. Give the classes their names."));
    terminal.note(&format!("there is no table of labels: the classes are the values of {} label maps", cases.len()));
    Ok(draft)
}

fn seen(case: &Case) -> Seen {
    let mut seen = Seen::default();
    match &case.labels {
        LabelFiles::Map(file) => {
            let opened = read_label_map(&file.path, &ReadOptions::default());
            let extensions = opened.header.iter().flat_map(|header| &header.extensions);
            let names: BTreeMap<i64, String> = extensions.flat_map(|extension| extension.label_names()).collect();
            let values = opened.runs.iter().flat_map(|runs| runs.values().iter().copied());
            let values = values.chain(opened.counts.iter().flat_map(|counts| counts.keys().copied()));
            seen.values.extend(values.map(|value| (value, names.get(&value).cloned())));
        }
        LabelFiles::PerClass { files, .. } => seen.structures.extend(files.iter().map(|file| file.class.clone())),
        LabelFiles::Absent(_) => {}
    }
    seen
}
