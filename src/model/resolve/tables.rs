//! Tables: their heads, and their fields as in the `case` block.

use crate::syntax::tree::TableBlock;

use super::super::table::RowTable;
use super::super::typing::Typer;
use super::docs;

impl Typer<'_> {
    pub(super) fn resolve_tables(&mut self, blocks: &[&TableBlock]) -> Vec<RowTable> {
        let mut tables = Vec::new();
        for (at, block) in blocks.iter().enumerate() {
            let fields = self.resolve_fields(&block.name.text, block.fields.iter());
            tables.push(RowTable {
                name: block.name.text.clone(),
                docs: docs(&block.docs),
                per_case: block.per_case,
                from: block.from.as_ref().map(|key| key.text.clone()),
                fields: fields.iter().filter_map(|declared| declared.field.clone()).collect(),
                span: block.name.span,
            });
            if let Some(declared) = self.tables.get_mut(at) {
                declared.fields = fields;
            }
        }
        tables
    }
}
