//! How fine the pictures of a page may be, and which findings get one.

use crate::check::pictures::plan;
use crate::picture::{DETAILS, Detail};
use crate::report::{CaseRecord, Finding, NoPicture, Severity};

/// A case with its findings.
type Found<'f> = (&'f CaseRecord, &'f [Finding]);

/// Bytes that a page may take, of the 20 MiB that mail and browsers are comfortable with. The rest is for charts, styles
/// and scripts.
const PAGE: usize = 19 << 20;

/// Bytes that stand around the words of a finding or a case.
const AROUND: usize = 500;

/// What is drawn of a run.
pub struct Plan {
    pub detail: Detail,
    /// For each case and finding whether it has a picture.
    pub cases: Vec<Vec<Result<(), NoPicture>>>,
    pub drawn: usize,
    /// Findings for whose picture there is no room.
    pub left: usize,
}

impl Plan {
    /// All findings that have a place get pictures of the same detail, the finest for which there is room. Where there is not
    /// even room for the coarsest, the first ones get it, errors before warnings, as the page lists them.
    pub fn new(cases: &[Found<'_>]) -> Plan {
        let room = PAGE.saturating_sub(cases.iter().map(words).sum());
        // As text a picture takes a third more.
        let room = room / 4 * 3;
        let mut planned: Vec<Vec<Result<(), NoPicture>>> = cases.iter().map(|(_, findings)| plan(findings)).collect();
        let [.., coarsest] = DETAILS;
        let all = |detail: &Detail| {
            let of_case = |((record, _), planned): (&Found<'_>, &Vec<Result<(), NoPicture>>)| {
                planned.iter().filter(|planned| planned.is_ok()).count() * detail.bytes(record.image.is_some())
            };
            cases.iter().zip(&planned).map(of_case).sum::<usize>()
        };
        let detail = DETAILS.into_iter().find(|detail| all(detail) <= room);
        let left = if detail.is_some() { 0 } else { leave_out(cases, &mut planned, coarsest, room) };
        let drawn = planned.iter().flatten().filter(|planned| planned.is_ok()).count();
        Plan { detail: detail.unwrap_or(coarsest), cases: planned, drawn, left }
    }
}

/// Takes away the pictures behind the first for which there is room, and tells how many.
fn leave_out(cases: &[Found<'_>], planned: &mut [Vec<Result<(), NoPicture>>], detail: Detail, room: usize) -> usize {
    let mut wanted: Vec<(Severity, usize, &mut Result<(), NoPicture>)> = Vec::new();
    for ((record, findings), planned) in cases.iter().zip(planned) {
        let bytes = detail.bytes(record.image.is_some());
        let each = findings.iter().zip(planned).filter(|(_, planned)| planned.is_ok());
        wanted.extend(each.map(|(finding, planned)| (finding.severity, bytes, planned)));
    }
    wanted.sort_by_key(|(severity, ..)| std::cmp::Reverse(*severity));
    let mut spent = 0;
    let fits = |(_, bytes, _): &&(Severity, usize, &mut Result<(), NoPicture>)| {
        spent += bytes;
        spent <= room
    };
    let first = wanted.iter().take_while(fits).count();
    let behind = wanted.into_iter().skip(first);
    behind.map(|(.., planned)| *planned = Err(NoPicture::NoRoom(first))).count()
}

/// Bytes that a case takes without pictures.
fn words((record, findings): &Found<'_>) -> usize {
    let of_finding = |finding: &Finding| {
        let texts = [&finding.help, &finding.file, &finding.evidence.class, &finding.evidence.measured];
        AROUND + finding.message.len() + texts.into_iter().flatten().map(String::len).sum::<usize>()
    };
    AROUND + record.case.len() + findings.iter().map(of_finding).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Evidence, Place};

    fn findings(severity: Severity, count: usize) -> Vec<Finding> {
        let place = Some(Place { voxel: Some([1, 2, 3]), ..Place::default() });
        let finding = Finding::new("A-1", severity, "wrong").evidence(Evidence { place, ..Evidence::default() });
        vec![finding; count]
    }

    fn plan_of(cases: usize, findings: &[Finding]) -> Plan {
        let record = CaseRecord {
            case: "case_1".to_owned(),
            files: Vec::new(),
            image: Some("ct.nii.gz".to_owned()),
            protocol: None,
            outcomes: Vec::new(),
            measures: Vec::new(),
        };
        Plan::new(&vec![(&record, findings); cases])
    }

    #[test]
    fn pictures_are_coarser_where_there_are_many() {
        let one = findings(Severity::Error, 1);
        let longest = |cases| plan_of(cases, &one).detail.longest;
        assert_eq!((longest(1), longest(100), longest(1000)), (240, 240, 72));
        assert_eq!(plan_of(1000, &one).left, 0);
    }

    #[test]
    fn the_first_errors_have_pictures_where_there_is_no_room_for_all() {
        let mut both = findings(Severity::Warning, 2);
        both.extend(findings(Severity::Error, 1));
        let Plan { detail, cases, drawn, left } = plan_of(1000, &both);
        assert_eq!((detail.longest, drawn + left), (72, 3000));
        assert!(drawn > 1000 && drawn * detail.bytes(true) * 4 / 3 + 3000 * AROUND < 20 << 20, "{drawn}");
        assert_eq!(cases[999][2], Ok(()), "every error has one");
        assert_eq!((cases[0][0], cases[999][0]), (Ok(()), Err(NoPicture::NoRoom(drawn))));
    }

    #[test]
    fn only_the_first_of_a_case_have_pictures() {
        let Plan { cases, drawn, left, .. } = plan_of(1, &findings(Severity::Info, 70));
        assert_eq!((drawn, left), (64, 0));
        assert_eq!(cases[0][69], Err(NoPicture::BehindOfCase(64)));
    }
}
