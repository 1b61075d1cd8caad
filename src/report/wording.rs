//! The parts of a finding as text, the same in every renderer.

use super::escape::visible;
use super::finding::{Finding, Place, Severity};
use super::record::{OutcomeKind, Summary};

/// `LIV-003[x=cyst, c=(-12,40,88)]`
pub fn code(finding: &Finding) -> String {
    let bindings: Vec<String> =
        finding.evidence.bindings.iter().map(|(name, value)| format!("{name}={}", visible(value))).collect();
    match bindings.as_slice() {
        [] => visible(&finding.code).into_owned(),
        some => format!("{}[{}]", visible(&finding.code), some.join(", ")),
    }
}

/// `measured 3, allowed exactly 1`; `None` if neither is known. What `said` says already is left out.
pub fn comparison(finding: &Finding, said: Option<&str>) -> Option<String> {
    let evidence = &finding.evidence;
    let parts = [("measured", &evidence.measured), ("allowed", &evidence.allowed)];
    let known: Vec<String> = parts
        .into_iter()
        .filter_map(|(word, value)| Some((word, value.as_deref()?)))
        .filter(|(_, value)| !said.is_some_and(|said| said.contains(value)))
        .map(|(word, value)| format!("{word} {}", visible(value)))
        .collect();
    (!known.is_empty()).then(|| known.join(", "))
}

/// `voxel (12, 3, 40), (-31.5, 20.0, 118.0) mm, axial slice 40, box (10, 1, 38) to (14, 5, 41)`
pub fn place(place: &Place) -> Option<String> {
    let mut parts = Vec::new();
    if let Some([i, j, k]) = place.voxel {
        parts.push(format!("voxel ({i}, {j}, {k})"));
    }
    if let Some(point) = place.world {
        let [x, y, z] = point.map(millimetres);
        parts.push(format!("({x}, {y}, {z}) mm"));
    }
    if let Some((plane, index)) = place.slice {
        parts.push(format!("{} slice {index}", plane.word()));
    }
    if let Some(([a, b, c], [d, e, f])) = place.bounds {
        parts.push(format!("box ({a}, {b}, {c}) to ({d}, {e}, {f})"));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// One decimal, and never a negative zero.
fn millimetres(value: f64) -> String {
    let text = format!("{value:.1}");
    match text.as_str() {
        "-0.0" => "0.0".to_owned(),
        _ => text,
    }
}

/// `1 error`, `2 errors`, `3 infos` without the plural that no one says.
pub fn severity_count(severity: Severity, count: usize) -> String {
    match severity {
        Severity::Info => format!("{count} info"),
        other => counted(count, other.word()),
    }
}

/// `2 errors and 1 warning`; `no findings`.
pub fn severities(summary: &Summary) -> String {
    let words = [Severity::Error, Severity::Warning, Severity::Info];
    let count = |severity: &Severity| summary.severities.get(severity).copied().filter(|count| *count > 0);
    let parts: Vec<String> = words.iter().filter_map(|s| Some(severity_count(*s, count(s)?))).collect();
    match parts.split_last() {
        None => "no findings".to_owned(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// `rules: 40 pass, 2 fail, 3 not applicable, 1 could not measure`; `None` without rules.
pub fn outcomes(summary: &Summary) -> Option<String> {
    let parts: Vec<String> = OutcomeKind::ALL
        .into_iter()
        .filter(|kind| summary.outcome(*kind) > 0)
        .map(|kind| format!("{} {}", summary.outcome(kind), kind.word()))
        .collect();
    (!parts.is_empty()).then(|| format!("rules: {}", parts.join(", ")))
}

/// `1 file`, `2 files`
pub fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::super::finding::Plane;
    use super::*;

    #[test]
    fn a_place_reads_from_the_voxel_to_the_box() {
        let full = Place {
            voxel: Some([12, 3, 40]),
            world: Some([-31.46, 20.0, -0.01]),
            bounds: Some(([10, 1, 38], [14, 5, 41])),
            slice: Some((Plane::Axial, 40)),
        };
        let text = "voxel (12, 3, 40), (-31.5, 20.0, 0.0) mm, axial slice 40, box (10, 1, 38) to (14, 5, 41)";
        assert_eq!(place(&full).as_deref(), Some(text));
        assert_eq!(place(&Place::default()), None);
    }
}
