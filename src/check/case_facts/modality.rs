//! The modality of the image, which no NIfTI header tells: the key `Modality` of a sidecar, as converters from DICOM write it.

use crate::formats::{Cell, Table};

/// The DICOM keyword of attribute (0008,0060).
pub const MODALITY: &str = "Modality";

/// What annotations say of themselves, not of the image they were drawn on.
const OF_ANNOTATIONS: [&str; 3] = ["SEG", "RTSTRUCT", "SR"];

/// What the last sidecar says that speaks of it: that of the image stands behind that of the label map.
pub fn of_image<'t>(sidecars: impl DoubleEndedIterator<Item = &'t Table>) -> Option<String> {
    sidecars.rev().find_map(said)
}

/// Whether a modality may be that of an image.
pub fn is_of_image(modality: &str) -> bool {
    !OF_ANNOTATIONS.contains(&modality)
}

fn said(sidecar: &Table) -> Option<String> {
    let at = sidecar.columns.iter().position(|column| column.eq_ignore_ascii_case(MODALITY))?;
    match sidecar.rows.first()?.cells.get(at)? {
        Some(Cell::Text(word)) if is_of_image(word) => Some(word.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sidecar(word: &str) -> Table {
        Table::of_one_row("it", vec![(MODALITY.to_owned(), Some(Cell::Text(word.to_owned())))])
    }

    #[test]
    fn the_image_says_it_rather_than_the_label_map() {
        let silent = Table::of_one_row("it", vec![("Sex".to_owned(), Some(Cell::Text("F".to_owned())))]);
        assert_eq!(of_image([sidecar("CT"), sidecar("MR")].iter()), Some("MR".to_owned()));
        assert_eq!(of_image([sidecar("CT"), silent.clone()].iter()), Some("CT".to_owned()));
        assert_eq!(of_image([silent].iter()), None);
    }

    #[test]
    fn an_annotation_does_not_speak_for_the_image() {
        assert_eq!(of_image([sidecar("CT"), sidecar("SEG")].iter()), Some("CT".to_owned()));
        assert_eq!(of_image([sidecar("RTSTRUCT")].iter()), None);
    }
    #[test]
    fn sidecars_are_read_for_it_where_something_speaks_of_it() {
        let asks = |body: &str| {
            let text = format!("protocol a/b 1.0.0\nlabels {{ 1 liver }}\n{body}");
            let loaded = crate::model::load(&crate::report::Source::new("a", text));
            loaded.protocol.unwrap_or_else(|| panic!("{:?}", loaded.findings)).asks_for_modality
        };
        assert!(asks("image { modality in {CT} }"));
        assert!(asks("rule A-1 error \"a\" { require volume(liver) >= 1 mL when modality == CT }"));
        assert!(!asks("image { spacing <= 1 mm }"));
    }
}
