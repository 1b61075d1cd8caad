//! How findings look in each text format.

#![expect(clippy::unwrap_used, reason = "a test reports what is missing by panicking")]

use voxlint::report::{Evidence, Finding, Place, Plane, Severity, Source, Span, Style, concise, full};

/// Where a word stands in a text.
fn span(source: &Source, word: &str) -> Span {
    let start = source.text.find(word).unwrap();
    Span::new(start, start + word.len())
}

fn rule() -> Finding {
    let source = Source::new(
        "liver.protocol",
        "labels {\n  1 liver\n  2 cyst optional\n}\n\nrule LIV-003 error \"Lesions arise in the liver\" {\n  each c in \
         components(cyst, min: 10 mm3) {\n    require c touches liver\n  }\n}\n",
    );
    Finding::error("LIV-003", "part `c` at (-12, 40, 88) does not touch `liver`")
        .file("labels/case_7.nii.gz")
        .help("relabel the part, or extend `liver` to it\nlook at voxel (30, 14, 5)")
        .label(&source, span(&source, "require c touches liver"), "not met")
        .label(&source, span(&source, "1 liver"), "`liver` is declared here")
        .evidence(Evidence {
            case: Some("case_7".to_owned()),
            bindings: vec![("c".to_owned(), "(-12, 40, 88)".to_owned())],
            class: Some("cyst".to_owned()),
            measured: Some("0 mm2 of shared faces".to_owned()),
            allowed: Some("some".to_owned()),
            place: Some(Place {
                voxel: Some([30, 14, 5]),
                world: Some([-12.04, 40.0, 88.31]),
                bounds: Some(([27, 11, 5], [33, 17, 11])),
                slice: Some((Plane::Axial, 5)),
            }),
            statement: Some("require c touches liver".to_owned()),
            ..Evidence::default()
        })
}

fn file_fault() -> Finding {
    Finding::error("F103", "the gzip stream is cut off after 210690 decoded bytes")
        .file("labels/case_8.nii.gz")
        .help("fetch or export the file again")
}

fn unruly() -> Finding {
    let source = Source::new("evil\u{1b}[2J.protocol", "protocol a\u{1b}[31m/b 1.0\r\n\tlabels\u{202e} {\n");
    Finding::new("P101", Severity::Warning, "found `\u{7}bell`\nand a second line")
        .label(&source, span(&source, "labels"), "her\u{9b}e")
        .file("we\u{1b}ird\nname.nii")
}

fn two_protocols() -> Finding {
    let [base, site] = ["base.protocol", "site.protocol"].map(|name| Source::new(name, "rule A-1 error \"x\" {\n}\n"));
    Finding::new("P301", Severity::Info, "the rule `A-1` is there twice")
        .label(&site, span(&site, "A-1"), "again here")
        .label(&base, span(&base, "A-1"), "first here")
}

fn all() -> [Finding; 4] {
    [rule(), file_fault(), unruly(), two_protocols()]
}

fn blocks(style: Style) -> String {
    all().iter().map(|finding| full::block(finding, style)).collect::<Vec<_>>().join("\n")
}

#[test]
fn plain() {
    insta::assert_snapshot!(blocks(Style::default()));
}

#[test]
fn on_a_terminal() {
    let style = Style { color: false, unicode: true, width: Some(72) };
    insta::assert_snapshot!(blocks(style));
}

#[test]
fn lines() {
    let lines: Vec<String> = all().iter().map(|finding| concise::line(finding, Style::default())).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn colours_change_nothing_but_colours() {
    for (color, unicode) in [(true, false), (true, true)] {
        let painted = blocks(Style { color, unicode, width: None });
        assert!(painted.contains("\u{1b}["));
        let mut plain = String::new();
        let mut rest = painted.as_str();
        while let Some((before, after)) = rest.split_once("\u{1b}[") {
            plain.push_str(before);
            rest = after.split_once('m').unwrap().1;
        }
        plain.push_str(rest);
        assert_eq!(plain, blocks(Style { color: false, unicode, width: None }));
    }
}

#[test]
fn nothing_of_a_file_reaches_the_terminal_as_it_is() {
    for text in [blocks(Style::default()), concise::line(&unruly(), Style::default())] {
        assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{text:?}");
    }
    assert!(!concise::line(&unruly(), Style::default()).contains('\n'));
}

#[test]
fn spans_beyond_the_text_do_no_harm() {
    let source = Source::new("a.protocol", "ä\n");
    for span in [Span::new(0, 99), Span::new(99, 100), Span::new(1, 2), Span::new(3, 1), Span::new(2, 2)] {
        let finding = Finding::error("P101", "x").label(&source, span, "here");
        assert!(full::block(&finding, Style::default()).contains('x'), "{span:?}");
    }
}

/// Found with an expression of ten thousand terms on one line.
#[test]
fn of_a_line_without_end_a_part_is_shown() {
    let text = format!("require {}present(é) {}", "present(é) and ".repeat(20_000), "and present(é)".repeat(20_000));
    let source = Source::new("long.protocol", text.as_str());
    let middle = text.len() / 2;
    let middle = (middle..).find(|&at| text.is_char_boundary(at)).unwrap();
    for (start, end) in [(0, text.len()), (middle, text.len()), (middle, middle), (text.len(), text.len())] {
        let finding = Finding::error("P141", "too long").label(&source, Span::new(start, end), "here");
        let block = full::block(&finding, Style::default());
        assert!(block.contains("too long") && block.len() < 8_000, "{} bytes", block.len());
    }
    let apart = Finding::error("P141", "too long").label(&source, Span::new(0, 7), "here").label(
        &source,
        Span::new(text.len() - 3, text.len()),
        "and there",
    );
    assert!(full::block(&apart, Style::default()).contains("too long"));
}
