//! A rule as a card: what it requires, why, right and wrong, how it is checked, and how it is written.

use crate::report::html::{Panel, color, side_of};
use crate::report::picture::{Picture, View};
use crate::words::{Clause, Term};

use super::super::{Example, RuleEntry, Shown};
use super::blocks::{list, term_anchor};
use super::text::{anchor, escaped, lines, paragraphs, prose};

/// So much wider than a slice is its picture, so that its edges are seen.
const ROOM: f64 = 1.12;

pub(super) fn html(rule: &RuleEntry) -> String {
    let (place, id, severity) = (anchor("rule", &rule.id), escaped(&rule.id), rule.severity.word());
    let mut card = format!(
        "<article class=\"card rule\" id=\"{place}\" aria-labelledby=\"{place}-title\">\n\
         <p class=\"rule-head\"><span class=\"badge {severity}\">{severity}</span> <a href=\"#{place}\"><code>{id}</code></a></p>\n\
         <h3 id=\"{place}-title\">{}</h3>\n",
        prose(&rule.title)
    );
    card += &format!("<div class=\"docs\">{}</div>\n", paragraphs(&rule.docs));
    card += &format!("<div class=\"requires\">\n{}</div>\n", required(rule));
    card += &example(rule);
    card += &format!("<dl class=\"facts\">\n{}</dl>\n", facts(rule));
    card += &format!(
        "<details class=\"source\"><summary>As the protocol has it <span class=\"quiet\">({})</span></summary>\n\
         <pre><code>{}</code></pre></details>\n</article>\n",
        escaped(&rule.place),
        lines(&rule.source)
    );
    card
}

/// One sentence alone is no list.
fn required(rule: &RuleEntry) -> String {
    let across = rule.across.as_deref().map(|text| format!("<p>{}</p>\n", prose(text))).unwrap_or_default();
    let by_program = match rule.requires.as_slice() {
        [] => String::new(),
        [Clause { text, parts }] if parts.is_empty() => format!("<p>{}</p>\n", prose(text)),
        [Clause { text, parts }] => format!("<p>{}</p>\n{}", prose(text), list(parts)),
        several => list(several),
    };
    let by_person: String = rule.manual.iter().map(|text| format!("<p>{}</p>\n", prose(text))).collect();
    across + &by_program + &by_person
}

fn facts(rule: &RuleEntry) -> String {
    let fact = |name: &str, html: &str| format!("<dt>{name}</dt><dd>{html}</dd>\n");
    let mut facts = String::new();
    for because in &rule.because {
        facts += &fact("Why", &prose(because));
    }
    facts += &fact("How it is checked", &checked(rule));
    if !rule.limits.is_empty() {
        facts += &fact("Not judged", &prose(&rule.limits));
    }
    for cite in &rule.cites {
        facts += &fact("Source", &prose(cite));
    }
    if let Some(base) = &rule.base {
        facts += &fact("Taken from", &format!("<code>{}</code>", escaped(base)));
    }
    facts
}

fn checked(rule: &RuleEntry) -> String {
    let link = |term: &Term| format!("<a href=\"#{}\">{}</a>", term_anchor(*term), prose(term.name()));
    let terms: Vec<String> = rule.terms.iter().map(link).collect();
    let by = match (rule.requires.is_empty(), rule.manual.is_empty()) {
        (true, _) => return "By a person; it is on the <a href=\"#checklist\">checklist</a>.".to_owned(),
        (false, true) => "By voxlint.",
        (false, false) => "By voxlint; what is on the <a href=\"#checklist\">checklist</a>, by a person.",
    };
    if terms.is_empty() { by.to_owned() } else { format!("{by} Terms: {}.", terms.join(", ")) }
}

/// Right beside wrong, at the same scale.
fn example(rule: &RuleEntry) -> String {
    match &rule.example {
        Example::Unasked => String::new(),
        Example::Missing(why) => format!("<p class=\"quiet small\">No pictures: {}.</p>\n", prose(why)),
        Example::Shown(shown) => pictures(rule, shown),
    }
}

fn pictures(rule: &RuleEntry, shown: &Shown) -> String {
    let says = format!("<p class=\"small\">What voxlint says of the wrong one: {}.</p>\n", prose(&shown.says));
    let view = |picture: &Option<Picture>| picture.as_ref().and_then(|picture| picture.views.first()).cloned();
    let (right, Some(wrong)) = (view(&shown.right), view(&shown.wrong)) else {
        return format!("<div class=\"example\">\n{says}</div>\n");
    };
    let side = ROOM * right.iter().chain([&wrong]).map(side_of).fold(0.0, f64::max);
    let figure = |view: &View, class: &str, word: &str, caption: &str| {
        let said = format!("{word}: {} slice of a made case for {}", view.plane.word(), rule.id);
        let panel = Panel { view, side, said: &said }.html();
        format!(
            "<figure class=\"view\">{panel}<figcaption><span class=\"badge {class}\">{word}</span> {caption}</figcaption></figure>\n"
        )
    };
    let mut figures = String::new();
    if let Some(right) = &right {
        figures += &figure(right, "pass", "right", right.plane.word());
    }
    figures += &figure(&wrong, "error", "wrong", wrong.plane.word());
    format!("<div class=\"example\">\n<div class=\"views two\">\n{figures}</div>\n{}{says}</div>\n", key(shown, &wrong))
}

/// The classes of both pictures, in the order of the protocol.
fn key(shown: &Shown, wrong: &View) -> String {
    let mut swatches: Vec<_> = Vec::new();
    for swatch in [&shown.right, &shown.wrong].into_iter().flatten().flat_map(|picture| &picture.legend) {
        if !swatches.contains(&swatch) {
            swatches.push(swatch);
        }
    }
    let mut key = String::from("<div class=\"key\">");
    if !wrong.outline.polygons.is_empty() {
        let words =
            if wrong.outline.boxed { "what is wrong (its box: too ragged to outline)" } else { "what is wrong" };
        key += &format!(
            "<span><svg width=\"13\" height=\"13\" aria-hidden=\"true\"><rect x=\"1.5\" y=\"1.5\" width=\"10\" height=\"10\" rx=\"2.5\" \
             fill=\"none\" stroke=\"#ff4d6d\" stroke-width=\"2\"/></svg>{words}</span>"
        );
    }
    for swatch in swatches {
        key += &format!(
            "<span><svg width=\"11\" height=\"11\" aria-hidden=\"true\"><rect width=\"11\" height=\"11\" rx=\"2.5\" fill=\"{}\"/></svg>{}</span>",
            color(swatch.color),
            escaped(&swatch.name)
        );
    }
    key + "</div>\n"
}
