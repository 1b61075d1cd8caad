//! The points of a case: which files hold them, and which landmark of the protocol each is.

mod names;

use std::collections::{BTreeMap, BTreeSet};

use crate::formats::{Coordinates, NamedPoints, read_points};
use crate::model::Protocol;
use crate::model::landmark::MarkId;

use super::case::CaseFile;
use names::{Named, Names};

/// What is known of the landmarks of a case.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CasePoints {
    pub known: BTreeMap<MarkId, Placed>,
    /// Names in the files, declared or not.
    pub total: usize,
    /// Why a landmark that is not known may be marked all the same: no file, or one that cannot be read.
    pub unknown: Option<String>,
    /// The files, as the user would write them.
    pub files: Vec<String>,
    pub faults: Vec<PointFault>,
}

/// A landmark as it was marked.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    pub points: Vec<Coordinates>,
    /// Which of the files.
    pub file: usize,
    /// Where in it: `line 4`.
    pub place: String,
}

/// What is wrong with the files of points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PointFault {
    Unreadable { path: String, reason: String },
    Undeclared { path: String, name: String, place: String, nearest: Option<String> },
    Twice { path: String, mark: String, place: String, first: String },
    WrongKind { path: String, mark: String, place: String, found: usize, due: usize },
}

impl CasePoints {
    /// Reads the files, if the protocol declares landmarks.
    pub fn read(protocol: &Protocol, files: &[CaseFile]) -> CasePoints {
        if protocol.landmarks.lines.is_empty() {
            return CasePoints::default();
        }
        let mut read = Vec::new();
        let mut faults = Vec::new();
        for file in files {
            match read_points(&file.path) {
                Ok(points) => read.push((file.shown.clone(), points)),
                Err(fault) => {
                    faults.push(PointFault::Unreadable { path: file.shown.clone(), reason: fault.to_string() });
                }
            }
        }
        CasePoints::of(protocol, read, faults)
    }

    /// The same of files that have been read: each with its name.
    pub fn of(protocol: &Protocol, files: Vec<(String, Vec<NamedPoints>)>, faults: Vec<PointFault>) -> CasePoints {
        let unreadable = faults.iter().find_map(|fault| match fault {
            PointFault::Unreadable { path, reason } => Some(format!("`{path}` {reason}")),
            _ => None,
        });
        let nothing = files.is_empty().then(|| "the case has no file of landmarks".to_owned());
        let mut points = CasePoints { unknown: unreadable.or(nothing), faults, ..CasePoints::default() };
        let names = Names::of(protocol);
        let mut undeclared = BTreeSet::new();
        for (file, (path, named)) in files.into_iter().enumerate() {
            for entry in named {
                points.take(protocol, &names, (file, &path), entry, &mut undeclared);
            }
            points.files.push(path);
        }
        points.total = points.known.len() + undeclared.len();
        points.drop_incomplete(protocol);
        points
    }

    fn take(
        &mut self,
        protocol: &Protocol,
        names: &Names,
        (file, path): (usize, &str),
        entry: NamedPoints,
        undeclared: &mut BTreeSet<String>,
    ) {
        let NamedPoints { name, points, place } = entry;
        let Some(Named { mark, end }) = names.find(&name) else {
            undeclared.insert(format!("{path}:{place}"));
            let nearest = names.nearest(&name);
            self.faults.push(PointFault::Undeclared { path: path.to_owned(), name, place, nearest });
            return;
        };
        if let Some(at) = end {
            // One end of a line, as a point of its own.
            let line =
                self.known.entry(mark).or_insert_with(|| Placed { points: Vec::new(), file, place: place.clone() });
            match (line.points.len() == at, points.as_slice()) {
                (true, [only]) => line.points.push(*only),
                _ => self.twice(protocol, mark, path, place),
            }
            return;
        }
        if self.known.contains_key(&mark) {
            return self.twice(protocol, mark, path, place);
        }
        self.known.insert(mark, Placed { points, file, place });
    }

    fn twice(&mut self, protocol: &Protocol, mark: MarkId, path: &str, place: String) {
        let first = self.known.get(&mark).map(|placed| placed.place.clone()).unwrap_or_default();
        let name = protocol.mark_name(mark);
        self.faults.push(PointFault::Twice { path: path.to_owned(), mark: name, place, first });
    }

    /// A line needs two points and a point one.
    fn drop_incomplete(&mut self, protocol: &Protocol) {
        let (files, faults) = (&self.files, &mut self.faults);
        self.known.retain(|&mark, placed| {
            let due = protocol.landmark(mark.landmark).map_or(1, |landmark| landmark.kind.points());
            let found = placed.points.len();
            if found != due {
                let path = files.get(placed.file).cloned().unwrap_or_default();
                let (mark, place) = (protocol.mark_name(mark), placed.place.clone());
                faults.push(PointFault::WrongKind { path, mark, place, found, due });
            }
            found == due
        });
    }
}
