//! Problems on which a solver may loop, overflow, or be wrong.

use num_bigint::BigInt;
use num_rational::BigRational;
use voxlint::logic::solver::{Answer, Formula, Limits, Linear, Number, Origin, Problem, check, solve};

use crate::raw::ratio;

/// Whether there is a solution, verified; `None` if the solver gave up.
fn answer(problem: &Problem) -> Option<bool> {
    match solve(problem, &Limits::default()) {
        Answer::Satisfiable(assignment) => {
            assert!(assignment.satisfies(problem));
            Some(true)
        }
        Answer::Unsatisfiable(certificate) => {
            assert_eq!(check(problem, &certificate), Ok(()));
            Some(false)
        }
        Answer::GaveUp(_) => None,
    }
}

fn require(problem: &mut Problem, formula: Formula) {
    problem.require(formula, Origin(0));
}

fn sum(factors: &[(i64, Number)]) -> Linear {
    factors.iter().fold(Linear::default(), |sum, (factor, number)| sum + Linear::from(*number) * *factor)
}

#[test]
fn constants_and_nothing() {
    assert_eq!(answer(&Problem::new()), Some(true));
    let mut problem = Problem::new();
    let two = problem.at_most(2, 2);
    assert_eq!((two, problem.below(2, 2)), (Formula::True, Formula::False));
    require(&mut problem, Formula::Not(Box::new(Formula::Or(vec![]))));
    assert_eq!(answer(&problem), Some(true));
    problem.add_clause(Vec::new(), Origin(3));
    assert_eq!(answer(&problem), Some(false));
}

#[test]
fn bounds_that_exclude_each_other() {
    let mut problem = Problem::new();
    let x = problem.real();
    let low = problem.at_least(x, 2);
    let high = problem.at_most(x, 2);
    let not = problem.equal(x, 2);
    require(&mut problem, low);
    require(&mut problem, high);
    assert_eq!(answer(&problem), Some(true));
    require(&mut problem, !not);
    assert_eq!(answer(&problem), Some(false));
}

#[test]
fn strict_cycles() {
    let mut problem = Problem::new();
    let numbers: Vec<Number> = (0..30).map(|_| problem.real()).collect();
    for pair in numbers.windows(2) {
        let below = problem.below(pair[0], pair[1]);
        require(&mut problem, below);
    }
    assert_eq!(answer(&problem), Some(true));
    let back = problem.at_most(numbers[29], numbers[0]);
    require(&mut problem, back);
    assert_eq!(answer(&problem), Some(false));
}

#[test]
fn integers_without_bounds_and_without_solution() {
    // 2x - 2y = 1: coprime coefficients show it.
    let mut problem = Problem::new();
    let (x, y) = (problem.integer(), problem.integer());
    let equal = problem.equal(sum(&[(2, x), (-2, y)]), 1);
    require(&mut problem, equal);
    assert_eq!(answer(&problem), Some(false));

    // x + y is even, x - y is odd.
    let mut problem = Problem::new();
    let [x, y, a, b] = [(); 4].map(|()| problem.integer());
    let even = problem.equal(sum(&[(1, x), (1, y), (-2, a)]), 0);
    let odd = problem.equal(sum(&[(1, x), (-1, y), (-2, b)]), 1);
    require(&mut problem, even);
    require(&mut problem, odd);
    assert_ne!(answer(&problem), Some(true));

    // 1 <= 3x - 3y <= 2, where the difference is a number of its own.
    let mut problem = Problem::new();
    let [x, y, d] = [(); 3].map(|()| problem.integer());
    let difference = problem.equal(sum(&[(3, x), (-3, y)]), d);
    let low = problem.at_least(d, 1);
    let high = problem.at_most(d, 2);
    require(&mut problem, Formula::all([difference, low, high]));
    assert_ne!(answer(&problem), Some(true));
}

#[test]
fn a_purse_of_threes_and_fives() {
    for (total, expected) in [(7, false), (8, true), (4, false), (1, false), (998, true)] {
        let mut problem = Problem::new();
        let (threes, fives) = (problem.integer(), problem.integer());
        let parts = [problem.at_least(threes, 0), problem.at_least(fives, 0)];
        let equal = problem.equal(sum(&[(3, threes), (5, fives)]), total);
        require(&mut problem, Formula::all(parts).implies(!equal.clone()));
        let [one, other] = [problem.at_least(threes, 0), problem.at_least(fives, 0)];
        require(&mut problem, one);
        require(&mut problem, other);
        // The first demand excludes what the purse can hold, so that only the impossible totals are free.
        assert_eq!(answer(&problem), Some(true));
        require(&mut problem, equal);
        assert_eq!(answer(&problem), Some(false));

        let mut problem = Problem::new();
        let (threes, fives) = (problem.integer(), problem.integer());
        let parts = [problem.at_least(threes, 0), problem.at_least(fives, 0)];
        let equal = problem.equal(sum(&[(3, threes), (5, fives)]), total);
        require(&mut problem, Formula::all(parts));
        require(&mut problem, equal);
        assert_eq!(answer(&problem), Some(expected), "{total}");
    }
}

/// Programs on which the simplex cycles with Dantzig's rule: Beale 1955, and Marshall and Suurballe 1969. Here the value of
/// the objective is demanded, at the optimum and above it.
#[test]
fn degenerate_programs_do_not_cycle() {
    let beale: [[(i64, i64); 5]; 4] = [
        [(1, 4), (-8, 1), (-1, 1), (9, 1), (0, 1)],
        [(1, 2), (-12, 1), (-1, 2), (3, 1), (0, 1)],
        [(0, 1), (0, 1), (1, 1), (0, 1), (1, 1)],
        [(3, 4), (-20, 1), (1, 2), (-6, 1), (5, 4)],
    ];
    let marshall: [[(i64, i64); 5]; 4] = [
        [(1, 2), (-11, 2), (-5, 2), (9, 1), (0, 1)],
        [(1, 2), (-3, 2), (-1, 2), (1, 1), (0, 1)],
        [(1, 1), (0, 1), (0, 1), (0, 1), (1, 1)],
        [(10, 1), (-57, 1), (-9, 1), (-24, 1), (1, 1)],
    ];
    for program in [beale, marshall] {
        for (is_above, expected) in [(false, true), (true, false)] {
            let mut problem = Problem::new();
            let numbers: Vec<Number> = (0..4).map(|_| problem.real()).collect();
            for number in &numbers {
                let positive = problem.at_least(*number, 0);
                require(&mut problem, positive);
            }
            for (index, row) in program.iter().enumerate() {
                let left = numbers.iter().zip(row).fold(Linear::default(), |left, (number, (above, below))| {
                    left + Linear::from(*number) * ratio(*above, *below)
                });
                let right = ratio(row[4].0, row[4].1);
                let formula = match (index, is_above) {
                    (3, false) => problem.at_least(left, right),
                    (3, true) => problem.above(left, right),
                    _ => problem.at_most(left, right),
                };
                require(&mut problem, formula);
            }
            assert_eq!(answer(&problem), Some(expected));
        }
    }
}

#[test]
fn numbers_beyond_machine_words() {
    let huge = BigRational::from_integer(BigInt::from(10).pow(60));
    let tiny = huge.recip();
    let mut problem = Problem::new();
    let (x, y) = (problem.real(), problem.integer());
    // x is a tiny part of y, y is huge: x is just above 1.
    let part = problem.equal(x, Linear::from(y) * tiny.clone());
    let size = problem.above(y, huge.clone());
    let near = problem.at_most(x, tiny.clone() + ratio(1, 1));
    require(&mut problem, Formula::all([part, size, near]));
    assert_eq!(answer(&problem), Some(true));
    let nearer = problem.below(x, tiny + ratio(1, 1));
    require(&mut problem, nearer);
    assert_eq!(answer(&problem), Some(false));
}

#[test]
fn more_pigeons_than_holes() {
    let mut problem = Problem::new();
    let places: Vec<Vec<_>> = (0..7).map(|_| (0..6).map(|_| problem.boolean()).collect()).collect();
    for pigeon in &places {
        problem.add_clause(pigeon.clone(), Origin(0));
    }
    for (at, one) in places.iter().enumerate() {
        for other in places.iter().take(at) {
            for (&here, &there) in one.iter().zip(other) {
                problem.add_clause(vec![!here, !there], Origin(1));
            }
        }
    }
    assert_eq!(answer(&problem), Some(false));
}

#[test]
fn limits_end_the_search() {
    let mut problem = Problem::new();
    let [x, y, z] = [(); 3].map(|()| problem.integer());
    let formula = problem.equal(sum(&[(6, x), (10, y), (15, z)]), 1);
    let bounds: Vec<Formula> = [x, y, z].map(|number| problem.at_least(number, 2)).into();
    require(&mut problem, Formula::all(bounds));
    require(&mut problem, formula);
    for limits in [
        Limits { conflicts: 0, ..Limits::default() },
        Limits { pivots: 0, ..Limits::default() },
        Limits { splits: 0, ..Limits::default() },
    ] {
        assert!(!matches!(solve(&problem, &limits), Answer::Satisfiable(_)), "{limits:?}");
    }
    assert!(matches!(solve(&problem, &Limits { pivots: 0, ..Limits::default() }), Answer::GaveUp(_)));
}

#[test]
fn a_question_leaves_no_trace() {
    let mut problem = Problem::new();
    let x = problem.real();
    let low = problem.at_least(x, 2);
    require(&mut problem, low.clone());
    let (mark, before) = (problem.mark(), problem.clone());
    let y = problem.integer();
    let question = [problem.below(x, 2), problem.at_most(y, x)];
    require(&mut problem, Formula::all(question));
    assert_eq!(answer(&problem), Some(false));
    problem.back_to(mark);
    assert_eq!(format!("{problem:?}"), format!("{before:?}"));
    assert_eq!(problem.at_least(x, 2), low);
    assert_eq!(answer(&problem), Some(true));
}
