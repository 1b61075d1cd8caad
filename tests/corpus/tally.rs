//! Counts over coverage.tsv.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::coverage::{How, Row};
use super::published::{Checkable, Published};

/// Published rules of a kind that rules of protocols decide.
pub fn decided(rows: &[(Published, Row)], checkable: Checkable) -> usize {
    count(rows, checkable, How::Rule)
}

/// The counts by kind of rule, and the gaps, the commonest first.
pub fn table(rows: &[(Published, Row)]) -> String {
    let mut text =
        format!("{:12}{:>7}{:>7}{:>7}{:>7}{:>9}\n", "checkable", "rules", "rule", "manual", "gap", "decided");
    for checkable in Checkable::ALL {
        let [rule, manual, gap] = [How::Rule, How::Manual, How::Gap].map(|how| count(rows, checkable, how));
        let all = rule + manual + gap;
        let share = rule as f64 / all.max(1) as f64 * 100.0;
        _ = writeln!(text, "{checkable:12}{all:>7}{rule:>7}{manual:>7}{gap:>7}{share:>7.1} %");
    }
    text.push('\n');
    let mut gaps: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for (published, row) in rows.iter().filter(|(_, row)| row.how == How::Gap) {
        gaps.entry(&row.note).or_default()[published.checkable as usize] += 1;
    }
    let mut gaps: Vec<_> = gaps.into_iter().collect();
    gaps.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.iter().sum::<usize>()));
    _ = writeln!(text, "{:22}{:>6}{:>6}{:>8}{:>6}", "gap", "rules", "yes", "partly", "no");
    for (word, [yes, partly, no]) in gaps {
        _ = writeln!(text, "{word:22}{:>6}{yes:>6}{partly:>8}{no:>6}", yes + partly + no);
    }
    text
}

fn count(rows: &[(Published, Row)], checkable: Checkable, how: How) -> usize {
    rows.iter().filter(|(published, row)| published.checkable == checkable && row.how == how).count()
}
