//! Random claims on random small maps: judging never panics, is repeatable, follows the table of outcomes, and says of
//! every fault what, where and what to do. A sample by default, many more with `VOXLINT_FULL=1`.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use support::generator;
use support::random::Random;
use voxlint::check::case_facts::{GatheredTable, Record};
use voxlint::check::evaluate::case;
use voxlint::check::{CaseContext, CaseFacts, CaseVerdict, ClassSource, HeaderFacts, Outcome};
use voxlint::facts::Facts;
use voxlint::formats::{Cell, Table, table_of_text};
use voxlint::model::protocol::ClassId;
use voxlint::model::{self, Protocol};
use voxlint::report::{Finding, Severity, Source};
use voxlint::volume::{Affine, Geometry, LabelMap, RunsBuilder};

const DECLARATIONS: &str = "protocol test/random 1.0.0
labels {
  1 a
  2 b optional
  3 c optional
  4 p optional partial
  9 void ignore
}
group g = b + c
region r = a - grow(b, 1 mm)
region s = hull(a) & c
midline from c
sequence q = a, [b], c
";

/// Atoms over the structures X and Y.
const ATOMS: &[&str] = &[
    "present(X)",
    "absent(X)",
    "complete(X)",
    "voxels(X) >= 3 voxels",
    "volume(X) in 2 mm3 ..< 9 mm3",
    "components(X) == 1",
    "components(X, min: 2 voxels, connectivity: 6/26) <= 2",
    "components(X, connectivity: 18) in {1, 2}",
    "holes(X) == 0",
    "holes(X, of: background) == 0",
    "tunnels(X) == 0",
    "extent(X, axis: left_right) <= 3 mm",
    "diameter(X) >= 2 mm",
    "short_axis(X, in: acquired) < 2 mm",
    "feret(X) > 3 mm",
    "slices(X, in: coronal) >= 2",
    "slice_gaps(X) == 0",
    "contact(X, Y) >= 2 mm2",
    "contact_share(X, Y) <= 40 %",
    "distance(X, Y) <= 1.5 mm",
    "hausdorff(X, Y) <= 3 mm",
    "hd95(X, Y) <= 2 mm",
    "overlap(X, Y) == 0 mm3",
    "iou(X, Y) <= 0.5",
    "dice(X, Y) != 0.5",
    "surface_dice(X, Y, 1 mm) >= 30 %",
    "top(X) - bottom(Y) >= 1 mm",
    "missing_between(q) == 0",
    "count(X) == 1",
    "count(z for z in g where volume(z) >= 2 mm3) >= 1",
    "sum(volume(z) for z in components(X)) >= 3 mm3",
    "mean(volume(z) for z in g) <= 3 mm3",
    "max(distance(z, X) for z in g) <= 2 mm",
    "volume(X) / volume(Y) <= 1.5",
    "volume(X) + volume(Y) - 2 * volume(X & Y) >= 4 mm3",
    "spacing <= 1.5 mm",
    "size.i in 3 .. 5",
    "orientation in {RAS, LPS}",
    "X inside Y",
    "X inside Y, up to 60 %",
    "X inside Y, up to 1 voxel",
    "X subset of Y, up to 50 %",
    "X subset of Y, up to 2 mm",
    "X == Y, up to 1.5 mm",
    "X touches Y",
    "X separate from Y",
    "X separate from Y by overlap",
    "X left of Y",
    "top(X) cranial to centroid(Y) by 1 mm",
    "front(X) anterior to back(Y), up to 1 mm",
    "X right of midline",
    "q ordered left to right",
    "q ordered cranial to caudal, gap at least 1 mm, gap at most 3 mm",
];

const STRUCTURES: &[&str] =
    &["a", "b", "c", "p", "g", "r", "s", "(a + b)", "(a & g)", "shrink(a, 1 mm)", "(most cranial 1 mm of a)"];

fn atom(random: &mut Random, x: &str) -> String {
    let second = *random.pick(STRUCTURES);
    random.pick(ATOMS).replace('X', x).replace('Y', second)
}

fn load(text: String) -> Protocol {
    let source = Source::new("random.protocol", text);
    let loaded = model::load(&source);
    loaded.protocol.unwrap_or_else(|| panic!("{:?}\n{}", loaded.findings, source.text))
}

/// A small map with the values that matter, on a straight, a turned, an oblique or a nameless grid.
fn map(random: &mut Random, values: &[i64]) -> LabelMap {
    let shape = [1 + random.below(6), 1 + random.below(5), 1 + random.below(4)].map(|n| n as u32);
    let mut builder = RunsBuilder::new(shape);
    let sparse = 1 + random.below(4);
    for z in 0..shape[2] {
        for y in 0..shape[1] {
            for x in 0..shape[0] {
                if random.below(sparse) == 0 {
                    builder.push_run(z, y, x, x + 1, *random.pick(values)).unwrap();
                }
            }
        }
    }
    let geometry = match random.below(5) {
        0 => Geometry::unoriented(shape, [1.0, 0.7, 2.0]),
        1 => Geometry::oriented(shape, Affine([[-1.0, 0.0, 0.0, 4.0], [0.0, -1.0, 0.0, 2.0], [0.0, 0.0, 2.0, -7.0]])),
        2 => Geometry::oriented(shape, Affine([[1.0, 0.0, 0.0, 0.0], [0.0, 0.8, 0.6, 0.0], [0.0, -0.6, 0.8, 0.0]])),
        _ => Geometry::oriented(shape, Affine([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]])),
    };
    LabelMap { geometry, layers: vec![builder.finish().unwrap()] }
}

fn context(random: &mut Random) -> CaseContext {
    // One file for `a` only: nothing is known of the other classes.
    let classes = if random.one_in(5) {
        ClassSource::FilePerClass(BTreeMap::from([(ClassId(0), 0)]))
    } else {
        ClassSource::LabelMap
    };
    let header = HeaderFacts::default();
    let files = vec!["case.nii.gz".into()];
    CaseContext { name: "case".into(), files, classes, header, list_measures: true, ..CaseContext::default() }
}

fn judge(protocol: &Protocol, map: &LabelMap, context: &CaseContext) -> CaseVerdict {
    let mut facts = Facts::new(map);
    if let Some(ignored) = context.ignored_shape(protocol) {
        facts = facts.with_ignore(ignored);
    }
    case(protocol, &facts, context)
}

/// `p`ass, `f`ail, `-` not applicable, `u`nknown.
fn letter(verdict: &CaseVerdict, id: &str) -> char {
    let found = verdict.rules.iter().find(|rule| rule.id == id).unwrap_or_else(|| panic!("no rule {id}"));
    match found.outcome {
        Outcome::Pass => 'p',
        Outcome::Fail => 'f',
        Outcome::NotApplicable => '-',
        Outcome::CouldNotMeasure { .. } => 'u',
    }
}

fn and(a: char, b: char) -> char {
    match (a, b) {
        ('-', other) | (other, '-') => other,
        ('f', _) | (_, 'f') => 'f',
        ('u', _) | (_, 'u') => 'u',
        _ => 'p',
    }
}

fn not(a: char) -> char {
    match a {
        'p' => 'f',
        'f' => 'p',
        other => other,
    }
}

fn or(a: char, b: char) -> char {
    not(and(not(a), not(b)))
}

fn guarded(guard: char, claim: char) -> char {
    match guard {
        'p' => claim,
        'u' if claim == 'p' => 'p',
        'u' => 'u',
        _ => '-',
    }
}

fn worst(outcomes: &[char]) -> char {
    "fup-".chars().find(|letter| outcomes.contains(letter)).unwrap_or('-')
}

#[test]
fn outcomes_follow_the_table() {
    let mut seen = BTreeSet::new();
    for seed in 0..support::count(250, 20_000) as u64 {
        let mut random = Random::new(seed);
        let x = *random.pick(STRUCTURES);
        let (a, b) = (atom(&mut random, x), atom(&mut random, STRUCTURES.first().unwrap()));
        // The same atom of each class of a set, and of the bound name.
        let of = |name: &str, random: &mut Random| atom(random, name);
        let state = seed ^ 0xABCD;
        let each = of("x", &mut Random::new(state));
        let (of_b, of_c) = (of("b", &mut Random::new(state)), of("c", &mut Random::new(state)));
        let rules = [
            a.clone(),
            b.clone(),
            format!("({a}) and ({b})"),
            format!("({a}) or ({b})"),
            format!("not ({a})"),
            format!("({a}) implies ({b})"),
            format!("{b} when {a}"),
            format!("{b} unless {a}"),
            of_b,
            of_c,
        ];
        let mut text = DECLARATIONS.to_owned();
        for (number, claim) in rules.iter().enumerate() {
            text.push_str(&format!("rule R-{number} error \"r\" {{ require {claim} }}\n"));
        }
        text.push_str(&format!("rule R-10 error \"r\" {{ each x in {{b, c}} {{ require {each} }} }}\n"));
        text.push_str(&format!("rule R-11 error \"r\" {{ some x in {{b, c}} {{ require {each} }} }}\n"));
        text.push_str(&format!("rule R-12 error \"r\" {{ when {a} {{ require {b} }} }}\n"));
        let protocol = load(text.clone());
        let map = map(&mut random, &[1, 1, 2, 2, 3, 4, 9]);
        let context = context(&mut random);
        let verdict = judge(&protocol, &map, &context);
        let o: Vec<char> = (0..13).map(|number| letter(&verdict, &format!("R-{number}"))).collect();
        let about = || format!("seed {seed}: {o:?}\n{text}");
        let guard = if o[0] == '-' { 'f' } else { o[0] };
        assert_eq!(o[2], and(o[0], o[1]), "and, {}", about());
        assert_eq!(o[3], or(o[0], o[1]), "or, {}", about());
        assert_eq!(o[4], not(o[0]), "not, {}", about());
        let implied = match (guard, o[1]) {
            ('f', _) => 'p',
            (_, '-') => '-',
            (guard, claim) => or(not(guard), claim),
        };
        assert_eq!(o[5], implied, "implies, {}", about());
        assert_eq!(o[6], guarded(guard, o[1]), "when, {}", about());
        assert_eq!(o[7], guarded(not(guard), o[1]), "unless, {}", about());
        assert_eq!(o[10], worst(&[o[8], o[9]]), "each, {}", about());
        assert_eq!(o[11], or(o[8], o[9]), "some, {}", about());
        assert_eq!(o[12], o[6], "block, {}", about());
        assert_eq!(judge(&protocol, &map, &context), verdict, "not repeatable, {}", about());
        findings_are_complete(&verdict, &map, &about());
        seen.extend([(o[0], o[1])]);
    }
    assert_eq!(seen.len(), 16, "not every pair of outcomes occurred: {seen:?}");
}

#[test]
fn random_protocols_never_panic() {
    for seed in 0..support::count(150, 5_000) as u64 {
        let mut random = Random::new(seed);
        let source = Source::new("random.protocol", generator::text(&generator::protocol(seed)));
        let loaded = model::load(&source);
        let Some(protocol) = loaded.protocol else { continue };
        let classes = &protocol.labels.classes;
        let values: Vec<i64> =
            classes.iter().filter_map(|class| class.values.ranges.first().map(|range| range.0)).collect();
        let map = map(&mut random, &values);
        let context = CaseContext { case_facts: facts(&mut random, &protocol), ..context(&mut random) };
        let verdict = judge(&protocol, &map, &context);
        findings_are_complete(&verdict, &map, &format!("seed {seed}\n{}", source.text));
    }
}

/// Rows and cells, some of which are empty or wrong; now and then none at all.
fn facts(random: &mut Random, protocol: &Protocol) -> CaseFacts {
    let mut tables = BTreeMap::new();
    if !random.one_in(6) {
        let mut text = "id,long,node,cls\n".to_owned();
        for _ in 0..random.below(6) {
            let id = random.pick(&["a", "b", "c", ""]);
            let long = random.pick(&["3", "2 cm", "30", "", "wide"]);
            let (node, cls) = (random.pick(&["yes", "no", "", "2"]), random.pick(&["1", "2", "9", ""]));
            text.push_str(&format!("{id},{long},{node},{cls}{}\n", if random.one_in(8) { ",x" } else { "" }));
        }
        let table = table_of_text("csv", &text).unwrap();
        let records = Record::of_rows("rows.csv", table);
        let rows = GatheredTable { files: vec!["rows.csv".to_owned()], records, unusable: None };
        tables.insert("rows_0".to_owned(), rows);
    }
    let cell = |text: &&str| Some(Cell::Text((*text).to_owned()));
    let row = [
        ("gleason".to_owned(), cell(random.pick(&["3+3", "3+4", "4+3", "", "5"]))),
        ("isup".to_owned(), cell(random.pick(&["1", "2", "3", "", "x"]))),
    ];
    let records = vec![Record::of_one_row("cases.csv", Table::of_one_row("line 2", row))];
    CaseFacts::of_records(protocol, records, tables, "case", "case.nii.gz")
}

fn findings_are_complete(verdict: &CaseVerdict, map: &LabelMap, about: &str) {
    for rule in &verdict.rules {
        let of_rule: Vec<&Finding> = verdict.findings.iter().filter(|finding| finding.code == rule.id).collect();
        let is_rule = !rule.id.contains('.') || rule.id.starts_with("decide.");
        match rule.outcome {
            Outcome::Fail => assert!(!of_rule.is_empty(), "{} fails without a finding, {about}", rule.id),
            Outcome::CouldNotMeasure { .. } if rule.severity == Severity::Error && is_rule => {
                assert!(matches!(of_rule.as_slice(), [only] if only.severity == Severity::Warning), "{about}");
            }
            _ => assert!(of_rule.is_empty(), "{} has findings, {about}", rule.id),
        }
    }
    for finding in &verdict.findings {
        let message = &finding.message;
        assert!(!message.is_empty() && !message.ends_with('.') && !message.contains("`?`"), "{message}, {about}");
        assert!(!message.contains("NaN") && !message.contains("inf "), "{message}, {about}");
        assert!(
            message.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || c == '`'),
            "{message}, {about}"
        );
        assert!(finding.help.as_ref().is_some_and(|help| !help.is_empty()), "{message} has no help, {about}");
        assert!(!finding.labels.is_empty() && finding.file.is_some(), "{message}, {about}");
        let Some(place) = &finding.evidence.place else { continue };
        let inside = |voxel: [u32; 3]| voxel.iter().zip(map.geometry.shape).all(|(&at, n)| at < n);
        assert!(place.voxel.is_none_or(inside), "{message}: {place:?}, {about}");
        assert!(place.bounds.is_none_or(|(low, high)| inside(low) && inside(high)), "{message}: {place:?}, {about}");
    }
}
