//! How files looked at one time, and what differs from another.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::cache::Stamp;

use super::super::discover::case_file;

/// How many files a sentence names before it counts the rest.
const NAMED: usize = 3;

/// The stamp of each file; `None` for one that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot(BTreeMap<PathBuf, Option<Stamp>>);

impl Snapshot {
    pub fn of(files: BTreeSet<PathBuf>) -> Snapshot {
        let stamped = files.into_iter().map(|path| {
            let stamp = Stamp::of(&path);
            (path, stamp)
        });
        Snapshot(stamped.collect())
    }

    /// The same files, as they were before where that is known.
    pub fn with_earlier(self, before: Snapshot) -> Snapshot {
        let known = |(path, now): (PathBuf, Option<Stamp>)| {
            let then = before.0.get(&path).copied().unwrap_or(now);
            (path, then)
        };
        Snapshot(self.0.into_iter().map(known).collect())
    }

    /// Files that are there.
    pub fn files(&self) -> usize {
        self.0.values().flatten().count()
    }

    /// What became of the files since then, in one line: `` `a.nii` changed, `b.nii` is new ``.
    pub fn since(&self, then: &Snapshot) -> String {
        let paths: BTreeSet<&PathBuf> = self.0.keys().chain(then.0.keys()).collect();
        let stamp = |snapshot: &Snapshot, path: &Path| snapshot.0.get(path).copied().flatten();
        let told: Vec<String> = paths
            .into_iter()
            .filter_map(|path| {
                let what = match (stamp(then, path), stamp(self, path)) {
                    (None, Some(_)) => "is new",
                    (Some(_), None) => "is gone",
                    (Some(old), Some(new)) if old != new => "changed",
                    _ => return None,
                };
                Some(format!("`{}` {what}", case_file(path).shown))
            })
            .collect();
        let named = told.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        match told.len().saturating_sub(NAMED) {
            0 => named,
            more => format!("{named} and {more} more"),
        }
    }
}

/// Tells changes that are complete: a file that is being written looks different each time.
#[derive(Debug)]
pub struct Calm {
    seen: Snapshot,
    last: Option<Snapshot>,
}

impl Calm {
    pub fn after(seen: Snapshot) -> Calm {
        Calm { seen, last: None }
    }

    /// The files as they are now, if they are not as they were seen and did not change since the last look.
    pub fn changed(&mut self, now: Snapshot) -> Option<Snapshot> {
        let complete = now != self.seen && self.last.as_ref() == Some(&now);
        self.last = Some(now.clone());
        complete.then_some(now)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_became_of_files_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let look = || Snapshot::of(["a", "b", "c", "d", "e"].map(path).into());
        let told = |now: &Snapshot, then: &Snapshot| {
            now.since(then).replace(&format!("{}/", case_file(folder.path()).shown), "")
        };
        fs::write(path("a"), "1").unwrap();
        fs::write(path("b"), "1").unwrap();
        let then = look();
        assert_eq!((then.files(), told(&then, &then)), (2, String::new()));
        fs::write(path("a"), "22").unwrap();
        fs::remove_file(path("b")).unwrap();
        fs::write(path("c"), "1").unwrap();
        let now = look();
        assert_eq!(told(&now, &then), "`a` changed, `b` is gone, `c` is new");
        fs::write(path("d"), "1").unwrap();
        fs::write(path("e"), "1").unwrap();
        assert!(told(&look(), &then).ends_with("`c` is new and 2 more"));
        assert_eq!(now.with_earlier(then.clone()), then);
    }

    #[test]
    fn a_file_that_is_being_written_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let look = || Snapshot::of([path.clone()].into());
        let mut calm = Calm::after(look());
        assert_eq!(calm.changed(look()), None, "nothing changed");
        assert_eq!(calm.changed(look()), None, "nothing changed");
        for part in 1..4 {
            fs::write(&path, "part".repeat(part)).unwrap();
            assert_eq!(calm.changed(look()), None, "it was longer than at the last look");
        }
        assert_eq!(calm.changed(look()), Some(look()));
        fs::remove_file(&path).unwrap();
        assert_eq!(calm.changed(look()), None, "it is gone, and may come back");
        assert_eq!(calm.changed(look()), None, "as it was seen first");
    }
}
