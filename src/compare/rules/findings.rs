//! What is to be said of the rules of two protocols, as a person reads it.

use crate::compare::classes::Difference;
use crate::logic::fragment::EncodedRule;
use crate::model::Protocol;
use crate::report::{Evidence, Finding, Severity, Span};

use super::asking::{Reason, Verdict};
use super::compatibility::{Compatibility, Compatible};
use super::relations::{Related, Relation};
use super::versions::{Step, demanded};
use super::{Comparison, Side, codes};

/// Everything that is to be said. `wanted` is the compatibility asked for; `differences` are those of the classes.
pub fn findings(
    comparison: &Comparison,
    (old, new): (&Protocol, &Protocol),
    wanted: Option<Compatibility>,
    differences: &[Difference],
) -> Vec<Finding> {
    let telling = Telling { comparison, old, new, wanted, differences };
    let mut found: Vec<Finding> = telling.contradictions();
    found.extend(comparison.related.iter().filter_map(|related| telling.rule(related)));
    found.extend(wanted.and_then(|wanted| telling.compatibility(wanted)));
    found.extend(telling.version());
    let compared = format!("{} to {}", old.title(), new.title());
    found.iter_mut().for_each(|finding| finding.evidence.case = Some(compared.clone()));
    found
}

struct Telling<'t> {
    comparison: &'t Comparison,
    old: &'t Protocol,
    new: &'t Protocol,
    wanted: Option<Compatibility>,
    differences: &'t [Difference],
}

/// A rule with what was found of it, and where it stands.
struct Told<'t> {
    rule: &'t EncodedRule,
    verdict: &'t Verdict,
    protocol: &'t Protocol,
}

impl<'t> Telling<'t> {
    fn told(&self, side: &'t Side, protocol: &'t Protocol, at: Option<usize>) -> Option<Told<'t>> {
        let at = at?;
        Some(Told { rule: side.rules.get(at)?, verdict: &side.answers.get(at)?.verdict, protocol })
    }

    fn rule(&self, related: &Related) -> Option<Finding> {
        let old = self.told(&self.comparison.old, self.old, related.old);
        let new = self.told(&self.comparison.new, self.new, related.new);
        let told = new.as_ref().or(old.as_ref())?;
        // What label lines and the grid ask for is said among the differences of classes.
        if told.rule.id.starts_with("labels.") || told.rule.id.starts_with("image.") {
            return None;
        }
        let undecided = [&new, &old].into_iter().flatten().find_map(|told| match told.verdict {
            Verdict::Undecided(reason) => Some(*reason),
            _ => None,
        });
        let relation = match (related.relation, undecided) {
            (Relation::Added | Relation::Removed, Some(_)) => Relation::Undecided,
            (relation, _) => relation,
        };
        let code = codes::of(relation)?;
        let message = sentence(relation, related, new.as_ref(), old.as_ref(), undecided);
        let severity = self.severity(relation, new.as_ref(), old.as_ref());
        let evidence = Evidence {
            measured: [&new, &old].into_iter().flatten().find_map(|told| match told.verdict {
                Verdict::NotImplied(shown) => shown.measured.clone(),
                _ => None,
            }),
            statement: Some(format!("{} {}", told.rule.id, relation.word())),
            details: details(relation, new.as_ref(), old.as_ref(), undecided),
            ..Evidence::default()
        };
        let mut finding = Finding::new(code.code, severity, message).evidence(evidence);
        if let Some(new) = &new {
            let text = if old.is_some() { "now" } else { "new" };
            finding = finding.label(&new.protocol.source, place(new), text);
        }
        if let Some(old) = &old {
            let text = if new.is_some() { "before" } else { "gone" };
            finding = finding.label(&old.protocol.source, place(old), text);
        }
        Some(finding.help(help(relation)))
    }

    /// What breaks the compatibility that is asked for is an error.
    fn severity(&self, relation: Relation, new: Option<&Told<'_>>, old: Option<&Told<'_>>) -> Severity {
        let breaks = |told: Option<&Told<'_>>, binds: bool| {
            binds && told.is_some_and(|told| told.rule.severity == Severity::Error && told.verdict.is_refuted())
        };
        let (new_refuses, old_refuses) = (breaks(new, true), breaks(old, true));
        if let Some(wanted) = self.wanted
            && (breaks(new, wanted.binds_new()) || breaks(old, wanted.binds_old()))
        {
            return Severity::Error;
        }
        match relation {
            Relation::Opposed => Severity::Error,
            Relation::Tightened | Relation::Shifted | Relation::Added if new_refuses => Severity::Warning,
            Relation::Removed if old_refuses => Severity::Warning,
            _ => Severity::Info,
        }
    }

    fn contradictions(&self) -> Vec<Finding> {
        let sides = [(&self.comparison.old, self.old), (&self.comparison.new, self.new)];
        let mut found = Vec::new();
        for (side, protocol) in sides {
            let Some(conflict) = &side.contradiction else { continue };
            let rules: Vec<&EncodedRule> = conflict.iter().filter_map(|&at| side.rules.get(at)).collect();
            let message = format!("`{}` accepts no case: {}", protocol.title(), in_conflict(&rules));
            let mut finding = Finding::error(codes::CONTRADICTORY.code, message);
            for rule in rules {
                finding = finding.label(&protocol.source, place_of(protocol, rule), "in conflict");
            }
            found.push(
                finding.help("mend one of them; until then nothing can be said of the rules of the two protocols"),
            );
        }
        found
    }

    fn compatibility(&self, wanted: Compatibility) -> Option<Finding> {
        let accepted = match wanted {
            Compatibility::Archive => "a case that the old protocol accepts",
            Compatibility::Consumer => "a case that the new protocol accepts",
            Compatibility::Full => "a case that the other protocol accepts",
        };
        let list = |names: &[String]| format!("`{}`", names.join("`, `"));
        let (code, severity, message) = match self.comparison.compatible(wanted, self.differences) {
            Compatible::Proven => return None,
            Compatible::Refuted { rules, classes } => {
                let mut why = Vec::new();
                if !rules.is_empty() {
                    why.push(format!("{accepted} is refused by {}", list(&rules)));
                }
                if !classes.is_empty() {
                    why.push(format!("values of files mean something else for {}", list(&classes)));
                }
                let message = format!("not {} compatible: {}", wanted.word(), why.join(", and "));
                (codes::INCOMPATIBLE.code, Severity::Error, message)
            }
            Compatible::Undecided(rules) => {
                let word = wanted.word();
                let message =
                    format!("not proven to be {word} compatible: {accepted} may be refused by {}", list(&rules));
                (codes::NOT_PROVEN.code, Severity::Warning, message)
            }
        };
        let evidence = Evidence { statement: Some(wanted.word().to_owned()), ..Evidence::default() };
        Some(Finding::new(code, severity, message).evidence(evidence))
    }

    fn version(&self) -> Option<Finding> {
        if self.old.name != self.new.name || self.comparison.related.is_empty() {
            return None;
        }
        let made = Step::made(&self.old.version, &self.new.version)?;
        let asked = demanded(self.comparison, self.differences);
        let changed = crate::model::json::hash(self.old) != crate::model::json::hash(self.new);
        if made >= asked || !changed {
            return None;
        }
        let why = match asked {
            Step::Major => "an accepted case is not accepted any more, or a class has another value or meaning",
            Step::Minor => "something more is accepted, or a class is new",
            Step::Patch | Step::None => "the text has changed",
        };
        let message = format!(
            "the version goes from {} to {}, and the change asks for a {} step: {why}",
            self.old.version,
            self.new.version,
            asked.word(),
        );
        let evidence = Evidence { statement: Some("version".to_owned()), ..Evidence::default() };
        let finding = Finding::warning(codes::VERSION_STEP.code, message).evidence(evidence);
        Some(finding.help(format!("give it the version {}", asked.next(&self.old.version))))
    }
}

impl Verdict {
    fn is_refuted(&self) -> bool {
        matches!(self, Verdict::NotImplied(_))
    }
}

/// What a program reads instead of the sentence.
fn details(
    relation: Relation,
    new: Option<&Told<'_>>,
    old: Option<&Told<'_>>,
    undecided: Option<Reason>,
) -> Vec<(String, String)> {
    let mut details = vec![("relation", relation.word().to_owned())];
    details.extend(old.map(|told| ("old_rule", told.rule.id.clone())));
    details.extend(new.map(|told| ("new_rule", told.rule.id.clone())));
    details.extend(undecided.map(|reason| ("reason", reason.word().to_owned())));
    details.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn place(told: &Told<'_>) -> Span {
    place_of(told.protocol, told.rule)
}

/// Where the ID of a rule stands; of a line, the line.
pub(crate) fn place_of(protocol: &Protocol, rule: &EncodedRule) -> Span {
    let rule_span = protocol.rules.iter().find(|known| known.id == rule.id).map(|known| known.id_span);
    let line = || rule.failures.first().map(|failure| failure.span);
    rule_span.or_else(line).unwrap_or(protocol.labels.span)
}

/// "`A-1` and `A-2` exclude each other"
pub(crate) fn in_conflict(rules: &[&EncodedRule]) -> String {
    let names: Vec<String> = rules.iter().map(|rule| format!("`{}`", rule.id)).collect();
    match names.as_slice() {
        [] => "its rules contradict what is true of every label map".to_owned(),
        [one] => format!("{one} contradicts itself"),
        [first, second] => format!("{first} and {second} exclude each other"),
        [rest @ .., last] => format!("{} and {last} cannot be met together", rest.join(", ")),
    }
}

fn sentence(
    relation: Relation,
    related: &Related,
    new: Option<&Told<'_>>,
    old: Option<&Told<'_>>,
    undecided: Option<Reason>,
) -> String {
    let id = |told: Option<&Told<'_>>| told.map(|told| told.rule.id.clone()).unwrap_or_default();
    let (new_id, old_id) = (id(new), id(old));
    let name = match (new, old) {
        (Some(_), Some(_)) if new_id != old_id => format!("`{new_id}` (`{old_id}` before)"),
        (Some(_), _) => format!("`{new_id}`"),
        (None, _) => format!("`{old_id}`"),
    };
    let refuses = related.refuses.clone().unwrap_or_else(|| "cases that were accepted".to_owned());
    let accepts = related.accepts.clone().unwrap_or_else(|| "cases that it refused".to_owned());
    let refuted = |told: Option<&Told<'_>>| told.is_some_and(|told| told.verdict.is_refuted());
    let sentence = match relation {
        Relation::Same => format!("{name} says the same"),
        Relation::Tightened => format!("{name} now refuses {refuses}"),
        Relation::Loosened => format!("{name} now lets {accepts} pass"),
        Relation::Shifted => format!("{name} now refuses {refuses} and lets {accepts} pass"),
        Relation::Added if refuted(new) => format!("{name} is new, and refuses {refuses}"),
        Relation::Added => format!("{name} is new, and refuses nothing that was accepted"),
        Relation::Removed if refuted(old) => match &related.accepts {
            Some(range) => format!("{name} is gone: {range} passes now"),
            None => format!("{name} is gone: cases that it refused pass now"),
        },
        Relation::Removed => format!("{name} is gone, and other rules refuse all that it refused"),
        Relation::Opposed => match (new, old) {
            (Some(_), Some(_)) => {
                format!("`{old_id}` and `{new_id}` exclude each other: no case that they judge passes both protocols")
            }
            _ => format!("{name} refuses every accepted case that it judges"),
        },
        Relation::Undecided => {
            format!("whether {name} accepts other cases than before is undecided: {}", why(undecided))
        }
    };
    match severity_change(new, old) {
        Some(change) => format!("{sentence} ({change})"),
        None => sentence,
    }
}

fn severity_change(new: Option<&Told<'_>>, old: Option<&Told<'_>>) -> Option<String> {
    let word = |told: &Told<'_>| told.rule.severity.word();
    match (new, old) {
        (Some(new), Some(old)) if new.rule.severity != old.rule.severity => {
            Some(format!("it was of severity {}, and is of severity {}", word(old), word(new)))
        }
        (Some(one), _) | (None, Some(one)) if one.rule.severity != Severity::Error => {
            Some(format!("of severity {}", word(one)))
        }
        _ => None,
    }
}

fn why(reason: Option<Reason>) -> &'static str {
    match reason {
        Some(Reason::Opaque) => "it rests on a claim or measure that is not looked into",
        Some(Reason::Limit) => "a limit of steps was reached",
        Some(Reason::Rejected) => "the checker did not accept the proof",
        Some(Reason::Contradiction) => "a protocol that accepts nothing cannot be compared",
        Some(Reason::Work) => {
            "label files as large as the rules ask for take too much work to judge; coarser voxels and smaller structures take less"
        }
        Some(Reason::NoFile) | None => "rules and axioms leave room for it, but no label file shows it",
    }
}

fn help(relation: Relation) -> &'static str {
    match relation {
        Relation::Tightened | Relation::Shifted | Relation::Added | Relation::Opposed => {
            "`--witness DIR` writes a case that shows it"
        }
        Relation::Loosened | Relation::Removed => "tell those who rely on the old rule",
        Relation::Undecided | Relation::Same => "compare the two texts by hand",
    }
}
