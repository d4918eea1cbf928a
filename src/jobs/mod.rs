//! Long work on threads of its own: named, cancellable, and at most one of a kind at a time.
//!
//! A [`Queue`] starts work and collects what it posts. A newer request of a kind cancels the running one, replaces a
//! waiting one, and what the replaced one still posts is dropped. A panic becomes a message like any other. The owner is
//! woken by a [`Waker`] and then calls [`Queue::take`]. Knows no screen and never blocks whoever owns it.

use crate::base::Progress;
use crate::locale::Message;
use crate::message;
use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{Builder, JoinHandle, scope};
use std::time::Duration;

/// Called from any thread when there is something to take.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Starts a named thread.
///
/// # Errors
/// When the system has no thread to give.
pub fn spawn<T: Send + 'static>(
    name: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> std::io::Result<JoinHandle<T>> {
    Builder::new().name(name.to_owned()).spawn(work)
}

/// Does work on this thread while another looks every so often how far it is: finished units and the total.
pub fn watched<T>(
    progress: &Progress,
    every: Duration,
    mut look: impl FnMut(u64, u64) + Send,
    work: impl FnOnce() -> T,
) -> T {
    let (working, ended) = channel::<()>();
    scope(|scope| {
        let watch = move || {
            while ended.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
                let (done, total) = progress.read();
                look(done, total);
            }
        };
        // Without a thread nobody looks; the work is done all the same.
        let _ = Builder::new().name("progress".to_owned()).spawn_scoped(scope, watch);
        let outcome = work();
        drop(working);
        outcome
    })
}

/// What a panic said: a clause.
pub fn panic_message(panic: &(dyn Any + Send)) -> Message {
    let words = panic.downcast_ref::<String>().map(String::as_str);
    let words = words.or_else(|| panic.downcast_ref::<&str>().copied());
    words.map_or_else(|| message!("program-silent-fault"), Message::verbatim)
}

/// What running work has of the world outside.
pub struct Job<K, T> {
    progress: Progress,
    kind: K,
    number: u64,
    out: Sender<Posted<K, T>>,
    waker: Waker,
}

impl<K: Clone, T> Job<K, T> {
    /// Where to report how far the work is, and to see whether it should stop.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Hands something to the owner of the queue.
    pub fn post(&self, value: T) {
        self.send(Some(value));
    }

    fn send(&self, value: Option<T>) {
        // When the owner is gone, so is the reason for the work.
        if self.out.send(Posted { kind: self.kind.clone(), number: self.number, value }).is_err() {
            self.progress.cancel();
        }
        (self.waker)();
    }
}

struct Posted<K, T> {
    kind: K,
    number: u64,
    /// None: the work has ended.
    value: Option<T>,
}

type Task<K, T> = Box<dyn FnOnce(&Job<K, T>) + Send>;

struct Running {
    number: u64,
    progress: Progress,
}

struct Slot<K, T> {
    running: Option<Running>,
    waiting: Option<(String, Task<K, T>)>,
}

/// Work by kind; the newest request of a kind wins.
pub struct Queue<K, T> {
    slots: BTreeMap<K, Slot<K, T>>,
    sender: Sender<Posted<K, T>>,
    inbox: Receiver<Posted<K, T>>,
    waker: Waker,
    failed: fn(&K, Message) -> T,
    next: u64,
}

impl<K: Clone + Ord + Send + 'static, T: Send + 'static> Queue<K, T> {
    /// A queue that calls `waker` when something was posted; `failed` makes of a fault, a clause, what is posted in its place.
    pub fn new(waker: Waker, failed: fn(&K, Message) -> T) -> Self {
        let (sender, inbox) = channel();
        Self { slots: BTreeMap::new(), sender, inbox, waker, failed, next: 0 }
    }

    /// Starts work of a kind on a thread of that name, or as soon as the one that it replaces has stopped.
    pub fn request(&mut self, kind: K, name: &str, work: impl FnOnce(&Job<K, T>) + Send + 'static) {
        let slot = self.slots.entry(kind.clone()).or_insert(Slot { running: None, waiting: None });
        match &slot.running {
            Some(running) => {
                running.progress.cancel();
                slot.waiting = Some((name.to_owned(), Box::new(work)));
            }
            None => self.start(kind, name.to_owned(), Box::new(work)),
        }
    }

    /// Asks the running work of a kind to stop and forgets the waiting. What it still posts arrives.
    pub fn cancel(&mut self, kind: &K) {
        if let Some(slot) = self.slots.get_mut(kind) {
            slot.waiting = None;
            slot.running.iter().for_each(|running| running.progress.cancel());
        }
    }

    /// Whether work of a kind runs or waits.
    pub fn is_busy(&self, kind: &K) -> bool {
        self.slots.contains_key(kind)
    }

    /// Whether any work runs or waits.
    pub fn is_idle(&self) -> bool {
        self.slots.is_empty()
    }

    /// What was posted since the last call, in order, and without what was replaced.
    pub fn take(&mut self) -> Vec<T> {
        let mut taken = Vec::new();
        while let Ok(Posted { kind, number, value }) = self.inbox.try_recv() {
            let Some(slot) = self.slots.get_mut(&kind) else { continue };
            if slot.running.as_ref().is_none_or(|running| running.number != number) {
                continue;
            }
            match value {
                Some(value) if slot.waiting.is_none() => taken.push(value),
                Some(_) => {}
                None => match slot.waiting.take() {
                    Some((name, work)) => self.start(kind, name, work),
                    None => drop(self.slots.remove(&kind)),
                },
            }
        }
        taken
    }

    fn start(&mut self, kind: K, name: String, work: Task<K, T>) {
        let (number, progress) = (self.next, Progress::new());
        self.next += 1;
        let job = Job {
            progress: progress.clone(),
            kind: kind.clone(),
            number,
            out: self.sender.clone(),
            waker: Arc::clone(&self.waker),
        };
        let failed = self.failed;
        let running = Running { number, progress };
        self.slots.insert(kind.clone(), Slot { running: Some(running), waiting: None });
        let spawned = spawn(&name, move || {
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| work(&job))) {
                job.post(failed(&job.kind, panic_message(&*panic)));
            }
            job.send(None);
        });
        if let Err(error) = spawned {
            let value = Some(failed(&kind, message!("program-no-thread", why = %error)));
            let _ = self.sender.send(Posted { kind: kind.clone(), number, value });
            let _ = self.sender.send(Posted { kind, number, value: None });
            (self.waker)();
        }
    }
}

impl<K, T> Drop for Queue<K, T> {
    fn drop(&mut self) {
        self.slots.values().flat_map(|slot| &slot.running).for_each(|running| running.progress.cancel());
    }
}

impl<K: fmt::Debug, T> fmt::Debug for Queue<K, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.slots.keys()).finish()
    }
}

#[cfg(test)]
mod tests;
