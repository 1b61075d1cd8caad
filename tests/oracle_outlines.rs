//! Polygons against what shapely (GEOS) says of them; tests/oracle/outlines.py recorded it.

#![expect(clippy::unwrap_used, reason = "a damaged record fails the test")]

use serde_json::Value;
use voxlint::volume::outline::{Outline, PlanePoint};

fn recorded() -> Value {
    let compressed: &[u8] = include_bytes!("oracle/recorded/outlines.json.gz");
    serde_json::from_reader(flate2::read::GzDecoder::new(compressed)).unwrap()
}

fn points(value: &Value) -> Vec<PlanePoint> {
    let point = |at: &Value| [at[0].as_f64().unwrap(), at[1].as_f64().unwrap()];
    value.as_array().unwrap().iter().map(point).collect()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

#[test]
fn shape_area_and_points_agree() {
    let record = recorded();
    let polygons = record["polygons"].as_array().unwrap();
    let (mut simple, mut tangled, mut held) = (0, 0, 0);
    for polygon in polygons {
        let outline = Outline::new(points(&polygon["points"]));
        let said = polygon["simple"].as_bool().unwrap();
        assert_eq!(outline.is_simple(), Some(said), "{polygon}");
        assert_eq!(outline.is_convex(), polygon["convex"].as_bool().unwrap(), "{polygon}");
        assert!(close(outline.longest(), polygon["longest"].as_f64().unwrap()), "{polygon}");
        if said {
            simple += 1
        } else {
            tangled += 1
        }
        if let Some(area) = polygon["area"].as_f64() {
            assert!(close(outline.area(), area), "{} {polygon}", outline.area());
        }
        for held_point in polygon["holds"].as_array().into_iter().flatten() {
            let at = [held_point[0].as_f64().unwrap(), held_point[1].as_f64().unwrap()];
            assert_eq!(outline.holds(at), held_point[2].as_bool().unwrap(), "{at:?} in {polygon}");
            held += 1;
        }
    }
    assert!(simple > 40 && tangled > 20 && held > 4000, "{simple} {tangled} {held}");
}

#[test]
fn common_areas_agree() {
    let record = recorded();
    let pairs = record["pairs"].as_array().unwrap();
    let mut meeting = 0;
    for pair in pairs {
        let (a, b) = (Outline::new(points(&pair["a"])), Outline::new(points(&pair["b"])));
        let common = pair["common"].as_f64().unwrap();
        assert!(close(a.common_area(&b), common), "{} {pair}", a.common_area(&b));
        assert!(close(a.area_outside(&b), pair["outside"].as_f64().unwrap()), "{} {pair}", a.area_outside(&b));
        meeting += usize::from(common > 0.0);
    }
    assert!(pairs.len() >= 100 && meeting > 30, "{meeting}");
}
