//! Lines of the `image` block.

use crate::syntax::tree::{Expr, ExprKind, Image as Tree};

use super::super::codes::IMAGE_LINE;
use super::super::problem::Problem;
use super::super::protocol::{ImageInput, ImageLine};
use super::super::quantity::{Dimension, Quantity};
use super::super::rule::{ClaimKind, HeaderField};
use super::super::suggest;
use super::super::typing::Typer;
use super::dependencies::mentioned;

/// What the header says.
const FACTS: &[&str] = &["modality", "spacing", "size", "orientation", "datatype", "dimensions", "padding"];

impl Typer<'_> {
    /// The claims of the block, and the padding it declares. Intensities are CT numbers if the image can be nothing but CT.
    pub(super) fn image(&mut self, blocks: &[&Tree]) -> (Vec<ImageLine>, Option<Quantity>) {
        let mut lines: Vec<ImageLine> = Vec::new();
        let mut paddings = Vec::new();
        for line in blocks.iter().flat_map(|block| &block.lines) {
            let Some(word) = self.fact(line) else { continue };
            if word == "padding" {
                paddings.push(line);
                continue;
            }
            if let Some(claim) = self.claim(line) {
                let text = self.text(line);
                lines.push(ImageLine { id: format!("image.{word}"), claim, span: line.span, text });
            }
        }
        let is_ct = |line: &ImageLine| {
            matches!(&line.claim.kind, ClaimKind::Header { field: HeaderField::Modality, allowed, negated: false }
                if allowed.iter().all(|word| word == "CT"))
        };
        if self.images.is_empty() {
            let name = "image".to_owned();
            self.images.push(ImageInput {
                name,
                dimension: Dimension::NONE,
                read: false,
                header: false,
                declared: None,
                optional: true,
            });
        }
        if let Some(first) = self.images.first_mut().filter(|_| lines.iter().any(is_ct)) {
            first.dimension = Dimension::HOUNSFIELD;
        }
        for twice in paddings.iter().skip(1) {
            self.report(
                Problem::new(&IMAGE_LINE, "padding is declared twice")
                    .at(twice.span, "again here")
                    .help("remove one of the two"),
            );
        }
        let padding = paddings.first().and_then(|line| self.padding_value(line));
        (lines, padding)
    }

    /// The first word of a line, which must be a fact of the image.
    fn fact(&mut self, line: &Expr) -> Option<String> {
        let Some(first) = first_word(line) else {
            if line.kind != ExprKind::Error {
                self.report(
                    Problem::new(&IMAGE_LINE, "this line says nothing about the image")
                        .at(line.span, "begins with no fact of the image")
                        .help(format!("begin with {}", suggest::listed(FACTS, "or"))),
                );
            }
            return None;
        };
        if FACTS.contains(&first) {
            return Some(first.to_owned());
        }
        let declared = mentioned(line).iter().any(|name| self.symbols.find(&name.text).is_some());
        let help = match first {
            "slice_thickness" => {
                "a label map's header has no slice thickness; write `spacing.between_slices <= 5 mm`".to_owned()
            }
            "voxel_size" | "pixdim" | "resolution" => "write `spacing <= 1 mm`".to_owned(),
            "shape" | "dim" | "matrix" => "write `size == 240 x 240 x 155`".to_owned(),
            "dtype" | "type" => "write `datatype in {uint8}`".to_owned(),
            _ if declared => "write a `rule` for what is said about labels".to_owned(),
            other => suggest::help(other, FACTS.iter().copied()).unwrap_or_default(),
        };
        self.report(
            Problem::new(&IMAGE_LINE, format!("`{first}` is no fact of the image"))
                .at(line.span, "not about the image")
                .help(help),
        );
        None
    }
}

/// The word on the far left of a claim.
fn first_word(line: &Expr) -> Option<&str> {
    let mut at = line;
    loop {
        at = match &at.kind {
            ExprKind::Compare { left, .. }
            | ExprKind::Binary { left, .. }
            | ExprKind::In { value: left, .. }
            | ExprKind::Relation { left, .. }
            | ExprKind::Group(left)
            | ExprKind::Not(left)
            | ExprKind::Negate(left)
            | ExprKind::Modified { claim: left, .. } => left,
            ExprKind::Path(names) => return names.first().map(|name| name.text.as_str()),
            ExprKind::Call { function, .. } => return Some(function.text.as_str()),
            _ => return None,
        };
    }
}
