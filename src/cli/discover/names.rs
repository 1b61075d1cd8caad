//! What a file's name says.

use std::path::Path;

/// The name without folder, or nothing where it is no text.
pub fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What a folder is called, also when it is written as `.` or `..`.
pub fn folder_name(folder: &Path) -> String {
    let name = file_name(folder);
    if !name.is_empty() {
        return name;
    }
    let place = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    std::fs::canonicalize(place).map(|path| file_name(&path)).unwrap_or_default()
}

/// Endings of NIfTI files, longest first.
const ENDINGS: [&str; 6] = [".nii.gz", ".hdr.gz", ".img.gz", ".nii", ".hdr", ".img"];

/// The name without its NIfTI ending, in its own case; `None` if it has none.
pub fn nifti_stem(name: &str) -> Option<&str> {
    ENDINGS.iter().find_map(|ending| strip_ending(name, ending)).filter(|stem| !stem.is_empty())
}

/// The name without an ending, whatever the case of its letters.
pub fn strip_ending<'a>(name: &'a str, ending: &str) -> Option<&'a str> {
    let at = name.len().checked_sub(ending.len())?;
    let (stem, tail) = name.split_at_checked(at)?;
    tail.eq_ignore_ascii_case(ending).then_some(stem)
}

/// `.hdr` or `.img`, with or without `.gz`.
pub fn is_pair_part(name: &str, part: &str) -> bool {
    strip_ending(name, &format!(".{part}")).or(strip_ending(name, &format!(".{part}.gz"))).is_some()
}

/// A NIfTI file by its name.
pub fn is_nifti(path: &Path) -> bool {
    nifti_stem(&file_name(path)).is_some()
}

/// The extension that people would name: `.json`, `.nii.gz`, or `no extension`.
pub fn extension(name: &str) -> String {
    let plain = strip_ending(name, ".gz").unwrap_or(name);
    match Path::new(plain).extension() {
        Some(extension) if plain.len() == name.len() => format!(".{}", extension.to_string_lossy().to_lowercase()),
        Some(extension) => format!(".{}.gz", extension.to_string_lossy().to_lowercase()),
        None if plain.len() < name.len() => ".gz".to_owned(),
        None => "no extension".to_owned(),
    }
}

/// Words of a stem: what stands between `_`, `-`, `.` and spaces, in lower case.
pub fn words(stem: &str) -> Vec<String> {
    stem.split(['_', '-', '.', ' ']).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// `seg`, `label`, `mask` and the like.
pub fn is_label_word(word: &str) -> bool {
    const WORDS: [&str; 11] = [
        "segmentation",
        "segmentations",
        "label",
        "labels",
        "labelmap",
        "mask",
        "masks",
        "annotation",
        "annotations",
        "gt",
        "roi",
    ];
    WORDS.contains(&word) || (word.ends_with("seg") && word != "probseg")
}

/// Names that stand for the image of a case, whatever the layout.
pub fn is_image_name(stem: &str) -> bool {
    const NAMES: [&str; 9] = ["ct", "mr", "mri", "pet", "image", "img", "imaging", "volume", "scan"];
    NAMES.contains(&stem.to_lowercase().as_str())
}

/// The words of a stem before its first label word: `BraTS-GLI-00000-000` of `BraTS-GLI-00000-000-seg`.
pub fn before_label_word(stem: &str) -> Option<Vec<String>> {
    let words = words(stem);
    let at = words.iter().position(|word| is_label_word(word))?;
    words.get(..at).map(<[String]>::to_vec)
}

/// Names compared without regard to case and separators: `Kidney-Left` is `kidney_left`.
pub fn normalised(name: &str) -> String {
    words(name).join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_and_extensions() {
        assert_eq!(nifti_stem("case_1.NII.GZ"), Some("case_1"));
        assert_eq!(nifti_stem("a.b.hdr"), Some("a.b"));
        assert_eq!(nifti_stem(".nii.gz"), None);
        assert_eq!(nifti_stem("größe.nii"), Some("größe"));
        assert_eq!(nifti_stem("x.nrrd"), None);
        assert_eq!(extension("x.seg.nrrd"), ".nrrd");
        assert_eq!(extension("x.tar.gz"), ".tar.gz");
        assert_eq!(extension("LICENSE"), "no extension");
    }

    #[test]
    fn label_words_are_whole_words() {
        assert_eq!(
            before_label_word("BraTS-GLI-00000-000-seg").map(|w| w.join("-")),
            Some("brats-gli-00000-000".into())
        );
        assert_eq!(before_label_word("example_ct_sm"), None);
        assert_eq!(before_label_word("sub-01_csfseg-manual").map(|w| w.len()), Some(2));
        assert!(!is_label_word("segment") && !is_label_word("probseg") && is_label_word("dseg"));
    }
}
