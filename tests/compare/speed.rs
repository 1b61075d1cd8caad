//! How long comparing takes; run by hand: `cargo test --release --test compare -- --ignored --nocapture speed`.

use std::time::{Duration, Instant};

use voxlint::compare::crosswalk::Crosswalk;
use voxlint::compare::rules::showing::Phantoms;
use voxlint::compare::rules::shown::{NoFiles, Show, Shown, Wanted};
use voxlint::compare::rules::{asking, compare};
use voxlint::logic::fragment::{EncodedRule, Question, Theory};
use voxlint::model::{self, library};
use voxlint::report::{Severity, Source};

/// Takes the time that others need to show cases.
struct Timed<'t> {
    inner: Phantoms<'t>,
    took: Vec<(Duration, String, bool)>,
}

impl Show for Timed<'_> {
    fn show(&mut self, theory: &mut Theory, asked: &Question<'_>, wanted: Wanted, rule: &EncodedRule) -> Option<Shown> {
        let start = Instant::now();
        let shown = self.inner.show(theory, asked, wanted, rule);
        self.took.push((start.elapsed(), rule.id.clone(), shown.is_some()));
        shown
    }
}

#[test]
#[ignore = "measures time, which says nothing on a busy machine"]
fn speed_of_two_large_protocols() {
    let load = |name: &str| {
        let loaded = model::load(&Source::new(name, library::find(name).unwrap()));
        loaded.protocol.unwrap()
    };
    let (old, new) = (load("totalsegmentator/v1"), load("totalsegmentator/v2"));
    let crosswalk = Crosswalk::new(&[&old, &new], &[]).unwrap();
    let [old, new] = crosswalk.views.as_slice() else { panic!() };

    let start = Instant::now();
    let mut theory = Theory::new(crosswalk.anatomy.clone(), &[old.clone(), new.clone()]);
    println!("formulas: {:?}", start.elapsed());
    let encoded = theory.protocols.clone();
    let mut asking = asking::Asking::new(&mut theory);
    let mut took = Vec::new();
    for (of, by) in [(0, 1), (1, 0)] {
        let kept = asking::accepted(&encoded[by], Severity::Error);
        for rule in &encoded[of].rules {
            for failure in &rule.failures {
                let start = Instant::now();
                let found = asking.ask(&kept, Some(failure)).0;
                took.push((start.elapsed(), rule.id.clone(), found));
            }
        }
    }
    took.sort_by_key(|(took, ..)| *took);
    println!(
        "{} questions: median {:?}, slowest {:?}",
        took.len(),
        took[took.len() / 2].0,
        took.iter().rev().take(5).collect::<Vec<_>>()
    );

    let start = Instant::now();
    compare(&crosswalk.anatomy, old, new, &mut NoFiles);
    println!("without label files: {:?}", start.elapsed());
    let start = Instant::now();
    let mut timed = Timed { inner: Phantoms { views: [old, new] }, took: Vec::new() };
    compare(&crosswalk.anatomy, old, new, &mut timed);
    println!("with {} label files: {:?}", timed.took.len(), start.elapsed());
    timed.took.sort();
    println!(
        "label files: median {:?}, slowest {:?}",
        timed.took[timed.took.len() / 2].0,
        timed.took.iter().rev().take(5).collect::<Vec<_>>()
    );
}
