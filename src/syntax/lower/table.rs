//! `table targets per case { .. }`: its head, and its fields as in a `case` block.

use super::super::mistakes::Mistake;
use super::super::parse::Rule;
use super::super::tree::{CaseField, Name, TableBlock, Text};
use super::{Lower, Node};
use crate::report::Span;

impl Lower<'_> {
    pub(super) fn table(&mut self, docs: Vec<Text>, span: Span, node: Node) -> TableBlock {
        let name = Name { text: String::new(), span };
        let mut table = TableBlock { docs, name, per_case: false, from: None, fields: Vec::new(), span };
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::declared => table.name = self.declared(part, "table"),
                Rule::table_scope => {
                    self.table_scope(&part);
                    table.per_case = true;
                }
                Rule::kw_from => {}
                Rule::text => table.from = Some(self.text(part)),
                Rule::missing_operand => {
                    self.missing_operand(&part, "from");
                }
                Rule::case_field => {
                    let (field, typed) = self.case_field(part);
                    if !typed {
                        self.field_without_type(&field, table.fields.last());
                    }
                    table.fields.push(field);
                }
                Rule::junk_line => self.junk_line(&part, "table"),
                Rule::stray_doc => self.stray_doc(&part),
                _ => self.brace(&part, "table", span.start),
            }
        }
        self.check_key(&table.fields);
        table
    }

    fn table_scope(&mut self, node: &Node) {
        let words: Vec<&str> = node.as_str().split_whitespace().collect();
        if words != ["per", "case"] {
            let message = format!("rows of a table are `per case`, not `{}`", words.join(" "));
            let help = "write `per case`, or nothing for one table that all cases share";
            self.report(Mistake::WrongWord, self.span(node), message, help);
        }
    }

    /// A row is known by its key, so the key is always there.
    fn check_key(&mut self, fields: &[CaseField]) {
        use super::super::tree::FieldAttributeKind as Kind;
        for field in fields {
            let key = field.attributes.iter().find(|attribute| attribute.kind == Kind::Key);
            let missing = |kind: &Kind| matches!(kind, Kind::Optional | Kind::Default(_));
            let other = field.attributes.iter().find(|attribute| missing(&attribute.kind));
            if let (Some(_), Some(other)) = (key, other) {
                let message = format!("`{}` is a key and cannot be missing", field.name.text);
                self.report(Mistake::UnknownAttribute, other.span, message, "remove it, or remove `key`");
            }
        }
    }
}
