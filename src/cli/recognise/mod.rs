//! Zero configuration: folders of well-known layouts bring their table of labels with them, and `check` holds the label
//! maps against it. What was recognised is said.

mod bids;
mod dataset;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::check::builtin::look_at_dataset;
use crate::check::case::LabelFiles;
use crate::formats::LabelTable;
use crate::model::{self, Protocol};
use crate::report::{Finding, Source};
use crate::starter::Draft;

use super::discover::{Found, case_file};
use super::terminal::Terminal;
pub use dataset::DATASET;

/// How many classes a note names before it counts the rest.
const NAMED: usize = 6;

/// Tables of labels, each read once, by their paths.
#[derive(Default)]
struct Known {
    protocols: BTreeMap<PathBuf, Option<Arc<Protocol>>>,
    datasets: BTreeMap<PathBuf, dataset::Look>,
}

/// Gives cases without a protocol the one that the table of labels of their folder makes. Findings are about folders that
/// one of the arguments holds as a whole.
pub fn recognise(found: &mut Found, arguments: &[String], terminal: &Terminal) -> Vec<Finding> {
    let mut known = Known::default();
    for planned in found.cases.iter_mut().filter(|planned| planned.protocol.is_none()) {
        let LabelFiles::Map(file) = &planned.case.labels else { continue };
        let folder = file.path.parent().unwrap_or(Path::new(""));
        planned.protocol = match dataset::folder_of(folder) {
            Some(dataset) => known.dataset(&dataset, terminal),
            None => bids::table_of(&file.path).and_then(|table| known.bids(&table, terminal)),
        };
    }
    let whole =
        |folder: &Path| arguments.iter().any(|path| folder.starts_with(case_file(Path::new(path)).path) || path == ".");
    let looks = known.datasets.values().filter(|look| whole(&look.labels));
    looks.flat_map(|look| look_at_dataset(&look.subject())).collect()
}

/// The tables of labels that may speak of a label map, whether they are there or not.
pub fn tables(label: &Path) -> Vec<PathBuf> {
    let folder = label.parent().unwrap_or(Path::new(""));
    let datasets = [Some(folder), folder.parent()].into_iter().flatten().map(|folder| folder.join(DATASET));
    datasets.chain(bids::table_of(label)).collect()
}

impl Known {
    fn dataset(&mut self, folder: &Path, terminal: &Terminal) -> Option<Arc<Protocol>> {
        let path = folder.join(DATASET);
        if let Some(known) = self.protocols.get(&path) {
            return known.clone();
        }
        let shown = case_file(&path).shown;
        let protocol = match crate::formats::read_dataset(&path) {
            Ok(dataset) => {
                let protocol =
                    protocol(&dataset.labels, dataset.name.as_deref().unwrap_or("dataset"), &shown, terminal);
                let look = dataset::Look::new(folder, &shown, &dataset);
                if let Some(protocol) = &protocol {
                    let kind = dataset::kind(&dataset);
                    terminal.note(&format!(
                        "`{}` is {kind}: label maps are held against {}",
                        case_file(folder).shown,
                        classes(protocol)
                    ));
                }
                look.notes(&dataset).iter().for_each(|note| terminal.note(note));
                self.datasets.insert(path.clone(), look);
                protocol
            }
            Err(fault) => {
                terminal.note(&format!("`{shown}` gives no table of labels: it {fault}"));
                None
            }
        };
        self.protocols.insert(path, protocol.clone());
        protocol
    }

    fn bids(&mut self, path: &Path, terminal: &Terminal) -> Option<Arc<Protocol>> {
        if let Some(known) = self.protocols.get(path) {
            return known.clone();
        }
        let shown = case_file(path).shown;
        let protocol = match crate::formats::read_label_table(path) {
            Ok(table) => protocol(&table, "dseg", &shown, terminal),
            Err(fault) => {
                terminal.note(&format!("`{shown}` gives no table of labels: it {fault}"));
                None
            }
        };
        if let Some(protocol) = &protocol {
            terminal
                .note(&format!("`{shown}` is a BIDS label table: label maps are held against {}", classes(protocol)));
        }
        self.protocols.insert(path.to_owned(), protocol.clone());
        protocol
    }
}

/// The protocol that allows the values of a table and asks for nothing else.
fn protocol(table: &LabelTable, name: &str, shown: &str, terminal: &Terminal) -> Option<Arc<Protocol>> {
    let (draft, notes) = Draft::of_table(table, name, shown);
    notes.iter().for_each(|note| terminal.note(&format!("`{shown}`: {note}")));
    model::load(&Source::new(shown, draft.text())).protocol.map(Arc::new)
}

/// `its 2 classes: liver (1), tumour (2)`
fn classes(protocol: &Protocol) -> String {
    let all = &protocol.labels.classes;
    let value = |class: &crate::model::protocol::Class| {
        format!("{} ({})", class.title.as_ref().unwrap_or(&class.name), class.values)
    };
    let named: Vec<String> = all.iter().take(NAMED).map(value).collect();
    let more = if all.len() > NAMED { format!(" and {} more", all.len() - NAMED) } else { String::new() };
    let count = if all.len() == 1 { "its class".to_owned() } else { format!("its {} classes", all.len()) };
    format!("{count}: {}{more}", named.join(", "))
}
