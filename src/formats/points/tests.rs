//! Readers against files written here by hand, in the forms that the programs write.

use super::*;

fn world(named: &NamedPoints) -> [f64; 3] {
    match named.points[0] {
        Coordinates::World(at) => at,
        other => panic!("{other:?}"),
    }
}

#[test]
fn markups_are_turned_to_ras_and_points_that_are_not_placed_are_left_out() {
    let text = r#"{"markups": [
        {"type": "Fiducial", "coordinateSystem": "LPS", "controlPoints": [
            {"label": "carina", "position": [-1.0, -2.0, 3.0], "positionStatus": "defined"},
            {"label": "later", "position": null, "positionStatus": "undefined"}]},
        {"type": "Line", "coordinateSystem": "RAS", "controlPoints": [
            {"label": "long-1", "position": [0, 0, 0]}, {"label": "long-2", "position": [3, 4, 0]}]}]}"#;
    let points = json(text, "case").unwrap();
    let names: Vec<(&str, usize)> = points.iter().map(|named| (named.name.as_str(), named.points.len())).collect();
    assert_eq!(names, [("carina", 1), ("long", 2)]);
    assert_eq!(world(&points[0]), [1.0, 2.0, 3.0]);
    assert_eq!(points[0].place, "point 1 of markup 1");
}

#[test]
fn markups_that_are_none_are_refused_with_their_place() {
    let refused = |text: &str| json(text, "case").unwrap_err().to_string();
    let frame = r#"{"markups": [{"type": "Fiducial", "coordinateSystem": "XYZ"}]}"#;
    assert!(refused(frame).contains("/markups/0/coordinateSystem"), "{}", refused(frame));
    let short = r#"{"markups": [{"type": "Fiducial", "controlPoints": [{"position": [1, 2]}]}]}"#;
    assert!(refused(short).contains("/markups/0/controlPoints/0/position"), "{}", refused(short));
    let none = r#"{"markups": [{"type": "Fiducial", "controlPoints": [{"label": "a"}]}]}"#;
    assert_eq!(refused(none), "has no position for a placed point (point 1 of markup 1)");
    assert!(refused("{").starts_with("is not valid JSON"));
    assert!(refused("{}").contains("markups"));
}

#[test]
fn lists_of_slicer_name_their_frame_and_columns() {
    let new = "# Markups fiducial file version = 5.11\n# CoordinateSystem = LPS\n# columns = id,x,y,z,label,desc\n1,1,2,3,AC,\"a, b\"\n";
    let points = fcsv::read(new).unwrap();
    assert_eq!((points[0].name.as_str(), world(&points[0])), ("AC", [-1.0, -2.0, 3.0]));
    let old = "# Fiducial List file\n# name = L\nfirst,1.5,2,3,1,1\n";
    assert_eq!(world(&fcsv::read(old).unwrap()[0]), [1.5, 2.0, 3.0]);
    let voxels = "# CoordinateSystem = 2\na,1,2,3\n";
    assert_eq!(fcsv::read(voxels).unwrap()[0].points, [Coordinates::Voxel([1.0, 2.0, 3.0])]);
    assert_eq!(fcsv::read("a,1,?,3\n").unwrap_err().to_string(), "has `?` for `y`, which is no number (line 1)");
    assert!(fcsv::read("# CoordinateSystem = scanner\n").unwrap_err().to_string().contains("`scanner`"));
}

#[test]
fn centres_of_vertebrae_keep_the_axes_that_their_file_names() {
    let text = r#"[{"direction": ["P", "I", "R"]}, {"label": 20, "X": 1.5, "Y": 2, "Z": 3}, {"shape": [1, 2, 3]}]"#;
    let points = json(text, "case").unwrap();
    assert_eq!(points.len(), 1);
    assert_eq!(points[0].name, "20");
    assert_eq!(points[0].points, [Coordinates::Toward { codes: ['P', 'I', 'R'], at: [1.5, 2.0, 3.0] }]);
    for wrong in [r#"[{"direction": ["P", "A", "R"]}]"#, "[]", r#"[{"label": 1}]"#] {
        assert!(json(wrong, "case").unwrap_err().to_string().contains("direction"), "{wrong}");
    }
}

#[test]
fn tables_say_their_frame_in_a_column_or_in_their_names() {
    let read = |text: &str| table::commas(text);
    assert_eq!(world(&read("name,x,y,z,frame\na,1,2,3,LPS\n").unwrap()[0]), [-1.0, -2.0, 3.0]);
    assert_eq!(world(&read("label,x_lps,y_lps,z_lps\na,1,2,3\n").unwrap()[0]), [-1.0, -2.0, 3.0]);
    assert_eq!(read("point,x,y\na,10,20\n").unwrap()[0].points, [Coordinates::Voxel([10.0, 20.0, 0.0])]);
    assert!(read("name,x,y,z\na,1,2,3\n").unwrap_err().to_string().contains("in which frame"));
    assert!(read("name,x,y,z,frame\na,1,2,3,MNI\n").unwrap_err().to_string().contains("`MNI`"));
    assert!(read("x,y,z,frame\n1,2,3,RAS\n").unwrap_err().to_string().contains("`name`"));
    assert!(read("name,x,y\na,1,b\n").unwrap_err().to_string().contains("line 2"));
}

#[test]
fn coordinates_must_be_finite() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.fcsv");
    std::fs::write(&path, "a,1,NaN,3\n").unwrap();
    assert_eq!(read_points(&path).unwrap_err().to_string(), "has a coordinate that is no finite number (line 1)");
    assert_eq!(read_points(Path::new("points.txt")), Err(PointsFault::UnknownFormat));
}
