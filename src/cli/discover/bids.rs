//! Names after the Brain Imaging Data Structure: `sub-01_ses-1_space-T1w_desc-brain_mask`.
//!
//! Entities and suffixes follow the BIDS specification 1.10, "Common file format principles" and "Imaging derivative
//! data types". Older derivatives put the image's suffix before their own, as in `sub-01_T2w_seg-manual`; VerSe writes `_msk`.

use std::collections::BTreeMap;

use super::skipped::Reason;

/// A BIDS name without its ending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    entities: BTreeMap<String, String>,
    /// Parts without a hyphen, in order: `T2w`, `mask`.
    suffixes: Vec<String>,
    last: String,
}

impl Name {
    /// `None` unless the name starts with a subject and has something after it.
    pub fn parse(stem: &str) -> Option<Name> {
        let mut parts = stem.split('_');
        parts.next()?.strip_prefix("sub-").filter(|label| !label.is_empty())?;
        let mut name = Name { entities: BTreeMap::new(), suffixes: Vec::new(), last: String::new() };
        for part in stem.split('_').filter(|part| !part.is_empty()) {
            match part.split_once('-') {
                Some((key, value)) => drop(name.entities.insert(key.to_owned(), value.to_owned())),
                None => name.suffixes.push(part.to_owned()),
            }
            part.clone_into(&mut name.last);
        }
        (!name.last.starts_with("sub-")).then_some(name)
    }

    pub fn is_label_map(&self) -> bool {
        match self.last.split_once('-') {
            Some((key, value)) => key.ends_with("seg") || value == "manual",
            None => ["dseg", "mask", "msk", "seg"].contains(&self.last.as_str()),
        }
    }

    /// Why this is no label map.
    pub fn reason(&self) -> Reason {
        match self.last.as_str() {
            "probseg" => Reason::Probability,
            suffix if is_image_suffix(suffix) => Reason::Image,
            _ => Reason::OtherBids,
        }
    }

    pub fn entity(&self, key: &str) -> Option<&str> {
        self.entities.get(key).map(String::as_str)
    }

    fn image_suffix(&self) -> Option<&str> {
        self.suffixes.iter().map(String::as_str).find(|suffix| is_image_suffix(suffix))
    }
}

/// The image among the candidates that a label map was drawn on. Every entity of the image must be the label map's
/// too, spaces must agree, and an image suffix in the label map's name decides; otherwise `T1w` does, or nothing.
pub fn image_of<'a, T>(label: &Name, candidates: impl IntoIterator<Item = (Name, &'a T)>) -> Option<&'a T> {
    const DESCRIBES_THE_LABELS: [&str; 7] = ["desc", "label", "seg", "atlas", "den", "hemi", "model"];
    let fits = |image: &Name| {
        let own = image.entities.iter().filter(|(key, _)| !DESCRIBES_THE_LABELS.contains(&key.as_str()));
        let agree = own.clone().all(|(key, value)| label.entity(key) == Some(value.as_str()));
        let same_space = ["space", "res", "cohort"].iter().all(|key| image.entity(key) == label.entity(key));
        let raw_in_raw_space = label.entity("space").is_some_and(|space| image.last == space);
        agree && (same_space || (image.entity("space").is_none() && raw_in_raw_space))
    };
    let mut fitting: Vec<(usize, Name, &T)> = candidates
        .into_iter()
        .filter(|(image, _)| is_image_suffix(&image.last) && fits(image))
        .filter(|(image, _)| label.image_suffix().is_none_or(|suffix| suffix == image.last))
        .map(|(image, value)| (image.entities.len(), image, value))
        .collect();
    let closest = fitting.iter().map(|(shared, _, _)| *shared).max()?;
    fitting.retain(|(shared, _, _)| *shared == closest);
    match fitting.as_slice() {
        [(_, _, only)] => Some(only),
        several => several.iter().find(|(_, image, _)| image.last == "T1w").map(|(_, _, image)| *image),
    }
}

fn is_image_suffix(suffix: &str) -> bool {
    const SUFFIXES: [&str; 24] = [
        "T1w",
        "T2w",
        "T1rho",
        "T1map",
        "T2map",
        "T2star",
        "T2starw",
        "T2starmap",
        "FLAIR",
        "PD",
        "PDw",
        "PDT2",
        "UNIT1",
        "MTS",
        "MTR",
        "MP2RAGE",
        "MEGRE",
        "angio",
        "bold",
        "sbref",
        "dwi",
        "ct",
        "CT",
        "pet",
    ];
    SUFFIXES.contains(&suffix)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(label: &str, images: &[&'static str]) -> Option<&'static str> {
        let candidates: Vec<(Name, &'static str)> =
            images.iter().filter_map(|&image| Some((Name::parse(image)?, image))).collect();
        let label = Name::parse(label)?;
        image_of(&label, candidates.iter().map(|(name, image)| (name.clone(), image))).copied()
    }

    #[test]
    fn label_suffixes() {
        let is_label = |stem| Name::parse(stem).is_some_and(|name| name.is_label_map());
        for label in [
            "sub-01_dseg",
            "sub-01_desc-brain_mask",
            "sub-01_T2w_seg-manual",
            "sub-01_T2w_csfseg-manual",
            "sub-1_seg-vert_msk",
        ] {
            assert!(is_label(label), "{label}");
        }
        for other in ["sub-01_label-GM_probseg", "sub-01_T1w", "sub-01", "case_mask", "sub-01_from-a_to-b_xfm"] {
            assert!(!is_label(other), "{other}");
        }
    }

    #[test]
    fn images_by_entities() {
        let raw = ["sub-01_T1w", "sub-01_T2w", "sub-02_T1w"];
        assert_eq!(pair("sub-01_T2w_seg-manual", &raw), Some("sub-01_T2w"));
        assert_eq!(pair("sub-01_desc-aseg_dseg", &raw), Some("sub-01_T1w"));
        assert_eq!(pair("sub-004_seg-vert_msk", &["sub-004_ct"]), Some("sub-004_ct"));
        assert_eq!(pair("sub-01_space-MNI152_dseg", &raw), None);
        assert_eq!(pair("sub-01_space-T1w_dseg", &raw), Some("sub-01_T1w"));
        assert_eq!(pair("sub-01_run-2_mask", &["sub-01_run-1_T1w", "sub-01_run-2_T1w"]), Some("sub-01_run-2_T1w"));
        assert_eq!(pair("sub-01_mask", &["sub-01_run-1_T1w", "sub-01_run-2_T1w"]), None);
        assert_eq!(pair("sub-01_mask", &["sub-01_T2w", "sub-01_FLAIR"]), None);
    }
}
