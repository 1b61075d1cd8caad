//! Differences of classes as a person reads them.

use std::collections::BTreeSet;

use crate::model::Protocol;
use crate::model::protocol::ClassId;
use crate::report::{Evidence, Finding, Severity, Span};

use super::classes::{Cost, Difference, Direction, Kind, Part, differences};
use super::codes;
use super::crosswalk::{Crosswalk, Evidence as Why, Side, Unclear, suggestions};
use crate::model::mentions::{Mentions, mentions};

/// Everything that is to be said of the classes of two protocols of a crosswalk: differences, and what could not be linked.
pub fn findings(crosswalk: &Crosswalk<'_>, old: usize, new: usize) -> Vec<Finding> {
    let (Some(left), Some(right)) = (crosswalk.view(old), crosswalk.view(new)) else { return Vec::new() };
    let told = Telling {
        old: left.protocol,
        new: right.protocol,
        mentions: (mentions(left.protocol), mentions(right.protocol)),
        crosswalk,
        numbers: (old, new),
    };
    let mut found: Vec<Finding> =
        differences(crosswalk, old, new).iter().map(|difference| told.difference(difference)).collect();
    found.extend(told.conflicts());
    found.extend(told.suggestions());
    found
}

struct Telling<'t> {
    old: &'t Protocol,
    new: &'t Protocol,
    /// Of the old and of the new protocol.
    mentions: (Mentions, Mentions),
    crosswalk: &'t Crosswalk<'t>,
    numbers: (usize, usize),
}

impl Telling<'_> {
    fn difference(&self, difference: &Difference) -> Finding {
        let mut message = sentence(difference);
        if let Some(detail) = &difference.detail {
            message = format!("{message}: {detail}");
        }
        if let Some(assumed) = self.assumed(difference) {
            message = format!("{message} ({assumed})");
        }
        let (old_rules, new_rules) =
            (touched(&self.mentions.0, &difference.old), touched(&self.mentions.1, &difference.new));
        let details = [
            ("kind", difference.kind.word().to_owned()),
            ("direction", difference.direction.word().to_owned()),
            ("old", difference.old.text.clone()),
            ("new", difference.new.text.clone()),
            ("forward", difference.forward.word().to_owned()),
            ("backward", difference.backward.word().to_owned()),
            ("old_rules", old_rules.join(", ")),
            ("new_rules", new_rules.join(", ")),
        ];
        let class = [&difference.new, &difference.old].into_iter().find(|part| !part.classes.is_empty());
        let evidence = Evidence {
            case: Some(self.compared()),
            class: class.map(|part| part.text.clone()),
            statement: Some(format!("{} | {}", difference.old.text, difference.new.text)),
            details: details
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(key, value)| (key.to_owned(), value))
                .collect(),
            ..Evidence::default()
        };
        let code = codes::of(difference.kind).code;
        let mut finding = Finding::new(code, difference.severity(), message).evidence(evidence);
        finding = self.places(finding, difference);
        finding.help(help(difference, &old_rules, &new_rules))
    }

    /// `kits/19 to kits/23`
    fn compared(&self) -> String {
        let named = |protocol: &Protocol| format!("{} {}", protocol.name, protocol.version).trim().to_owned();
        format!("{} to {}", named(self.old), named(self.new))
    }

    /// The lines of the label tables, those of the new protocol first.
    fn places(&self, mut finding: Finding, difference: &Difference) -> Finding {
        for (protocol, part, text) in [(self.new, &difference.new, "new"), (self.old, &difference.old, "old")] {
            for class in part.classes.iter().filter_map(|class| protocol.class(*class)) {
                finding = finding.label(&protocol.source, class.span, text);
            }
            if part.classes.is_empty() {
                let line = protocol.image.iter().find(|line| line.id == part.text);
                finding = line.map_or(finding.clone(), |line| finding.label(&protocol.source, line.span, text));
            }
        }
        if finding.labels.is_empty() {
            finding = finding.label(&self.new.source, self.new.labels.span, "new");
        }
        finding
    }

    /// Where two classes were linked by their names alone.
    fn assumed(&self, difference: &Difference) -> Option<&'static str> {
        let ([a], [b]) = (difference.old.classes.as_slice(), difference.new.classes.as_slice()) else { return None };
        match self.crosswalk.evidence((self.numbers.0, *a), (self.numbers.1, *b))? {
            Why::Name if difference.kind != Kind::Meaning => Some("assumed to be the same by their names"),
            _ => None,
        }
    }

    fn conflicts(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for conflict in &self.crosswalk.conflicts {
            let (left, right) = (conflict.left, conflict.right);
            let (a, b) = match (left.0, right.0) {
                numbers if numbers == self.numbers => (left.1, right.1),
                (q, p) if (p, q) == self.numbers => (right.1, left.1),
                _ => continue,
            };
            let (Some(old), Some(new)) = (self.old.class(a), self.new.class(b)) else { continue };
            let (code, why) = match conflict.reason {
                Unclear::SharedCode => ("D121", "a code leads to several classes"),
                Unclear::SharedName => ("D121", "a name leads to several classes"),
                Unclear::CodeAgainstName => ("D122", "codes and names disagree"),
            };
            let message = format!("`{}` and `{}` are not linked: {why}", old.name, new.name);
            let equate =
                self.declaration("equate", "with", std::slice::from_ref(&old.name), std::slice::from_ref(&new.name));
            let distinguish = self.declaration(
                "distinguish",
                "from",
                std::slice::from_ref(&old.name),
                std::slice::from_ref(&new.name),
            );
            let finding = Finding::warning(code, message)
                .help(format!("say what is meant: {equate}, or {distinguish}"))
                .label(&self.new.source, new.span, "new")
                .label(&self.old.source, old.span, "old");
            found.push(self.about(finding, &old.name, &new.name));
        }
        found
    }

    fn suggestions(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for suggestion in suggestions(self.crosswalk, self.numbers.0, self.numbers.1) {
            let classes = |protocol: &'_ Protocol, side: &Side| {
                let classes = side.classes.iter().filter_map(|class| protocol.class(*class));
                classes.map(|class| (class.name.clone(), class.span)).collect::<Vec<_>>()
            };
            let (old, new) = (classes(self.old, &suggestion.left), classes(self.new, &suggestion.right));
            let names = |classes: &[(String, Span)]| classes.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
            let (old_names, new_names) = (names(&old), names(&new));
            let message = format!(
                "`{}` and `{}` may be the same: {}",
                old_names.join("` + `"),
                new_names.join("` + `"),
                suggestion.reason
            );
            let equate = self.declaration("equate", "with", &old_names, &new_names);
            let mut finding =
                Finding::new("D123", Severity::Info, message).help(format!("if they are, say so: {equate}"));
            for (_, span) in new {
                finding = finding.label(&self.new.source, span, "new");
            }
            for (_, span) in old {
                finding = finding.label(&self.old.source, span, "old");
            }
            found.push(self.about(finding, &old_names.join(" + "), &new_names.join(" + ")));
        }
        found
    }

    fn about(&self, finding: Finding, old: &str, new: &str) -> Finding {
        let statement = Some(format!("{old} | {new}"));
        finding.evidence(Evidence { case: Some(self.compared()), statement, ..Evidence::default() })
    }

    /// A line that may be copied.
    fn declaration(&self, verb: &str, joint: &str, old: &[String], new: &[String]) -> String {
        let side = |protocol: &Protocol, word: &str| {
            if self.old.name == self.new.name { word.to_owned() } else { protocol.name.clone() }
        };
        let quoted = |name: &String| {
            let plain =
                name.chars().all(|c| c.is_alphanumeric() || c == '_') && !name.starts_with(|c: char| c.is_numeric());
            if plain { name.clone() } else { format!("`{name}`") }
        };
        let (old_side, new_side) = (side(self.old, "old"), side(self.new, "new"));
        let all = |names: &[String]| names.iter().map(quoted).collect::<Vec<_>>().join(" + ");
        format!("{verb} {old_side}: {} {joint} {new_side}: {}", all(old), all(new))
    }
}

/// Rules that speak of classes, in order.
fn touched(mentions: &Mentions, part: &Part) -> Vec<String> {
    let speaks = |classes: &BTreeSet<ClassId>| part.classes.iter().any(|class| classes.contains(class));
    mentions.iter().filter(|(_, classes)| speaks(classes)).map(|(id, _)| id.clone()).collect()
}

/// What a difference is, in one clause.
pub(super) fn sentence(difference: &Difference) -> String {
    // `kidney` + `cyst`
    let quoted = |text: &str| text.replace(" + ", "` + `");
    let (old, new) = (&quoted(&difference.old.text), &quoted(&difference.new.text));
    match difference.kind {
        Kind::Renumber => format!("`{old}` is now `{new}`"),
        Kind::Meaning => format!("one value, other anatomy: `{old}` is now `{new}`"),
        Kind::Split => format!("`{old}` is divided into `{new}`"),
        Kind::Merge => format!("`{old}` are joined to `{new}`"),
        Kind::Scope => match (difference.direction, old == new) {
            (Direction::Wider, true) => format!("`{new}` covers more than it did"),
            (Direction::Narrower, true) => format!("`{new}` covers less than it did"),
            (_, true) => format!("`{new}` covers other anatomy than it did"),
            (Direction::Wider, false) => format!("`{new}` covers more than `{old}`"),
            (Direction::Narrower, false) => format!("`{new}` covers less than `{old}`"),
            (_, false) => format!("`{new}` covers other anatomy than `{old}`"),
        },
        Kind::Extent => format!("the ends of `{new}` are fixed in another way"),
        Kind::Threshold => format!("another least size of parts of `{new}`"),
        Kind::Presence if difference.direction == Direction::Wider => format!("`{old}` need not be there any more"),
        Kind::Presence => format!("`{new}` must be there"),
        Kind::Name => format!("`{old}` is now called `{new}`"),
        Kind::Completeness if difference.old.classes.is_empty() => {
            format!("the label table is now `{new}`, and was `{old}`")
        }
        Kind::Completeness if difference.direction == Direction::Wider => {
            format!("not every `{new}` is annotated any more")
        }
        Kind::Completeness => format!("every `{new}` is annotated now"),
        Kind::Consensus => format!("another agreement of readers about `{new}`"),
        Kind::Geometry => format!("`{}` asks for other images", if new.is_empty() { old } else { new }),
        Kind::Encoding => match (old.is_empty(), new.is_empty()) {
            (false, true) => format!("there is no `{old}` any more"),
            (true, false) => format!("there is `{new}` now"),
            _ if old == new => format!("`{new}` is another"),
            _ => format!("`{old}` is now `{new}`"),
        },
        Kind::Added => format!("`{new}` is new"),
        Kind::Removed => format!("`{old}` has no counterpart any more"),
        Kind::Permuted => "every class has its counterpart, and only values differ".to_owned(),
    }
}

fn help(difference: &Difference, old_rules: &[String], new_rules: &[String]) -> String {
    let words = |cost: Cost| match cost {
        Cost::Lossless => "without loss",
        Cost::Lossy => "with loss",
        Cost::ReAnnotation => "by drawing anew",
    };
    let mut lines =
        vec![format!("convert to the new protocol {}, back {}", words(difference.forward), words(difference.backward))];
    let rules = |side: &str, rules: &[String]| {
        (!rules.is_empty()).then(|| format!("{side} rules about it: {}", rules.join(", ")))
    };
    lines.extend(rules("old", old_rules));
    lines.extend(rules("new", new_rules));
    lines.join("\n")
}
