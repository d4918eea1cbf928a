//! How far long work has come, and the wish to stop it.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

#[derive(Debug, Default)]
struct Shared {
    done: AtomicU64,
    total: AtomicU64,
    cancelled: AtomicBool,
    watch: Option<Watch>,
    limit: Option<Limit>,
}

/// What is told the finished units and the total.
struct Watch(Box<dyn Fn(u64, u64) + Send + Sync>);

/// What else stops a part of some work.
struct Limit {
    whole: Progress,
    is_late: Box<dyn Fn() -> bool + Send + Sync>,
}

impl fmt::Debug for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Limit")
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watch")
    }
}

/// A handle that the worker reports to and the screen reads; clones share one state.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<Shared>);

impl Progress {
    /// A handle for work of unknown size.
    pub fn new() -> Self {
        Self::default()
    }

    /// A handle for work of unknown size, with what is told the finished units and the total whenever there are more.
    pub fn watched(watch: impl Fn(u64, u64) + Send + Sync + 'static) -> Self {
        Self(Arc::new(Shared { watch: Some(Watch(Box::new(watch))), ..Shared::default() }))
    }

    /// A handle for a part of this work, with units of its own. It is to stop when the whole is, and as soon as `is_late`
    /// says so, which must not change its mind.
    pub fn part(&self, is_late: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        let limit = Limit { whole: self.clone(), is_late: Box::new(is_late) };
        Self(Arc::new(Shared { limit: Some(limit), ..Shared::default() }))
    }

    /// States the size of the work, in units of the worker's choice.
    pub fn set_total(&self, total: u64) {
        self.0.total.store(total, Ordering::Relaxed);
    }

    /// Makes the work larger by units that were not known of before.
    pub fn extend_total(&self, units: u64) {
        self.0.total.fetch_add(units, Ordering::Relaxed);
    }

    /// Adds finished units.
    pub fn advance(&self, units: u64) {
        let done = self.0.done.fetch_add(units, Ordering::Relaxed) + units;
        if let Some(Watch(watch)) = &self.0.watch {
            watch(done, self.0.total.load(Ordering::Relaxed));
        }
    }

    /// Finished units and the total; the total is 0 while it is unknown.
    pub fn read(&self) -> (u64, u64) {
        (self.0.done.load(Ordering::Relaxed), self.0.total.load(Ordering::Relaxed))
    }

    /// Asks the worker to stop.
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the worker should stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
            || self.0.limit.as_ref().is_some_and(|limit| limit.whole.is_cancelled() || (limit.is_late)())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_stops_when_it_is_late_and_with_the_whole() {
        let whole = Progress::new();
        let late = Arc::new(AtomicBool::new(false));
        let is_late = Arc::clone(&late);
        let part = whole.part(move || is_late.load(Ordering::Relaxed));
        part.set_total(8);
        part.advance(3);
        assert_eq!((part.read(), whole.read(), part.is_cancelled()), ((3, 8), (0, 0), false));
        late.store(true, Ordering::Relaxed);
        assert!(part.is_cancelled() && !whole.is_cancelled());
        let other = whole.part(|| false);
        assert!(!other.is_cancelled());
        whole.cancel();
        assert!(other.is_cancelled());
    }
}
