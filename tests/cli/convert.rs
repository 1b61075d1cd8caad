//! `voxlint convert`: label files of one protocol as those of another.

use std::fs;

use super::files::{folder, label_map, run, write};

fn voxels(path: &std::path::Path) -> Vec<u8> {
    fs::read(path).unwrap()[352..].to_vec()
}

const EQUATE: &str = "brats/2021: necrotic_core with msd/task01: non_enhancing";

#[test]
fn permuted_labels_go_there_and_back() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    label_map(&at("labels/one.nii"), &[0, 1, 1, 2, 4, 4]);
    label_map(&at("labels/deep/two.nii"), &[4]);
    let before = fs::read(at("labels/one.nii")).unwrap();
    let there =
        ["convert", "--from", "brats/2021", "--to", "msd/task01", "--equate", EQUATE, "labels", "--output", "there"];
    let (code, out, err) = run(folder.path(), &there);
    assert_eq!((code, out.as_str()), (0, "there/deep/two.nii\nthere/one.nii\n"), "{err}");
    assert_eq!(voxels(&at("there/one.nii"))[..6], [0, 2, 2, 1, 3, 3]);
    let back = ["convert", "--from", "msd/task01", "--to", "brats/2021", "--equate", EQUATE, "there", "-o", "back"];
    assert_eq!(run(folder.path(), &back).0, 0);
    assert_eq!(fs::read(at("back/one.nii")).unwrap(), before);
    assert_eq!(fs::read(at("labels/one.nii")).unwrap(), before);
    // A second time there is something there already.
    let (code, out, err) = run(folder.path(), &there);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("exists already"), "{err}");
}

#[test]
fn what_costs_something_is_refused_until_it_is_accepted() {
    let folder = folder();
    label_map(&folder.path().join("a.nii"), &[1, 2, 3]);
    let convert = |from: &str, to: &str, more: &[&str]| {
        let _ = fs::remove_dir_all(folder.path().join("out"));
        let arguments = [
            "convert",
            "--from",
            from,
            "--to",
            to,
            "a.nii",
            "--output",
            "out",
            "--equate",
            "kits/19: kidney with kits/23: kidney + cyst",
        ];
        run(folder.path(), &[&arguments[..], more].concat())
    };
    let (code, _, err) = convert("kits/23", "kits/19", &[]);
    assert_eq!(code, 2);
    assert!(err.contains("`kidney` + `cyst` are joined to `kidney`, so that something is lost"), "{err}");
    assert!(err.contains("--accept lossy") && !folder.path().join("out").exists(), "{err}");
    assert_eq!(convert("kits/23", "kits/19", &["--accept", "lossy"]).0, 0);
    assert_eq!(voxels(&folder.path().join("out/a.nii"))[..3], [1, 2, 1]);
    // The way back does not follow from the file; a person may say what is meant.
    label_map(&folder.path().join("a.nii"), &[1, 2]);
    let (code, _, err) = convert("kits/19", "kits/23", &["--accept", "lossy", "--accept", "incomplete"]);
    assert_eq!(code, 2);
    assert!(err.contains("`kidney` is divided into `kidney` + `cyst`, so that somebody must draw it anew"), "{err}");
    let (code, _, err) = convert("kits/19", "kits/23", &["--put", "kidney=kidney"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(voxels(&folder.path().join("out/a.nii"))[..2], [1, 2]);
    assert_eq!(convert("kits/19", "kits/23", &["--put", "kidney=kidny"]).0, 2);
    assert_eq!(convert("kits/19", "kits/23", &["--put", "kidney"]).0, 2);
    // A file without the class has nothing to lose.
    label_map(&folder.path().join("a.nii"), &[2, 2]);
    assert_eq!(convert("kits/19", "kits/23", &[]).0, 0);
}

#[test]
fn new_classes_and_values_that_nobody_declared_are_refused() {
    let folder = folder();
    label_map(&folder.path().join("a.nii"), &[5, 7]);
    let convert = |more: &[&str]| {
        let _ = fs::remove_dir_all(folder.path().join("out"));
        let arguments =
            ["convert", "--from", "totalsegmentator/v1", "--to", "totalsegmentator/v2", "a.nii", "--output", "out"];
        run(folder.path(), &[&arguments[..], more].concat())
    };
    let (code, _, err) = convert(&[]);
    assert_eq!(code, 2);
    assert!(err.contains("`thyroid_gland` is new") && err.contains("--accept incomplete"), "{err}");
    assert_eq!(convert(&["--accept", "incomplete"]).0, 0);
    assert_eq!(voxels(&folder.path().join("out/a.nii"))[..2], [5, 52]);
    label_map(&folder.path().join("a.nii"), &[5, 200]);
    let (code, _, err) = convert(&["--accept", "incomplete"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("`a.nii` is not converted: it holds the value 200, which the old protocol does not declare"),
        "{err}"
    );
}

#[test]
fn ignored_voxels_and_another_background_are_carried_over() {
    let folder = folder();
    let protocol = |name: &str, labels: &str| {
        write(
            &folder.path().join(format!("{name}.protocol")),
            &format!("protocol test/{name} 1.0.0\n\nlabels {{\n{labels}\n}}\n"),
        );
    };
    protocol("a", "  0 background\n  1 lesion\n  2 other ignore");
    protocol("b", "  255 background\n  0 lesion\n  9 void ignore");
    protocol("c", "  0 background\n  1 lesion");
    label_map(&folder.path().join("x.nii"), &[1, 2, 0]);
    let convert = |from: &str, to: &str, label: &str, out: &str, more: &[&str]| {
        let arguments = ["convert", "--from", from, "--to", to, label, "--output", out];
        run(folder.path(), &[&arguments[..], more].concat())
    };
    let (code, _, err) = convert("a.protocol", "b.protocol", "x.nii", "b", &[]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(voxels(&folder.path().join("b/x.nii"))[..4], [0, 9, 255, 255]);
    assert_eq!(convert("b.protocol", "a.protocol", "b/x.nii", "a", &[]).0, 0);
    assert_eq!(fs::read(folder.path().join("a/x.nii")).unwrap(), fs::read(folder.path().join("x.nii")).unwrap());
    let (code, _, err) = convert("a.protocol", "c.protocol", "x.nii", "c", &[]);
    assert_eq!(code, 2);
    assert!(err.contains("there is no `ignore 2` any more") && err.contains("--put ignore=background"), "{err}");
    assert_eq!(convert("a.protocol", "c.protocol", "x.nii", "c", &["--put", "ignore=background"]).0, 0);
    assert_eq!(voxels(&folder.path().join("c/x.nii"))[..3], [1, 0, 0]);
}

#[test]
fn masks_of_single_classes_get_their_new_names() {
    let folder = folder();
    let site = "protocol site/pelvis 1.0.0\n\nlabels open {\n  BowelBag optional\n  Bladder optional\n}\n";
    let tg =
        "protocol tg/pelvis 1.0.0\n\nlabels open {\n  Bag_Bowel optional alias \"Bowel_Bag\"\n  Bladder optional\n}\n";
    write(&folder.path().join("site.protocol"), site);
    write(&folder.path().join("tg.protocol"), tg);
    label_map(&folder.path().join("case/BowelBag.nii"), &[1, 1]);
    label_map(&folder.path().join("case/Bladder.nii"), &[0, 0, 1]);
    let arguments = ["convert", "--from", "site.protocol", "--to", "tg.protocol", "case", "--output", "out"];
    let (code, out, err) = run(folder.path(), &arguments);
    assert_eq!((code, out.as_str()), (0, "out/Bladder.nii\nout/Bag_Bowel.nii\n"), "{err}");
    let same =
        |old: &str, new: &str| fs::read(folder.path().join(old)).unwrap() == fs::read(folder.path().join(new)).unwrap();
    assert!(same("case/BowelBag.nii", "out/Bag_Bowel.nii") && same("case/Bladder.nii", "out/Bladder.nii"));
}

#[test]
fn what_cannot_be_read_or_found_is_named_and_nothing_is_written() {
    let folder = folder();
    label_map(&folder.path().join("labels/good.nii"), &[1]);
    write(&folder.path().join("labels/bad.nii"), "no label map");
    let arguments = ["convert", "--from", "kits/23", "--to", "kits/23", "labels", "--output", "out"];
    let (code, out, err) = run(folder.path(), &arguments);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("`labels/bad.nii` is not converted") && !folder.path().join("out").exists(), "{err}");
    assert_eq!(
        run(folder.path(), &["convert", "--from", "kits/23", "--to", "kits/23", "none", "--output", "out"]).0,
        2
    );
    // Two files of one name from two places.
    label_map(&folder.path().join("a/x.nii"), &[1]);
    label_map(&folder.path().join("b/x.nii"), &[1]);
    let (code, _, err) =
        run(folder.path(), &["convert", "--from", "kits/23", "--to", "kits/23", "a/x.nii", "b/x.nii", "-o", "out"]);
    assert_eq!(code, 2);
    assert!(err.contains("two label files would be written to `out/x.nii`"), "{err}");
}
