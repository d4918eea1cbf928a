//! The thread that looks every few seconds whether others changed the project's files. Reads none of them.

use super::saver::OwnWrites;
use crate::jobs::{self, Waker};
use crate::model::FileKey;
use crate::store::{self, Aside, Stamps};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// How often it looks. On a drive so slow that looking takes long, less often.
const PACE: Duration = Duration::from_secs(2);
/// It waits at least so many times as long as looking took.
const SHARE: u32 = 20;

/// What was found changed.
#[derive(Debug)]
pub(super) struct WatcherReport {
    /// Files that are not as this program read or wrote them.
    pub files: Vec<FileKey>,
    /// Whether versions came or went that wait to be resolved.
    pub asides: bool,
}

/// The program's end; the thread ends when it is dropped.
pub(super) struct Watcher {
    /// The folder that is watched.
    pub root: PathBuf,
    wake: Sender<()>,
    inbox: Receiver<WatcherReport>,
}

impl Watcher {
    /// Starts the thread. What does not look as in `seen` and holds nothing that was `written` here is news.
    pub fn start(root: &Path, seen: Stamps, written: OwnWrites, waker: Waker) -> std::io::Result<Self> {
        let (wake, woken) = channel();
        let (out, inbox) = channel();
        let look = Look { root: root.to_owned(), seen, written, asides: Vec::new() };
        jobs::spawn("watcher", move || watch(look, &woken, &out, &waker))?;
        Ok(Self { root: root.to_owned(), wake, inbox })
    }

    /// Looks now, instead of at the next beat.
    pub fn look(&self) {
        // Should the thread be gone, there is nothing to look at.
        let _ = self.wake.send(());
    }

    /// What was found since the last call.
    pub fn take(&self) -> Vec<WatcherReport> {
        self.inbox.try_iter().collect()
    }
}

struct Look {
    root: PathBuf,
    seen: Stamps,
    written: OwnWrites,
    asides: Vec<Aside>,
}

fn watch(mut look: Look, woken: &Receiver<()>, out: &Sender<WatcherReport>, waker: &Waker) {
    // Versions that were there before are news once.
    let mut first = true;
    loop {
        let began = Instant::now();
        if let Some(news) = look.once(std::mem::take(&mut first)) {
            if out.send(news).is_err() {
                return;
            }
            waker();
        }
        match woken.recv_timeout(PACE.max(began.elapsed() * SHARE)) {
            Ok(()) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

impl Look {
    /// Looks at every file. While the folder is not there, nothing has changed.
    fn once(&mut self, first: bool) -> Option<WatcherReport> {
        let now = store::snapshot(&self.root).ok()?;
        let mut files = store::changed(&self.seen, &now);
        let listed = if first || !files.is_empty() { store::conflicts(&self.root).ok() } else { None };
        let asides = listed.is_some_and(|listed| {
            let changed = listed != self.asides;
            self.asides = listed;
            changed
        });
        files.retain(|key| match store::fingerprint(&self.root, key) {
            Ok(digest) => !self.written.is(key, digest),
            Err(_) => true,
        });
        self.seen = now;
        (asides || !files.is_empty()).then_some(WatcherReport { files, asides })
    }
}
