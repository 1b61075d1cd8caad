//! Every mistake by name: one finding each, on its place, with help.

use std::collections::BTreeSet;

use super::super::codes;
use super::{DECLARATIONS, Loaded, loaded, told, with_items, with_statements};

/// Each line is a statement with one mistake.
const STATEMENTS: &str = r#"
require volume(livr) >= 600 mL when complete(liver)
require volume(Liver) >= 600 mL
require volume(qqqqqq) >= 600 mL
require volume >= 600 mL
require liver.lobe == 5
require void inside liver
require count(cases) == 2
require unique(liver)
require background touches liver
require case.nephrectomy
require volum(liver) >= 600 mL
require area(liver) >= 600 mm2
require frobnicate(liver) >= 600 mm2
require intensity(liver) >= 40 HU
require intensity(liver).mean >= 40 HU
require intensity(liver).average >= 40
require intensity(liver).std <= 40
require intensity(liver).q95 <= 40
require intensity(liver).p101 <= 40
require intensity(liver).meen <= 40
require intensity(liver, spleen).mean <= 40
require volume(liver).mean >= 40
require frobnicate(liver).mean >= 40
require image >= 40
require image touches liver
require share(liver) >= 5 %
require share(liver where image in 0 .. 40) >= 5 mL
require share(liver where image in 0 HU .. 40 HU) >= 5 %
require share(liver where liver in 0 .. 40) >= 5 %
require share(liver where present(spleen)) >= 5 %
require share(liver where image in {1, 2}) >= 5 %
require percentile(liver, 95) <= 40
require volume(liver@spleen) >= 600 mL
require volume(liver@nobody) >= 600 mL
require liver == majority(liver, raters)
require liver == majority(liver, spleen)
require count(instances(liver)) == 1
require liver == consensus(liver, {spleen}, at_least: 2)
require components(liver, minimum: 0.5 mL) == 1
require volume(liver, min: 0.5 mL) >= 600 mL
require components(liver, min: 1 mL, min: 2 mL) == 1
require liver cranial to spleen, up to 3 mL
require spine ordered superior to caudal
require spine ordered cranial to left
require diameter(tumour, in: transverse) >= 5 mm
require extent(liver, axis: z) >= 5 mm
require extent(liver, axis: craniocaudal) >= 5 mm
require holes(liver, min: 1 mL, of: liver) == 0
require components(liver, min: 1 mL, connectivity: 12) == 1
each liver in lesions { require present(liver) }
when present(liver) { let spleen = volume(liver) }
each x in lesions { each x in kidney { require present(x) } }
require volume(liver) >= 600 rad
require volume(liver) >= 600 dL
require volume(liver) >= 600
require volume(liver) in 600 .. 3500
require feret(liver) >= 5
require voxels(liver) >= 5
require components(liver, min: 0.5) == 1
require present(grow(liver, 5))
require liver cranial to spleen by 5
require volume(liver) >= 600 mm
require volume(liver) >= 5 voxels
require feret(liver) >= 5 mL
require volume(liver) >= 20 %
require components(liver, min: 5 mm) == 1
require components(liver, min: 1 mL) == 1 mm
require present(grow(liver, 5 voxels))
require present(shrink(liver, -5 mm))
require volume(liver) <= feret(liver)
require volume(liver) + feret(liver) <= 5 mL
require volume(liver) <= components(liver, min: 1 mL)
require volume(liver) * volume(spleen) >= 5 mL
require 1 / volume(liver) >= 5
require contact_share(tumour, liver) <= 150 %
require dice(liver, spleen) >= 5
require liver inside spleen, up to 150 %
require components(liver, min: 1 mL) == 1.5
require components(liver, min: 1 mL) >= 50 %
require components(liver, min: 1 mL) in {1, 2.5}
require volume(liver) >= 99999999999999999999999999999999999999999999 mL
require volume(liver) / 0 >= 5 mL
require volume(liver) in 3500 mL .. 600 mL
require distance(liver) >= 5 mm
require volume(liver, spleen) >= 5 mL
require extent(liver) >= 5 mm
require surface_dice(liver, spleen) >= 50 %
require present(grow(liver, 5 x 8 mm))
require liver
require volume(liver)
require components(liver, min: 1 mL)
require lesions and present(liver)
require volume(volume(liver)) >= 5 mL
require volume(top(liver)) >= 5 mL
require volume(components(liver, min: 1 mL)) >= 5 mL
require top(5 mm) cranial to liver
require top(liver) >= 5 mm
require top(liver) >= top(spleen)
require liver >= 5 mL
require liver <= spleen
require (present(liver)) == (present(spleen))
require 5 mL <= 6 mL
require volume(liver) == {5 mL}
require volume(liver) in lesions
require volume(liver) in {spleen}
require liver in {spleen}
require liver ordered cranial to caudal
require missing_between(lesions) == 0
require sides(lesions)
require sum(lesions) <= 5 mL
require count(volume(x) for x in lesions) == 1
require -liver inside spleen
require modality < CT
require size == 5
require size == 240 x 240.5 x 155
require size == 1 x 2 x 3 x 4
each x in liver { require present(x) }
each x in margin { require present(x) }
each x in 5 mm { require present(x) }
each x in {liver, 5 mm} { require present(x) }
require tumour inside liver, up to 2
require tumour inside liver, up to 2 mL
require tumour inside liver, by 5 mm
require tumour touches liver, up to 5 mm
require volume(liver) <= volume(spleen), up to 5 %
require volume(liver) == volume(spleen), up to 5 mm
require volume(liver) == volume(spleen), up to 5 %, up to 5 %
require unique(liver for x in lesions)
require unique(lesions)
require tumour separate from liver, up to 5 mm
require spine ordered cranial to caudal, up to 5 mm
require present(liver), up to 5 mm
require tumour inside liver, up to 2 %, up to 3 %
in each axial slice of wall { require tunnels(wall) == 0 }
in each axial slice of wall { require slices(wall) <= 5 }
in each axial slice of wall { require diameter(wall, in: coronal) <= 5 mm }
in each axial slice of wall { in each coronal slice of wall { require present(wall) } }
in each axial slice of wall { require volume(wall) <= 5 mL }
in each horizontal slice of wall { require present(wall) }
require holes(liver, min: 1 mL, connectivity: 18) == 0
require tunnels(liver, connectivity: 18) == 0
require top(heart) left of top(liver)
require left_end(heart) cranial to liver
require top(heart) - left_end(liver) >= 5 mm
require centroid(heart) - centroid(liver) >= 5 mm
each a in pairs(lesions) { require present(a) }
each a, b in lesions { require present(a) }
each a, b in consecutive(lesions) { require present(a) }
require liver right of midline
require volume(liver) in {}
require volume(liver) in 5 mL ..< 5 mL
require components(liver, min: 1 mL) in {1, 1}
require present(most dorsal 5 mm of liver)
cite nothing
"#;

/// Each paragraph is a set of items with one mistake.
const ITEMS: &[&str] = &[
    "inputs { annotation seg }\nfiles { seg \"{case/seg.nii\" }\nlabels { 1 liver }",
    "inputs { annotation seg }\nfiles { seg \"seg.nii\" }\nlabels { 1 liver }",
    "inputs { annotation seg }\nfiles { seg \"{case}.nii\" seg \"{case}_seg.nii\" }\nlabels { 1 liver }",
    "inputs { image ct annotation seg }\nfiles { ct \"{case}.nii\" }\nlabels { 1 liver }",
    "files { ct \"{case}.nii\" }\nlabels { 1 liver }",
    "inputs { image liver annotation seg }\nlabels { 1 liver }",
    "labels { 1 liver 2 liver }",
    "labels { 1 liver }\ngroup liver = liver",
    "labels { 1 spacing }",
    "labels { 1 liver 1 spleen }",
    "labels { {1..5} liver\n 3 spleen }",
    "labels { 255 ignore 255 liver }",
    "labels { 1..7 C1..C6 }",
    "labels { 1..7 cervical }",
    "labels { 1 C1..C7 }",
    "labels { {1..7} C1..C7 }",
    "labels { 7..1 C1..C7 }",
    "labels { {7..1} liver }",
    "labels { 1..7 C7..C1 }",
    "labels { 1..7 C1..T7 }",
    "labels { 1..5000 a1..a5000 }",
    "labels { 0 background optional }",
    "labels { 1 liver optional optional }",
    "labels { 1 void ignore background }",
    "labels { 99999999999999999999 liver }",
    "labels { 1 a 2 b }\ngroup g = a + b + a",
    "labels { 1 a 2 b }\nregion r = a - b\ngroup g = r + a",
    "labels { 1 a 2 b }\ngroup g = a - b",
    "labels { 1 a 2 b }\ngroup g = grow(a, 5 mm)",
    "labels { 1 a 2 b }\ngroup g = a + c",
    "labels { 1 a 2 b }\ngroup g = h + a\ngroup h = k\ngroup k = g",
    "labels { 1 a 2 b }\nregion r = r - a",
    "param p = q\nparam q = p",
    "labels { 1 a }\nparam p = volume(a)",
    "labels { 1 a }\nparam p = a",
    "labels { 1..3 a1..a3 }\nsequence s = a1, a2, a2",
    "labels { 1..3 a1..a3 }\nsequence s = a1..a4",
    "labels { 1..3 a1..a3 }\nsequence s = a1, b",
    "labels { 1 a 2 b }\ngroup g = a + b\nsequence s = g, a",
    "labels { 1 a 2 b }\npair p = a | a",
    "labels { 1 a 2 b }\npair p = a | c",
    "labels { 1 a 2 b }\nmidline from c",
    "meta { owner = \"a\" owner = \"b\" }",
    "meta { effective = 2027-01-01 .. 2026-01-01 }",
    "meta { effective = \"spring\" }",
    "meta { effective = 2026-02-30 }",
    "meta { cite a = word }",
    "image { modality in {MRI} }",
    "image { modality in {XX} }",
    "image { orientation in {RAR} }",
    "image { datatype in {uint9} }",
    "image { spacing.in_plan <= 1 mm }",
    "image { spacing <= 1 }",
    "image { spacing <= 1 mL }",
    "image { slice_thickness <= 1 mm }",
    "labels { 1 liver }\nimage { volume(liver) <= 1 L }",
    "table t per case { long mm\n long mm }",
    "case { id text, key }",
    "table liver per case { id text }\nlabels { 1 liver }",
    "case { a yes/no }\nrule A-1 error \"t\" { require spacing <= 1 mm }",
    "table t { a yes/no }\nrule A-1 error \"t\" { each x in labels { require present(x) } }",
    "case { g in {\"3+3\", \"3+4\"}\n h in {x, y}, optional\n i integer in 0 .. 5 }\ndecide case.i from case.k { \"3+3\" -> 1 }",
    "case { g in {\"3+3\", \"3+4\"}\n h in {x, y}, optional\n i integer in 0 .. 5 }\ndecide case.i from case.g { }",
    "case { g in {\"3+3\", \"3+4\"}\n h in {x, y}, optional\n i integer in 0 .. 5 }\ndecide case.i from case.g { \"3+5\" -> 1 }",
    "case { g in {\"3+3\", \"3+4\"}\n h in {x, y}, optional\n i integer in 0 .. 5 }\ndecide case.i from case.g { \"3+3\" -> 9 }",
    "case { g in {\"3+3\", \"3+4\"}\n h in {x, y}, optional\n i integer in 0 .. 5 }\ndecide case.i from case.g { \"3+3\" -> x }",
    "case { g in {\"3+3\", \"3+4\"}\n h in {x, y}, optional\n i integer in 0 .. 5 }\ndecide case.i from case.g { \"3+3\", x -> 1 }",
    "case { g in {\"3+3\", \"3+4\"}\n h in {x, y}, optional\n i integer in 0 .. 5 }\ndecide case.i from case.g { 1 .. 2 -> 1 }",
    "case { g in {\"3+3\", \"3+4\"}\n h in {x, y}, optional\n i integer in 0 .. 5 }\ndecide case.h from case.i { 1 mm .. 2 mm -> x }",
    "case { g in {\"3+3\", \"3+4\"}\n h in {x, y}, optional\n i integer in 0 .. 5 }\ndecide case.h from case.i { 1 -> z }",
    "case { g in {\"3+3\", \"3+4\"}\n h in {x, y}, optional\n i integer in 0 .. 5 }\ndecide case.h from case.i { 1 -> x\n otherwise y\n otherwise invalid }",
    "case { g in {\"3+3\", \"3+4\"}\n h in {x, y}, optional\n i integer in 0 .. 5 }\ndecide case.h from case.i { 1 -> case.i }",
    "case { g in {\"3+3\", \"3+4\"}\n h in {x, y}, optional\n i integer in 0 .. 5 }\ndecide case.i from case.g { \"3+3\" -> 1 }\ndecide case.i from case.h { x -> 1 }",
    "case { a in {1, x} }",
    "case { a in {x, 3+4} }",
    "case { a in {x, x} }",
    "case { a in {} }",
    "case { a yes/no\n a integer }",
    "case { a yes/no in {x} }",
    "case { a yes/no, optional, default no }",
    "case { a yes/no, default maybe }",
    "case { a in {x, y}, default z }",
    "case { a in 0 mm .. 5 mm, default 3 }",
    "case { a in 0 mm .. 5 mm, default 7 mm }",
    "case { a integer, default 1.5 }",
    "case { a text, default x }",
    "case { a date, default 5 }",
    "case { a date, default 2026-13-01 }",
    "case { a date in 0 .. 5 }",
    "case { a in 0 mm .. 5 mL }",
    "case { a mm in 0 mL .. 5 mL }",
    "case { a integer in 0 mm .. 5 mm }",
    "case { a integer in 0.5 .. 5 }",
    "case { a in 5 .. 1 }",
    "case { a text matching \"[\" }",
    "case { a rad }",
    "rule A-1 error \"a\" { manual \"x\" }\nrule A-1 error \"b\" { manual \"y\" }",
];

/// Fields for the claims of [`CLAIMS`] to speak of.
const FIELDS: &str = "case { phase in {arterial, venous}\n nephrectomy yes/no\n age in 0 .. 120 year\n born date\n site text\n count integer }\n";

/// Each line has one mistake in what it says of all cases.
const ACROSS: &str = r#"
require volume(liver) >= 600 mL
require present(liver)
require robust_z(volume(liver)) <= 3
each case in cases { require unique(case.site) }
each case in cases { require volume(case) >= 5 mL }
each a, b in pairs(cases) { require present(liver) }
each case in cases { each c in components(liver, min: 1 mL) { require volume(c) >= 5 mL } }
require unique(liver)
require same(contents)
require share(cases where liver) >= 5 %
require median(volume(liver), cases) >= 5 mL
"#;

/// Each line has one mistake in what it says of names.
const NAMES: &str = r#"
each s in structures named "{x" { require present(s) }
each s in structures named "{x: two digits}" { require present(s) }
each s in structures named "{x: primery}" { require present(s) }
each s in structures named primary { require present(s) }
each s in components(liver, min: 1 mL) named "{x}" { require volume(s) >= 5 mL }
each s in structures named "{x}_L" { require found("{y}_R") }
each s in structures named "{x}_L" { require found("{x_R") }
each s in structures named "{x}_L" { require s == grow(x, 5) }
each s in structures named "{m: digits}" { require s == grow(s, m), up to 1 voxel }
each s in structures named "{m: digits}" { require s == grow(s, m mL), up to 1 voxel }
each s in structures { require s.name }
each s in structures { require s.name == 5 }
each s in structures { require s.name < "Lung" }
each s in structures { require s.name in {Lung} }
each s in structures { require s.name in 5 mm .. 6 mm }
each s in structures { require s in primary }
each s in structures { require s.nam == "Lung" }
each s in structures { require s.name matches Lung }
each s in structures { require length(s.name) <= 16 mm }
each s in structures { require reversed(s.name, "") == s.name }
require structures named "{x}"
require found(liver)
require primary
require liver mm >= 5 mL
require present("liver")
"#;

/// Each line has one mistake in what it says of a fact.
const CLAIMS: &str = r#"
require case.phase == venus
require case.phas == venous
require case == venous
require case.phase.x == venous
require case.phase > venous
require case.phase in venous
require case.phase
require case.phase == 5
require case.phase == case.nephrectomy
require case.site == venous
require case.nephrectomy == maybe
require case.age >= 18
require case.age >= 18 mm
require case.age >= venous
require case.count == 1.5
require case.born >= 5 year
require case.born + case.born >= 5 year
require case.born * 2 >= 5 year
require case.born >= 2026-02-30
require case.born
require -case.born >= 2026-02-20
require volume(case.phase) >= 5 mL
require case.phase + 5 mm >= 6 mm
require present(case.phse)
"#;

fn cases() -> Vec<(String, Loaded)> {
    let statements = STATEMENTS.lines().filter(|line| !line.is_empty());
    let mut cases: Vec<_> = statements.map(|line| (line.to_owned(), with_statements(line))).collect();
    cases.extend(ITEMS.iter().map(|items| ((*items).to_owned(), with_items(items))));
    let claims = CLAIMS.lines().filter(|line| !line.is_empty());
    let rule = |claim: &str| with_items(&format!("{FIELDS}rule A-1 error \"t\" {{\n{claim}\n}}"));
    cases.extend(claims.map(|line| (line.to_owned(), rule(line))));
    let names = NAMES.lines().filter(|line| !line.is_empty());
    let named = |claim: &str| {
        with_items(&format!(
            "labels {{ 1 liver }}\nvocabulary primary {{ \"Lung\" }}\nrule A-1 error \"t\" {{\n{claim}\n}}"
        ))
    };
    cases.extend(names.map(|line| (line.to_owned(), named(line))));
    let vocabularies =
        ["vocabulary a { Lung }", "vocabulary a { \"Lung\", \"Lung\" }", "vocabulary a { \"\" }", "vocabulary a {}"];
    cases.extend(vocabularies.map(|item| (item.to_owned(), with_items(item))));
    let rule = |claim: &str| {
        with_items(&format!("{FIELDS}labels {{ 1 liver }}\nrule A-1 error \"t\" across cases {{\n{claim}\n}}"))
    };
    cases.extend(ACROSS.lines().filter(|line| !line.is_empty()).map(|line| (line.to_owned(), rule(line))));
    let by = "rule A-1 error \"t\" across cases by sit { require count(cases) == 2 }";
    cases.push((by.to_owned(), with_items(&format!("{FIELDS}{by}"))));
    cases.push(("protocol Liver 1.0.0".to_owned(), loaded("protocol Liver 1.0.0\nlabels { 1 a }\n")));
    cases
}

#[test]
fn each_mistake_is_told_once_with_help() {
    let mut page = String::new();
    let mut without_help = 0;
    for (text, loaded) in cases() {
        let told = told(&loaded);
        assert!(loaded.protocol.is_none(), "accepted: {text}");
        assert_eq!(told.len(), 1, "{text}\n{told:#?}");
        for finding in &loaded.findings {
            assert!(codes::find(&finding.code).is_some(), "{} has no page: {text}", finding.code);
            assert!(!finding.labels.is_empty(), "no place: {text}");
            without_help += usize::from(finding.help.is_none());
            for said in [Some(&finding.message), finding.help.as_ref()].into_iter().flatten() {
                assert!(!said.ends_with(['.', '!']) || said.ends_with(".."), "ends with a stop: {said}");
                assert!(!said.is_empty());
                let first = said.chars().next().unwrap_or_default();
                assert!(!first.is_uppercase(), "begins with a capital: {said}");
            }
        }
        page.push_str(&format!("{text}\n    {}\n", told.join("\n    ")));
    }
    assert_eq!(without_help, 0);
    insta::assert_snapshot!(page);
}

#[test]
fn every_code_of_names_and_types_is_told_by_some_mistake() {
    let told: BTreeSet<String> =
        cases().iter().flat_map(|(_, loaded)| loaded.findings.clone()).map(|f| f.code).collect();
    let missing: Vec<&str> = codes::all()
        .iter()
        .map(|code| code.code)
        // Lints are told elsewhere; the bounds on length stand with the hostile protocols.
        .filter(|code| code.starts_with("P2") && !matches!(*code, "P207" | "P228"))
        .filter(|code| !told.contains(*code))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn all_mistakes_of_a_file_are_told_at_once_by_place() {
    let statements: Vec<&str> = STATEMENTS.lines().filter(|line| !line.is_empty()).collect();
    let together = with_statements(&statements.join("\n"));
    let lines: BTreeSet<usize> =
        together.findings.iter().map(|f| together.source.line_column(f.labels[0].span.start).0).collect();
    let first = together.source.text.lines().count() - statements.len() - 1;
    let silent: Vec<&&str> =
        statements.iter().enumerate().filter(|(at, _)| !lines.contains(&(first + at + 1))).map(|(_, s)| s).collect();
    assert!(silent.is_empty(), "{silent:#?}");
    let places: Vec<_> = together.findings.iter().map(|finding| finding.labels[0].span).collect();
    assert!(places.is_sorted());
}

#[test]
fn a_mistake_does_not_echo() {
    // Each of these has exactly one mistake, whatever builds on it.
    for items in [
        "labels { 1..3 C1..C2 }\nsequence s = C1, C2\nrule A-1 error \"t\" { require present(C1) }",
        "labels { 1 a }\ngroup g = a + b\nregion r = g - a\nrule A-1 error \"t\" { each x in g { require x inside r } }",
        "labels { 1 a }\nparam p = volume(b)\nrule A-1 error \"t\" { require volume(a) >= p }",
        "labels { 1 a }\nrule A-1 error \"t\" { let v = volume(b) require v >= 5 mL require v + volume(a) >= 5 }",
        "labels { 1 a }\nrule A-1 error \"t\" { each x in b { require volume(x) >= 5 } }",
        "labels { 1 a }\npair p = a | b\nrule A-1 error \"t\" { require sides(p) each x in p { require present(x) } }",
        "labels { 1 a }\nmidline from b\nrule A-1 error \"t\" { require a left of midline }",
    ] {
        let loaded = with_items(items);
        assert_eq!(loaded.findings.len(), 1, "{items}\n{:#?}", told(&loaded));
    }
    assert!(with_items(DECLARATIONS).protocol.is_some());
}
