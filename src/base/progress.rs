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
}

/// What is told the finished units and the total.
struct Watch(Box<dyn Fn(u64, u64) + Send + Sync>);

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
    }
}
