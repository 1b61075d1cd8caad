//! Items of a file: which there are, and that some stand only once.

use super::super::mistakes::Mistake;
use super::super::parse::Rule;
use super::super::tree::{AmendmentKind, Image, Item, Text};
use super::{Lower, Node, Nodes};
use crate::report::Span;

impl Lower<'_> {
    pub(in super::super) fn file(&mut self, nodes: Nodes) {
        for file in nodes {
            let mut nodes = file.into_inner().peekable();
            while let Some(node) = nodes.next() {
                match node.as_rule() {
                    Rule::documented => {
                        self.outside = false;
                        self.documented(node);
                    }
                    // It belongs to an item that could not be read.
                    Rule::stray_doc if nodes.peek().is_some_and(is_unread_item) => {}
                    Rule::stray_doc => self.stray_doc(&node),
                    Rule::stray_brace => self.stray_brace(&node),
                    Rule::stray_statements => self.stray_statements(node),
                    Rule::unsupported_item => self.unsupported_item(node),
                    Rule::junk_item => self.junk_item(node),
                    _ => {}
                }
            }
        }
        self.check_header();
        self.check_single();
    }

    fn documented(&mut self, node: Node) {
        let mut docs = Vec::new();
        let mut start = self.span(&node).start;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::doc => docs.push(self.doc(&part)),
                Rule::header
                | Rule::meta
                | Rule::image
                | Rule::labels
                | Rule::group
                | Rule::region
                | Rule::pair
                | Rule::midline
                | Rule::sequence
                | Rule::param
                | Rule::tighten
                | Rule::relax
                | Rule::rule
                | Rule::case_block
                | Rule::landmarks
                | Rule::inputs_block
                | Rule::files_block
                | Rule::table
                | Rule::vocabulary
                | Rule::decide => self.item(std::mem::take(&mut docs), start, part),
                _ => start = self.span(&part).start,
            }
        }
    }

    /// One item, whose keyword stands at `start`.
    pub(in super::super) fn item(&mut self, docs: Vec<Text>, start: usize, node: Node) {
        let end = self.span(&node).end.max(start);
        let span = Span::new(start, end);
        let item = match node.as_rule() {
            Rule::header => return self.header(docs, span, node),
            Rule::meta => Item::Meta(self.meta(docs, span, node)),
            Rule::image => Item::Image(self.image(docs, span, node)),
            Rule::labels => Item::Labels(self.labels(docs, span, node)),
            Rule::group => Item::Group(self.group(docs, span, node)),
            Rule::region => Item::Region(self.region(docs, span, node)),
            Rule::pair => Item::Pair(self.pair(docs, span, node)),
            Rule::midline => Item::Midline(self.midline(docs, span, node)),
            Rule::sequence => Item::Sequence(self.sequence(docs, span, node)),
            Rule::param => Item::Param(self.param(docs, span, node)),
            Rule::tighten => Item::Amendment(self.amendment(AmendmentKind::Tighten, docs, span, node)),
            Rule::relax => Item::Amendment(self.amendment(AmendmentKind::Relax, docs, span, node)),
            Rule::landmarks => Item::Landmarks(self.landmarks(docs, span, node)),
            Rule::case_block => Item::Case(self.case_block(docs, span, node)),
            Rule::decide => Item::Decide(self.decide(docs, span, node)),
            Rule::table => Item::Table(self.table(docs, span, node)),
            Rule::inputs_block => Item::Inputs(self.inputs_block(docs, span, node)),
            Rule::files_block => Item::Files(self.files_block(docs, span, node)),
            Rule::vocabulary => Item::Vocabulary(self.vocabulary(docs, span, node)),
            Rule::rule => Item::Rule(self.rule(docs, span, node)),
            _ => return,
        };
        self.file.items.push(item);
    }

    fn image(&mut self, docs: Vec<Text>, span: Span, node: Node) -> Image {
        let mut lines = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::image_line => {
                    for expr in part.into_inner() {
                        lines.push(self.expr(expr));
                    }
                }
                Rule::junk_line => self.junk_line(&part, "image"),
                Rule::stray_doc => self.stray_doc(&part),
                _ => self.brace(&part, "image", span.start),
            }
        }
        self.check_image_lines(&mut lines);
        Image { docs, lines, span }
    }

    /// Blocks that may stand once; a second one is reported where it stands.
    fn check_single(&mut self) {
        for keyword in ["meta", "image", "case", "inputs", "files", "labels", "landmarks", "midline"] {
            let spans: Vec<Span> = self
                .file
                .items
                .iter()
                .filter_map(|item| match item {
                    Item::Meta(meta) if keyword == "meta" => Some(meta.span),
                    Item::Image(image) if keyword == "image" => Some(image.span),
                    Item::Case(block) if keyword == "case" => Some(block.span),
                    Item::Inputs(block) if keyword == "inputs" => Some(block.span),
                    Item::Files(block) if keyword == "files" => Some(block.span),
                    Item::Labels(labels) if keyword == "labels" => Some(labels.span),
                    Item::Landmarks(landmarks) if keyword == "landmarks" => Some(landmarks.span),
                    Item::Midline(midline) if keyword == "midline" => Some(midline.span),
                    _ => None,
                })
                .collect();
            let Some((first, others)) = spans.split_first() else { continue };
            for other in others {
                let place = self.keyword_at(other.start);
                let message = format!("`{keyword}` stands a second time");
                let help = format!("put everything into the `{keyword}` on line {}", self.line(first.start));
                self.report(Mistake::Duplicate, place, message, help);
            }
        }
    }
}

fn is_unread_item(node: &Node) -> bool {
    matches!(node.as_rule(), Rule::junk_item | Rule::unsupported_item)
}
