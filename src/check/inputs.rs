//! The inputs of a case: which files they are, and which of them are missing.

use std::collections::BTreeMap;

use crate::model::Protocol;
use crate::model::files::{FileLine, Files, PathPattern};
use crate::model::input::AnnotationId;
use crate::model::protocol::ImageInput;
use crate::report::{Evidence, Finding, Severity, Span};

use super::case::{Case, CaseFile, InputFile};
use super::evaluate::{AnnotationSource, CaseContext, CaseVerdict};
use super::outcome::{Outcome, RuleOutcome};

/// The file of each image of the protocol, by number; without a protocol, the image of the case.
pub fn image_files<'c>(case: &'c Case, protocol: Option<&Protocol>) -> Vec<Option<&'c CaseFile>> {
    let Some(protocol) = protocol else { return vec![case.image.as_ref()] };
    let named = |image: &ImageInput| case.inputs.get(&image.name)?.first().map(|input| &input.file);
    let beside = |index: usize| case.image.as_ref().filter(|_| index == 0);
    let images = protocol.images.iter().enumerate();
    images.map(|(index, image)| named(image).or_else(|| beside(index))).collect()
}

/// A file of an annotation.
#[derive(Debug, Clone, Copy)]
pub struct AnnotationFile<'c> {
    pub annotation: AnnotationId,
    pub file: &'c CaseFile,
    /// Where it holds one class alone, or one instance of it.
    pub class: Option<&'c str>,
    pub instance: Option<&'c str>,
}

impl<'c> AnnotationFile<'c> {
    /// A file of the label map that is checked.
    pub fn own(file: &'c CaseFile, class: Option<&'c str>) -> Self {
        AnnotationFile { annotation: AnnotationId::default(), file, class, instance: None }
    }
}

/// The files of the further annotations. The first annotation is the label map of the case.
pub fn annotation_files<'c>(case: &'c Case, protocol: &Protocol) -> Vec<AnnotationFile<'c>> {
    let mut files = Vec::new();
    for (index, annotation) in protocol.annotations.iter().enumerate().skip(1) {
        let found = case.inputs.get(&annotation.name).map(Vec::as_slice).unwrap_or_default();
        let of = |input: &'c InputFile| {
            let capture = |name: &str| input.captures.get(name).map(String::as_str);
            let (class, instance) = (capture("class"), capture("instance"));
            AnnotationFile { annotation: AnnotationId(index), file: &input.file, class, instance }
        };
        // Without `{class}` a second file is a finding, and not read.
        let all = found.iter().map(of);
        let single = found.first().is_some_and(|first| !first.captures.contains_key("class"));
        files.extend(all.take(if single { 1 } else { usize::MAX }));
    }
    files
}

/// The files of every input that the case has, as the user would write them.
pub fn given(case: &Case, protocol: &Protocol) -> BTreeMap<String, Vec<String>> {
    let mut given: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, files) in &case.inputs {
        given.insert(name.clone(), files.iter().map(|input| input.file.shown.clone()).collect());
    }
    for (image, file) in protocol.images.iter().zip(image_files(case, Some(protocol))) {
        if let Some(file) = file {
            given.entry(image.name.clone()).or_insert_with(|| vec![file.shown.clone()]);
        }
    }
    let own: Vec<String> = case.labels.files().iter().map(|file| file.shown.clone()).collect();
    if let Some(name) = protocol.annotations.first().map(|own| own.name.clone()).filter(|_| !own.is_empty()) {
        given.entry(name).or_insert(own);
    }
    given
}

/// One outcome for each declared input and file, and a finding for every one that must be there and is not, for one that
/// is there several times, and for files that a closed `files` block does not know.
pub fn judge(protocol: &Protocol, context: &CaseContext, verdict: &mut CaseVerdict) {
    let judge = Judge { protocol, context };
    for image in &protocol.images {
        if let Some(span) = image.declared {
            let due = Due {
                id: format!("inputs.{}", image.name),
                name: &image.name,
                kind: "image",
                optional: image.optional,
                span,
            };
            judge.one(&due, verdict);
        }
    }
    // Without `files` the label map is what makes a case.
    let first = usize::from(protocol.files.is_none());
    for (index, annotation) in protocol.annotations.iter().enumerate().skip(first) {
        let id = format!("inputs.{}", annotation.name);
        if let Some(AnnotationSource::Unusable(reason)) = context.annotations.get(&AnnotationId(index)) {
            // It is there, and what is wrong with it has been found.
            let outcome = Outcome::CouldNotMeasure { reasons: [reason.clone()].into() };
            verdict.rules.push(RuleOutcome { id, severity: Severity::Error, outcome });
            continue;
        }
        let kind = if annotation.rater { "rater" } else { "annotation" };
        let due = Due { id, name: &annotation.name, kind, optional: annotation.optional, span: annotation.span };
        judge.one(&due, verdict);
    }
    let Some(files) = &protocol.files else { return };
    let is_input = |line: &FileLine| {
        protocol.images.iter().any(|image| image.declared.is_some() && image.name == line.name)
            || protocol.annotations.iter().any(|annotation| annotation.name == line.name)
    };
    for line in files.lines.iter().filter(|line| !is_input(line)) {
        let due = Due {
            id: format!("files.{}", line.name),
            name: &line.name,
            kind: "file",
            optional: line.optional,
            span: line.span,
        };
        judge.one(&due, verdict);
    }
    if files.closed {
        judge.strays(files, verdict);
    }
}

struct Judge<'j> {
    protocol: &'j Protocol,
    context: &'j CaseContext,
}

/// What a case must have, or may.
struct Due<'d> {
    id: String,
    name: &'d str,
    kind: &'static str,
    optional: bool,
    span: Span,
}

impl Judge<'_> {
    fn one(&self, due: &Due<'_>, verdict: &mut CaseVerdict) {
        let Due { name, kind, .. } = due;
        let found = self.context.inputs.get(*name).map(Vec::as_slice).unwrap_or_default();
        let outcome = match found {
            [] if due.optional => Outcome::NotApplicable,
            [] => {
                let help = match self.pattern(name) {
                    Some(pattern) => {
                        format!("add it as `{pattern}`; if a case need not have one, write `optional` behind it")
                    }
                    None => format!(
                        "say in a `files` block where it is; if a case need not have one, write `{kind} {name} optional`"
                    ),
                };
                let message = format!("the {kind} `{name}` of the case is missing");
                let finding = self.finding(due, message, help).evidence(self.evidence("no file", "a file"));
                verdict.findings.push(finding);
                Outcome::Fail
            }
            [first, others @ ..] if !others.is_empty() && self.is_single(name) => {
                let message =
                    format!("{} files of the case are its {kind} `{name}`: {}", found.len(), found.join(", "));
                let help = "keep one of them, or make the pattern narrower".to_owned();
                let counted = format!("{} files", found.len());
                let mut finding = self.finding(due, message, help).evidence(self.evidence(&counted, "1 file"));
                finding.file = Some(first.clone());
                verdict.findings.push(finding);
                Outcome::Fail
            }
            _ => Outcome::Pass,
        };
        verdict.rules.push(RuleOutcome { id: due.id.clone(), severity: Severity::Error, outcome });
    }

    /// Images are one file; so are annotations, but for those with a file for each class.
    fn is_single(&self, name: &str) -> bool {
        let line = self.protocol.files.as_ref().and_then(|files| files.line(name));
        let by_class = |line: &FileLine| line.patterns.iter().any(|pattern| pattern.names().contains("class"));
        line.is_some_and(|line| !by_class(line)) && {
            let image = self.protocol.images.iter().any(|image| image.name == name);
            image || self.protocol.annotations.iter().any(|annotation| annotation.name == name)
        }
    }

    fn pattern(&self, name: &str) -> Option<&str> {
        self.protocol.files.as_ref()?.line(name)?.patterns.first().map(PathPattern::text)
    }

    fn strays(&self, files: &Files, verdict: &mut CaseVerdict) {
        let due = Due { id: "files".to_owned(), name: "", kind: "", optional: false, span: files.span };
        for stray in &self.context.strays {
            let help = "rename or remove it, or write its pattern into `files`".to_owned();
            let message = format!("`{stray}` matches no pattern of `files`");
            let mut finding =
                self.finding(&due, message, help).evidence(self.evidence("an unknown file", "the files declared"));
            finding.file = Some(stray.clone());
            verdict.findings.push(finding);
        }
        let outcome = if self.context.strays.is_empty() { Outcome::Pass } else { Outcome::Fail };
        verdict.rules.push(RuleOutcome { id: due.id, severity: Severity::Error, outcome });
    }

    fn finding(&self, due: &Due<'_>, message: String, help: String) -> Finding {
        let mut finding =
            Finding::error(&due.id, message).help(help).label(&self.protocol.source, due.span, "declared here");
        finding.file = self.context.files.first().cloned();
        finding
    }

    fn evidence(&self, measured: &str, allowed: &str) -> Evidence {
        Evidence {
            case: Some(self.context.name.clone()),
            measured: Some(measured.to_owned()),
            allowed: Some(allowed.to_owned()),
            ..Evidence::default()
        }
    }
}
