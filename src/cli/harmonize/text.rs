//! What came of it, for people.

use crate::compare::harmonize::{Agreement, Conflict, Harmonized, Origin, Outcome, Renamed, SiteTitle};
use crate::report::escape::{visible, visible_lines};

/// The report. A protocol that was not written to a file stands at its end.
pub fn report(harmonized: &Harmonized, witness: Option<&[String]>, written: bool) -> String {
    let mut page = Page { harmonized, out: String::new() };
    match &harmonized.outcome {
        Outcome::Agreed(agreement) => page.agreement(agreement, witness, written),
        Outcome::Conflict(conflict) => page.conflict(conflict),
    }
    page.out
}

struct Page<'p> {
    harmonized: &'p Harmonized,
    out: String,
}

impl Page<'_> {
    fn agreement(&mut self, agreement: &Agreement, witness: Option<&[String]>, written: bool) {
        let how = match agreement.exact {
            true => "exactly when each of these does:",
            false => "when each of these does, but for what is named below:",
        };
        self.line(&format!("{} accepts a case {how}", agreement.title));
        for site in &self.harmonized.sites {
            self.line(&format!("  {}", site.title()));
        }
        self.classes(agreement);
        self.head("rules");
        let width = agreement.kept.iter().map(|kept| kept.id.chars().count()).max().unwrap_or_default();
        for kept in agreement.kept.iter().filter(|kept| !kept.is_declaration()) {
            let of: Vec<String> = kept.of.iter().map(|origin| self.named(origin)).collect();
            let id = &kept.id;
            self.line(&format!("  {id:<width$}  {:<7}  {}", kept.severity.word(), of.join(", ")));
        }
        if !agreement.superfluous.is_empty() {
            self.head("left out, for others imply it (each with a certificate that was checked)");
        }
        for gone in &agreement.superfluous {
            let of: Vec<String> = gone.of.iter().map(|origin| self.named(origin)).collect();
            let by: Vec<String> = gone.by.iter().filter_map(|by| by.first()).map(|by| self.short(by)).collect();
            let by = if by.is_empty() { "no case can break it".to_owned() } else { format!("from {}", by.join(", ")) };
            self.line(&format!("  {}", of.join(", ")));
            self.line(&format!("    {by}"));
        }
        self.head("what is new to each");
        for (site, origins) in self.harmonized.sites.iter().zip(&agreement.stricter) {
            self.line(&format!("  {}{}", site.title(), if origins.is_empty() { ": nothing" } else { "" }));
            for origin in origins {
                self.line(&format!("    {}", self.named(origin)));
            }
        }
        self.told("left out, for it cannot be said in the agreed names", &agreement.left_out);
        self.told("may mean something else than it did", &agreement.doubtful);
        if !agreement.undecided.is_empty() {
            self.head("kept, for nobody knows whether others imply it");
        }
        for origin in &agreement.undecided {
            self.line(&format!("  {}", self.named(origin)));
        }
        self.notes();
        if let Some(files) = witness {
            self.head("one case that all of them accept");
            files.iter().for_each(|file| self.line(&format!("  {file}")));
        }
        if !written {
            self.out.push('\n');
            self.out.push_str(visible_lines(&agreement.text).trim_end());
            self.out.push('\n');
        }
    }

    fn conflict(&mut self, conflict: &Conflict) {
        self.line("no case can be accepted by all of these:");
        for site in &self.harmonized.sites {
            self.line(&format!("  {}", site.title()));
        }
        self.head("these cannot be kept together; without any one of them the others can");
        for (origin, resolved) in conflict.core.iter().zip(&conflict.resolved) {
            let doubt = if *resolved { "" } else { " (not decided)" };
            self.line(&format!("  {}{doubt}", self.named(origin)));
        }
        self.head("what one site alone would have to give up");
        for (site, given) in self.harmonized.sites.iter().zip(&conflict.give_up) {
            match given {
                Some(given) => {
                    self.line(&format!("  {}", site.title()));
                    for origin in given {
                        self.line(&format!("    {}", self.said(origin)));
                    }
                }
                None => {
                    self.line(&format!("  {}: whatever it gives up, the others contradict each other", site.title()))
                }
            }
        }
        self.notes();
    }

    fn classes(&mut self, agreement: &Agreement) {
        let sites = &self.harmonized.sites;
        let head = ["value".to_owned(), "class".to_owned()];
        let mut rows: Vec<Vec<String>> = vec![head.into_iter().chain(sites.iter().map(SiteTitle::title)).collect()];
        for (name, values) in &agreement.table {
            let of_site = |renamed: &Vec<Renamed>| {
                let own = renamed.iter().filter(|own| own.agreed.iter().any(|(agreed, _)| agreed == name));
                own.map(|own| format!("{} {}", own.value, own.own).trim().to_owned()).collect::<Vec<_>>().join(", ")
            };
            let cells = agreement.classes.iter().map(of_site);
            rows.push([values.clone(), name.clone()].into_iter().chain(cells).collect());
        }
        if rows.len() == 1 {
            return;
        }
        self.head("classes");
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let width =
            |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
        let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
        for row in &rows {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            self.line(format!("  {}", cells.collect::<Vec<_>>().join("  ")).trim_end());
        }
    }

    fn told(&mut self, head: &str, all: &[(Origin, String)]) {
        if !all.is_empty() {
            self.head(head);
        }
        for (origin, why) in all {
            self.line(&format!("  {}", self.named(origin)));
            self.line(&format!("    {why}"));
        }
    }

    fn notes(&mut self) {
        if !self.harmonized.notes.is_empty() {
            self.head("to know");
        }
        for note in &self.harmonized.notes {
            self.line(&format!("  {}: {}", note.kind.word(), note.text));
        }
    }

    /// `north/liver-ct LIV-001 "The liver is one piece"`
    fn named(&self, origin: &Origin) -> String {
        let site = self.harmonized.sites.get(origin.site).map_or("", |site| &site.name);
        format!("{site} {}", self.said(origin))
    }

    fn short(&self, origin: &Origin) -> String {
        let site = self.harmonized.sites.get(origin.site).map_or("", |site| &site.name);
        format!("{site} {}", origin.id)
    }

    fn said(&self, origin: &Origin) -> String {
        match self.harmonized.said.get(origin) {
            Some(said) => format!("{} {said}", origin.id),
            None => origin.id.clone(),
        }
    }

    fn head(&mut self, head: &str) {
        self.out.push('\n');
        self.line(head);
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(&visible(line));
        self.out.push('\n');
    }
}
