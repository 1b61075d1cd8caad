//! Whole protocols through [`super::load`]: what is accepted, and what is said about mistakes.

mod accepted;
mod hostile;
mod mistakes;
mod points;
mod reference;

use std::sync::Arc;

use super::{Loaded, load};
use crate::report::{Finding, Source};

/// Classes, a group, a region, a pair, a sequence and a parameter for statements to speak of.
pub const DECLARATIONS: &str = "\
labels {
  0 background
  1 liver
  2 tumour optional
  3 cyst optional
  4 spleen
  5 kidney_right optional
  6 kidney_left optional
  7 heart
  8 cavity optional
  9 wall optional
  11..17 C1..C7 optional
  21..32 T1..T12 optional
  41..46 L1..L6 optional
  255 void ignore
}
group lesions = tumour + cyst
group whole_liver = liver + lesions
region margin = grow(tumour, 5 mm) & liver
pair kidney = kidney_right | kidney_left
sequence spine = C1..C7, T1..T12, L1..L5, [L6]
param floor = 0.5 mL
";

pub fn loaded(text: &str) -> Loaded {
    load(&Source::new("test.protocol", text))
}

/// A protocol whose only rule has these statements, each on a line of its own.
pub fn with_statements(statements: &str) -> Loaded {
    loaded(&format!("protocol a/b 1.0.0 {}rule A-1 error \"t\" {{\n{statements}\n}}\n", DECLARATIONS))
}

/// A protocol with these items and nothing else.
pub fn with_items(items: &str) -> Loaded {
    loaded(&format!("protocol a/b 1.0.0\n{items}\n"))
}

/// `P201 3:17 message | help`
pub fn line(source: &Arc<Source>, finding: &Finding) -> String {
    let place = match finding.labels.first() {
        Some(label) => {
            let (line, column) = source.line_column(label.span.start);
            format!("{line}:{column}")
        }
        None => "-".to_owned(),
    };
    format!("{} {place} {} | {}", finding.code, finding.message, finding.help.as_deref().unwrap_or("-"))
}

/// One line for each finding.
pub fn told(loaded: &Loaded) -> Vec<String> {
    loaded.findings.iter().map(|finding| line(&loaded.source, finding)).collect()
}
