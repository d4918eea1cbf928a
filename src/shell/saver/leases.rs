//! Whose files this program has open, and who keeps it from opening others.

use crate::base::{AnnotatorId, Timestamp};
use crate::model::Holder;
use crate::store::{BEAT, Lease, LeaseError, still_in};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How often it is tried to get hold of files that somebody else has, or that the system refused.
const AGAIN: Duration = Duration::from_secs(5);

enum Hold {
    Ours(Lease),
    Theirs(Holder),
    /// The system gives no lease here. Then none keeps others out, and writing will tell what is wrong.
    Unknown,
}

struct Entry {
    root: PathBuf,
    annotator: AnnotatorId,
    hold: Hold,
    /// When to renew or to try again.
    due: Instant,
}

/// All leases, also those of projects that are still being read.
#[derive(Default)]
pub(super) struct Leases(Vec<Entry>);

impl Leases {
    /// Takes a lease unless it is ours already; returns who has it otherwise.
    pub fn take(&mut self, root: &Path, annotator: &AnnotatorId, now: Timestamp) -> Option<Holder> {
        let found = self.0.iter().position(|entry| entry.is(root, annotator));
        let at = found.unwrap_or_else(|| {
            let (root, annotator) = (root.to_owned(), annotator.clone());
            self.0.push(Entry { root, annotator, hold: Hold::Unknown, due: Instant::now() });
            self.0.len() - 1
        });
        let entry = &mut self.0[at];
        if !matches!(entry.hold, Hold::Ours(_)) {
            entry.try_to_take(now);
        }
        entry.holder()
    }

    /// Who keeps an annotator's files from us.
    pub fn holder(&self, root: &Path, annotator: &AnnotatorId) -> Option<Holder> {
        self.0.iter().find(|entry| entry.is(root, annotator)).and_then(Entry::holder)
    }

    /// A lease for as long as something is written of files that are not open here; none where the system gives none.
    ///
    /// # Errors
    /// Who has the files open elsewhere.
    pub fn borrow(
        &self,
        root: &Path,
        annotator: &AnnotatorId,
        now: Timestamp,
    ) -> Result<Option<Lease>, Holder> {
        if let Some(entry) = self.0.iter().find(|entry| entry.is(root, annotator)) {
            return entry.holder().map_or(Ok(None), Err);
        }
        match Lease::take(root, annotator, now) {
            Ok(lease) => Ok(Some(lease)),
            Err(LeaseError::Held(holder)) => Err(holder),
            Err(LeaseError::Store(_)) => Ok(None),
        }
    }

    /// Gives back what lies in other folders than these.
    pub fn keep(&mut self, roots: &[&Path]) {
        self.0.retain(|entry| roots.contains(&entry.root.as_path()));
    }

    /// When there is next something to do.
    pub fn due(&self) -> Option<Instant> {
        self.0.iter().map(|entry| entry.due).min()
    }

    /// Renews, and tries again for what others had or the system refused; returns whose files came free, and whose
    /// somebody else turns out to have.
    pub fn beat(&mut self, now: Timestamp) -> Vec<(PathBuf, Option<Holder>)> {
        let mut news = Vec::new();
        let moment = Instant::now();
        for entry in self.0.iter_mut().filter(|entry| entry.due <= moment) {
            match &mut entry.hold {
                Hold::Ours(lease) => {
                    // A lease that cannot be renewed looks stale elsewhere in a few minutes; the next beat tries again.
                    let _ = lease.renew(now);
                    entry.due = moment + Duration::from_secs(BEAT.unsigned_abs());
                }
                Hold::Theirs(_) => {
                    entry.try_to_take(now);
                    if matches!(entry.hold, Hold::Ours(_)) {
                        news.push((entry.root.clone(), None));
                    }
                }
                Hold::Unknown => {
                    entry.try_to_take(now);
                    if let Some(holder) = entry.holder() {
                        news.push((entry.root.clone(), Some(holder)));
                    }
                }
            }
        }
        news
    }
}

impl Entry {
    fn is(&self, root: &Path, annotator: &AnnotatorId) -> bool {
        self.root == root && self.annotator == *annotator
    }

    fn holder(&self) -> Option<Holder> {
        match &self.hold {
            Hold::Theirs(holder) => Some(holder.clone()),
            _ => None,
        }
    }

    fn try_to_take(&mut self, now: Timestamp) {
        let there = still_in(&self.root).map_err(|error| LeaseError::Store(Box::new(error)));
        let (hold, wait) = match there.and_then(|()| Lease::take(&self.root, &self.annotator, now)) {
            Ok(lease) => (Hold::Ours(lease), Duration::from_secs(BEAT.unsigned_abs())),
            Err(LeaseError::Held(holder)) => (Hold::Theirs(holder), AGAIN),
            Err(LeaseError::Store(_)) => (Hold::Unknown, AGAIN),
        };
        self.hold = hold;
        self.due = Instant::now() + wait;
    }
}
