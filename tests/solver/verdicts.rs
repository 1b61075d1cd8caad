//! Answers against those that z3 gave to the same problems (`tests/oracle/solver_z3.py`).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::answers::verified;
use crate::count::count;
use crate::random::{SORTS, problem};

/// For each sort the answers of z3 by seed: `s` satisfiable, `u` not, `?` unknown. Problems whose answers we compare are written
/// to the file that `VOXLINT_SOLVER_PROBLEMS` names, `VOXLINT_SOLVER_COUNT` of each sort, one in a line.
#[test]
fn answers_are_those_of_z3() {
    let asked = std::env::var("VOXLINT_SOLVER_COUNT").ok().and_then(|number| number.parse().ok());
    let recorded = include_str!("../oracle/recorded/solver_verdicts.json");
    let recorded: BTreeMap<String, String> = serde_json::from_str(recorded).unwrap();
    let (mut lines, mut compared) = (String::new(), 0);
    for (sort, name) in SORTS.iter().enumerate() {
        let expected = recorded.get(*name).map_or("", String::as_str);
        let mut expected = expected.chars();
        let mut satisfiable = 0;
        let problems: u64 = asked.unwrap_or(count(40, 1000) as u64);
        for seed in 0..problems {
            let raw = problem(sort, seed, false);
            let answer = match verified(&raw) {
                Some(true) => 's',
                Some(false) => 'u',
                None => '?',
            };
            satisfiable += u64::from(answer == 's');
            let mut line = raw.to_json();
            line["sort"] = (*name).into();
            line["seed"] = seed.into();
            line["answer"] = answer.to_string().into();
            writeln!(lines, "{line}").unwrap();
            if asked.is_none() {
                assert_eq!(
                    expected.next(),
                    Some(answer),
                    "{name} {seed}, or the generator has changed: see solver_z3.py"
                );
                compared += 1;
            }
        }
        println!("{name}: {satisfiable} of {problems} satisfiable");
        assert!((problems / 8..=problems - problems / 8).contains(&satisfiable), "{name} tells little");
    }
    if let Some(path) = std::env::var_os("VOXLINT_SOLVER_PROBLEMS") {
        std::fs::write(path, lines).unwrap();
    }
    assert!(asked.is_some() || compared >= 40 * SORTS.len());
}
