//! What the codes of a run mean, gathered for the reports.

use crate::check::builtin;
use crate::model::codes::Code;
use crate::model::{Protocol, Rule};
use crate::report::{Catalogue, Meaning, Page, Severity};
use crate::syntax::mistakes;

/// The built-in checks.
pub fn add_built_in(catalogue: &mut Catalogue) {
    for check in builtin::all() {
        let title = check.name.replace('-', " ");
        catalogue.add(check.code, Meaning { title, severity: Some(check.severity), text: page(&check.page) });
    }
}

/// Codes with a page.
pub fn add_codes(catalogue: &mut Catalogue, codes: impl IntoIterator<Item = &'static Code>) {
    for known in codes {
        let meaning = Meaning { title: known.title.to_owned(), severity: None, text: page(&known.page) };
        catalogue.add(known.code, meaning);
    }
}

/// Mistakes of syntax.
pub fn add_mistakes(catalogue: &mut Catalogue) {
    for (code, _, about) in mistakes::MISTAKES {
        catalogue.add(*code, Meaning { title: (*about).to_owned(), ..Meaning::default() });
    }
}

/// The rules of a protocol, and the lines of its label table.
pub fn add_protocol(catalogue: &mut Catalogue, protocol: &Protocol) {
    for rule in &protocol.rules {
        catalogue.add(&rule.id, of_rule(rule));
    }
    for class in &protocol.labels.classes {
        let title = class.title.clone().unwrap_or_else(|| format!("`{}` in the label table", class.name));
        let meaning = Meaning { title, severity: Some(Severity::Error), text: Vec::new() };
        catalogue.add(format!("labels.{}", class.name), meaning);
    }
    for line in &protocol.image {
        let meaning = Meaning { title: line.text.clone(), severity: Some(Severity::Error), text: Vec::new() };
        catalogue.add(&line.id, meaning);
    }
}

fn of_rule(rule: &Rule) -> Meaning {
    let because = rule.because.iter().map(|reason| format!("because {reason}"));
    let sources = rule.cites.iter().map(|source| format!("source: {source}"));
    let docs = (!rule.docs.is_empty()).then(|| rule.docs.clone());
    let text = docs.into_iter().chain(because).chain(sources).collect();
    Meaning { title: rule.title.clone(), severity: Some(rule.severity), text }
}

fn page(page: &Page) -> Vec<String> {
    let parts = [("", page.what), ("why: ", page.why), ("example: ", page.example), ("fix: ", page.fix)];
    parts.into_iter().map(|(word, text)| format!("{word}{text}")).collect()
}
