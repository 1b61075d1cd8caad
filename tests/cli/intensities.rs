//! Rules about the image beside the label map.

use std::fs;

use super::files::{folder, label_map, run, write};

const BRIGHT: &str = "protocol test/bright 1.0.0

labels {
  0 background
  1 organ
}

rule INT-001 error \"The organ is bright\" {
  require intensity(organ).mean >= 50
  require share(organ where image == 0) == 0 %
  because \"it is\"
}
";

#[test]
fn intensities_are_taken_from_the_image_beside_the_labels() {
    let folder = folder();
    let at = |path: &str| folder.path().join(path);
    write(&at("bright.protocol"), BRIGHT);
    label_map(&at("a_seg.nii"), &[1, 1, 0, 1]);
    label_map(&at("a.nii"), &[80, 60, 0, 100]);
    let check = || run(folder.path(), &["check", "a_seg.nii", "-p", "bright.protocol", "--output-format", "concise"]);
    let (code, out, err) = check();
    assert_eq!((code, out.as_str()), (0, ""), "{err}");

    label_map(&at("a.nii"), &[80, 0, 7, 7]);
    let (code, out, _) = check();
    assert_eq!(code, 1);
    assert!(out.contains("the mean intensity of `organ` is 29, allowed is at least 50"), "{out}");
    assert!(out.contains("the share of `organ` where image == 0 is 33.3 %, allowed is exactly 0 %"), "{out}");

    let arguments = ["facts", "a_seg.nii", "--protocol", "bright.protocol"];
    let (code, out, _) = run(folder.path(), &arguments);
    assert_eq!(code, 0);
    assert!(out.contains("intensity(organ).mean") && out.contains("29"), "{out}");
}

#[test]
fn an_image_that_is_missing_cut_off_or_elsewhere_is_named_and_nothing_passes() {
    let folder = folder();
    let at = |path: &str| folder.path().join(path);
    write(&at("bright.protocol"), BRIGHT);
    label_map(&at("a_seg.nii"), &[1, 1, 0, 1]);
    let check = || {
        let arguments = ["check", "a_seg.nii", "-p", "bright.protocol", "--output-format", "concise"];
        run(folder.path(), &[&arguments[..], &["--fail-on", "warning"]].concat())
    };
    let (code, out, _) = check();
    assert_eq!(code, 1);
    assert!(out.contains("INT-001") && out.contains("the case has no image"), "{out}");

    label_map(&at("a.nii"), &[80, 80, 80, 80]);
    let whole = fs::read(at("a.nii")).unwrap();
    fs::write(at("a.nii"), &whole[..whole.len() - 10]).unwrap();
    let (code, out, _) = check();
    assert_eq!(code, 1);
    assert!(out.contains("the image `a.nii` cannot be used: the data ends early"), "{out}");

    // The image lies 5 mm further to the right: the fourth number of the first row of the sform.
    let mut moved = whole;
    moved[292..296].copy_from_slice(&5f32.to_le_bytes());
    fs::write(at("a.nii"), &moved).unwrap();
    let (code, out, _) = check();
    assert_eq!(code, 1);
    assert!(out.contains("INT-001") && out.contains("the image `a.nii` lies on another grid than the labels"), "{out}");
}
