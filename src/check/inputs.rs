//! The inputs of a case: which files they are, and which of them are missing.

use std::collections::BTreeSet;

use crate::model::Protocol;
use crate::model::input::{Annotation, AnnotationId};
use crate::model::protocol::ImageInput;
use crate::report::{Evidence, Finding, Severity, Span};

use super::case::{Case, CaseFile};
use super::evaluate::{AnnotationSource, CaseVerdict, Evaluator};
use super::outcome::{Outcome, RuleOutcome};

/// The file of each image of the protocol, by number; without a protocol, the image of the case.
pub fn image_files<'c>(case: &'c Case, protocol: Option<&Protocol>) -> Vec<Option<&'c CaseFile>> {
    let Some(protocol) = protocol else { return vec![case.image.as_ref()] };
    let named = |image: &ImageInput| case.inputs.get(&image.name)?.first().map(|input| &input.file);
    let beside = |index: usize| case.image.as_ref().filter(|_| index == 0);
    let images = protocol.images.iter().enumerate();
    images.map(|(index, image)| named(image).or_else(|| beside(index))).collect()
}

/// The files of the further annotations. The first annotation is the label map of the case.
pub fn annotation_files<'c>(case: &'c Case, protocol: &Protocol) -> Vec<(AnnotationId, &'c CaseFile)> {
    let further = protocol.annotations.iter().enumerate().skip(1);
    let file = |(index, annotation): (usize, &Annotation)| {
        let input = case.inputs.get(&annotation.name)?.first()?;
        Some((AnnotationId(index), &input.file))
    };
    further.filter_map(file).collect()
}

/// Names of the inputs that the case has.
pub fn given(case: &Case, protocol: &Protocol) -> BTreeSet<String> {
    let images = protocol.images.iter().zip(image_files(case, Some(protocol)));
    let images = images.filter(|(_, file)| file.is_some()).map(|(image, _)| image.name.clone());
    let annotations = annotation_files(case, protocol).into_iter();
    let annotations = annotations.filter_map(|(id, _)| protocol.annotation(id)).map(|of| of.name.clone());
    let own = protocol.annotations.first().map(|own| own.name.clone());
    images.chain(annotations).chain(own).collect()
}

/// One outcome for each declared input, and a finding for every one that must be there and is not.
pub fn judge(evaluator: &Evaluator<'_>, verdict: &mut CaseVerdict) {
    let protocol = evaluator.protocol;
    for image in &protocol.images {
        if let Some(span) = image.declared {
            one(evaluator, &image.name, "image", image.optional, span, verdict);
        }
    }
    for (index, annotation) in protocol.annotations.iter().enumerate().skip(1) {
        let kind = if annotation.rater { "rater" } else { "annotation" };
        if let Some(AnnotationSource::Unusable(reason)) = evaluator.context.annotations.get(&AnnotationId(index)) {
            // It is there, and what is wrong with it has been found.
            let outcome = Outcome::CouldNotMeasure { reasons: [reason.clone()].into() };
            verdict.rules.push(RuleOutcome { id: id_of(&annotation.name), severity: Severity::Error, outcome });
            continue;
        }
        one(evaluator, &annotation.name, kind, annotation.optional, annotation.span, verdict);
    }
}

fn id_of(name: &str) -> String {
    format!("inputs.{name}")
}

fn one(evaluator: &Evaluator<'_>, name: &str, kind: &str, optional: bool, span: Span, verdict: &mut CaseVerdict) {
    let outcome = match evaluator.context.given.contains(name) {
        true => Outcome::Pass,
        false if optional => Outcome::NotApplicable,
        false => {
            let context = evaluator.context;
            let mut finding = Finding::error(id_of(name), format!("the {kind} `{name}` of the case is missing"))
                .help(format!("add its file; if a case need not have one, declare it `{kind} {name} optional`"))
                .label(&evaluator.protocol.source, span, "declared here, and not `optional`")
                .evidence(Evidence {
                    case: Some(context.name.clone()),
                    measured: Some("no file".to_owned()),
                    allowed: Some("a file".to_owned()),
                    ..Evidence::default()
                });
            finding.file = context.files.first().cloned();
            verdict.findings.push(finding);
            Outcome::Fail
        }
    };
    verdict.rules.push(RuleOutcome { id: id_of(name), severity: Severity::Error, outcome });
}
