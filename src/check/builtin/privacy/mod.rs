//! Finds what may identify a person in a header's text, and never repeats it.
//!
//! The kinds follow the identifiers listed in DICOM PS3.15 Annex E and 45 CFR 164.514(b)(2): names, dates, and
//! numbers that lead to a person. A suspicion carries the shape of what was found (letters as `a`, digits as `9`), never
//! its text.

mod given_names;

use std::sync::LazyLock;

use regex::Regex;

use super::subject::FileSubject;
use given_names::is_given_name;

/// What a piece of text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Name,
    Date,
    Identifier,
}

/// Something in a text that may identify a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suspicion {
    pub kind: Kind,
    /// The shape alone: `Aaa^Aaaa`, `9999-99-99`.
    pub masked: String,
}

/// Suspicions of one kind in all text of a file's header: the field's name and the shape of what was found.
pub fn header_suspicions(file: &FileSubject, kind: Kind) -> impl Iterator<Item = (String, String)> {
    let header = file.header.into_iter();
    let fields = header.clone().flat_map(|header| &header.texts).map(|(field, text)| {
        let found = suspicions(text, true);
        ((*field).to_owned(), found)
    });
    let extensions = header.flat_map(|header| &header.extensions).enumerate().map(|(index, extension)| {
        let found = suspicions(&extension.text(), extension.code == COMMENT);
        (format!("extension {} (code {})", index + 1, extension.code), found)
    });
    let all: Vec<(String, Vec<Suspicion>)> = fields.chain(extensions).collect();
    all.into_iter().flat_map(move |(field, found)| {
        let wanted = found.into_iter().filter(move |suspicion| suspicion.kind == kind);
        wanted.map(move |suspicion| (field.clone(), suspicion.masked))
    })
}

/// The extension code for plain comments in `nifti1.h`.
const COMMENT: i32 = 6;

/// All suspicions in one header field, one per kind and shape, in order of kind.
///
/// `free_text` is false for structured extensions (label tables), where bare numbers and capitalised words are normal
/// and only marked or unmistakable forms count.
pub fn suspicions(text: &str, free_text: bool) -> Vec<Suspicion> {
    let text = without_software_stamp(text);
    let mut found = Vec::new();
    let mut note = |kind, matched: &str| found.push(Suspicion { kind, masked: mask(matched) });
    for date in DATES.iter().flat_map(|pattern| pattern.find_iter(&text)) {
        note(Kind::Date, date.as_str());
    }
    for pattern in NAMES.iter() {
        for captures in pattern.captures_iter(&text) {
            if let Some(name) = captures.name("v") {
                note(Kind::Name, name.as_str());
            }
        }
    }
    if free_text {
        for pair in TWO_WORDS.captures_iter(&text) {
            let words = [pair.name("a"), pair.name("b")];
            if words.iter().flatten().any(|word| is_given_name(word.as_str())) {
                note(Kind::Name, pair.get(0).map_or("", |whole| whole.as_str()));
            }
        }
    }
    let patterns = IDENTIFIERS.iter().chain(free_text.then_some(&*LONG_NUMBER));
    for pattern in patterns {
        for captures in pattern.captures_iter(&text) {
            let value = captures.name("v").map_or("", |value| value.as_str());
            if !DATES.iter().any(|date| date.is_match(value)) {
                note(Kind::Identifier, value);
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Letters become `a` or `A`, digits `9`; everything else stays, so that a person sees the form and nothing more.
fn mask(text: &str) -> String {
    let shape = |c: char| match c {
        c if c.is_numeric() => '9',
        c if c.is_uppercase() => 'A',
        c if c.is_alphabetic() => 'a',
        c if c.is_ascii_graphic() || c == ' ' => c,
        _ => '?',
    };
    text.chars().take(40).map(shape).collect()
}

/// Build dates that programs put into `descrip` say nothing about a patient.
fn without_software_stamp(text: &str) -> String {
    SOFTWARE_STAMP.replace_all(text, "").into_owned()
}

/// The patterns are constants of this file and a test compiles every one of them; a pattern that did not compile would
/// match nothing.
fn compile(patterns: &[&str]) -> Vec<Regex> {
    patterns.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect()
}

fn compile_one(pattern: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "the pattern is a constant of this file and a test compiles it")]
    Regex::new(pattern).expect("a constant pattern compiles")
}

const DATE_PATTERNS: &[&str] = &[
    r"\b(?:19|20)\d{2}([-./]?)(?:0[1-9]|1[0-2])[-./]?(?:0[1-9]|[12]\d|3[01])\b",
    r"\b(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|[12]\d|3[01])[./-](?:19|20)\d{2}\b",
    r"(?i)\b(?:0?[1-9]|[12]\d|3[01])[-. ]*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-., ]*(?:19|20)\d{2}\b",
    r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-. ]*(?:0?[1-9]|[12]\d|3[01])[-., ]+(?:19|20)\d{2}\b",
];

const NAME_PATTERNS: &[&str] = &[
    // DICOM person name: family^given
    r"(?P<v>\b\p{Lu}[\p{L}'-]+\^\p{L}[\p{L}'^ -]*)",
    r"(?i)\b(?:patients?|pat|subject|physician|doctor|operator|referrer|birth)(?:['’]s)?[ _-]*name\s*[:=]\s*['\x22]?(?P<v>[\p{L}][\p{L}' ^,-]+)",
    r"(?i)\b(?:patient|physician|doctor|operator|performed by|annotated by|annotator)\s*[:=]\s*['\x22]?(?P<v>\p{L}[\p{L}' ^,-]+)",
    r"(?P<v>\b(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau)\.? \p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?)",
    // Family, Given
    r"^\s*(?P<v>\p{Lu}\p{Ll}+, ?\p{Lu}\p{Ll}+)\b",
];

const IDENTIFIER_PATTERNS: &[&str] = &[
    r"(?i)\b(?:mrn|ssn|nhs|dob|pid|patient[ _-]?(?:id|no|number)|accession(?:[ _-]?(?:no|number))?|subject[ _-]?id|study[ _-]?(?:id|uid)|insurance[ _-]?(?:id|no|number)|medical[ _-]?record[ _-]?(?:no|number))\s*[:=#]?\s*['\x22]?(?P<v>[a-z0-9][a-z0-9./_-]*\d[a-z0-9./_-]*)",
    // DICOM unique identifier
    r"\b(?P<v>[0-2](?:\.\d+){5,})\b",
    r"\b(?P<v>[\w.+-]+@[\w-]+\.[\w.]+)\b",
    r"\b(?P<v>\d{3}-\d{2}-\d{4})\b",
];

const LONG_NUMBER_PATTERN: &str = r"(?:^|[^\w.])(?P<v>[A-Z]{0,3}\d{7,})(?:$|[^\w.])";
const TWO_WORDS_PATTERN: &str = r"\b(?P<a>\p{Lu}\p{Ll}+)[ _,.-]+(?P<b>\p{Lu}\p{Ll}+)\b";
const SOFTWARE_STAMP_PATTERN: &str = r"(?i)\b(?:freesurfer|spm\d*|fsl|afni|ants|itk|mricro\w*|dcm2nii\w*)\b[ -]*(?:v?[\d.]+ )?(?:[a-z]{3} +\d{1,2} +\d{4})?";

static DATES: LazyLock<Vec<Regex>> = LazyLock::new(|| compile(DATE_PATTERNS));
static NAMES: LazyLock<Vec<Regex>> = LazyLock::new(|| compile(NAME_PATTERNS));
static IDENTIFIERS: LazyLock<Vec<Regex>> = LazyLock::new(|| compile(IDENTIFIER_PATTERNS));
static LONG_NUMBER: LazyLock<Regex> = LazyLock::new(|| compile_one(LONG_NUMBER_PATTERN));
static TWO_WORDS: LazyLock<Regex> = LazyLock::new(|| compile_one(TWO_WORDS_PATTERN));
static SOFTWARE_STAMP: LazyLock<Regex> = LazyLock::new(|| compile_one(SOFTWARE_STAMP_PATTERN));

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = suspicions(text, true).into_iter().map(|s| s.kind).collect();
        kinds.dedup();
        kinds
    }

    #[test]
    fn every_pattern_compiles() {
        let all = [DATE_PATTERNS, NAME_PATTERNS, IDENTIFIER_PATTERNS].concat();
        assert_eq!(compile(&all).len(), all.len());
        for one in [LONG_NUMBER_PATTERN, TWO_WORDS_PATTERN, SOFTWARE_STAMP_PATTERN] {
            assert!(Regex::new(one).is_ok(), "{one}");
        }
    }

    #[test]
    fn names_dates_and_identifiers_are_found() {
        for (text, expected) in [
            ("Doe^John", vec![Kind::Name]),
            ("DOE^JANE^A", vec![Kind::Name]),
            ("patient name: erika mustermann", vec![Kind::Name]),
            ("Jane Roe", vec![Kind::Name]),
            ("Dr. Smith", vec![Kind::Name]),
            ("Doe, John", vec![Kind::Name]),
            ("scanned 2019-03-07", vec![Kind::Date]),
            ("20190307", vec![Kind::Date]),
            ("07.03.2019", vec![Kind::Date]),
            ("3/14/1962", vec![Kind::Date]),
            ("7 Mar 1948", vec![Kind::Date]),
            ("MRN 0042371", vec![Kind::Identifier]),
            ("PatientID=AB-1234", vec![Kind::Identifier]),
            ("1.2.840.113619.2.55.3.604688", vec![Kind::Identifier]),
            ("00428113", vec![Kind::Identifier]),
            ("a.b@clinic.example", vec![Kind::Identifier]),
            ("Doe^John 1962-03-14 MRN:4711", vec![Kind::Name, Kind::Date, Kind::Identifier]),
        ] {
            assert_eq!(kinds(text), expected, "{text}");
        }
    }

    #[test]
    fn what_programs_write_is_left_alone() {
        for text in [
            "",
            "FSL5.0",
            "FSL3.3",
            "FreeSurfer Jun 13 2013",
            "SPM12 - 3D normalized",
            "TE=30;Time=134529.123;phase=1",
            "5.0.10",
            "6.0.5:9e026117",
            "Liver segmentation",
            "Gray Matter",
            "none",
            "ITK 5.3",
            "nnU-Net v2 prediction",
            "TotalSegmentator 2.4.0",
            "labels 1-117",
            "spacing 0.78 0.78 3.00",
        ] {
            assert_eq!(suspicions(text, true), [], "{text}");
        }
        let table = r#"<LabelTable><Label Key="1001" Red="0.1234567"><![CDATA[Kidney Left]]></Label></LabelTable>"#;
        assert_eq!(suspicions(table, false), []);
    }

    #[test]
    fn nothing_of_the_text_is_repeated() {
        let found = suspicions("Doe^John 1962-03-14", true);
        assert_eq!(found.iter().map(|s| s.masked.as_str()).collect::<Vec<_>>(), ["Aaa^Aaaa ", "9999-99-99"]);
    }
}
