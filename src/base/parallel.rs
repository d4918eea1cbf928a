//! The same work on many things, on as many threads as the machine has cores.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{available_parallelism, scope};

/// Items that a thread takes at once.
const BLOCK: usize = 16;

/// How many threads share work: the number of cores that this process may use.
pub fn threads() -> usize {
    available_parallelism().map_or(1, NonZeroUsize::get)
}

/// Threads that share work which mostly waits for a disk.
const WAITING: usize = 16;

/// What `work` makes of each item, in the order of the items. The order in which it is done is not said; this thread takes
/// part. A panic in `work` becomes one here.
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    shared(items, threads(), work)
}

/// As [`map`], for work that mostly waits for a disk: more of it is done at once than there are cores.
pub fn map_waiting<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    shared(items, WAITING.max(threads()), work)
}

fn shared<T: Sync, R: Send>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let block = BLOCK.min(items.len().div_ceil(threads).max(1));
    let count = items.len().div_ceil(block);
    let next = AtomicUsize::new(0);
    let run = || {
        let mut done: Vec<(usize, Vec<R>)> = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(items) = items.chunks(block).nth(at) else { return done };
            done.push((at, items.iter().map(&work).collect()));
        }
    };
    let mut blocks = scope(|scope| {
        let helpers: Vec<_> = (1..threads.min(count)).map(|_| scope.spawn(run)).collect();
        let mut blocks = run();
        for helper in helpers {
            match helper.join() {
                Ok(done) => blocks.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        blocks
    });
    blocks.sort_unstable_by_key(|(at, _)| *at);
    blocks.into_iter().flat_map(|(_, done)| done).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::catch_unwind;

    #[test]
    fn results_are_in_the_order_of_the_items() {
        for count in [0, 1, 2, 15, 16, 17, 33, 1000] {
            let items: Vec<usize> = (0..count).collect();
            let done = map(&items, |item| item * 2);
            assert_eq!(done, items.iter().map(|item| item * 2).collect::<Vec<_>>(), "{count}");
            assert_eq!(map_waiting(&items, |item| item * 2), done, "{count}");
        }
    }

    #[test]
    fn a_panic_in_one_is_not_swallowed() {
        let items: Vec<usize> = (0..200).collect();
        assert!(catch_unwind(|| map(&items, |item| assert_ne!(*item, 150))).is_err());
    }
}
