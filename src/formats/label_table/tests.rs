use super::*;

fn table(ending: &str, text: &str) -> LabelTable {
    label_table_of_text(ending, text).unwrap()
}

fn named(table: &LabelTable) -> Vec<(Option<i64>, &str)> {
    table.entries.iter().map(|entry| (entry.value, entry.name.as_str())).collect()
}

fn fault(ending: &str, text: &str) -> String {
    label_table_of_text(ending, text).unwrap_err().to_string()
}

#[test]
fn itk_snap_says_opacity_and_visibility() {
    let text =
        "####\r\n# IDX -R- -G- -B-\r\n 0 0 0 0  0 0 0  \"Clear Label\"\r\n 2 0 255 0  0.5 1 0  \"Oedema & more\"\r\n";
    let table = table("label", text);
    assert_eq!(table.format, TableFormat::ItkSnap);
    assert_eq!(named(&table), [(Some(0), "Clear Label"), (Some(2), "Oedema & more")]);
    let entry = &table.entries[1];
    assert_eq!((entry.color, entry.opacity), (Some([0, 255, 0]), Some(0.5)));
    assert_eq!((entry.visible, entry.mesh_visible, entry.line), (Some(true), Some(false), Some(4)));
    assert_eq!(table.entries[0].role, Role::Background);
    assert!(
        fault("label", "1 0 0 0 1 1 1 \"a\"\n2 0 256 0 1 1 1 \"b\"\n")
            .starts_with("cannot be read in line 2: `2 0 256 0 1 1 1 \"b\"`")
    );
}

#[test]
fn the_fourth_number_is_opacity_to_slicer_and_transparency_to_freesurfer() {
    let slicer = table("ctbl", "# Color table file x.ctbl\n0 background 0 0 0 0\n2 left_kidney 185 102 83 255\n");
    assert_eq!((slicer.format, slicer.entries[1].opacity), (TableFormat::SlicerColors, Some(1.0)));
    let lut = "#No. Label Name:    R G B A\n\n0 Unknown 0 0 0 0\n2 Left-Cerebral-White-Matter 245 245 245 0\n";
    let free_surfer = table("txt", lut);
    assert_eq!((free_surfer.format, free_surfer.entries[1].opacity), (TableFormat::FreeSurfer, Some(1.0)));
    assert_eq!(named(&table("lut", "1 a b c 1 2 3 0\n7 d 1 2 3\n")), [(Some(1), "a b c"), (Some(7), "d")]);
    assert!(fault("txt", "1 a 1 2 x 4\n").starts_with("cannot be read in line 1: `1 a 1 2 x 4`"));
    assert!(fault("ctbl", "# nothing\n").contains("has no entry"));
}

#[test]
fn bids_tables_have_colours_and_abbreviations() {
    let text = "index\tname\tabbreviation\tcolor\n0\tBackground\tBG\tn/a\n1\t\"Gray Matter\"\tGM\t#ff5733\n";
    let table = table("tsv", text);
    let entry = &table.entries[1];
    assert_eq!((entry.name.as_str(), entry.abbreviation.as_deref()), ("Gray Matter", Some("GM")));
    assert_eq!((entry.color, table.entries[0].color), (Some([255, 87, 51]), None));
    assert_eq!(fault("tsv", "index\tname\n1\ta\nx\tb\n"), "cannot be read in line 3: the index `x` is no integer");
    assert!(fault("tsv", "case\tage\na\t4\n").contains("`index` and `name`"));
    assert!(fault("tsv", "index\tname\tcolor\n1\ta\tred\n").contains("the colour `red`"));
}

#[test]
fn both_forms_of_dataset_json_are_told_apart() {
    let old = table("json", r#"{"labels": {"0": "background", "1": "spleen"}, "modality": {"0": "CT"}}"#);
    assert_eq!((old.format, named(&old)[1]), (TableFormat::NnunetV1, (Some(1), "spleen")));
    let new =
        r#"{"labels": {"background": 0, "whole tumor": [1, 2, 3], "core": [2, 3], "enhancing": [3], "ignore": 4}}"#;
    let new = table("json", new);
    assert_eq!(new.format, TableFormat::NnunetV2);
    assert_eq!(named(&new), [(Some(0), "background"), (Some(3), "enhancing"), (Some(4), "ignore")]);
    assert_eq!(new.regions[0], LabelRegion { name: "whole tumor".to_owned(), values: vec![1, 2, 3] });
    assert_eq!(new.entries[2].role, Role::Ignore);
    let twice = table("json", r#"{"labels": {"0": "background", "1": "liver", "1": "spleen"}}"#);
    assert_eq!(named(&twice)[1..], [(Some(1), "liver"), (Some(1), "spleen")]);
    assert!(fault("json", r#"{"labels": {"one": "liver"}}"#).contains("the label value `one`"));
    assert!(fault("json", r#"{"labels": {"liver": 1.5}}"#).contains("the label `liver`"));
    assert!(fault("json", r#"{"labels": [1]}"#).contains("`labels`"));
    assert!(fault("json", "{\"labels\": {").contains("not valid JSON"));
    assert!(fault("json", &"[".repeat(100_000)).contains("not valid JSON"));
}

#[test]
fn dataset_json_lists_its_cases() {
    let read = |text: &str| match json(text).unwrap() {
        Node::Map(entries) => dataset::of_json(entries).unwrap(),
        _ => panic!("no object"),
    };
    let old = read(
        r#"{"name": "Spleen", "modality": {"0": "CT"}, "labels": {"0": "background", "1": "spleen"}, "numTraining": 41,
            "training": [{"image": "./imagesTr/spleen_19.nii.gz", "label": "./labelsTr/spleen_19.nii.gz"}],
            "test": ["./imagesTs/spleen_1.nii.gz"]}"#,
    );
    assert_eq!((old.num_training, old.channels.as_slice()), (Some(41), [("0".to_owned(), "CT".to_owned())].as_slice()));
    assert_eq!(old.training[0].label.as_deref(), Some("./labelsTr/spleen_19.nii.gz"));
    let new = read(
        r#"{"labels": {"background": 0, "a": 1}, "channel_names": {"0": "CT"}, "file_ending": ".nii.gz",
            "dataset": {"case_1": {"images": ["x/1.nii.gz"], "label": "y/1.nii.gz"}}}"#,
    );
    assert_eq!((new.training[0].name.as_deref(), new.training[0].images.len()), (Some("case_1"), 1));
    assert_eq!(new.file_ending.as_deref(), Some(".nii.gz"));
}

#[test]
fn codes_come_with_their_modifiers() {
    let slicer = "LabelValue,Name,Color_R,Color_G,Color_B,Color_A,Category_CodingScheme,Category_CodeValue,\
                  Category_CodeMeaning,Type_CodingScheme,Type_CodeValue,Type_CodeMeaning,TypeModifier_CodingScheme,\
                  TypeModifier_CodeValue,TypeModifier_CodeMeaning\n\
                  1,left_kidney,185,162,13,150,SCT,123037004,Anatomical Structure,SCT,64033007,Kidney,SCT,7771000,Left\n";
    let slicer = table("csv", slicer);
    let terminology = slicer.entries[0].terminology.as_ref().unwrap();
    assert_eq!((terminology.kind.value.as_str(), slicer.entries[0].value), ("64033007", Some(1)));
    assert_eq!(terminology.modifier.as_ref().map(|modifier| modifier.meaning.as_str()), Some("Left"));
    let names = "Structure,SegmentedPropertyTypeCodeSequence.CodingSchemeDesignator,\
                 SegmentedPropertyTypeCodeSequence.CodeValue,SegmentedPropertyTypeCodeSequence.CodeMeaning,DicomRGBColor\n\
                 aorta,SCT,15825003,Aorta,\"216,108,54\"\n";
    let names = table("csv", names);
    assert_eq!((names.entries[0].value, names.entries[0].color), (None, Some([216, 108, 54])));
    assert!(fault("csv", "a,b\n1,2\n").contains("no table of labels"));
}

#[test]
fn class_maps_are_read_in_json_and_from_source() {
    assert_eq!(named(&table("json", r#"{"1": "spleen", "2": "liver"}"#)), [(Some(1), "spleen"), (Some(2), "liver")]);
    assert_eq!(named(&table("json", r#"{"spleen": 1}"#)), [(Some(1), "spleen")]);
    let source = "class_map = {\n    \"total\": {\n        1: \"spleen\",\n        2: 'liver',  # big\n    },\n    \
                  \"body\": {\n        1: \"trunc\",\n    },\n}\n";
    assert_eq!(named(&table("py", source)), [(Some(1), "spleen"), (Some(2), "liver")]);
    assert!(fault("py", "print('hello')\n").contains("no table of labels"));
    assert!(fault("json", r#"{"version": 1, "x": [1]}"#).contains("no table of labels"));
}
