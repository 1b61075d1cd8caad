//! The modality of a case, and facts of it that are read from the same key of its sidecar: one key has one value.

use crate::check::case_facts::{MODALITY, is_of_image};
use crate::logic::anatomy::View;
use crate::model::field::{Field, FieldId, FieldKind, FieldValue, folded};

use super::witness::Made;

impl Made {
    /// The same case, with one modality: that which a fact says, else that which is said of the image.
    #[must_use]
    pub fn with_one_modality(mut self, views: &[View<'_>]) -> Made {
        let fields: Vec<(usize, FieldId)> = views.iter().enumerate().flat_map(of_view).collect();
        let said = fields.iter().find_map(|(at, id)| match self.facts.get(*at)?.get(id)? {
            FieldValue::Text(word) => Some(word.clone()),
            _ => None,
        });
        if fields.is_empty() {
            return self;
        }
        if let Some(word) = &said {
            self.modality = is_of_image(word).then(|| word.clone());
        }
        if let Some(word) = said.or_else(|| self.modality.clone()) {
            for (at, id) in fields {
                if let Some(facts) = self.facts.get_mut(at) {
                    facts.insert(id, FieldValue::Text(word.clone()));
                }
            }
        }
        self
    }
}

/// The fields of a view that are read from the key of the modality.
fn of_view((at, view): (usize, &View<'_>)) -> Vec<(usize, FieldId)> {
    let reads = |field: &Field| {
        matches!(field.kind, FieldKind::OneOf(_) | FieldKind::Text { .. })
            && folded(field.from.as_ref().unwrap_or(&field.name)) == folded(MODALITY)
    };
    let fields = view.protocol.fields.iter().enumerate().filter(|(_, field)| reads(field));
    fields.map(|(id, _)| (at, FieldId(id))).collect()
}
