//! What is wrong with a case that was made, found with as little work as will do: the rules that took the least so far are
//! judged first, and no more of them once a case is too far from what is wanted.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::check::evaluate::{Evaluator, is_judged_alone};
use crate::check::{CaseVerdict, Outcome, findings};
use crate::facts::Facts;
use crate::model::rule::Rule;
use crate::report::{Finding, Severity};

use super::judge::AsCase;
use super::mend::{Aim, Wanted};
use super::witness::Made;

/// A case with what is wrong with it.
#[derive(Debug, Clone)]
pub struct Tried {
    pub made: Made,
    /// Rules and lines that it breaks and should not, and built-in checks that find an error.
    pub also: BTreeSet<String>,
    /// What came of the rule that matters most.
    pub outcome: Option<Outcome>,
}

/// Why it is not known what is wrong with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTried {
    TooLarge,
    /// All the work that there may be was done before it was known.
    TooMuchWork,
}

/// The work that judging has taken, in steps as [`Facts`] counts them.
#[derive(Debug)]
pub struct Ledger {
    most: u64,
    done: u64,
    /// Of each rule, by the places of its protocol and of itself, the most that it took of one case, and all.
    of_rules: BTreeMap<(usize, usize), Steps>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Steps {
    most: u64,
    all: u64,
}

/// Painting a run of a case in the values of a protocol, and looking at it in a few measures, takes so many.
const STEPS_TO_JUDGE: u64 = 16;

/// What is to be judged next: a rule, or all lines of a protocol.
#[derive(Debug, Clone, Copy)]
enum Due<'p> {
    Lines,
    Rule(usize, &'p Rule),
}

impl Ledger {
    pub fn new(most: u64) -> Self {
        Ledger { most, done: 0, of_rules: BTreeMap::new() }
    }

    /// Whether nothing more may be judged.
    pub fn is_used_up(&self) -> bool {
        self.done >= self.most
    }

    /// The rule that took most of the work, by the places of its protocol and of itself.
    pub fn dearest(&self) -> Option<(usize, usize)> {
        let dearest = self.of_rules.iter().max_by_key(|(_, steps)| steps.all);
        dearest.map(|(&rule, _)| rule)
    }

    fn left(&self) -> u64 {
        self.most.saturating_sub(self.done)
    }

    fn note(&mut self, at: usize, due: Due<'_>, steps: u64) {
        self.done = self.done.saturating_add(steps);
        if let Due::Rule(number, _) = due {
            let of_rule = self.of_rules.entry((at, number)).or_default();
            of_rule.most = of_rule.most.max(steps);
            of_rule.all = of_rule.all.saturating_add(steps);
        }
    }

    /// What the next judgement of something will take, as far as is known.
    fn expected(&self, at: usize, due: Due<'_>) -> u64 {
        match due {
            Due::Lines => 0,
            Due::Rule(number, _) => self.of_rules.get(&(at, number)).map_or(0, |steps| steps.most),
        }
    }
}

impl Wanted<'_> {
    /// What the validator says of a case. Where it is no nearer to what is wanted than `below`, not all of it may be said.
    ///
    /// # Errors
    /// A case that is too large, or too little work left.
    pub fn tried(&self, made: Made, below: usize, ledger: &mut Ledger) -> Result<Tried, NotTried> {
        let made = made.with_one_modality(self.views);
        let (also, outcome) = self.broken_and_outcome(&made, below, ledger)?;
        Ok(Tried { made, also, outcome })
    }

    /// What the rule that matters most says of a case that breaks it.
    pub fn finding(&self, made: &Made) -> Option<Finding> {
        let (at, id, _) = self.about?;
        let view = self.views.get(at)?;
        let case = AsCase::new(view, made, at).ok()?;
        let facts = case.facts();
        let evaluator = Evaluator::new(view.protocol, &facts, &case.context);
        let said = match view.protocol.rules.iter().find(|rule| rule.id == id && is_judged_alone(rule)) {
            Some(rule) => findings::of_rule(&evaluator, rule, &evaluator.rule(rule)),
            None => evaluator.lines().findings,
        };
        said.into_iter().find(|finding| finding.code == id)
    }

    fn broken_and_outcome(
        &self,
        made: &Made,
        below: usize,
        ledger: &mut Ledger,
    ) -> Result<(BTreeSet<String>, Option<Outcome>), NotTried> {
        let cases: Vec<OnceCell<Option<AsCase<'_>>>> = self.views.iter().map(|_| OnceCell::new()).collect();
        let facts: Vec<OnceCell<Facts<'_>>> = self.views.iter().map(|_| OnceCell::new()).collect();
        let evaluators: Vec<OnceCell<Evaluator<'_>>> = self.views.iter().map(|_| OnceCell::new()).collect();
        let (mut also, mut outcome) = (BTreeSet::new(), None);
        for (at, due) in self.due(ledger) {
            if ledger.is_used_up() {
                return Err(NotTried::TooMuchWork);
            }
            let (Some(view), Some(case), Some(facts), Some(evaluator)) =
                (self.views.get(at), cases.get(at), facts.get(at), evaluators.get(at))
            else {
                continue;
            };
            if case.get().is_none() {
                ledger.done = ledger.done.saturating_add(STEPS_TO_JUDGE.saturating_mul(made.phantom.runs() as u64));
            }
            let case = case.get_or_init(|| AsCase::new(view, made, at).ok()).as_ref().ok_or(NotTried::TooLarge)?;
            let facts = facts.get_or_init(|| case.facts().with_most_work(ledger.left()));
            let evaluator = evaluator.get_or_init(|| {
                let evaluator = Evaluator::new(view.protocol, facts, &case.context);
                evaluator.prepare();
                evaluator
            });
            let before = facts.work();
            let accepting = self.accepting.contains(&at);
            match due {
                Due::Lines => {
                    let lines = evaluator.lines();
                    if accepting {
                        let failing = broken(&lines, &case.built_in(), self.least);
                        also.extend(failing.into_iter().filter(|id| !self.means(at, id)));
                    }
                    let own = lines.rules.into_iter().find(|line| self.is_about(at, &line.id));
                    outcome = outcome.or(own.map(|line| line.outcome));
                }
                Due::Rule(_, rule) => {
                    let judged = evaluator.rule(rule).outcome;
                    let matters = accepting && rule.severity >= self.least && !self.means(at, &rule.id);
                    if matters && judged == Outcome::Fail {
                        also.insert(rule.id.clone());
                    }
                    if self.is_about(at, &rule.id) {
                        outcome = Some(judged);
                    }
                }
            }
            ledger.note(at, due, facts.work().saturating_sub(before));
            if facts.is_used_up() {
                return Err(NotTried::TooMuchWork);
            }
            if 2 * also.len() + outcome.as_ref().map_or(0, |outcome| self.way_to_aim(Some(outcome))) >= below {
                break;
            }
        }
        Ok((also, outcome))
    }

    /// All that matters, in the order of the work that is expected of it.
    fn due(&self, ledger: &Ledger) -> Vec<(usize, Due<'_>)> {
        let mut all = Vec::new();
        for (at, view) in self.views.iter().enumerate() {
            let accepting = self.accepting.contains(&at);
            let rules = view.protocol.rules.iter().enumerate().filter(|(_, rule)| is_judged_alone(rule));
            let mut rules: Vec<(usize, &Rule)> = rules.collect();
            let is_about_rule = rules.iter().any(|(_, rule)| self.is_about(at, &rule.id));
            rules.retain(|(_, rule)| accepting && rule.severity >= self.least || self.is_about(at, &rule.id));
            if accepting || self.about.is_some_and(|(place, ..)| place == at) && !is_about_rule {
                all.push((at, Due::Lines));
            }
            all.extend(rules.into_iter().map(|(number, rule)| (at, Due::Rule(number, rule))));
        }
        all.sort_by_key(|&(at, due)| ledger.expected(at, due));
        all
    }

    /// The rule that took most of the work.
    pub(super) fn dearest(&self, ledger: &Ledger) -> String {
        let rule = ledger.dearest().and_then(|(at, number)| self.views.get(at)?.protocol.rules.get(number));
        rule.map(|rule| rule.id.clone()).unwrap_or_default()
    }

    fn is_about(&self, at: usize, id: &str) -> bool {
        self.about.is_some_and(|(place, own, _)| (place, own) == (at, id))
    }

    /// Whether this rule is to be broken.
    fn means(&self, at: usize, id: &str) -> bool {
        self.aim() == Some(Aim::Broken) && self.is_about(at, id)
    }
}

/// Lines of a severity or above that fail, and checks that find an error.
fn broken(lines: &CaseVerdict, built_in: &[Finding], least: Severity) -> BTreeSet<String> {
    let failing = lines.rules.iter().filter(|line| line.outcome == Outcome::Fail && line.severity >= least);
    let ids: BTreeSet<&str> = lines.rules.iter().map(|line| line.id.as_str()).collect();
    let checks = built_in.iter().chain(&lines.findings).filter(|finding| finding.severity == Severity::Error);
    let checks = checks.map(|finding| finding.code.as_str()).filter(|code| !ids.contains(code));
    failing.map(|line| line.id.as_str()).chain(checks).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::super::mend::Effort;
    use super::super::row::row;
    use super::*;
    use crate::logic::anatomy::View;
    use crate::model::Protocol;
    use crate::report::Source;

    fn protocol(rules: &str) -> Protocol {
        let text = format!("protocol test/one 1.0.0\nlabels {{ 1 liver  2 tumour }}\n{rules}");
        let loaded = crate::model::load(&Source::new("t.protocol", text));
        loaded.protocol.unwrap_or_else(|| panic!("{:#?}", loaded.findings))
    }

    /// What is found of two boxes side by side, and the steps that each rule took.
    fn tried(rules: &str, below: usize, ledger: &mut Ledger) -> Result<Tried, NotTried> {
        let protocol = protocol(rules);
        let (_, view) = View::alone(&protocol);
        let views = std::slice::from_ref(&view);
        let effort = Effort::BRISK;
        let wanted = Wanted { views, accepting: vec![0], about: None, least: Severity::Warning, effort };
        wanted.tried(row(views, 1), below, ledger)
    }

    fn steps(ledger: &Ledger) -> Vec<u64> {
        ledger.of_rules.values().map(|steps| steps.all).collect()
    }

    const RULES: &str = "
rule T-001 error \"near\" { require hd95(liver, tumour) <= 1 mm }
rule T-002 warning \"small\" { require volume(liver) <= 1 mm3 }
rule T-003 info \"far\" { require hd95(tumour, liver) <= 1 mm }
";

    #[test]
    fn dear_rules_come_last_and_only_if_they_matter() {
        let mut ledger = Ledger::new(u64::MAX);
        let all = tried(RULES, usize::MAX, &mut ledger).unwrap();
        assert_eq!(all.also.into_iter().collect::<Vec<_>>(), ["T-001", "T-002"]);
        // Nobody asks for rules of severity `info`.
        let [dear, cheap] = steps(&ledger)[..] else { panic!("{ledger:?}") };
        assert!(dear > 1000 && cheap < 1000, "{ledger:?}");
        assert_eq!(ledger.dearest(), Some((0, 0)));
        // The cheap rule says already that the case will not do.
        let again = tried(RULES, 1, &mut ledger).unwrap();
        assert_eq!(again.also.into_iter().collect::<Vec<_>>(), ["T-002"]);
        assert_eq!(steps(&ledger), [dear, 2 * cheap]);
    }

    #[test]
    fn no_rule_passes_because_its_measure_takes_too_much_work() {
        let near = "rule T-001 error \"near\" { require hd95(liver, tumour) <= 1 mm }";
        let mut plenty = Ledger::new(u64::MAX);
        assert_eq!(tried(near, usize::MAX, &mut plenty).unwrap().also.len(), 1);
        let mut little = Ledger::new(plenty.done - 1);
        assert_eq!(tried(near, usize::MAX, &mut little).unwrap_err(), NotTried::TooMuchWork);
        assert!(little.is_used_up() && little.dearest() == Some((0, 0)), "{little:?}");
        assert_eq!(tried(near, usize::MAX, &mut little).unwrap_err(), NotTried::TooMuchWork);
    }
}
