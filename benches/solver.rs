//! How long the solver takes for a question.
//!
//! ```text
//! cargo bench --bench solver
//! ```
//!
//! Questions about protocols of several sizes, each class with a count and a volume; then the random problems of
//! `tests/solver`. Times are milliseconds in the median, in the slowest tenth, and at most.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a benchmark may panic")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use voxlint::logic::solver::{Answer, Limits, check, solve};

#[path = "../tests/solver/random.rs"]
#[allow(dead_code, reason = "tests use the rest of it")]
mod random;
#[path = "../tests/solver/raw.rs"]
#[allow(dead_code, reason = "tests use the rest of it")]
mod raw;
#[path = "../tests/support/random.rs"]
#[allow(dead_code, reason = "tests use the rest of it")]
mod splitmix;

const QUESTIONS: u64 = 300;

fn main() {
    println!(
        "{:<20} {:>7} {:>7} {:>5} {:>6} | {:>7} | {:>7} {:>7} {:>7} | {:>7}",
        "", "numbers", "clauses", "sat", "unsat", "build", "solve", "p90", "max", "check"
    );
    for classes in [5, 10, 25, 117] {
        measure(&format!("{classes} classes"), |seed| random::question(classes, seed));
    }
    for (sort, name) in random::SORTS.iter().enumerate() {
        measure(name, |seed| random::problem(sort, seed, false));
    }
}

fn measure(name: &str, make: impl Fn(u64) -> raw::Raw) {
    let (mut built, mut solved, mut checked) = (Vec::new(), Vec::new(), Vec::new());
    let (mut numbers, mut clauses) = (Vec::new(), Vec::new());
    let mut satisfiable = 0;
    for seed in 0..QUESTIONS {
        let raw = make(seed);
        let (problem, _) = timed(&mut built, || raw.build());
        numbers.push(problem.number_count());
        clauses.push(problem.clause_count());
        match timed(&mut solved, || solve(&problem, &Limits::default())) {
            Answer::Satisfiable(_) => satisfiable += 1,
            Answer::Unsatisfiable(certificate) => timed(&mut checked, || check(&problem, &certificate)).unwrap(),
            Answer::GaveUp(spent) => println!("{name} {seed}: gave up after {spent:?}"),
        }
    }
    numbers.sort_unstable();
    clauses.sort_unstable();
    println!(
        "{name:<20} {:>7} {:>7} {satisfiable:>5} {:>6} | {:>7.3} | {:>7.3} {:>7.3} {:>7.1} | {:>7.3}",
        numbers[numbers.len() / 2],
        clauses[clauses.len() / 2],
        checked.len(),
        part(&mut built, 0.5),
        part(&mut solved, 0.5),
        part(&mut solved, 0.9),
        part(&mut solved, 1.0),
        part(&mut checked, 0.5),
    );
}

fn timed<T>(times: &mut Vec<Duration>, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = black_box(work());
    times.push(start.elapsed());
    done
}

/// The time, in milliseconds, that this part of the questions stays below.
fn part(times: &mut [Duration], part: f64) -> f64 {
    times.sort_unstable();
    let place = (part * times.len() as f64) as usize;
    times.get(place.min(times.len().saturating_sub(1))).map_or(0.0, Duration::as_secs_f64) * 1e3
}
