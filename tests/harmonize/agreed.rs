//! What is true of every agreed protocol.

use std::collections::BTreeSet;
use std::sync::Arc;

use voxlint::compare::harmonize::{Outcome, shown};
use voxlint::logic::View;
use voxlint::logic::fragment::{EncodedRule, Question, Theory, Verdict};
use voxlint::logic::solver::Limits;
use voxlint::model::{self, Loaded};
use voxlint::report::Source;
use voxlint::syntax;

use super::story::stories;

/// Warnings that say something about the site's own rules stay with them; no other kind appears.
#[test]
fn agreed_protocols_lint_clean_and_are_laid_out() {
    let today = "2026-03-01".parse().unwrap();
    let codes = |loaded: &Loaded| -> BTreeSet<String> {
        model::lint(loaded, today).into_iter().map(|finding| finding.code).collect()
    };
    for story in stories() {
        let Outcome::Agreed(agreement) = story.harmonized().outcome else { continue };
        let source: Arc<Source> = Source::new("agreed.protocol", agreement.text.as_str());
        let parsed = syntax::parse(&source);
        assert_eq!(syntax::format(&source, &parsed).as_ref(), Ok(&agreement.text), "{}", story.title);
        let loaded = model::load(&source);
        let known: BTreeSet<String> = story.sites.iter().flat_map(codes).collect();
        let found = model::lint(&loaded, today);
        let new: Vec<_> = found.iter().filter(|finding| !known.contains(&finding.code)).collect();
        assert!(new.is_empty(), "{}: {new:#?}\n{}", story.title, agreement.text);
    }
}

/// Every rule and image line can be broken by a case that keeps all others of at least its severity.
#[test]
fn no_rule_is_implied_by_the_rest() {
    let mut asked = 0;
    for story in stories() {
        let Outcome::Agreed(agreement) = story.harmonized().outcome else { continue };
        let loaded = model::load(&Source::new("agreed.protocol", agreement.text.as_str()));
        let protocol = loaded.protocol.unwrap();
        let (anatomy, view) = View::alone(&protocol);
        let mut theory = Theory::new(anatomy, &[view]);
        let encoded = theory.protocols[0].clone();
        let manual: Vec<&str> =
            protocol.rules.iter().filter(|rule| !rule.manual.is_empty()).map(|rule| rule.id.as_str()).collect();
        for (at, rule) in encoded.rules.iter().enumerate() {
            if rule.id.starts_with("labels.") || rule.id.starts_with("case.") || manual.contains(&rule.id.as_str()) {
                continue;
            }
            let others = encoded.rules.iter().enumerate();
            let kept: Vec<&EncodedRule> =
                others.filter(|(other, of)| *other != at && of.severity >= rule.severity).map(|(_, of)| of).collect();
            let breakable = rule.failures.iter().any(|failure| {
                let keeps = kept.iter().flat_map(|rule| &rule.failures).collect();
                let question =
                    Question { keeps, breaks: Some(failure), ignores: encoded.ignores, padded: encoded.padded };
                !matches!(theory.ask(&question, &Limits::default()), Verdict::Impossible(_))
            });
            asked += 1;
            assert!(breakable, "{}: {} follows from the rest\n{}", story.title, rule.id, agreement.text);
        }
    }
    assert!(asked >= 30, "{asked}");
}

/// A case for all: the sites and the agreed protocol accept it, which [`shown`] has had judged.
#[test]
fn agreements_come_with_a_case_that_all_accept() {
    let mut without = Vec::new();
    let mut agreements = 0;
    for story in stories() {
        let Outcome::Agreed(agreement) = story.harmonized().outcome else { continue };
        let agreed = model::load(&Source::new("agreed.protocol", agreement.text.as_str())).protocol.unwrap();
        agreements += 1;
        match shown(&story.crosswalk(), &agreement, &agreed) {
            Ok(shown) => assert_eq!(shown.cases.len(), story.sites.len() + 1, "{}", story.title),
            Err(why) => without.push(format!("{}: {why}", story.title)),
        }
    }
    assert!(agreements > 0 && without.is_empty(), "{without:#?}");
}
