//! The `landmarks` block, line by line.

use super::super::mistakes::Mistake;
use super::super::parse::Rule;
use super::super::tree::{LabelAttributeKind, LandmarkKind, LandmarkLine, Landmarks, Name, Text};
use super::{Lower, Node};
use crate::report::Span;

impl Lower<'_> {
    pub(super) fn landmarks(&mut self, docs: Vec<Text>, span: Span, node: Node) -> Landmarks {
        let (mut lines, mut open) = (Vec::new(), false);
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::kw_open => open = true,
                Rule::landmark_line => lines.push(self.landmark_line(part)),
                Rule::junk_line => self.junk_line(&part, "landmarks"),
                Rule::stray_doc => self.stray_doc(&part),
                _ => self.brace(&part, "landmarks", span.start),
            }
        }
        Landmarks { docs, open, lines, span }
    }

    fn landmark_line(&mut self, node: Node) -> LandmarkLine {
        let span = self.span(&node);
        let mut line = LandmarkLine {
            docs: Vec::new(),
            name: Name { text: String::new(), span },
            kind: LandmarkKind::default(),
            title: None,
            per: None,
            optional: false,
            aliases: Vec::new(),
            span,
        };
        let mut begun = false;
        for part in node.into_inner() {
            let place = self.span(&part);
            if !begun && part.as_rule() != Rule::doc {
                line.span.start = place.start;
                begun = true;
            }
            match part.as_rule() {
                Rule::doc => line.docs.push(self.doc(&part)),
                Rule::landmark_name => line.name = part.into_inner().next().map_or(line.name, |name| self.name(&name)),
                Rule::landmark_mark => {
                    let message = format!("no `{}` stands behind the name of a landmark", part.as_str());
                    self.report(Mistake::Unexpected, place, message, format!("remove `{}`", part.as_str()));
                }
                Rule::landmark_kind if part.as_str() == "line" => line.kind = LandmarkKind::Line,
                Rule::landmark_per => line.per = self.landmark_per(part),
                Rule::landmark_flag => line.optional = true,
                Rule::landmark_foreign => self.no_attribute_of_a_landmark(&part),
                Rule::attribute_alias => {
                    if let LabelAttributeKind::Alias(texts) = self.attribute_alias(part) {
                        line.aliases.extend(texts);
                    }
                }
                Rule::text if line.title.is_none() => line.title = Some(self.text(part)),
                Rule::text => {
                    let help = "write other names behind `alias`";
                    self.report(Mistake::Unexpected, place, "a landmark has one title", help);
                }
                _ => {}
            }
        }
        line
    }

    fn landmark_per(&mut self, node: Node) -> Option<Name> {
        let mut found = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::kw_per => {}
                Rule::missing_operand => {
                    self.missing_operand(&part, "per");
                }
                _ => found = Some(self.name(&part)),
            }
        }
        found
    }

    fn no_attribute_of_a_landmark(&mut self, node: &Node) {
        let (message, help) = match node.as_str() {
            "required" => {
                ("`required` is what every landmark is", "remove it: a landmark is required unless it is `optional`")
            }
            _ => (
                "this is no attribute of a landmark",
                "behind its name a landmark has a title, `per ..`, `optional` and `alias \"..\"`",
            ),
        };
        self.report(Mistake::UnknownAttribute, self.span(node), message, help);
    }
}
