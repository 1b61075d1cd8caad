//! The `inputs` block: images and annotations by name.

use crate::syntax::tree::{InputKind, InputsBlock, LabelName, Name};

use super::super::input::{Annotation, AnnotationId};
use super::super::protocol::{ImageId, ImageInput};
use super::super::quantity::Dimension;
use super::super::symbols::Symbol;
use super::super::typing::Typer;
use crate::report::Span;

impl Typer<'_> {
    /// Declares every input. The first annotation is the label map; without a line for it the label map has no name.
    pub(super) fn resolve_inputs(&mut self, blocks: &[&InputsBlock]) {
        let lines = || blocks.iter().flat_map(|block| &block.lines);
        if !lines().any(|line| line.kind == InputKind::Annotation) {
            self.annotations.push(Annotation {
                name: "labels".to_owned(),
                rater: false,
                optional: false,
                span: Span::new(0, 0),
            });
        }
        // The label map has the first number, wherever its line stands.
        let (annotations, others): (Vec<_>, Vec<_>) = lines().partition(|line| line.kind == InputKind::Annotation);
        for line in annotations.into_iter().chain(others) {
            for member in &line.members {
                for name in self.input_names(&member.name) {
                    let (text, span) = (name.text.clone(), name.span);
                    match line.kind {
                        InputKind::Image => {
                            self.declare_name(&name, Symbol::Image(ImageId(self.images.len())));
                            self.images.push(ImageInput {
                                name: text,
                                dimension: Dimension::NONE,
                                read: false,
                                header: false,
                                declared: Some(span),
                                optional: member.optional,
                            });
                        }
                        kind => {
                            self.declare_name(&name, Symbol::Annotation(AnnotationId(self.annotations.len())));
                            let rater = kind == InputKind::Rater;
                            self.annotations.push(Annotation { name: text, rater, optional: member.optional, span });
                        }
                    }
                }
            }
        }
    }

    /// `r1`, or `r1`, `r2` and `r3` of `r1..r3`.
    pub(super) fn input_names(&mut self, name: &LabelName) -> Vec<Name> {
        match name {
            LabelName::One(name) => vec![name.clone()],
            LabelName::Numbered { first, last } => {
                let span = first.span.to(last.span);
                let names = self.numbered(first, last).unwrap_or_default();
                names.into_iter().map(|text| Name { text, span }).collect()
            }
        }
    }
}
