//! Every answer is right, and comes with what shows it.

use voxlint::logic::solver::{Answer, Limits, check, solve};

use crate::brute::is_satisfiable;
use crate::count::count;
use crate::random::{SORTS, problem};
use crate::raw::Raw;

/// The answer, after what it brings has been verified: `None` if the solver gave up.
pub fn verified(raw: &Raw) -> Option<bool> {
    let (problem, names) = raw.build();
    match solve(&problem, &Limits::default()) {
        Answer::Satisfiable(assignment) => {
            assert!(assignment.satisfies(&problem));
            assert!(raw.is_met(&names, &assignment));
            Some(true)
        }
        Answer::Unsatisfiable(certificate) => {
            assert_eq!(check(&problem, &certificate), Ok(()));
            Some(false)
        }
        Answer::GaveUp(_) => None,
    }
}

#[test]
fn small_problems_are_answered_as_by_trying_everything() {
    for (sort, name) in SORTS.iter().enumerate() {
        let (mut satisfiable, problems) = (0, count(60, 600));
        for seed in 0..problems as u64 {
            let raw = problem(sort, seed, true);
            let expected = is_satisfiable(&raw);
            satisfiable += usize::from(expected);
            assert_eq!(verified(&raw), Some(expected), "{name} {seed}: {}", raw.to_json());
        }
        println!("{name}: {satisfiable} of {problems} satisfiable");
        assert!((problems / 10..=problems - problems / 10).contains(&satisfiable), "{name} tells little");
    }
}

#[test]
fn the_same_problem_has_the_same_answer() {
    for sort in 0..SORTS.len() {
        let (one, _) = problem(sort, 7, false).build();
        let (other, _) = problem(sort, 7, false).build();
        assert_eq!(solve(&one, &Limits::default()), solve(&other, &Limits::default()));
    }
}
