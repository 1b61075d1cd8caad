//! Vocabularies: as many words on a line as fit.

use super::super::tree::{ExprKind, Vocabulary};
use super::expression::expression;
use super::layout::Doc;
use super::word;

pub(super) fn vocabulary(vocabulary: &Vocabulary) -> Doc {
    let head = format!("vocabulary {} ", word::name(&vocabulary.name));
    let ExprKind::Set(members) = &vocabulary.words.kind else {
        return Doc::Join(vec![head.into(), expression(&vocabulary.words)]);
    };
    let last = members.len().saturating_sub(1);
    let words = members.iter().enumerate().map(|(at, member)| {
        let comma = if at == last { "" } else { "," };
        let parts = vec![Doc::Line, expression(member), comma.into()];
        // The first stands on the next line with all others, or on this one.
        if at == 0 { Doc::Join(parts) } else { Doc::Group(parts) }
    });
    Doc::Group(vec![head.into(), "{".into(), Doc::Indent(words.collect()), Doc::Line, "}".into()])
}
