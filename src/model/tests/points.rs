//! Mistakes in what a protocol says of landmarks, lines and outlines.

use super::{told, with_items};

const ITEMS: &str = r#"
labels { 1 liver  2 heart optional  11..12 C1..C2 optional }
sequence spine = C1..C2
group both = liver + heart
landmarks { carina  centre per spine  hilum per both  long line }
table nuclei { shape outline  place box xywh  seed point px }
"#;

/// Each line has one mistake.
const CLAIMS: &str = r#"
require centre inside liver
require centre.C3 inside liver
require centre.liver inside liver
require hilum ordered cranial to caudal
require carina
require long
require carina >= 5 mm
require distance(top(liver), carina) <= 5 mm
require angle(carina, long) <= 5 deg
require length(carina) <= 5 mm
require angle(long, long) <= 5 mm
require same_slice(carina)
require carina inside liver, up to 2 %
require carina image left of liver by 5 mm
require simple(liver)
require area(long) <= 5 px2
require extent(liver, axis: image_vertical) <= 5 mm
each n in nuclei { require n.shape touches n.place }
each n in nuclei { require area(n.shape) >= 5 px }
each n in nuclei { require n.shape }
each n in nuclei { require n.seed inside n.sape }
"#;

/// Each line is an item with one mistake.
const DECLARED: &str = r#"
landmarks { a per nothing }
landmarks { a per liver }
landmarks { a  b alias "a" }
table t { p point }
table t { b box }
table t { b box LPS }
table t { o outline RAS }
table t { p point RAS, default 5 }
"#;

#[test]
fn each_mistake_is_told_once_with_help() {
    let mut page = String::new();
    for line in CLAIMS.lines().filter(|line| !line.is_empty()) {
        let loaded = with_items(&format!("{ITEMS}rule A-1 error \"t\" {{\n{line}\n}}"));
        page.push_str(&format!("{line}\n{}\n", told(&loaded).join("\n")));
    }
    for line in DECLARED.lines().filter(|line| !line.is_empty()) {
        let loaded = with_items(&format!("labels {{ 1 liver }}\n{line}"));
        page.push_str(&format!("{line}\n{}\n", told(&loaded).join("\n")));
    }
    insta::assert_snapshot!(page);
}
