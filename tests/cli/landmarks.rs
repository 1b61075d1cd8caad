//! Landmarks: files beside the label map, and what is said of them.

use std::path::Path;

use super::files::{folder, label_map, run, write};

const PROTOCOL: &str = "protocol t/points 1.0.0
labels { 1..2 L1..L2 optional }
sequence spine = L1..L2
landmarks { centre per spine  tip optional }
rule PTS-001 error \"In its body\" {
  each v in spine { require centre.v inside v }
  because \"that is what it is the centre of\"
}
rule PTS-002 error \"In the image\" {
  require tip inside image
  because \"nobody sees anything outside\"
}
";

/// One map, `case.nii`, with L1 at the voxel (0,0,0) and L2 at (1,0,0), and a file beside it.
fn concise(name: &str, text: &str) -> (i32, Vec<String>) {
    let folder = folder();
    label_map(&folder.path().join("case.nii"), &[1, 2]);
    write(&folder.path().join("points.protocol"), PROTOCOL);
    write(&folder.path().join(name), text);
    concise_in(folder.path())
}

fn concise_in(folder: &Path) -> (i32, Vec<String>) {
    let (code, out, _) =
        run(folder, &["check", "--protocol", "points.protocol", "--output-format", "concise", "case.nii"]);
    (code, out.lines().map(str::to_owned).collect())
}

/// RAS+ mm of a voxel of [`label_map`], whose grid is the unit grid.
const SOUND: &str = "# CoordinateSystem = RAS\n# columns = label,x,y,z\nL1,0,0,0\nL2,1,0,0\n";

#[test]
fn files_under_the_name_of_the_case_are_read_in_every_form() {
    let markups = r#"{"markups": [{"type": "Fiducial", "coordinateSystem": "LPS", "controlPoints": [
        {"label": "centre.L1", "position": [0, 0, 0]}, {"label": "centre L2", "position": [-1, 0, 0]}]}]}"#;
    let verse = r#"[{"direction": ["L", "P", "S"]}, {"label": 1, "X": 3, "Y": 3, "Z": 0}, {"label": 2, "X": 2, "Y": 3, "Z": 0}]"#;
    for (name, text) in [("case.fcsv", SOUND), ("case.mrk.json", markups), ("case_ctd.json", verse)] {
        assert_eq!(concise(name, text), (0, Vec::new()), "{name}");
    }
}

#[test]
fn what_is_wrong_with_a_file_is_said_with_its_place() {
    let said = |text: &str, parts: &[&str]| {
        let (code, lines) = concise("case.fcsv", text);
        assert_eq!((code, lines.len()), (1, parts.len()), "{lines:#?}");
        for (line, part) in lines.iter().zip(parts) {
            assert!(line.contains(part), "`{part}` is missing in {line}");
        }
    };
    let swapped = SOUND.replace("L1,0", "L1,1").replace("L2,1,", "L2,0,");
    said(&swapped, &["PTS-001[v=L1] error", "`centre.L2` is not inside `L2`"]);
    said(
        &format!("{SOUND}tipp,0,0,0\n"),
        &["L301 error: `tipp` (line 5) is no landmark of `t/points`; the nearest is `tip`"],
    );
    said(&format!("{SOUND}L2,0,0,0\n"), &["L302 error: `centre.L2` is marked a second time (line 5; first line 4)"]);
    said(&format!("{SOUND}tip,9,0,0\n"), &["PTS-002 error: `tip` lies outside the image"]);
    said(
        "# CoordinateSystem = scanner\n",
        &[
            "F301 error: `case.fcsv` names the coordinate system `scanner`",
            "landmarks.centre error",
            "PTS-001 warning: could not measure",
            "PTS-002 warning",
        ],
    );
}

#[test]
fn without_a_file_nothing_is_known_of_landmarks() {
    let (code, lines) = concise("other.fcsv", SOUND);
    assert_eq!(code, 1);
    assert_eq!(lines.len(), 3, "{lines:#?}");
    assert!(
        lines[0].contains("required landmark `centre` is not known: the case has no file of landmarks"),
        "{lines:#?}"
    );
    assert!(lines[1].contains("PTS-001 warning: could not measure"), "{lines:#?}");
}
