//! How long it takes to compare two protocols.
//!
//! ```text
//! cargo bench --bench comparing -- [OLD NEW]
//! ```
//!
//! First each question alone: whether a case that the one protocol accepts can break a rule of the other, in one of the ways
//! in which that rule can fail. Then the whole comparison, without label files as witnesses and with them, and each of these
//! files alone. Times are milliseconds.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a benchmark may panic")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use voxlint::compare::crosswalk::Crosswalk;
use voxlint::compare::rules::asking::{Asking, accepted};
use voxlint::compare::rules::compare;
use voxlint::compare::rules::showing::Phantoms;
use voxlint::compare::rules::shown::{NoFiles, Show, Shown, Unshown, Wanted};
use voxlint::logic::fragment::{EncodedRule, Question, Theory};
use voxlint::model::{self, Protocol, library};
use voxlint::report::{Severity, Source};

/// The pair that is compared if none is named, the largest of the shipped ones.
const LARGEST: [&str; 2] = ["totalsegmentator/v1", "totalsegmentator/v2"];

/// The whole comparison is repeated, as one run says little.
const RUNS: usize = 5;

fn main() {
    let named: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let [old, new] = match named.as_slice() {
        [] => LARGEST.map(load),
        [old, new] => [load(old), load(new)],
        _ => panic!("two protocols are compared, or none is named"),
    };
    let mut table = Table::new();
    let crosswalk = table.step("crosswalk", || Crosswalk::new(&[&old, &new], &[]).unwrap());
    let [old, new] = crosswalk.views.as_slice() else { panic!("a view for each protocol") };
    let mut theory = table.step("formulas", || Theory::new(crosswalk.anatomy.clone(), &[old.clone(), new.clone()]));
    table.row("questions", &mut questions(&mut theory));
    let mut without = Vec::new();
    let mut with = Vec::new();
    let mut files = Vec::new();
    for _ in 0..RUNS {
        timed(&mut without, || compare(&crosswalk.anatomy, old, new, &mut NoFiles));
        let mut show = Timed { inner: Phantoms::new(old, new), took: Vec::new() };
        timed(&mut with, || compare(&crosswalk.anatomy, old, new, &mut show));
        files.extend(show.took);
    }
    table.row("label files", &mut files);
    table.row("comparison without files", &mut without);
    table.row("comparison with files", &mut with);
}

fn load(name: impl AsRef<str>) -> Protocol {
    let name = name.as_ref();
    let text = library::find(name).unwrap_or_else(|| panic!("`{name}` is no shipped protocol"));
    model::load(&Source::new(name, text)).protocol.unwrap()
}

/// Every question of both protocols, each by itself.
fn questions(theory: &mut Theory) -> Vec<Duration> {
    let protocols = theory.protocols.clone();
    let mut asking = Asking::new(theory);
    let mut took = Vec::new();
    for (of, by) in protocols.iter().zip(protocols.iter().rev()) {
        let kept = accepted(by, Severity::Error);
        for failure in of.rules.iter().flat_map(|rule| &rule.failures) {
            timed(&mut took, || asking.ask(&kept, Some(failure)));
        }
    }
    took
}

/// Takes the time that label files need.
struct Timed<'t> {
    inner: Phantoms<'t>,
    took: Vec<Duration>,
}

impl Show for Timed<'_> {
    fn show(
        &mut self,
        theory: &mut Theory,
        asked: &Question<'_>,
        wanted: Wanted,
        rule: &EncodedRule,
    ) -> Result<Shown, Unshown> {
        timed(&mut self.took, || self.inner.show(theory, asked, wanted, rule))
    }
}

fn timed<T>(times: &mut Vec<Duration>, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = black_box(work());
    times.push(start.elapsed());
    done
}

struct Table;

impl Table {
    fn new() -> Table {
        println!("{:<26} {:>6} {:>9} {:>9} {:>9} {:>9}", "", "count", "sum", "median", "p90", "max");
        Table
    }

    fn step<T>(&mut self, name: &str, work: impl FnOnce() -> T) -> T {
        let mut times = Vec::new();
        let done = timed(&mut times, work);
        self.row(name, &mut times);
        done
    }

    fn row(&mut self, name: &str, times: &mut [Duration]) {
        times.sort_unstable();
        let part = |part: f64| {
            let place = (part * times.len() as f64) as usize;
            times.get(place.min(times.len().saturating_sub(1))).map_or(0.0, Duration::as_secs_f64) * 1e3
        };
        let sum = times.iter().sum::<Duration>().as_secs_f64() * 1e3;
        let count = times.len();
        println!("{name:<26} {count:>6} {sum:>9.2} {:>9.2} {:>9.2} {:>9.2}", part(0.5), part(0.9), part(1.0));
    }
}
