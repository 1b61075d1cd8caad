//! Placeholders that version control leaves where a large file was not downloaded.

use super::fault::Fault;

const LFS: &[u8] = b"version https://git-lfs.github.com/spec/v1";
const LFS_BEFORE_RELEASE: &[u8] = b"version https://hawser.github.com/spec/v1";
const ANNEX: &[u8] = b"/annex/objects/";

/// Recognises a Git LFS pointer (<https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md>) or a git-annex pointer
/// in the first bytes of a file. Pointers are below 1,024 bytes.
pub fn pointer(start: &[u8]) -> Option<Fault> {
    if start.starts_with(ANNEX) {
        return Some(Fault::AnnexPointer);
    }
    if !start.starts_with(LFS) && !start.starts_with(LFS_BEFORE_RELEASE) {
        return None;
    }
    let text = String::from_utf8_lossy(start.get(..1024).unwrap_or(start));
    let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::trim).unwrap_or_default();
    let oid = field("oid ").trim_start_matches("sha256:").chars().take(64).collect();
    Some(Fault::LfsPointer { oid, size: field("size ").parse().unwrap_or(0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_is_not_a_corrupt_file() {
        let text = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab\nsize 12345\n";
        assert_eq!(pointer(text), Some(Fault::LfsPointer { oid: "4d7a214614ab".into(), size: 12345 }));
        assert_eq!(pointer(b"/annex/objects/SHA256E-s100--abc.nii.gz\n"), Some(Fault::AnnexPointer));
        assert_eq!(pointer(b"version 2"), None);
        assert_eq!(pointer(&text[..42]), Some(Fault::LfsPointer { oid: String::new(), size: 0 }));
    }
}
