//! Rules across cases: by what cases are put together and compared.

use serde_json::{Value, json};

use super::super::across::{Across, Key, KeyKind};
use super::super::rule::HeaderField;
use super::writer::Writer;

impl Writer<'_> {
    pub(super) fn across(&self, across: Across) -> Value {
        let by = across.by.and_then(|id| self.protocol.field(id));
        json!({"by": by.map(|field| &field.name)})
    }

    pub(super) fn key(&self, key: &Key) -> Value {
        match &key.kind {
            KeyKind::Number(number) => json!({"kind": "number", "value": self.number(number)}),
            KeyKind::Claim(claim) => json!({"kind": "claim", "claim": self.claim(claim)}),
            KeyKind::Fact(field) => json!({"kind": "fact", "of": self.field_ref(*field)}),
            KeyKind::Header(field) => json!({"kind": "header", "field": self.header(*field)}),
            KeyKind::Size => json!({"kind": "size"}),
            KeyKind::Grid => json!({"kind": "grid"}),
            KeyKind::Labels => json!({"kind": "labels"}),
            KeyKind::Content => json!({"kind": "content"}),
            KeyKind::ImageContent => json!({"kind": "image_content"}),
        }
    }

    pub(super) fn header(&self, field: HeaderField) -> Value {
        match field {
            HeaderField::Modality => json!({"kind": "modality"}),
            HeaderField::Orientation => json!({"kind": "orientation"}),
            HeaderField::Datatype => json!({"kind": "datatype"}),
            HeaderField::ImageDatatype(image) => json!({"kind": "image_datatype", "image": self.image(image)}),
        }
    }
}
