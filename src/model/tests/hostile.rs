//! Protocols that nobody writes by hand: long, deep, cut off. Nothing panics, and each ends in a finding.

use super::{loaded, told, with_items};

fn rule(statement: &str) -> String {
    format!("labels {{ 1 a 2 b }}\nrule A-1 error \"t\" {{ {statement} }}")
}

#[test]
fn long_chains() {
    let sum = |terms: usize| format!("require {} <= 5 L", vec!["volume(a)"; terms].join(" + "));
    assert!(with_items(&rule(&sum(300))).protocol.is_some());
    let union = |terms: usize| {
        let names: Vec<String> = (1..=terms).map(|n| format!("a{n}")).collect();
        format!("labels {{ 1..{terms} a1..a{terms} }}\ngroup g = {}", names.join(" + "))
    };
    assert!(with_items(&union(300)).protocol.is_some());
    for statement in [
        sum(500),
        format!("require {}", vec!["present(a)"; 500].join(" and ")),
        format!("require present({})", vec!["a"; 500].join(" - ")),
    ] {
        assert!(!with_items(&rule(&statement)).findings.is_empty());
    }
}

#[test]
fn deep_nesting() {
    for depth in [10, 200] {
        let statement = format!("require {}present(a){}", "(".repeat(depth), ")".repeat(depth));
        assert_eq!(with_items(&rule(&statement)).protocol.is_some(), depth == 10);
        let hull = format!("require present({}a{})", "hull(".repeat(depth), ")".repeat(depth));
        assert_eq!(with_items(&rule(&hull)).protocol.is_some(), depth == 10);
        let not = format!("require {}present(a)", "not ".repeat(depth));
        assert_eq!(with_items(&rule(&not)).protocol.is_some(), depth == 10);
        let blocks = format!("{}require present(a){}", "when present(b) { ".repeat(depth), " }".repeat(depth));
        assert_eq!(with_items(&rule(&blocks)).protocol.is_some(), depth == 10);
    }
}

#[test]
fn towers_of_regions() {
    let tower = |height: usize| {
        let floors: Vec<String> = (1..height).map(|n| format!("region r{n} = r{} - a", n - 1)).collect();
        format!("labels {{ 1 a 2 b }}\nregion r0 = b\n{}", floors.join("\n"))
    };
    assert!(with_items(&tower(40)).protocol.is_some());
    let high = with_items(&tower(500));
    assert!(high.findings.iter().any(|finding| finding.code == "P228"), "{:#?}", told(&high));
}

#[test]
fn every_prefix_of_a_protocol_is_survived() {
    let text = crate::model::library::find("kits/19").expect("shipped");
    for end in (0..text.len()).step_by(17).filter(|end| text.is_char_boundary(*end)) {
        let loaded = loaded(&text[..end]);
        for finding in &loaded.findings {
            for label in &finding.labels {
                assert!(label.span.start <= label.span.end && label.span.start <= end, "{finding:?}");
            }
        }
    }
}
