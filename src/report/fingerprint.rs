//! A name for a finding that survives edits: made of what is asked, never of what was measured.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::finding::Finding;

/// Sixteen hexadecimal digits of a SHA-256 over ID, normalised statement, bindings and path: the finding's file, as the user
/// would write it, or else its case, or else the protocol it points into. Neither measured values nor line numbers go in, so a protocol may be laid out
/// anew and a mask touched up.
pub fn fingerprint(finding: &Finding) -> String {
    numbered(finding, 0, true)
}

/// One fingerprint for each of a case's findings, in order. Findings that differ only in what was measured, such as two
/// stray parts of one class, are told apart by their ordinal: of three, the first two keep theirs when one is mended.
pub fn fingerprints(findings: &[Finding]) -> Vec<String> {
    each(findings, true)
}

/// The same without the path: two cases with the same fault have the same, and a case keeps its own when its files move.
pub fn claims(findings: &[Finding]) -> Vec<String> {
    each(findings, false)
}

fn each(findings: &[Finding], with_path: bool) -> Vec<String> {
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    findings
        .iter()
        .map(|finding| {
            let ordinal = seen.entry(numbered(finding, 0, with_path)).or_default();
            *ordinal += 1;
            numbered(finding, *ordinal - 1, with_path)
        })
        .collect()
}

fn numbered(finding: &Finding, ordinal: u64, with_path: bool) -> String {
    let evidence = &finding.evidence;
    let mut hash = Sha256::new();
    // Lengths keep the parts apart: `ab` + `c` is not `a` + `bc`.
    let mut part = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    };
    part(&finding.code);
    part(evidence.statement.as_deref().unwrap_or_default());
    for (name, value) in &evidence.bindings {
        part(name);
        part(if is_place(value) { "" } else { value });
    }
    let source = finding.labels.first().map(|label| label.source.name.as_str());
    let path = finding.file.as_deref().or(evidence.case.as_deref()).or(source).filter(|_| with_path);
    part(path.unwrap_or_default());
    part(&ordinal.to_string());
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// A part of a structure is shown by its coordinates, `(-12,40,88)`, which are measured. Names cannot start so.
fn is_place(value: &str) -> bool {
    value.starts_with('(')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Evidence;

    fn finding(code: &str, statement: &str, bindings: &[(&str, &str)], measured: &str) -> Finding {
        Finding::error(code, format!("measured {measured}")).evidence(Evidence {
            bindings: bindings.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect(),
            measured: Some(measured.to_owned()),
            statement: Some(statement.to_owned()),
            ..Evidence::default()
        })
    }

    fn of(findings: &[Finding]) -> Vec<String> {
        fingerprints(findings)
    }

    #[test]
    fn measured_values_and_coordinates_do_not_count() {
        let before = of(&[finding("LIV-003", "require diameter(c) >= 5 mm", &[("c", "(-12,40,88)")], "4.2 mm")]);
        let after = of(&[finding("LIV-003", "require diameter(c) >= 5 mm", &[("c", "(-11,40,88)")], "3.9 mm")]);
        assert_eq!(before, after);
        assert_eq!(before[0].len(), 16);
    }

    #[test]
    fn id_statement_class_names_and_path_do() {
        let base = finding("LIV-003", "require volume(x) >= 1 mL", &[("x", "cyst")], "0.5 mL");
        let mut all = of(&[
            base.clone(),
            finding("LIV-004", "require volume(x) >= 1 mL", &[("x", "cyst")], "0.5 mL"),
            finding("LIV-003", "require volume(x) >= 2 mL", &[("x", "cyst")], "0.5 mL"),
            finding("LIV-003", "require volume(x) >= 1 mL", &[("x", "tumour")], "0.5 mL"),
        ]);
        all.push(fingerprint(&base.file("sub-02/seg.nii.gz")));
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 5);
    }

    #[test]
    fn like_findings_are_numbered() {
        let part = |place| finding("LIV-003", "require c touches liver", &[("c", place)], "0 mm2");
        let three = of(&[part("(1,1,1)"), part("(5,5,5)"), part("(9,9,9)")]);
        let two = of(&[part("(5,5,5)"), part("(9,9,9)")]);
        assert_eq!(three[..2], two[..]);
        assert_ne!(three[0], three[1]);
        assert_ne!(three[1], three[2]);
    }
}
