//! Pictures of findings in a terminal.

use super::files::{root, run};

fn show(file: &str, more: &[&str]) -> (i32, String, String) {
    let path = format!("examples/labels/{file}.nii.gz");
    run(&root(), &[&["check", "--show", "--select", "ABD-001", &path], more].concat())
}

/// A drawing is the lines between the sides of the patient that it names at top and bottom.
fn drawing(out: &str) -> Vec<&str> {
    let lines = out.lines().skip_while(|line| line.trim() != "A");
    lines.skip(1).take_while(|line| line.trim() != "P").collect()
}

#[test]
fn a_finding_is_drawn_as_radiologists_look_at_it() {
    let (code, out, err) = show("stray_island", &[]);
    assert_eq!(code, 1, "{err}");
    assert!(out.contains("  axial slice 8, 111 x 111 mm\n"), "{out}");
    let lines = drawing(&out);
    let wrong = |line: &&&str| line.contains('#');
    // 7 x 7 voxels of 3 mm: a fifth of the field, in its middle.
    assert_eq!(lines.iter().filter(wrong).count(), 5, "{out}");
    assert!(lines.iter().any(|line| line.starts_with("  R ") && line.ends_with(" L")), "{out}");
    // The island lies behind the left kidney, which is at the patient's left and so at the picture's right.
    let legend = out.lines().find(|line| line.starts_with("  # here")).unwrap();
    assert!(legend.contains("b kidney_left"), "{legend}");
    // The spleen is farther left than the muscles of the back.
    let column = |letter: char| lines.iter().filter_map(|line| line.rfind(letter)).max();
    assert!(column('a') > column('d'), "{out}");
}

#[test]
fn colours_are_painted_only_where_they_are_wanted() {
    let (_, plain, _) = show("stray_island", &["--color", "never"]);
    assert!(!plain.contains('\u{1b}') && !plain.contains('\u{2580}'), "{plain}");
    let (_, painted, _) = show("stray_island", &["--color", "always"]);
    // What is wrong is red, and every line ends without colour.
    assert!(painted.contains("\u{1b}[38;5;196;48;5;196m\u{2580}"), "{painted}");
    let drawn: Vec<&str> = painted.lines().filter(|line| line.contains('\u{2580}')).collect();
    assert_eq!(drawn.len(), 22);
    assert!(drawn.iter().all(|line| line.contains("\u{1b}[0m")), "{painted}");
}

#[test]
fn what_has_no_place_has_no_drawing_and_other_formats_have_no_room() {
    let (_, out, _) = run(&root(), &["check", "--show", "examples/labels/cut_off.nii.gz"]);
    assert!(out.contains("F103") && !out.contains("slice"), "{out}");
    let (code, _, err) = show("stray_island", &["--output-format", "json"]);
    assert_eq!(code, 2);
    assert!(err.contains("--show draws under the findings of the format `full`"), "{err}");
}
