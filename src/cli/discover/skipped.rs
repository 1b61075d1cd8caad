//! What was found and not checked, and why. Nothing is left out without a word.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::wording::counted;

/// Why an entry is not checked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Taken for an image by its name or folder.
    Image,
    /// `_probseg` maps hold probabilities, not labels.
    Probability,
    /// BIDS files with another suffix than those of label maps.
    OtherBids,
    /// With this extension.
    NotNifti(String),
    /// `.img` without its `.hdr`.
    NoHeader,
    Hidden,
    AppleDouble,
    NotInPatterns,
    /// No pattern of the protocol's `files` matches.
    NoPattern,
    Repeated,
    /// A link to a folder above itself.
    Loop,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Skipped {
    by_reason: BTreeMap<Reason, Vec<String>>,
    /// Entries that could not be read: path and why. They make the run fail.
    pub unreadable: Vec<(String, String)>,
}

impl Skipped {
    pub fn add(&mut self, reason: Reason, shown: &str) {
        self.by_reason.entry(reason).or_default().push(shown.to_owned());
    }

    /// Leaves out what turned out to belong to a case.
    pub fn leave_out(&mut self, used: &BTreeSet<String>) {
        for entries in self.by_reason.values_mut() {
            entries.retain(|shown| !used.contains(shown));
        }
        self.by_reason.retain(|_, entries| !entries.is_empty());
    }

    pub fn unreadable(&mut self, shown: impl Into<String>, why: impl Into<String>) {
        self.unreadable.push((shown.into(), why.into()));
    }

    /// One line: `skipped 12 images (first: imagesTr/a_0000.nii.gz), 3 files that are not NIfTI (2 .json, 1 .csv)`.
    pub fn note(&self) -> Option<String> {
        let mut parts: Vec<String> = Vec::new();
        let mut others: Vec<(usize, &str)> = Vec::new();
        for (reason, entries) in &self.by_reason {
            let (count, first) = (entries.len(), entries.first().map(String::as_str).unwrap_or_default());
            let noun = match reason {
                Reason::NotNifti(extension) => {
                    others.push((count, extension));
                    continue;
                }
                Reason::Image => "image",
                Reason::Probability => "probability map",
                Reason::OtherBids => "BIDS file without a label suffix",
                Reason::NoHeader => ".img file without its .hdr",
                Reason::Hidden => "hidden entry",
                Reason::AppleDouble => "AppleDouble file (._*)",
                Reason::NoPattern => "file that no pattern of `files` matches",
                Reason::NotInPatterns => "file that the label patterns of voxlint.yaml leave out",
                Reason::Loop => "loop of links",
                Reason::Repeated => "path given more than once",
            };
            let counted = if count == 1 { format!("1 {noun}") } else { format!("{count} {}", plural(noun)) };
            parts.push(format!("{counted} (first: {first})"));
        }
        if !others.is_empty() {
            others.sort_by_key(|(count, extension)| (usize::MAX - count, *extension));
            let total = others.iter().map(|(count, _)| count).sum();
            let mut kinds: Vec<String> =
                others.iter().take(4).map(|(count, extension)| format!("{count} {extension}")).collect();
            if others.len() > kinds.len() {
                kinds.push("others".to_owned());
            }
            parts.push(format!("{} not NIfTI ({})", counted(total, "file"), kinds.join(", ")));
        }
        (!parts.is_empty()).then(|| format!("skipped {}", parts.join(", ")))
    }
}

/// The plural of the first noun of a phrase.
fn plural(phrase: &str) -> String {
    if phrase == "hidden entry" {
        return "hidden entries".to_owned();
    }
    for (one, many) in [("file", "files"), ("image", "images"), ("map", "maps"), ("loop", "loops"), ("path", "paths")] {
        if phrase.contains(one) {
            return phrase.replacen(one, many, 1);
        }
    }
    format!("{phrase}s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_note_counts_by_reason() {
        let mut skipped = Skipped::default();
        assert_eq!(skipped.note(), None);
        for name in ["a_0000.nii.gz", "b_0000.nii.gz"] {
            skipped.add(Reason::Image, name);
        }
        skipped.add(Reason::NotNifti(".json".into()), "dataset.json");
        skipped.add(Reason::NotNifti(".csv".into()), "x.csv");
        skipped.add(Reason::NotNifti(".csv".into()), "y.csv");
        skipped.add(Reason::Hidden, ".git");
        let expected = "skipped 2 images (first: a_0000.nii.gz), 1 hidden entry (first: .git), \
                        3 files not NIfTI (2 .csv, 1 .json)";
        assert_eq!(skipped.note().as_deref(), Some(expected));
    }
}
