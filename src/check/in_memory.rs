//! What the rules say of a label map in memory: where judging files and judging what never was a file meet.

use crate::facts::{Facts, Image};
use crate::model::Protocol;
use crate::volume::LabelMap;

use super::evaluate::{self, CaseContext, CaseVerdict};

/// Judges every rule on a label map. `images` are those of the protocol, by number, or why there is none.
pub fn judge_map<'m>(
    protocol: &Protocol,
    map: &'m LabelMap,
    context: &CaseContext,
    images: Vec<Result<Box<dyn Image + 'm>, String>>,
) -> CaseVerdict {
    judge_facts(protocol, Facts::new(map), context, images).0
}

/// The same for facts that may know some measures already, and with what they know at the end.
pub fn judge_facts<'m>(
    protocol: &Protocol,
    facts: Facts<'m>,
    context: &CaseContext,
    images: Vec<Result<Box<dyn Image + 'm>, String>>,
) -> (CaseVerdict, Facts<'m>) {
    let facts = as_declared(protocol, facts, context, images);
    (evaluate::case(protocol, &facts, context), facts)
}

/// Facts that know what a protocol declares: its images, what is ignored, and the padding.
pub fn as_declared<'m>(
    protocol: &Protocol,
    facts: Facts<'m>,
    context: &CaseContext,
    images: Vec<Result<Box<dyn Image + 'm>, String>>,
) -> Facts<'m> {
    let mut facts = facts.with_images(images);
    if let Some(ignored) = context.ignored_shape(protocol) {
        facts = facts.with_ignore(ignored);
    }
    if let Some(padding) = &protocol.padding {
        facts = facts.with_padding(padding.to_f64());
    }
    facts
}
