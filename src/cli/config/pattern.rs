//! Patterns of voxlint.yaml: globs relative to its folder, with `{case}` for the name of the case.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

const CASE: &str = "{case}";

/// Which files are label maps, and what their case is called.
#[derive(Debug, Clone)]
pub struct CasePattern {
    matcher: GlobMatcher,
    capture: Option<Capture>,
}

/// `{case}` stands in one path component, between two fixed texts.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Capture {
    /// Components after the one with the name.
    from_end: usize,
    before: String,
    after: String,
}

impl CasePattern {
    /// # Errors
    ///
    /// Why the pattern cannot be used, as one sentence.
    pub fn new(text: &str) -> Result<Self, String> {
        let text = text.strip_prefix("./").unwrap_or(text);
        let capture = capture(text)?;
        let glob = GlobBuilder::new(&text.replace(CASE, "*"))
            .literal_separator(true)
            .build()
            .map_err(|error| format!("the pattern `{text}` cannot be read: {}", error.kind()))?;
        Ok(CasePattern { matcher: glob.compile_matcher(), capture })
    }

    /// The name of the case if a path, relative to the configuration's folder, matches: what stands for `{case}`, or
    /// nothing where the pattern does not say.
    pub fn case_of(&self, relative: &Path) -> Option<Option<String>> {
        if !self.matcher.is_match(relative) {
            return None;
        }
        let Some(capture) = &self.capture else { return Some(None) };
        let component = relative.components().rev().nth(capture.from_end)?.as_os_str().to_string_lossy().into_owned();
        let name = component.strip_prefix(&capture.before)?.strip_suffix(&capture.after)?;
        (!name.is_empty()).then(|| Some(name.to_owned()))
    }
}

fn capture(text: &str) -> Result<Option<Capture>, String> {
    if text.matches(CASE).count() > 1 {
        return Err(format!("the pattern `{text}` holds `{{case}}` more than once"));
    }
    let components: Vec<&str> = text.split('/').collect();
    let Some(at) = components.iter().position(|component| component.contains(CASE)) else { return Ok(None) };
    let after_it = components.get(at + 1..).unwrap_or_default();
    if after_it.contains(&"**") {
        return Err(format!("in the pattern `{text}`, `**` cannot follow `{{case}}`"));
    }
    let (before, after) = components.get(at).and_then(|component| component.split_once(CASE)).unwrap_or_default();
    if [before, after].iter().any(|part| part.contains(['*', '?', '[', '{'])) {
        return Err(format!("in the pattern `{text}`, wildcards cannot stand beside `{{case}}` in one name"));
    }
    Ok(Some(Capture { from_end: after_it.len(), before: before.to_owned(), after: after.to_owned() }))
}

/// Where the image of a case is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImagePattern {
    text: String,
}

impl ImagePattern {
    /// # Errors
    ///
    /// Why the pattern cannot be used, as one sentence.
    pub fn new(text: &str) -> Result<Self, String> {
        if text.replace(CASE, "").contains(['*', '?', '[', '{']) {
            return Err(format!("the image pattern `{text}` may hold `{{case}}` and no other wildcard"));
        }
        Ok(ImagePattern { text: text.to_owned() })
    }

    /// The path of a case's image, relative to the configuration's folder. It need not exist.
    pub fn path_of(&self, case: &str) -> PathBuf {
        PathBuf::from(self.text.replace(CASE, case))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case_of(pattern: &str, path: &str) -> Option<Option<String>> {
        CasePattern::new(pattern).unwrap().case_of(Path::new(path))
    }

    #[test]
    fn the_name_is_what_stands_for_case() {
        assert_eq!(case_of("labels/{case}.nii.gz", "labels/a_1.nii.gz"), Some(Some("a_1".into())));
        assert_eq!(case_of("**/{case}/segmentation.nii.gz", "x/y/c7/segmentation.nii.gz"), Some(Some("c7".into())));
        assert_eq!(case_of("case_{case}/seg.nii", "case_12/seg.nii"), Some(Some("12".into())));
        assert_eq!(case_of("labels/*.nii.gz", "labels/a.nii.gz"), Some(None));
        assert_eq!(case_of("labels/*.nii.gz", "labels/deep/a.nii.gz"), None);
    }

    #[test]
    fn patterns_that_cannot_work_are_refused() {
        for pattern in ["{case}/{case}.nii", "{case}/**/a.nii", "{case}*.nii", "a[.nii"] {
            assert!(CasePattern::new(pattern).is_err(), "{pattern}");
        }
        assert!(ImagePattern::new("images/*_{case}.nii").is_err());
        assert_eq!(ImagePattern::new("i/{case}_0000.nii").unwrap().path_of("a"), Path::new("i/a_0000.nii"));
    }
}
