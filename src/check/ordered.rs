//! Work in parallel, results in order.

use std::collections::BTreeMap;
use std::sync::mpsc;

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

/// How many items may be under way or waiting for an earlier one, per thread. Bounds memory whatever the run's length.
const WINDOW_PER_THREAD: usize = 8;

/// Room for judging claims that nest as deep as the parser allows.
const STACK: usize = 16 << 20;

/// Threads of this program's own; `None` is one per core.
///
/// # Errors
///
/// The system gives no threads.
pub fn pool(jobs: Option<usize>) -> Result<ThreadPool, ThreadPoolBuildError> {
    ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).stack_size(STACK).build()
}

/// Applies `work` to every item and hands the results to `take` in the order of the items, as soon as they and all
/// before them are there. Stops early if `take` fails.
///
/// The caller's thread alone waits; tasks never do, so that a task may use the pool itself.
pub fn for_each<T: Sync, R: Send, E>(
    pool: &ThreadPool,
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let window = WINDOW_PER_THREAD * pool.current_num_threads();
    let (sender, receiver) = mpsc::channel();
    let work = &work;
    pool.in_place_scope(|scope| {
        let mut waiting: BTreeMap<usize, R> = BTreeMap::new();
        let mut coming = items.iter().enumerate();
        let mut taken = 0;
        let mut started = 0;
        while taken < items.len() {
            for (index, item) in coming.by_ref().take(taken + window - started) {
                let sender = sender.clone();
                // The receiver is gone only after `take` has failed; nobody wants the result then.
                scope.spawn(move |_| drop(sender.send((index, work(item)))));
                started += 1;
            }
            // A task that panicked sends nothing; the scope passes its panic on when the loop ends.
            let Ok((index, result)) = receiver.recv() else { break };
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&taken) {
                taken += 1;
                take(result)?;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn order_is_kept_and_the_window_bounds_what_is_under_way() {
        let items: Vec<u64> = (0..200).collect();
        for jobs in [1, 2, 8] {
            let done = AtomicUsize::new(0);
            let mut taken = Vec::new();
            let mut ahead = 0;
            let result: Result<(), ()> = for_each(
                &pool(Some(jobs)).unwrap(),
                &items,
                |&item| {
                    // The first is slow: everything else has to wait for it.
                    std::thread::sleep(Duration::from_millis(if item == 0 { 30 } else { 0 }));
                    done.fetch_add(1, Ordering::SeqCst);
                    item
                },
                |item| {
                    ahead = ahead.max(done.load(Ordering::SeqCst).saturating_sub(taken.len()));
                    taken.push(item);
                    Ok(())
                },
            );
            assert_eq!(result, Ok(()));
            assert_eq!(taken, items);
            assert!(ahead <= WINDOW_PER_THREAD * jobs, "{ahead} with {jobs}");
        }
    }

    #[test]
    fn it_stops_when_nobody_listens() {
        let items: Vec<usize> = (0..10_000).collect();
        let started = AtomicUsize::new(0);
        let work = |&item: &usize| {
            started.fetch_add(1, Ordering::SeqCst);
            item
        };
        let take = |item| if item < 3 { Ok(()) } else { Err("closed") };
        assert_eq!(for_each(&pool(Some(2)).unwrap(), &items, work, take), Err("closed"));
        assert!(started.load(Ordering::SeqCst) < 100);
    }
}
