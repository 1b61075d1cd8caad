//! Every measure of structures against values recorded from NumPy, SciPy, scikit-image and SimpleITK.
//!
//! `tests/oracle/measures.py` writes the recorded file. A measure, a region operation, a slice scope or a reason
//! for not measuring that compared nothing is a failure.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test reports what is missing by panicking")]
#![expect(clippy::indexing_slicing, reason = "a missing entry of the recorded file fails the test")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;
use serde_json::{Value, json};
use voxlint::facts::{Facts, Floor, Measured, Millimetres, Part, Reach, Shape, Unit, Unmeasured};
use voxlint::report::Plane;
use voxlint::volume::{Affine, Geometry, LabelMap, Runs, RunsBuilder};

const MEASURES: [&str; 33] = [
    "bounds",
    "centroid",
    "components",
    "contact",
    "dice",
    "diameter",
    "distance",
    "end",
    "equal",
    "equal_reach",
    "extent",
    "feret",
    "hausdorff",
    "hd95",
    "holes",
    "inside",
    "inside_reach",
    "iou",
    "overlap",
    "region",
    "separate",
    "separate_by_overlap",
    "slice_gaps",
    "slices",
    "subset",
    "subset_reach",
    "surface_dice",
    "touches",
    "touches_border",
    "tunnels",
    "volume",
    "voxels",
    "contact_share",
];

const REGIONS: [&str; 9] = ["+", "&", "-", "grow", "shrink", "hull", "most", "part", "slice"];

/// Every way in which a measure is refused.
const REASONS: [&str; 7] = ["empty0", "empty1", "needs_volume", "no_dual", "no_orientation", "oblique", "only_ignored"];

#[test]
fn every_measure_agrees_with_the_recorded_values() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/recorded/measures.jsonl.gz");
    let mut text = String::new();
    GzDecoder::new(File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    let mut tally = Tally::default();
    for (number, line) in text.lines().enumerate() {
        let recorded: Value = serde_json::from_str(line).unwrap();
        let map = label_map(&recorded);
        let mut facts = Facts::new(&map);
        if !recorded["ignore"].is_null() {
            facts = facts.with_ignore(shape(&recorded["ignore"]));
        }
        for question in recorded["asked"].as_array().unwrap() {
            let name = question["q"].as_str().unwrap();
            let of = question["of"].as_array().unwrap();
            let answer = answer(&facts, &map, name, of);
            tally.compare(number, question, name, &answer);
            if name == "inside" {
                let share = facts.contact_share(&shape(&of[0]), &shape(&of[1])).map(Value::from);
                tally.compare(number, question, "contact_share", &share);
            }
        }
    }
    println!("{tally:#?}");
    tally.judge();
}

#[derive(Debug, Default)]
struct Tally {
    measured: BTreeMap<String, usize>,
    in_slices: BTreeMap<String, usize>,
    regions: BTreeMap<String, usize>,
    refused: BTreeMap<String, usize>,
    wrong: Vec<String>,
}

impl Tally {
    fn compare(&mut self, map: usize, question: &Value, name: &str, answer: &Measured<Value>) {
        let agrees = match (answer, question.get("is"), question.get("not").and_then(Value::as_str)) {
            (Ok(value), Some(expected), _) => {
                *self.measured.entry(name.into()).or_default() += 1;
                if question["of"].to_string().contains("slice") {
                    *self.in_slices.entry(name.into()).or_default() += 1;
                }
                if name == "region" {
                    let text = question["of"].to_string();
                    for region in REGIONS.iter().filter(|region| text.contains(&format!("[\"{region}\""))) {
                        *self.regions.entry((*region).into()).or_default() += usize::from(expected != &json!([]));
                    }
                }
                close(value, expected)
            }
            (Err(reason), _, Some(expected)) => {
                *self.refused.entry(expected.into()).or_default() += 1;
                reason_name(reason) == expected
            }
            _ => false,
        };
        if !agrees {
            self.wrong.push(format!("map {map}: {name} of {}: {answer:?}, recorded {question}", question["of"]));
        }
    }

    fn judge(&self) {
        let shown: Vec<_> = self.wrong.iter().take(20).collect();
        assert!(self.wrong.is_empty(), "{} differ:\n{shown:#?}", self.wrong.len());
        for (table, names) in [
            (&self.measured, &MEASURES[..]),
            (&self.regions, &REGIONS),
            (&self.refused, &REASONS),
            (&self.in_slices, &MEASURES),
        ] {
            for &name in names {
                let alone = name == "tunnels" && std::ptr::eq(table, &self.in_slices);
                assert!(alone || table.contains_key(name), "`{name}` compared nothing: {table:?}");
            }
        }
    }
}

fn close(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| close(a, b)),
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            (a - b).abs() <= 1e-8 * a.abs().max(b.abs()).max(1.0)
        }
        _ => a == b,
    }
}

fn reason_name(reason: &Unmeasured) -> String {
    match reason {
        Unmeasured::Empty { argument } => format!("empty{argument}"),
        Unmeasured::NoOrientation => "no_orientation".into(),
        Unmeasured::Oblique { .. } => "oblique".into(),
        Unmeasured::NeedsVolume => "needs_volume".into(),
        Unmeasured::NoDualConnectivity => "no_dual".into(),
        Unmeasured::OnlyIgnored => "only_ignored".into(),
        Unmeasured::TooFragmented { .. } => "too_fragmented".into(),
        // What only images can be the reason for: tests/oracle_intensities.rs.
        other => other.to_string(),
    }
}

fn answer(facts: &Facts<'_>, map: &LabelMap, name: &str, of: &[Value]) -> Measured<Value> {
    let a = shape(&of[0]);
    let b = of.get(1).filter(|b| b.is_array() && b[0].is_string()).map_or(Shape::Union(Vec::new()), shape);
    Ok(match name {
        "region" => json!(flat_runs(facts, map, &a)?),
        "voxels" => json!(facts.voxels(&a)?),
        "volume" => json!(facts.volume(&a)?),
        "bounds" => facts.bounds(&a).map(|bounds| json!([bounds.low, bounds.high]))?,
        "centroid" => facts.centroid(&a).map(|centre| json!([centre.voxel, centre.world]))?,
        "end" => json!(facts.end(&a, axis(&of[1]), of[2].as_bool().unwrap())?.coordinate),
        "extent" => json!(facts.extent(&a, axis(&of[1]))?),
        "components" => parts(map, &facts.components(&a, connectivity(&of[1]), floor(&of[2]))?),
        "holes" => parts(map, &facts.holes(&a, connectivity(&of[1]), floor(&of[2]), of[3].as_bool().unwrap())?),
        "tunnels" => json!(facts.tunnels(&a, connectivity(&of[1]))?),
        "touches_border" => json!(facts.touches_border(&a)?.is_some()),
        "feret" => json!(facts.feret(&a)?.length),
        "diameter" => facts.diameter(&a, plane(&of[1])).map(|line| json!([line.length, line.short_axis]))?,
        "slices" => json!(facts.slices(&a, plane(&of[1]).unwrap())?),
        "slice_gaps" => {
            json!(facts.slice_gaps(&a, plane(&of[1]).unwrap())?.iter().map(|gap| gap.slices()).sum::<u64>())
        }
        "contact" => json!(facts.contact(&a, &b)?.area),
        "touches" => json!(facts.touches(&a, &b)?),
        "separate" => json!(facts.separate(&a, &b, false)?),
        "separate_by_overlap" => json!(facts.separate(&a, &b, true)?),
        "inside" => json!(facts.inside(&a, &b)?.share),
        "subset" => facts.subset(&a, &b).map(|rest| json!([rest.voxels, rest.share]))?,
        "equal" => facts.equal(&a, &b).map(|rest| json!([rest.voxels, rest.share]))?,
        "overlap" => json!(facts.overlap(&a, &b)?),
        "iou" => json!(facts.iou(&a, &b)?),
        "dice" => json!(facts.dice(&a, &b)?),
        "distance" => json!(facts.distance(&a, &b)?.length),
        "hausdorff" => json!(facts.hausdorff(&a, &b)?.length),
        "hd95" => json!(facts.hd95(&a, &b)?),
        "surface_dice" => json!(facts.surface_dice(&a, &b, of[2].as_f64().unwrap())?),
        "inside_reach" => reach(&facts.inside_reach(&a, &b, unit(&of[2]))?),
        "subset_reach" => reach(&facts.subset_reach(&a, &b, unit(&of[2]))?),
        "equal_reach" => reach(&facts.equal_reach(&a, &b, unit(&of[2]))?),
        other => panic!("no measure `{other}`"),
    })
}

fn reach(reach: &Reach) -> Value {
    if reach.length.is_finite() { json!(reach.length) } else { json!("infinite") }
}

fn parts(map: &LabelMap, parts: &[Part]) -> Value {
    let [nx, ny, _] = map.geometry.shape;
    let described = parts.iter().map(|part| {
        let [x, y, z] = part.first;
        json!([part.voxels, x + nx * (y + ny * z), part.bounds.low, part.bounds.high, part.centroid.voxel])
    });
    Value::Array(described.collect())
}

/// Starts and lengths in raster order; runs continue across rows.
fn flat_runs(facts: &Facts<'_>, map: &LabelMap, of: &Shape) -> Measured<Vec<u32>> {
    let [nx, ny, _] = map.geometry.shape;
    let mut out: Vec<u32> = Vec::new();
    for (z, y, run) in facts.structure(of)?.runs() {
        let start = run.start + nx * (y + ny * z);
        match out[..] {
            [.., before, ref length] if before + length == start => {
                let last = out.len() - 1;
                out[last] += run.voxels();
            }
            _ => out.extend([start, run.voxels()]),
        }
    }
    Ok(out)
}

fn axis(value: &Value) -> u8 {
    value.as_u64().unwrap() as u8
}

fn connectivity(value: &Value) -> u8 {
    value.as_u64().unwrap() as u8
}

fn unit(value: &Value) -> Unit {
    if value == "mm" { Unit::Millimetres } else { Unit::Voxels }
}

fn floor(value: &Value) -> Option<Floor> {
    let least = value[1].as_f64();
    if value[0] == "voxels" { least.map(Floor::Voxels) } else { least.map(Floor::Size) }
}

fn plane(value: &Value) -> Option<Plane> {
    let planes = [Plane::Axial, Plane::Coronal, Plane::Sagittal, Plane::Acquired];
    planes.into_iter().find(|plane| value == plane.word())
}

fn shape(value: &Value) -> Shape {
    let list = value.as_array().unwrap();
    let inner = |index: usize| Box::new(shape(&list[index]));
    let members = || list[1..].iter().map(shape);
    let margin = || [0, 1, 2].map(|axis| Millimetres::new(list[2][axis].as_f64().unwrap()));
    match list[0].as_str().unwrap() {
        "v" => Shape::Values {
            layer: list[1].as_u64().unwrap() as usize,
            ranges: vec![(list[2].as_i64().unwrap(), list[3].as_i64().unwrap())],
        },
        "+" => Shape::union(members()),
        "&" => Shape::Intersection(members().collect()),
        "-" => Shape::Difference(inner(1), inner(2)),
        "grow" => Shape::Grow(inner(1), margin()),
        "shrink" => Shape::Shrink(inner(1), margin()),
        "hull" => Shape::Hull(inner(1)),
        "most" => Shape::Most {
            axis: axis(&list[1]),
            positive: list[2].as_bool().unwrap(),
            depth: Millimetres::new(list[3].as_f64().unwrap()),
            of: inner(4),
        },
        "part" => {
            Shape::Part { connectivity: connectivity(&list[1]), index: list[2].as_u64().unwrap() as u32, of: inner(3) }
        }
        "slice" => {
            Shape::Slice { plane: plane(&list[1]).unwrap(), index: list[2].as_u64().unwrap() as u32, of: inner(3) }
        }
        other => panic!("no shape `{other}`"),
    }
}

fn label_map(recorded: &Value) -> LabelMap {
    let numbers = |value: &Value| value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect::<Vec<f64>>();
    let triple = |value: &Value| <[f64; 3]>::try_from(numbers(value)).unwrap();
    let shape = triple(&recorded["shape"]).map(|n| n as u32);
    let rows = recorded["affine"].as_array();
    let geometry = match rows {
        Some(rows) => {
            Geometry::oriented(shape, Affine([0, 1, 2].map(|row| <[f64; 4]>::try_from(numbers(&rows[row])).unwrap())))
        }
        None => Geometry::unoriented(shape, triple(&recorded["spacing"])),
    };
    let layers = recorded["layers"].as_array().unwrap().iter().map(|layer| runs(layer, shape)).collect();
    LabelMap { geometry, layers }
}

fn runs(layer: &Value, [nx, ny, nz]: [u32; 3]) -> Runs {
    let mut values = vec![0i64; (nx * ny * nz) as usize];
    for (value, runs) in layer.as_object().unwrap() {
        for pair in runs.as_array().unwrap().chunks(2) {
            let (start, length) = (pair[0].as_u64().unwrap() as usize, pair[1].as_u64().unwrap() as usize);
            values[start..start + length].fill(value.parse().unwrap());
        }
    }
    let mut builder = RunsBuilder::new([nx, ny, nz]);
    for (at, &value) in (0u32..).zip(&values) {
        if value != 0 {
            let (x, y, z) = (at % nx, at / nx % ny, at / nx / ny);
            builder.push_run(z, y, x, x + 1, value).unwrap();
        }
    }
    builder.finish().unwrap()
}
