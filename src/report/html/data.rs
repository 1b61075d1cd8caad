//! What the page of a run knows, as JSON for its script. Every text is safe to show; the script adds it as text alone.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::super::accepted::Accepted;
use super::super::catalogue::Catalogue;
use super::super::escape::{visible, visible_lines};
use super::super::finding::{Finding, Label};
use super::super::picture::{Drawing, NoPicture, Outline, Picture, View};
use super::super::record::{CaseRecord, OutcomeKind, Summary};
use super::super::wording;
use super::png_address;
use super::series::{AllSeries, letter};

/// Characters of a protocol's line that are shown.
const LONGEST_LINE: usize = 240;

/// Gathers a run, part by part.
#[derive(Debug)]
pub struct ReportData {
    catalogue: Catalogue,
    /// Codes of the rules that cases were judged by.
    rules: Vec<Vec<usize>>,
    cases: Vec<Value>,
    findings: Vec<Value>,
    /// Pictures by their bytes: findings at one place share them.
    known: BTreeMap<Vec<u8>, usize>,
    images: Vec<String>,
    /// Findings for whose picture there was no room.
    undrawn: usize,
    /// Lines of protocols: findings of one rule share them.
    known_lines: BTreeMap<String, usize>,
    lines: Vec<Value>,
    series: AllSeries,
    codes: Codes,
    accepted: Vec<Value>,
}

/// The codes of the run in the order in which they were met, with what they came to.
#[derive(Debug, Default)]
struct Codes {
    places: BTreeMap<String, usize>,
    all: Vec<(String, BTreeMap<OutcomeKind, usize>)>,
}

impl ReportData {
    pub fn new(catalogue: Catalogue) -> Self {
        ReportData {
            catalogue,
            rules: Vec::new(),
            cases: Vec::new(),
            findings: Vec::new(),
            known: BTreeMap::new(),
            images: Vec::new(),
            undrawn: 0,
            known_lines: BTreeMap::new(),
            lines: Vec::new(),
            series: AllSeries::default(),
            codes: Codes::default(),
            accepted: Vec::new(),
        }
    }

    /// A case or a group of cases, with what its rules came to.
    pub fn record(&mut self, record: &CaseRecord) {
        let case = self.cases.len();
        let mut rules = Vec::new();
        let mut outcomes = String::new();
        let mut reasons = Map::new();
        for rule in &record.outcomes {
            let place = self.codes.place(&rule.id);
            self.codes.count(place, rule.outcome);
            if !rule.reasons.is_empty() {
                let safe: Vec<_> = rule.reasons.iter().map(|reason| visible(reason)).collect();
                reasons.insert(rules.len().to_string(), json!(safe));
            }
            rules.push(place);
            outcomes.push(letter(rule.outcome));
        }
        record.measures.iter().for_each(|measure| self.series.add(case, measure));
        // Cases of one protocol have the same rules.
        let known = self.rules.iter().rposition(|other| *other == rules);
        let rules = known.unwrap_or_else(|| {
            self.rules.push(rules);
            self.rules.len() - 1
        });
        self.cases.push(json!({
            "name": visible(&record.case),
            "files": record.files.iter().map(|file| visible(file)).collect::<Vec<_>>(),
            "image": record.image.as_deref().map(visible),
            "protocol": record.protocol.as_deref().map(visible),
            "rules": rules, "outcomes": outcomes, "reasons": reasons,
        }));
    }

    /// A finding of the last record, or of none.
    pub fn finding(&mut self, finding: &Finding, fingerprint: &str, of_record: bool) {
        let evidence = &finding.evidence;
        let safe = |text: &Option<String>| text.as_deref().map(|text| visible(text).into_owned());
        let case = of_record.then(|| self.cases.len().checked_sub(1)).flatten();
        let drawing = evidence.drawings.iter().find(|drawing| !matches!(drawing, Drawing::Text(_)));
        let (picture, no_picture) = match drawing {
            Some(Drawing::Picture(picture)) => (Some(self.picture(picture)), None),
            Some(Drawing::Missing(why)) => (None, Some(*why)),
            Some(Drawing::Text(_)) | None => (None, case.is_none().then_some(NoPicture::Cohort)),
        };
        self.undrawn += usize::from(matches!(no_picture, Some(NoPicture::NoRoom(_))));
        let bindings: Vec<String> =
            evidence.bindings.iter().map(|(name, value)| format!("{} = {}", visible(name), visible(value))).collect();
        let mut object = json!({
            "code": self.codes.place(&finding.code),
            "severity": finding.severity.word(),
            "message": visible(&finding.message),
            "help": finding.help.as_deref().map(visible_lines),
            "file": safe(&finding.file),
            "case": case,
            "about": if case.is_none() { safe(&evidence.case) } else { None },
            "bindings": bindings,
            "class": safe(&evidence.class),
            "measured": safe(&evidence.measured),
            "allowed": safe(&evidence.allowed),
            "place": evidence.place.as_ref().and_then(wording::place),
            "lines": finding.labels.iter().map(|label| self.line(label)).collect::<Vec<_>>(),
            "print": fingerprint,
            "picture": picture,
            "noPicture": no_picture.map(|why| why.to_string()),
        });
        if let Value::Object(object) = &mut object {
            object.retain(|_, value| !value.is_null() && *value != json!([]));
        }
        self.findings.push(object);
    }

    /// What is not reported, and who says so.
    pub fn accepted(&mut self, accepted: &[(Accepted, String)]) {
        for (Accepted { finding, by }, fingerprint) in accepted {
            self.accepted.push(json!({
                "code": self.codes.place(&finding.code),
                "severity": finding.severity.word(),
                "message": visible(&finding.message),
                "file": finding.file.as_deref().map(visible),
                "case": finding.evidence.case.as_deref().map(visible),
                "by": visible(&by.sentence()),
                "print": fingerprint,
            }));
        }
    }

    /// The whole of it.
    pub fn json(self, summary: &Summary) -> String {
        let codes: Vec<Value> = self
            .codes
            .all
            .iter()
            .map(|(code, outcomes)| {
                let meaning = self.catalogue.get(code);
                let texts =
                    meaning.map(|meaning| meaning.text.iter().map(|text| visible_lines(text)).collect::<Vec<_>>());
                json!({
                    "code": visible(code),
                    "title": meaning.map(|meaning| visible(&meaning.title)),
                    "severity": meaning.and_then(|meaning| meaning.severity).map(|severity| severity.word()),
                    "text": texts.unwrap_or_default(),
                    "changed": change(summary, code),
                    "outcomes": OutcomeKind::ALL.map(|kind| outcomes.get(&kind).copied().unwrap_or_default()),
                })
            })
            .collect();
        let protocols: Vec<Value> =
            summary.protocols.iter().map(|(title, hash)| json!({"title": visible(title), "hash": hash})).collect();
        json!({
            "version": env!("CARGO_PKG_VERSION"),
            "protocols": protocols,
            "checked": summary.cases,
            "outcomes": OutcomeKind::ALL.map(|kind| summary.outcome(kind)),
            "codes": codes,
            "rules": self.rules,
            "cases": self.cases,
            "findings": self.findings,
            "accepted": self.accepted,
            "notChecked": summary.not_checked.iter().map(|missed| visible(&missed.sentence()).into_owned()).collect::<Vec<_>>(),
            "series": self.series.json(),
            "images": self.images,
            "undrawn": self.undrawn,
            "lines": self.lines,
        })
        .to_string()
    }

    fn picture(&mut self, picture: &Picture) -> Value {
        let views: Vec<Value> = picture.views.iter().map(|view| self.view(view)).collect();
        let legend: Vec<Value> =
            picture.legend.iter().map(|swatch| json!([visible(&swatch.name), color(swatch.color)])).collect();
        json!({"views": views, "legend": legend})
    }

    fn view(&mut self, view: &View) -> Value {
        let hundredth = |value: f64| (value * 100.0).round() / 100.0;
        json!({
            "plane": view.plane.word(), "slice": view.slice,
            "pixels": view.pixels, "size": view.pixel_size.map(|size| (size * 1e4).round() / 1e4),
            "image": view.image.as_ref().map(|png| self.image(png)), "labels": self.image(&view.labels),
            "outline": path(&view.outline), "boxed": view.outline.boxed,
            "focus": view.focus.map(hundredth),
            "sides": view.sides.map(String::from_iter), "tilt": view.tilt.round(),
        })
    }

    fn line(&mut self, label: &Label) -> usize {
        let line = line(label);
        let next = self.lines.len();
        let at = *self.known_lines.entry(line.to_string()).or_insert(next);
        if at == next {
            self.lines.push(line);
        }
        at
    }

    fn image(&mut self, png: &[u8]) -> usize {
        if let Some(&known) = self.known.get(png) {
            return known;
        }
        self.known.insert(png.to_owned(), self.images.len());
        self.images.push(png_address(png));
        self.images.len() - 1
    }
}

impl Codes {
    fn place(&mut self, code: &str) -> usize {
        if let Some(&known) = self.places.get(code) {
            return known;
        }
        self.places.insert(code.to_owned(), self.all.len());
        self.all.push((code.to_owned(), BTreeMap::new()));
        self.all.len() - 1
    }

    fn count(&mut self, place: usize, outcome: OutcomeKind) {
        if let Some((_, outcomes)) = self.all.get_mut(place) {
            *outcomes.entry(outcome).or_default() += 1;
        }
    }
}

/// What a configuration says of the severity of a code.
fn change(summary: &Summary, code: &str) -> Option<String> {
    let change = summary.severity_changes.iter().find(|change| change.code == code)?;
    Some(visible(&change.sentence()).into_owned())
}

/// A place in a protocol, with its line.
fn line(label: &Label) -> Value {
    let (line, column) = label.source.line_column(label.span.start);
    let text = label.source.text.lines().nth(line.saturating_sub(1)).unwrap_or_default().trim();
    let text: String = visible(text).chars().take(LONGEST_LINE).collect();
    json!({"file": visible(&label.source.name), "line": line, "column": column, "text": text, "why": visible(&label.text)})
}

/// Polygons along the sides of pixels, in the words of SVG: steps across and down in turn.
pub(super) fn path(outline: &Outline) -> String {
    let mut path = String::new();
    for polygon in &outline.polygons {
        let mut corners = polygon.iter();
        let Some(&[mut x, mut y]) = corners.next() else { continue };
        let _ = write!(path, "M{x} {y}");
        for &[across, down] in corners {
            let (dx, dy) = (i64::from(across) - i64::from(x), i64::from(down) - i64::from(y));
            let _ = if dy == 0 { write!(path, "h{dx}") } else { write!(path, "v{dy}") };
            (x, y) = (across, down);
        }
        path.push('z');
    }
    path
}

/// `#dd8265`
pub fn color([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_is_a_path_of_steps() {
        let polygons = vec![vec![[4, 0], [5, 0], [5, 2], [4, 2]], vec![[7, 7], [9, 7], [9, 8], [7, 8]]];
        assert_eq!(path(&Outline { polygons, boxed: false }), "M4 0h1v2h-1zM7 7h2v1h-2z");
    }
}
