//! Decoding on a thread of its own.

use std::panic::resume_unwind;
use std::sync::mpsc;
use std::thread;

use super::Fault;

/// Parts of the data between the two threads: memory stays bounded, and a pause of one does not stop the other.
const PARTS: usize = 4;

/// Runs `decode` on a thread of its own and gives every part that it hands out to `take` on this one, in order. Returns
/// what `decode` returns.
pub(super) fn ahead<R: Send>(
    decode: impl FnOnce(&mut dyn FnMut(&[u8])) -> Result<R, Fault> + Send,
    mut take: impl FnMut(&[u8]),
) -> Result<R, Fault> {
    let (full, coming) = mpsc::sync_channel::<Vec<u8>>(PARTS);
    let (used, free) = mpsc::channel::<Vec<u8>>();
    let hand_out = move |bytes: &[u8]| {
        let mut part = free.try_recv().unwrap_or_default();
        part.clear();
        part.extend_from_slice(bytes);
        // Refused only if the other thread has panicked.
        drop(full.send(part));
    };
    thread::scope(|scope| {
        let mut hand_out = hand_out;
        let decoder = thread::Builder::new().spawn_scoped(scope, move || decode(&mut hand_out));
        let decoder = decoder.map_err(|error| Fault::from_io(&error))?;
        for part in coming {
            take(&part);
            drop(used.send(part));
        }
        decoder.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_arrive_whole_and_in_order() {
        let mut taken = Vec::new();
        let result = ahead(
            |hand_out| {
                (0..100u8).for_each(|part| hand_out(&vec![part; usize::from(part)]));
                Ok(7)
            },
            |part| taken.push(part.to_vec()),
        );
        assert_eq!(result, Ok(7));
        assert_eq!(taken, (0..100u8).map(|part| vec![part; usize::from(part)]).collect::<Vec<_>>());
    }

    #[test]
    fn a_fault_comes_after_the_parts_before_it() {
        let mut taken = 0;
        let result: Result<(), _> = ahead(
            |hand_out| {
                hand_out(&[1]);
                Err(Fault::Empty)
            },
            |_| taken += 1,
        );
        assert_eq!((result, taken), (Err(Fault::Empty), 1));
    }
}
