//! What sound protocols come to mean.

use super::super::protocol::{ClassId, ValueSet};
use super::super::rule::{
    AggregateFunction, Axis, ClaimKind, Comparison, Connectivity, Direction, Domain, MeasureKind, Number, Position,
    SpacingAxis, StatementKind, Structure, Tolerance,
};
use super::super::unit::show;
use super::super::{Claim, Dimension, Protocol};
use super::{told, with_items, with_statements};

fn sound(statements: &str) -> Protocol {
    let loaded = with_statements(statements);
    assert!(loaded.findings.is_empty(), "{statements}\n{:#?}", told(&loaded));
    loaded.protocol.expect("no mistakes")
}

fn claim(statement: &str) -> Claim {
    let protocol = sound(statement);
    match &protocol.rules[0].statements[0].kind {
        StatementKind::Require { claim, .. } => claim.clone(),
        other => panic!("{other:?}"),
    }
}

fn items(text: &str) -> Protocol {
    let loaded = with_items(text);
    assert!(loaded.findings.is_empty(), "{text}\n{:#?}", told(&loaded));
    loaded.protocol.expect("no mistakes")
}

#[test]
fn a_volume_is_compared_in_cubic_millimetres() {
    let ClaimKind::Within { value: Number::Measure(measure), low: Some(low), high: Some(high), half_open } =
        claim("require volume(liver) in 600 .. 3500 mL").kind
    else {
        panic!()
    };
    assert_eq!(
        (measure.kind, measure.dimension),
        (MeasureKind::Volume(Structure::Class(ClassId(0))), Dimension::VOLUME)
    );
    assert_eq!(measure.text, "volume(liver)");
    let end = |number: Number| match number {
        Number::Constant(quantity) => show(&quantity.value),
        other => panic!("{other:?}"),
    };
    assert_eq!((end(low).as_str(), end(high).as_str(), half_open), ("600000", "3500000", false));
}

#[test]
fn the_measure_stands_left_of_its_bound() {
    let ClaimKind::Compare { left: Number::Measure(_), operator, .. } = claim("require 600 mL <= volume(liver)").kind
    else {
        panic!()
    };
    assert_eq!(operator, Comparison::GreaterEqual);
}

#[test]
fn parameters_and_let_are_replaced() {
    let ClaimKind::Compare { left: Number::Measure(measure), .. } =
        claim("require components(liver, min: floor, connectivity: 6/26) == 1").kind
    else {
        panic!()
    };
    let MeasureKind::Components(components) = measure.kind else { panic!() };
    assert_eq!(components.floor.map(|floor| show(&floor.0.value)).as_deref(), Some("500"));
    assert_eq!(components.connectivity, Connectivity::Face);

    let protocol = sound("let total = volume(liver) + volume(spleen)\nrequire total <= 4 L");
    let StatementKind::Require { claim, .. } = &protocol.rules[0].statements[0].kind else { panic!() };
    assert!(matches!(&claim.kind, ClaimKind::Compare { left: Number::Sum(..), .. }));
}

#[test]
fn tolerances_keep_their_kind() {
    let kinds = ["2 %", "3 mm", "1 voxel"].map(|tolerance| {
        match claim(&format!("require tumour inside liver, up to {tolerance}")).kind {
            ClaimKind::Inside { tolerance, .. } => tolerance,
            other => panic!("{other:?}"),
        }
    });
    assert!(matches!(kinds, [Tolerance::Share(_), Tolerance::Length(_), Tolerance::Voxels(_)]));
    let text = claim("require not tumour inside   liver,up to 2 %").text;
    assert_eq!(text, "not tumour inside liver, up to 2 %");
}

#[test]
fn positions_and_their_difference() {
    let ClaimKind::Compare { left: Number::Measure(measure), .. } =
        claim("require top(heart) - bottom(liver) >= 5 mm").kind
    else {
        panic!()
    };
    let MeasureKind::Separation { from, to, axis } = measure.kind else { panic!() };
    assert_eq!(axis, Axis::CranialCaudal);
    assert!(matches!(to, Position::End { direction: Direction::Cranial, .. }), "the left side is where it leads to");
    assert!(matches!(from, Position::End { direction: Direction::Caudal, .. }));

    let ClaimKind::Beyond { a, direction, by, up_to, .. } =
        claim("require heart cranial to liver by 5 mm, up to 2 mm").kind
    else {
        panic!()
    };
    assert!(matches!(a, Position::Centroid(Structure::Class(_))));
    assert!(direction == Direction::Cranial && by.is_some() && up_to.is_some());
}

#[test]
fn sets_to_run_over() {
    let domains = [
        ("labels", 1),
        ("lesions", 1),
        ("spine", 1),
        ("kidney", 1),
        ("components(liver, min: 1 mL)", 1),
        ("{liver, spleen}", 1),
        ("{liver, whole_liver}", 1),
        ("pairs(lesions)", 2),
        ("consecutive(spine)", 2),
    ];
    for (domain, names) in domains {
        let bound = if names == 2 { "a, b" } else { "a" };
        let protocol = sound(&format!("each {bound} in {domain} {{ require present(a) }}"));
        let StatementKind::Each { variables, domain: found, .. } = &protocol.rules[0].statements[0].kind else {
            panic!()
        };
        assert_eq!(variables.len(), names);
        let fits = match (domain, found) {
            ("labels", Domain::Labels) | ("spine", Domain::Sequence(_)) | ("kidney", Domain::Pair(_)) => true,
            ("lesions", Domain::Classes(classes)) => classes == &[ClassId(1), ClassId(2)],
            ("{liver, spleen}", Domain::Classes(classes)) => classes == &[ClassId(0), ClassId(3)],
            ("{liver, whole_liver}", Domain::Structures(members)) => members.len() == 2,
            ("pairs(lesions)", Domain::PairsOf(_)) | ("consecutive(spine)", Domain::ConsecutiveOf(_)) => true,
            (_, Domain::Components(_)) => true,
            _ => false,
        };
        assert!(fits, "{domain}: {found:?}");
    }
}

#[test]
fn counts() {
    let measure = |statement: &str| match claim(statement).kind {
        ClaimKind::Compare { left, .. } => left,
        other => panic!("{other:?}"),
    };
    assert!(
        matches!(measure("require count(tumour) == 1"), Number::Measure(m) if matches!(m.kind, MeasureKind::Present(_)))
    );
    let Number::Aggregate(aggregate) = measure("require count(lesions) == 1") else { panic!() };
    assert_eq!(aggregate.function, AggregateFunction::Count);
    assert!(matches!(aggregate.filter.map(|f| f.kind), Some(ClaimKind::Present(Structure::Variable(_)))));
    let Number::Aggregate(aggregate) = measure("require sum(volume(x) for x in lesions where present(x)) <= 1 L")
    else {
        panic!()
    };
    assert_eq!(aggregate.dimension, Dimension::VOLUME);
}

#[test]
fn volumes_in_slices_are_areas() {
    let protocol = sound(
        "in each axial slice of wall { require volume(wall) >= 5 mm2\nrequire components(wall, min: 2 mm2) == 1 }",
    );
    let StatementKind::InEachSlice { body, .. } = &protocol.rules[0].statements[0].kind else { panic!() };
    let StatementKind::Require { claim, .. } = &body[0].kind else { panic!() };
    assert!(matches!(&claim.kind, ClaimKind::Compare { left, .. } if left.dimension() == Dimension::AREA));
}

#[test]
fn label_tables() {
    let protocol = items(
        "labels {\n 1..3 C1..C3\n {55..70, 99} liver\n -4 artefact\n 255 ignore\n}\nlabels { 7 spleen }"
            .split("\nlabels { 7")
            .next()
            .unwrap_or_default(),
    );
    let names: Vec<(&str, String)> =
        protocol.labels.classes.iter().map(|class| (class.name.as_str(), class.values.to_string())).collect();
    let expected = [("C1", "1"), ("C2", "2"), ("C3", "3"), ("liver", "55..70, 99"), ("artefact", "-4")];
    assert_eq!(names, expected.map(|(name, values)| (name, values.to_owned())));
    assert_eq!(protocol.labels.background, ValueSet::one(0));
    assert_eq!(protocol.labels.ignore, ValueSet::one(255));
    assert!(items("labels { 255 background 0 cup }").labels.background == ValueSet::one(255));
    assert!(items("labels { 0 outside 1 inner }").labels.background.is_empty());
    let files = items("labels { liver spleen }");
    assert!(files.labels.classes.iter().all(|class| class.values.is_empty()));
}

#[test]
fn order_of_items_does_not_matter() {
    let forward = items(
        "labels { 1 a 2 b }\ngroup g = a + b\ngroup h = g + a\nregion r = s - a\nregion s = h\nparam p = q\nparam q = 5 mm\nrule A-1 info \"t\" { require diameter(r) >= p }",
    );
    let backward = items(
        "rule A-1 info \"t\" { require diameter(r) >= p }\nparam q = 5 mm\nparam p = q\nregion s = h\nregion r = s - a\ngroup h = g + a\ngroup g = a + b\nlabels { 1 a 2 b }",
    );
    let leaves = |protocol: &Protocol, name: &str| {
        protocol.groups.iter().find(|group| group.name == name).map(|group| group.classes.clone())
    };
    for name in ["g", "h"] {
        assert_eq!(leaves(&forward, name), leaves(&backward, name));
    }
    assert_eq!(leaves(&forward, "h"), Some(vec![ClassId(0), ClassId(1)]));
}

#[test]
fn image_lines() {
    let protocol = items(
        "image {\n modality in {CT, MR}\n spacing <= 1 mm\n spacing.in_plane <= 1 mm\n size == 240 x 240 x 155\n orientation == RAS\n dimensions == 3\n spacing == 1 x 1 x 3 mm\n size.k >= 20\n}",
    );
    let ids: Vec<&str> = protocol.image.iter().map(|line| line.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "image.modality",
            "image.spacing",
            "image.spacing",
            "image.size",
            "image.orientation",
            "image.dimensions",
            "image.spacing",
            "image.size"
        ]
    );
    let ClaimKind::And(sides) = &protocol.image[3].claim.kind else { panic!() };
    let axes: Vec<_> = sides
        .iter()
        .map(|side| match &side.kind {
            ClaimKind::Compare { left: Number::Measure(measure), .. } => measure.kind.clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(axes, [MeasureKind::Size(0), MeasureKind::Size(1), MeasureKind::Size(2)]);
    assert!(
        matches!(&protocol.image[1].claim.kind, ClaimKind::Compare { left: Number::Measure(m), .. } if m.kind == MeasureKind::Spacing(SpacingAxis::Every))
    );
}

#[test]
fn sides_use_the_midline_where_there_is_one() {
    let table = "labels { 1 r 2 l 3 v }\npair k = r | l\nrule A-1 error \"t\" { require sides(k) }\n";
    let of = |protocol: &Protocol| match &protocol.rules[0].statements[0].kind {
        StatementKind::Require { claim, .. } => claim.kind.clone(),
        other => panic!("{other:?}"),
    };
    assert!(matches!(of(&items(table)), ClaimKind::Beyond { direction: Direction::Right, .. }));
    let ClaimKind::And(parts) = of(&items(&format!("{table}midline from v\n"))) else { panic!() };
    assert_eq!(parts.len(), 3);
}

#[test]
fn prose_is_gathered_from_every_block() {
    let protocol = items(
        "meta { cite book = \"Book, p. 4\" }\nlabels { 1 a }\nrule A-1 info \"t\" { require present(a) each x in {a} { because \"b\" cite book require present(x) } manual \"look\" cite \"other\" }",
    );
    let rule = &protocol.rules[0];
    assert_eq!((rule.because.len(), rule.manual.len()), (1, 1));
    assert_eq!(rule.cites, ["Book, p. 4", "other"]);
    assert_eq!(rule.statements.len(), 2);
    assert_eq!(rule.statements[1].text, "each x in {a}");
}
