//! Markdown for a comment on a pull request or a merge request: counts, a table of codes, and a list a case that unfolds.

use std::io::{self, Write};

use super::super::catalogue::Catalogue;
use super::super::finding::Finding;
use super::super::markdown_text::{code, inline};
use super::super::record::Summary;
use super::super::wording::{self, counted, outcomes, severities};
use super::{Part, Renderer, prose};

/// GitHub takes comments of at most 65,536 characters.
const LONGEST: usize = 65_000;

/// Room for the table of codes; the lists have the rest.
const TABLE: usize = 20_000;

/// Everything waits for the end, since the counts come first; what will find no room is only counted.
pub struct Markdown {
    catalogue: Catalogue,
    lists: Vec<List>,
    length: usize,
    left_out: usize,
}

/// The findings of a part.
struct List {
    heading: String,
    items: Vec<String>,
}

impl Markdown {
    pub fn new(catalogue: Catalogue) -> Self {
        Markdown { catalogue, lists: Vec::new(), length: 0, left_out: 0 }
    }

    fn table(&self, summary: &Summary) -> String {
        let mut table =
            String::from("\n| severity | code | what | findings | cases |\n| --- | --- | --- | ---: | ---: |\n");
        let mut codes: Vec<_> = summary.codes.iter().collect();
        codes.sort_by_key(|(code, count)| (usize::MAX - count.findings, code.as_str()));
        for (at, (name, count)) in codes.iter().enumerate() {
            if table.len() > TABLE {
                table.push_str(&format!("| | | and {} | | |\n", counted(codes.len() - at, "further code")));
                break;
            }
            let title = inline(self.catalogue.title(name).unwrap_or_default());
            let severity = count.severity.word();
            table.push_str(&format!(
                "| {severity} | {} | {title} | {} | {} |\n",
                code(name),
                count.findings,
                count.cases
            ));
        }
        table
    }
}

impl Renderer for Markdown {
    fn part(&mut self, _out: &mut dyn Write, part: &Part<'_>) -> io::Result<()> {
        let mut items = Vec::new();
        for finding in part.findings {
            let item = item(finding);
            if self.length + item.len() > LONGEST {
                self.left_out += 1;
            } else {
                self.length += item.len();
                items.push(item);
            }
        }
        if !items.is_empty() {
            let heading = heading(part);
            self.length += heading.len();
            self.lists.push(List { heading, items });
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let mut text = format!("## voxlint: {}\n\n{}\n", severities(summary), counts(summary));
        if !summary.codes.is_empty() {
            text.push_str(&self.table(summary));
        }
        let mut left_out = self.left_out;
        for list in &self.lists {
            let mut room = LONGEST.saturating_sub(text.len() + list.heading.len());
            let fits = |item: &&String| {
                let fits = item.len() <= room;
                room = if fits { room - item.len() } else { 0 };
                fits
            };
            let shown: Vec<&String> = list.items.iter().take_while(fits).collect();
            left_out += list.items.len() - shown.len();
            if !shown.is_empty() {
                text.push_str(&list.heading);
                shown.into_iter().for_each(|item| text.push_str(item));
                text.push_str("\n</details>\n");
            }
        }
        if left_out > 0 {
            let more = counted(left_out, "further finding");
            text.push_str(&format!("\n{more} found no room in a comment; the other formats have all of them.\n"));
        }
        out.write_all(text.as_bytes())
    }
}

/// What unfolds: the case or the file, and how much there is to see.
fn heading(part: &Part<'_>) -> String {
    let mut summary = Summary::default();
    summary.add(part.findings);
    let name = part.record.and_then(|record| record.files.first()).map_or(part.name, String::as_str);
    format!("\n<details>\n<summary>{}: {}</summary>\n\n", code(name), severities(&summary))
}

/// A list item of several lines.
fn item(finding: &Finding) -> String {
    let mut lines = prose::lines(finding).into_iter();
    let message = lines.next().unwrap_or_default();
    let file = finding.file.as_ref().map(|file| format!(" in {}", code(file))).unwrap_or_default();
    let code = code(&wording::code(finding));
    let mut item = format!("- **{}** {code}{file}<br>{}", finding.severity.word(), inline(&message));
    for line in lines.flat_map(|text| text.lines().map(inline).collect::<Vec<_>>()) {
        item.push_str(&format!("<br>\n  {line}"));
    }
    item.push('\n');
    item
}

/// `Checked 5 cases, 2 with findings; rules: 40 pass, 2 fail; 1 finding waived.`
fn counts(summary: &Summary) -> String {
    let mut parts = Vec::new();
    if summary.cases > 0 {
        parts.push(format!(
            "checked {}, {} with findings",
            counted(summary.cases, "case"),
            summary.cases_with_findings
        ));
    }
    parts.extend(outcomes(summary));
    if summary.waived > 0 {
        parts.push(format!("{} waived", counted(summary.waived, "finding")));
    }
    if summary.known > 0 {
        parts.push(format!("{} in the baseline", counted(summary.known, "finding")));
    }
    if !summary.protocols.is_empty() {
        let names: Vec<String> = summary.protocols.keys().map(|name| code(name)).collect();
        parts.push(format!("by {}", names.join(", ")));
    }
    parts.extend(summary.not_checked.iter().map(|missed| inline(&missed.sentence())));
    for change in &summary.severity_changes {
        parts.push(inline(&change.sentence()));
    }
    parts.join("; ")
}
