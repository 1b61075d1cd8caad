//! The chapters in their order. One without anything in it is left out.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Protocol, json};
use crate::words::{Clause, Term, Words, sentence};

use super::super::example::Example;
use super::{Block, Chapter, classes, facts, rules};

pub(super) fn chapters(protocol: &Protocol, examples: BTreeMap<String, Example>) -> Vec<Chapter> {
    let all = [
        Chapter { id: "about", title: "About this protocol", blocks: about(protocol) },
        Chapter { id: "case", title: "The case and its files", blocks: facts::files(protocol) },
        Chapter { id: "image", title: "The image", blocks: image(protocol) },
        Chapter { id: "facts", title: "Facts about the case", blocks: facts::fields(protocol) },
        Chapter { id: "classes", title: "Classes", blocks: classes::classes(protocol) },
        Chapter { id: "structures", title: "Groups and other structures", blocks: classes::structures(protocol) },
        Chapter { id: "landmarks", title: "Landmarks", blocks: classes::landmarks(protocol) },
        Chapter { id: "rules", title: "Rules", blocks: rules::rules(protocol, examples) },
        Chapter { id: "checklist", title: "Checklist for the reader", blocks: rules::checklist(protocol) },
        Chapter { id: "terms", title: "How things are measured", blocks: terms(protocol) },
        Chapter { id: "sources", title: "Sources", blocks: sources(protocol) },
    ];
    all.into_iter().filter(|chapter| !chapter.blocks.is_empty()).collect()
}

/// Who answers for it, and when it holds.
fn about(protocol: &Protocol) -> Vec<Block> {
    let meta = &protocol.meta;
    let entries = meta.entries.iter().filter(|(key, _)| key != "title");
    let mut facts: Vec<(String, String)> =
        entries.map(|(key, text)| (sentence(&key.replace('_', " ")), text.clone())).collect();
    let (from, to) = meta.effective;
    let in_force = match (from, to) {
        (Some(from), Some(to)) => Some(format!("from {from} to {to}")),
        (Some(from), None) => Some(format!("from {from} on")),
        (None, Some(to)) => Some(format!("until {to}")),
        (None, None) => None,
    };
    facts.extend(in_force.map(|days| ("In force".to_owned(), days)));
    facts.push(("Version".to_owned(), format!("`{}`", protocol.title())));
    let hash = json::hash(protocol);
    facts.push(("Fingerprint of its meaning".to_owned(), format!("`{hash}`")));
    vec![Block::Facts(facts)]
}

fn image(protocol: &Protocol) -> Vec<Block> {
    let words = Words::new(protocol);
    let mut demands: Vec<Clause> = protocol.image.iter().map(|line| words.image_line(line)).collect();
    if let Some(padding) = &protocol.padding {
        let text = format!("An intensity of {} means that nothing was scanned there.", padding.written);
        demands.push(Clause { text, parts: Vec::new() });
    }
    if demands.is_empty() { Vec::new() } else { vec![Block::List(demands)] }
}

fn sources(protocol: &Protocol) -> Vec<Block> {
    let citations = &protocol.meta.citations;
    if citations.is_empty() { Vec::new() } else { vec![Block::Facts(citations.clone())] }
}

/// What the words of the rules mean, and what becomes of a rule.
fn terms(protocol: &Protocol) -> Vec<Block> {
    let of_rules = protocol.rules.iter().flat_map(Term::of_rule);
    let of_image = protocol.image.iter().flat_map(|line| Term::of_claim(&line.claim));
    let terms: BTreeSet<Term> = of_rules.chain(of_image).collect();
    let mut blocks = Vec::new();
    if !terms.is_empty() {
        blocks.push(Block::Terms(terms.into_iter().collect()));
    }
    blocks.push(Block::Heading("What becomes of a rule".to_owned()));
    let outcomes = [
        ("Pass", "What it requires holds."),
        ("Fail", "It does not hold: a finding says where, by how much, and what to do."),
        ("Not applicable", "What it speaks of is absent or its condition is not met: nothing was judged."),
        ("Could not measure", "Something that it needs is missing or cannot be read. This is never counted as a pass."),
    ];
    blocks.push(Block::Facts(outcomes.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec()));
    blocks.push(Block::Facts(vec![
        ("`error`".to_owned(), "The case is not accepted while the rule fails.".to_owned()),
        ("`warning`".to_owned(), "Somebody should look, and may find that the case is right.".to_owned()),
        ("`info`".to_owned(), "Worth knowing.".to_owned()),
    ]));
    blocks
}
