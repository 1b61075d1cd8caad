//! Codes of classes as DICOM segments have them: category, type, modifier.

use crate::model::protocol::{Class, Code};

/// A code with its scheme and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    pub scheme: String,
    pub value: String,
    pub meaning: String,
}

/// What a segment is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub category: Concept,
    pub kind: Concept,
    pub modifier: Option<Concept>,
}

/// SNOMED CT codes of the words behind a code (DICOM PS3.16, CID 2 and 244).
const MODIFIERS: [(&str, &str, &str); 12] = [
    ("anterior", "255549009", "Anterior"),
    ("bilateral", "51440002", "Bilateral"),
    ("distal", "46053002", "Distal"),
    ("inferior", "261089000", "Inferior"),
    ("lateral", "49370004", "Lateral"),
    ("left", "7771000", "Left"),
    ("medial", "255561001", "Medial"),
    ("posterior", "255551008", "Posterior"),
    ("proximal", "40415009", "Proximal"),
    ("right", "24028007", "Right"),
    ("superior", "264217000", "Superior"),
    ("unilateral", "66459002", "Unilateral"),
];

/// Categories (DICOM PS3.16, CID 7150) and codes of Slicer's own list that belong there; all others are anatomy.
const CATEGORIES: [(&str, &str, &[&str]); 4] = [
    (
        "49755003",
        "Morphologically Altered Structure",
        &["75753009", "367643001", "79654002", "55584005", "50960005", "4147007", "6574001"],
    ),
    ("91720002", "Body Substance", &["70150004", "32457005", "39477002", "74947009", "78014005"]),
    ("260787004", "Physical object", &["79068005", "19227008", "289925000"]),
    (
        "85756007",
        "Tissue",
        &[
            "85756007",
            "51114001",
            "248300009",
            "272673000",
            "20982000",
            "309312004",
            "21793004",
            "52082005",
            "59441001",
            "83555006",
            "74135004",
            "71616004",
            "119410002",
            "39937001",
            "13024002",
            "29092000",
        ],
    ),
];

const ANATOMY: (&str, &str) = ("123037004", "Anatomical Structure");

/// The entry of a class that has a code.
pub fn entry(class: &Class) -> Option<Entry> {
    let code = class.codes.first()?;
    let category = CATEGORIES.iter().find(|(_, _, codes)| code.scheme == "SCT" && codes.contains(&code.value.as_str()));
    let (value, meaning) = category.map_or(ANATOMY, |(value, meaning, _)| (*value, *meaning));
    let modifiers = code.modifiers.iter().filter_map(|word| modifier(word));
    Some(Entry {
        category: snomed(value, meaning),
        kind: Concept { scheme: code.scheme.clone(), value: code.value.clone(), meaning: meaning_of(class, code) },
        modifier: modifiers.into_iter().next(),
    })
}

/// Whether the entry says less than the codes of the class.
pub fn is_cut(class: &Class) -> bool {
    let beyond = |code: &Code| code.modifiers.len() > 1 || code.modifiers.iter().any(|word| modifier(word).is_none());
    class.codes.len() > 1 || class.codes.first().is_some_and(beyond)
}

fn modifier(word: &str) -> Option<Concept> {
    MODIFIERS.iter().find(|(known, ..)| *known == word).map(|(_, value, meaning)| snomed(value, meaning))
}

fn snomed(value: &str, meaning: &str) -> Concept {
    Concept { scheme: "SCT".to_owned(), value: value.to_owned(), meaning: meaning.to_owned() }
}

/// The title or the name in words, without those of the modifiers: `kidney_left` with `left` is a kidney.
fn meaning_of(class: &Class, code: &Code) -> String {
    let written = class.title.as_deref().unwrap_or(&class.name);
    let all = written.split(|c: char| c.is_whitespace() || c == '_').filter(|word| !word.is_empty());
    let own = |word: &&str| !code.modifiers.iter().any(|modifier| modifier.eq_ignore_ascii_case(word));
    let words: Vec<&str> = all.filter(own).collect();
    let joined = if words.is_empty() { written.to_owned() } else { words.join(" ") };
    let mut letters = joined.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::protocol::ValueSet;
    use crate::report::Span;

    fn class(name: &str, value: &str, modifiers: &[&str]) -> Class {
        let modifiers = modifiers.iter().map(|&word| word.to_owned()).collect();
        let code = Code { scheme: "SCT".to_owned(), value: value.to_owned(), modifiers };
        Class {
            name: name.to_owned(),
            values: ValueSet::one(1),
            title: None,
            optional: false,
            partial: false,
            codes: vec![code],
            aliases: Vec::new(),
            color: None,
            includes: Vec::new(),
            excludes: Vec::new(),
            span: Span::default(),
        }
    }

    #[test]
    fn both_kidneys_are_kidneys() {
        let [left, right] = ["left", "right"].map(|side| entry(&class(&format!("{side}_kidney"), "64033007", &[side])));
        let (left, right) = (left.unwrap(), right.unwrap());
        assert_eq!(left.kind, right.kind);
        assert_eq!(left.kind.meaning, "Kidney");
        assert_eq!(left.category.meaning, "Anatomical Structure");
        assert_eq!(left.modifier.unwrap().value, "7771000");
    }

    #[test]
    fn a_cyst_is_no_anatomy() {
        let cyst = class("cyst", "367643001", &["upper"]);
        assert_eq!(entry(&cyst).unwrap().category.value, "49755003");
        assert!(is_cut(&cyst) && !is_cut(&class("cyst", "367643001", &["left"])));
    }
}
