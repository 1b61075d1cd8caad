//! The `files` block: names and patterns.

use crate::syntax::tree::{FilesBlock, LabelName, Name, Text};

use super::super::codes::{DUPLICATE_NAME, PATTERN};
use super::super::files::{FileLine, Files, PathPattern};
use super::super::problem::Problem;
use super::super::typing::Typer;
use crate::report::Span;

impl Typer<'_> {
    pub(super) fn resolve_files(&mut self, blocks: &[&FilesBlock]) -> Option<Files> {
        let first = blocks.first()?;
        let mut files = Files { closed: blocks.iter().any(|block| block.closed), lines: Vec::new(), span: first.span };
        for line in blocks.iter().flat_map(|block| &block.lines) {
            for name in self.input_names(&line.name) {
                if let Some(earlier) = files.line(&name.text) {
                    let (message, span) = (format!("`{}` has a line already", name.text), earlier.span);
                    self.report(
                        Problem::new(&DUPLICATE_NAME, message)
                            .at(name.span, "again here")
                            .at(span, "first here")
                            .help("join the patterns with `or`"),
                    );
                    continue;
                }
                let patterns = line
                    .patterns
                    .iter()
                    .filter_map(|text| self.path_pattern(text, number(&line.name, &name)))
                    .collect();
                files.lines.push(FileLine {
                    name: name.text.clone(),
                    patterns,
                    optional: line.optional || self.is_optional_input(&name.text),
                    span: line.span,
                });
            }
        }
        self.check_keys(&files);
        self.check_label_map(&files);
        Some(files)
    }

    /// Behind a range of names `{n}` is the number of the name.
    fn path_pattern(&mut self, text: &Text, number: Option<&str>) -> Option<PathPattern> {
        let written = number.map_or_else(|| text.text.clone(), |number| text.text.replace("{n}", number));
        match PathPattern::parse(&written, &|_| None) {
            Ok(pattern) => Some(pattern),
            Err(faults) => {
                // Behind the quotation mark; what escapes stand for may shift a place by some bytes.
                let at = |byte: usize| (text.span.start + 1 + byte).min(text.span.end);
                for fault in faults {
                    let span = Span::new(at(fault.start), at(fault.end).max(at(fault.start)));
                    self.report(Problem::new(&PATTERN, fault.message).at(span, "in this pattern").help(fault.help));
                }
                None
            }
        }
    }

    fn is_optional_input(&self, name: &str) -> bool {
        let image = self.images.iter().any(|image| image.name == name && image.optional);
        image || self.annotations.iter().any(|annotation| annotation.name == name && annotation.optional)
    }

    /// Something must tell the cases apart.
    fn check_keys(&mut self, files: &Files) {
        let sound = files.lines.iter().all(|line| !line.patterns.is_empty());
        if sound && !files.lines.is_empty() && files.keys().is_empty() {
            self.report(
                Problem::new(&PATTERN, "no part of the patterns tells one case from another")
                    .at(files.span, "no capture stands in all of them")
                    .help("write `{case}` where the name of the case stands, in each pattern"),
            );
        }
    }

    /// Cases are checked for their label map, so that its place must be known.
    fn check_label_map(&mut self, files: &Files) {
        let Some(own) = self.annotations.first().map(|own| own.name.clone()) else { return };
        if !self.without_labels && !files.lines.is_empty() && files.line(&own).is_none() {
            let help = match own.as_str() {
                "labels" => "declare `annotation seg` in `inputs`, and write its pattern here".to_owned(),
                own => format!("write its pattern: `{own} \"{{case}}_{own}.nii.gz\"`"),
            };
            self.report(
                Problem::new(&PATTERN, "no line says where the label map is").at(files.span, "no label map").help(help),
            );
        }
    }
}

/// `3` of `r3`, if it comes from `r1..r3`.
fn number<'n>(written: &LabelName, name: &'n Name) -> Option<&'n str> {
    let tail = name.text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    matches!(written, LabelName::Numbered { .. }).then(|| name.text.get(tail..)).flatten()
}
