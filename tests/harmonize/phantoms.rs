//! Phantoms that the sites accept or that break one of their rules, and edits of them: the agreed protocol accepts one exactly
//! when every site does.

use voxlint::compare::crosswalk::Crosswalk;
use voxlint::compare::harmonize::{Agreement, Outcome};
use voxlint::logic::View;
use voxlint::logic::anatomy::TissueId;
use voxlint::logic::fragment::statements::Failure;
use voxlint::logic::fragment::{EncodedRule, Question, Theory};
use voxlint::model;
use voxlint::phantom::edits::{About, edits};
use voxlint::phantom::example::accepted;
use voxlint::phantom::judge::judged_as;
use voxlint::phantom::witness::{Made, witness};
use voxlint::report::{Severity, Source};

use super::story::{Story, stories};
use super::support::{self, random::Random};

#[derive(Default, Debug)]
struct Seen {
    phantoms: usize,
    edited: usize,
    accepted: usize,
    /// Cases that some sites accept and others do not.
    divided: usize,
}

#[test]
fn accepts_exactly_the_phantoms_that_every_site_accepts() {
    let mut total = Seen::default();
    for story in stories() {
        let Outcome::Agreed(agreement) = story.harmonized().outcome else { continue };
        // Where not everything could be said, the agreed protocol says so.
        if !agreement.exact {
            continue;
        }
        let seen = compare(&story, &agreement);
        println!("{}: {seen:?}", story.title);
        assert!(seen.phantoms > 0 && seen.accepted > 0, "{}: {seen:?}", story.title);
        total.phantoms += seen.phantoms;
        total.edited += seen.edited;
        total.accepted += seen.accepted;
        total.divided += seen.divided;
    }
    println!("{total:?}");
    assert!(total.phantoms + total.edited >= support::count(200, 2000), "{total:?}");
    assert!(total.accepted >= support::count(30, 300) && total.divided >= support::count(20, 200), "{total:?}");
}

fn compare(story: &Story, agreement: &Agreement) -> Seen {
    let crosswalk = story.crosswalk();
    let agreed = model::load(&Source::new("agreed.protocol", agreement.text.as_str())).protocol.unwrap();
    let together = View { protocol: &agreed, classes: agreement.tissues.clone() };
    assert_eq!(together.classes.len(), agreed.labels.classes.len(), "{}", story.title);
    let views: Vec<View<'_>> = crosswalk.views.iter().cloned().chain([together]).collect();
    let tissues: Vec<TissueId> = (0..crosswalk.anatomy.tissues.len()).map(TissueId).collect();
    let edits = edits(&About { views: &views, tissues: &tissues, exclusive: crosswalk.anatomy.exclusive });
    let mut seen = Seen::default();
    for (seed, made) in (0..).zip(phantoms(&crosswalk, &views)) {
        judge(story, agreement, &views, &made, &mut seen);
        seen.phantoms += 1;
        let mut random = Random::new(seed);
        for _ in 0..support::count(6, 30) {
            let mut changed = made.clone();
            let mut how = Vec::new();
            for _ in 0..1 + random.below(2) {
                let edit = random.pick(&edits);
                if let Some(next) = edit.of(&changed) {
                    how.push(edit);
                    changed = next;
                }
            }
            if !how.is_empty() {
                judge(story, agreement, &views, &changed, &mut seen);
                seen.edited += 1;
            }
        }
    }
    seen
}

fn judge(story: &Story, agreement: &Agreement, views: &[View<'_>], made: &Made, seen: &mut Seen) {
    let judged = views.iter().enumerate().map(|(at, view)| judged_as(view, made, at).unwrap());
    let judged: Vec<_> = judged.collect();
    let (agreed, sites) = judged.split_last().unwrap();
    let every = sites.iter().all(|site| site.accepted());
    assert_eq!(
        every,
        agreed.accepted(),
        "{}: {:#?}\n{}",
        story.title,
        judged.iter().map(|judged| &judged.findings).collect::<Vec<_>>(),
        agreement.text
    );
    seen.accepted += usize::from(every);
    seen.divided += usize::from(!every && sites.iter().any(|site| site.accepted()));
}

/// One that all accept; and for each error of each protocol, one that breaks it and no other of the protocol, as far as the
/// solver can tell.
fn phantoms(crosswalk: &Crosswalk<'_>, views: &[View<'_>]) -> Vec<Made> {
    let mut theory = Theory::new(crosswalk.anatomy.clone(), views);
    let encoded = theory.protocols.clone();
    let errors = |of: &[EncodedRule]| -> Vec<EncodedRule> {
        of.iter().filter(|rule| rule.severity == Severity::Error).cloned().collect()
    };
    let (ignores, padded) = (encoded.iter().all(|of| of.ignores), encoded.iter().all(|of| of.padded));
    let all: Vec<EncodedRule> = encoded.iter().flat_map(|of| errors(&of.rules)).collect();
    let keeps = all.iter().flat_map(|rule| &rule.failures).collect();
    let question = Question { keeps, breaks: None, ignores, padded };
    let mut made: Vec<Made> = accepted(&mut theory, &question, views, Severity::Error).ok().into_iter().collect();
    let seen_by: Vec<&View<'_>> = views.iter().collect();
    for of in &encoded {
        let rules = errors(&of.rules);
        for rule in rules.iter().take(support::count(3, usize::MAX)) {
            let Some(breaks) = rule.failures.first() else { continue };
            let others = rules.iter().filter(|other| other.id != rule.id);
            let keeps: Vec<&Failure> = others.flat_map(|rule| &rule.failures).collect();
            let question = Question { keeps, breaks: Some(breaks), ignores, padded };
            made.extend(witness(&mut theory, &question, &seen_by, &mut |_| Ok(())).ok());
        }
    }
    made
}
