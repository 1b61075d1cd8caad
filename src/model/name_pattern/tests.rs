use std::time::{Duration, Instant};

use super::*;

fn vocabulary(name: &str) -> Option<Vec<String>> {
    let words = ["Kidney", "Lung", "Lungs", "Bowel", "Bowel_Large"];
    (name == "primary").then(|| words.map(str::to_owned).to_vec())
}

fn pattern(text: &str) -> NamePattern {
    NamePattern::parse(text, &vocabulary).unwrap_or_else(|faults| panic!("{text}: {faults:?}"))
}

fn read(text: &str, name: &str) -> Option<Vec<(String, String)>> {
    pattern(text).read(name).map(|taken| taken.into_iter().collect())
}

fn pairs(expected: &[(&str, &str)]) -> Option<Vec<(String, String)>> {
    Some(expected.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
}

#[test]
fn the_whole_name_must_match() {
    assert_eq!(read("{base}_PRV{m: 2 digits}", "SpinalCord_PRV05"), pairs(&[("base", "SpinalCord"), ("m", "05")]));
    for name in
        ["SpinalCord_PRV5", "SpinalCord_PRV005x", "SpinalCord_PRV123", "_PRV05", "SpinalCord_prv05", "a/b_PRV05\n"]
    {
        assert_eq!(read("{base}_PRV{m: 2 digits}", name), None, "{name}");
    }
    assert_eq!(read("liver", "liver"), pairs(&[]));
    assert_eq!(read("a.c", "abc"), None, "a dot stands for itself");
}

#[test]
fn each_capture_from_the_left_takes_the_most_that_lets_the_rest_match() {
    assert_eq!(read("{a}-{b}", "E-PTV-Low"), pairs(&[("a", "E-PTV"), ("b", "Low")]));
    assert_eq!(read("{x}_{side: L|R}", "Kidney_L_R"), pairs(&[("side", "R"), ("x", "Kidney_L")]));
    assert_eq!(read("{p: primary}{rest}", "Lungs_x"), pairs(&[("p", "Lungs"), ("rest", "_x")]));
    assert_eq!(read("{p: primary}{rest}", "Lungs"), pairs(&[("p", "Lung"), ("rest", "s")]), "the rest is not empty");
    assert_eq!(read("{p: primary}[_{s: L|R}]", "Bowel_Large"), pairs(&[("p", "Bowel_Large")]));
    assert_eq!(read("{n: integer}{rest}", "-12a"), pairs(&[("n", "-12"), ("rest", "a")]));
}

#[test]
fn optional_parts_may_be_missing() {
    let bids = "sub-{sub}[_ses-{ses}][_run-{run: 1..2 digits}]_dseg.nii.gz";
    assert_eq!(read(bids, "sub-01_dseg.nii.gz"), pairs(&[("sub", "01")]));
    // `{sub}` comes first and takes the most: a name that is to end earlier says so, `{sub: alphanumeric}`.
    assert_eq!(read(bids, "sub-01_run-2_dseg.nii.gz"), pairs(&[("sub", "01_run-2")]));
    let narrow = "sub-{sub: digits}[_ses-{ses: digits}[_run-{run: digits}]]_dseg.nii.gz";
    assert_eq!(read(narrow, "sub-01_ses-2_run-3_dseg.nii.gz"), pairs(&[("run", "3"), ("ses", "2"), ("sub", "01")]));
    assert_eq!(read(narrow, "sub-01_run-3_dseg.nii.gz"), None);
    let bids = "sub-{sub: alphanumeric}[_run-{run: 1..2 digits}]_dseg.nii.gz";
    assert_eq!(read(bids, "sub-01a_run-2_dseg.nii.gz"), pairs(&[("run", "2"), ("sub", "01a")]));
}

#[test]
fn a_capture_can_leave_out_characters() {
    let free = "{core: without ^}[^{note}]";
    assert_eq!(read(free, "Lung_L^a^b"), pairs(&[("core", "Lung_L"), ("note", "a^b")]));
    assert_eq!(read(free, "Lung_L"), pairs(&[("core", "Lung_L")]));
    assert_eq!(read("{a: without -]^\\}{b}", "x-y"), pairs(&[("a", "x"), ("b", "-y")]));
}

#[test]
fn captures_know_what_they_are() {
    let pattern = pattern("{x}[_{m: 2 digits}]_{n: integer}_{s: L|R}");
    let known: Vec<_> = pattern.captures().iter().map(|c| (c.name.as_str(), c.is_number, c.is_optional)).collect();
    assert_eq!(known, [("x", false, false), ("m", true, true), ("n", true, false), ("s", false, false)]);
    assert!(pattern.capture("m").is_some() && pattern.capture("z").is_none());
}

#[test]
fn mistakes_are_named_with_what_to_write() {
    for (text, message, help) in [
        ("", "the pattern is empty", "write a name"),
        ("{a", "a `{` is not closed", "write `}`"),
        ("{a{b}", "a `{` is not closed", "write `}`"),
        ("a}", "a `}` closes nothing", "remove it"),
        ("a]", "a `]` closes nothing", "remove it"),
        ("[a", "a `[` is not closed", "write `]`"),
        ("a[]", "an optional part is empty", "between"),
        ("{}", "a part has no name", "write a name"),
        ("{2x}", "`2x` is no name", "write a name"),
        ("{a}-{a}", "`a` stands twice in the pattern", "another name"),
        ("{a: L||R}", "one of the words is empty", "write each word"),
        ("{a: digit}", "`digit` is neither a kind", "did you mean `digits`?"),
        ("{a: nothing}", "`nothing` is neither a kind", "declare `vocabulary nothing"),
        ("{a: two digits}", "`two` is no number of digits", "from 1 to 32"),
        ("{a: 0 digits}", "`0` is no number of digits", "from 1 to 32"),
        ("{a: 99 digits}", "`99` is no number of digits", "from 1 to 32"),
        ("{a: 2..1 digits}", "`2..1` is no number of digits", "from 1 to 32"),
        ("{a: two more digits}", "`two more digits` is no kind of text", "write `2 digits`"),
    ] {
        let faults = NamePattern::parse(text, &vocabulary).expect_err(text);
        let [fault] = faults.as_slice() else { panic!("{text}: {faults:?}") };
        assert!(fault.message.starts_with(message), "{text}: {}", fault.message);
        assert!(fault.help.contains(help), "{text}: {}", fault.help);
        assert!(fault.start <= fault.end && fault.end <= text.len(), "{text}: {fault:?}");
    }
    let both = NamePattern::parse("{a: x}{b: y}", &vocabulary).expect_err("two mistakes");
    assert_eq!(both.len(), 2, "all mistakes at once");
}

#[test]
fn no_pattern_and_no_name_takes_long() {
    let started = Instant::now();
    let nested = format!("{}{}", "[".repeat(400), "]".repeat(400));
    assert!(NamePattern::parse(&nested, &vocabulary).is_err());
    assert!(NamePattern::parse(&"{x: 32 digits}".repeat(2000), &vocabulary).is_err());
    let many: String = (0..30).map(|at| format!("[{{a{at}}}{{b{at}}}]")).collect();
    let long = "a".repeat(20_000);
    assert_eq!(pattern(&many).read(&format!("{long}/")), None);
    let digits: String = (0..40).map(|at| format!("[{{d{at}: 1..32 digits}}]")).collect();
    assert_eq!(pattern(&format!("{digits}x")).read(&"1".repeat(5_000)), None);
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}
