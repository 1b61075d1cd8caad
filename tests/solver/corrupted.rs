//! Certificates that no longer prove anything are rejected, whatever was done to them; none makes the checker panic.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use voxlint::logic::solver::{Answer, Certificate, Limits, Literal, Problem, Reason, Step, Why, check, solve};

use crate::count::count;
use crate::random::{SORTS, problem};
use crate::splitmix::Random;

/// Ways to break a proof. Each gives nothing where a certificate has not what it needs.
const KINDS: [(&str, Corruption); 15] = [
    ("a step is missing", drop_step),
    ("a hint is missing", drop_hint),
    ("a multiplier is larger", raise_multiplier),
    ("a multiplier is zero", zero_multiplier),
    ("a multiplier is missing", drop_multiplier),
    ("all multipliers are negative", negate_multipliers),
    ("a literal is turned", turn_literal),
    ("a literal is missing", drop_literal),
    ("a literal has no variable", unknown_literal),
    ("a hint names a later clause", later_hint),
    ("the end is missing", truncate),
    ("a literal is added to the last clause", no_empty_clause),
    ("arithmetic is claimed for a propagation", claim_arithmetic),
    ("a split lies elsewhere", move_split),
    ("a split is not one of integers", foreign_split),
];

type Corruption = fn(&Problem, Certificate, &mut Random) -> Option<Certificate>;

#[test]
fn corrupted_certificates_are_rejected() {
    let mut random = Random::new(1);
    let mut rejected: BTreeMap<&str, usize> = BTreeMap::new();
    // Problems of large numbers break in no other way, and take longer.
    let sorts = (0..SORTS.len()).filter(|sort| SORTS[*sort] != "large numbers");
    for (sort, seed) in sorts.flat_map(|sort| (0..count(100, 1000) as u64).map(move |seed| (sort, seed))) {
        let raw = problem(sort, seed, false);
        let (problem, _) = raw.build();
        let Answer::Unsatisfiable(certificate) = solve(&problem, &Limits::default()) else { continue };
        for (kind, corrupt) in KINDS {
            if let Some(corrupted) = corrupt(&problem, certificate.clone(), &mut random) {
                assert!(check(&problem, &corrupted).is_err(), "{} {seed}: {kind}", SORTS[sort]);
                *rejected.entry(kind).or_default() += 1;
            }
        }
    }
    println!("{rejected:#?}");
    assert!(KINDS.iter().all(|(kind, _)| rejected.get(kind).is_some_and(|times| *times >= 15)));
    assert!(rejected.values().sum::<usize>() >= 2000);
}

#[test]
fn certificates_of_other_problems_are_rejected() {
    let mut rejected = 0;
    for sort in (0..SORTS.len()).filter(|sort| SORTS[*sort] != "large numbers") {
        let solved: Vec<(Problem, Answer)> = (0..40)
            .map(|seed| problem(sort, seed, false).build().0)
            .map(|problem| {
                let answer = solve(&problem, &Limits::default());
                (problem, answer)
            })
            .collect();
        // A problem with a solution has no proof that there is none.
        let satisfiable = solved.iter().filter(|(_, answer)| matches!(answer, Answer::Satisfiable(_)));
        for (index, (problem, _)) in satisfiable.enumerate() {
            let proofs = solved.iter().skip(index).chain(&solved).filter_map(|(_, answer)| match answer {
                Answer::Unsatisfiable(certificate) => Some(certificate),
                _ => None,
            });
            for foreign in proofs.take(10) {
                assert!(check(problem, foreign).is_err());
                rejected += 1;
            }
        }
    }
    println!("{rejected} foreign certificates");
    assert!(rejected >= 500);
}

#[test]
fn nonsense_is_rejected_without_panic() {
    let mut random = Random::new(2);
    let (problem, _) = problem(4, 1, false).build();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..5000 {
        let number = |random: &mut Random| match random.below(8) {
            0 => usize::MAX,
            1 => random.next() as usize,
            _ => random.below(80),
        };
        let literal = |random: &mut Random| {
            let positive = Literal::positive(number(random) & (u32::MAX >> 1) as usize);
            if random.one_in(2) { positive } else { !positive }
        };
        let steps = (0..1 + random.below(3)).map(|_| Step {
            clause: (0..random.below(3)).map(|_| literal(&mut random)).collect(),
            reason: if random.one_in(2) {
                Reason::Propagation((0..random.below(4)).map(|_| number(&mut random)).collect())
            } else {
                Reason::Farkas((0..random.below(3)).map(|_| BigInt::from(random.next()).pow(9)).collect())
            },
        });
        let certificate = Certificate { splits: Vec::new(), steps: steps.collect() };
        let rejected = check(&problem, &certificate).unwrap_err();
        *seen.entry(format!("{:?}", rejected.why)).or_default() += 1;
    }
    println!("{seen:?}");
    assert!(seen.len() >= 7);
    assert_eq!(check(&problem, &Certificate::default()).unwrap_err().why, Why::NotEmpty);
}

/// The place of a step of one sort, picked at random.
fn pick(certificate: &Certificate, random: &mut Random, is_meant: impl Fn(&Step) -> bool) -> Option<usize> {
    let places: Vec<usize> =
        (0..certificate.steps.len()).filter(|place| is_meant(&certificate.steps[*place])).collect();
    (!places.is_empty()).then(|| *random.pick(&places))
}

fn propagates(step: &Step) -> bool {
    matches!(step.reason, Reason::Propagation(_))
}

/// Takes a step out that a later one needs, and all hints to it; the others go on to name what they named.
fn drop_step(problem: &Problem, mut certificate: Certificate, random: &mut Random) -> Option<Certificate> {
    let last = certificate.steps.len() - 1;
    let place = (last > 0).then(|| random.below(last))?;
    certificate.steps.remove(place);
    let dropped = problem.clause_count() + place;
    for step in &mut certificate.steps {
        if let Reason::Propagation(hints) = &mut step.reason {
            hints.retain(|hint| *hint != dropped);
            hints.iter_mut().filter(|hint| **hint > dropped).for_each(|hint| *hint -= 1);
        }
    }
    Some(certificate)
}

fn hints<'a>(certificate: &'a mut Certificate, random: &mut Random) -> Option<(usize, &'a mut Vec<usize>)> {
    let place = pick(certificate, random, propagates)?;
    match &mut certificate.steps[place].reason {
        Reason::Propagation(hints) => Some((place, hints)),
        Reason::Farkas(_) => None,
    }
}

fn multipliers<'a>(certificate: &'a mut Certificate, random: &mut Random) -> Option<&'a mut Vec<BigInt>> {
    let place = pick(certificate, random, |step| !propagates(step))?;
    match &mut certificate.steps[place].reason {
        Reason::Farkas(multipliers) => Some(multipliers),
        Reason::Propagation(_) => None,
    }
}

fn drop_hint(_: &Problem, mut certificate: Certificate, random: &mut Random) -> Option<Certificate> {
    let (_, hints) = hints(&mut certificate, random)?;
    hints.remove(random.below(hints.len()));
    Some(certificate)
}

fn raise_multiplier(_: &Problem, mut certificate: Certificate, random: &mut Random) -> Option<Certificate> {
    let multipliers = multipliers(&mut certificate, random)?;
    let place = random.below(multipliers.len());
    multipliers[place] += 1;
    Some(certificate)
}

fn zero_multiplier(_: &Problem, mut certificate: Certificate, random: &mut Random) -> Option<Certificate> {
    let multipliers = multipliers(&mut certificate, random)?;
    let place = random.below(multipliers.len());
    multipliers[place] = BigInt::ZERO;
    Some(certificate)
}

fn drop_multiplier(_: &Problem, mut certificate: Certificate, random: &mut Random) -> Option<Certificate> {
    multipliers(&mut certificate, random)?.pop();
    Some(certificate)
}

fn negate_multipliers(_: &Problem, mut certificate: Certificate, random: &mut Random) -> Option<Certificate> {
    multipliers(&mut certificate, random)?.iter_mut().for_each(|multiplier| *multiplier = -&*multiplier);
    Some(certificate)
}

fn turn_literal(_: &Problem, mut certificate: Certificate, random: &mut Random) -> Option<Certificate> {
    let place = pick(&certificate, random, |step| !step.clause.is_empty())?;
    let clause = &mut certificate.steps[place].clause;
    let literal = random.below(clause.len());
    clause[literal] = !clause[literal];
    Some(certificate)
}

fn drop_literal(_: &Problem, mut certificate: Certificate, random: &mut Random) -> Option<Certificate> {
    let place = pick(&certificate, random, |step| !step.clause.is_empty())?;
    let clause = &mut certificate.steps[place].clause;
    clause.remove(random.below(clause.len()));
    Some(certificate)
}

fn unknown_literal(problem: &Problem, mut certificate: Certificate, random: &mut Random) -> Option<Certificate> {
    let place = pick(&certificate, random, |step| !step.clause.is_empty())?;
    certificate.steps[place].clause[0] = Literal::positive(problem.variable_count() + certificate.splits.len());
    Some(certificate)
}

fn later_hint(problem: &Problem, mut certificate: Certificate, random: &mut Random) -> Option<Certificate> {
    let (place, hints) = hints(&mut certificate, random)?;
    let hint = random.below(hints.len());
    hints[hint] = problem.clause_count() + place + random.below(3);
    Some(certificate)
}

fn truncate(_: &Problem, mut certificate: Certificate, random: &mut Random) -> Option<Certificate> {
    certificate.steps.truncate(random.below(certificate.steps.len()));
    Some(certificate)
}

fn no_empty_clause(_: &Problem, mut certificate: Certificate, _: &mut Random) -> Option<Certificate> {
    certificate.steps.last_mut()?.clause.push(Literal::positive(0));
    Some(certificate)
}

fn claim_arithmetic(_: &Problem, mut certificate: Certificate, random: &mut Random) -> Option<Certificate> {
    let place = pick(&certificate, random, propagates)?;
    let step = &mut certificate.steps[place];
    step.reason = Reason::Farkas(vec![BigInt::from(1); step.clause.len()]);
    Some(certificate)
}

/// Moves a bound so far that a constraint made of it is no longer tight enough for the sum it is in.
fn move_split(problem: &Problem, mut certificate: Certificate, random: &mut Random) -> Option<Certificate> {
    let is_split = |literal: &Literal| literal.variable() >= problem.variable_count();
    let place = pick(&certificate, random, |step| !propagates(step) && step.clause.iter().any(is_split))?;
    let literal = *certificate.steps[place].clause.iter().find(|literal| is_split(literal))?;
    let far = BigInt::from(10).pow(80);
    // Where the literal is negated the sum takes `form <= bound`, else `form >= bound + 1`.
    certificate.splits[literal.variable() - problem.variable_count()].bound +=
        if literal.is_negated() { far } else { -far };
    Some(certificate)
}

fn foreign_split(problem: &Problem, mut certificate: Certificate, random: &mut Random) -> Option<Certificate> {
    let place = (!certificate.splits.is_empty()).then(|| random.below(certificate.splits.len()))?;
    // The first number that the problem does not have, made in a copy of it.
    certificate.splits[place].form.terms[0].0 = problem.clone().integer();
    Some(certificate)
}
