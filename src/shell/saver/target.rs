//! A project as the saver sees it: where it lies, its latest snapshot, and what of it is not on disk yet.

use super::leases::Leases;
use super::written::OwnWrites;
use crate::app::MergedFile;
use crate::base::{AnnotatorId, Issue};
use crate::locale::Message;
use crate::message;
use crate::model::{FileKey, HistoryChange, Holder, Project, Version};
use crate::shell::clock::now;
use crate::shell::reasons;
use crate::store::{self, Journal, JournalEntry, Lease, MergedSave, StoreError};
use crate::text::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// From the first change to the write.
const DELAY: Duration = Duration::from_millis(300);
/// From a failure to the next try; doubled with every failure in a row.
const RETRY: Duration = Duration::from_secs(2);
const RETRY_AT_MOST: Duration = Duration::from_secs(30);

/// An open project on disk.
#[derive(Debug)]
pub(in crate::shell) struct Target {
    pub(super) root: PathBuf,
    project: Option<Project>,
    dirty: BTreeMap<FileKey, u64>,
    due: Option<Instant>,
    failures: u32,
    reason: Message,
    known: BTreeMap<FileKey, Digest>,
    written: OwnWrites,
    /// The project as it was read: what memory and files come from.
    read: Project,
    /// What memory and file come from, where that was read or written later.
    agreed: BTreeMap<FileKey, Version>,
    journal: Option<Journal>,
    /// Journal lines from before it was known whose journal it is.
    backlog: Vec<HistoryChange>,
    /// How many journal entries the snapshot holds the outcome of.
    through: u64,
}

/// What a round of writing did.
#[derive(Debug, Default)]
pub(super) struct Round {
    /// What was written, as of which change.
    pub saved: Vec<(FileKey, u64)>,
    /// What could not be written, and stays to be written.
    pub failed: Vec<FileKey>,
    /// Why, for the first of them.
    pub reason: Message,
    /// Files that hold more than the memory does, because they had been changed elsewhere.
    pub merged: Vec<MergedFile>,
    /// Whether versions were laid aside that differ.
    pub conflicts: bool,
    /// What others had corrected differently about articles, where what is in the memory stays.
    pub contested: Vec<Issue>,
}

impl Target {
    /// A project that equals the disk, from which it was `read`.
    pub fn new(root: &Path, read: Project, journal: Option<Journal>) -> Self {
        Self {
            root: root.to_owned(),
            project: None,
            dirty: BTreeMap::new(),
            due: None,
            failures: 0,
            reason: Message::default(),
            known: BTreeMap::new(),
            written: OwnWrites::default(),
            read,
            agreed: BTreeMap::new(),
            through: journal.as_ref().map_or(0, Journal::position),
            journal,
            backlog: Vec::new(),
        }
    }

    /// Notes that files differ from the disk, and how the project is then.
    pub(super) fn change(&mut self, project: Project, files: BTreeSet<FileKey>, change: u64) {
        self.project = Some(project);
        self.through = self.journal.as_ref().map_or(0, Journal::position);
        self.dirty.extend(files.into_iter().map(|key| (key, change)));
        self.due.get_or_insert_with(|| Instant::now() + DELAY);
    }

    /// Which content of which file is this program's own.
    pub fn written(&self) -> OwnWrites {
        self.written.clone()
    }

    /// Notes that memory and file come from this version, and the SHA-256 of the file when the memory holds all of it.
    pub(super) fn agree(&mut self, key: FileKey, version: Version, digest: Option<Digest>) {
        match digest {
            Some(digest) => drop(self.known.insert(key.clone(), digest)),
            None => drop(self.known.remove(&key)),
        }
        self.agreed.insert(key, version);
    }

    /// What the memory's version of a file and the file itself come from.
    fn base(&self, key: &FileKey) -> Option<Version> {
        self.agreed.get(key).cloned().or_else(|| Version::of(&self.read, key))
    }

    /// Adds a line to the undo journal. When that fails there is no journal from then on.
    pub(super) fn append(&mut self, change: HistoryChange) -> Result<(), StoreError> {
        let Some(journal) = &mut self.journal else {
            self.backlog.push(change);
            return Ok(());
        };
        let outcome = journal.append(&JournalEntry::Change(change));
        if outcome.is_err() {
            self.journal = None;
        }
        outcome
    }

    /// Has an undo journal from now on, which begins with what was done so far. All of that must be on disk.
    pub(super) fn begin_journal(&mut self, mut journal: Journal) -> Result<(), StoreError> {
        let backlog = std::mem::take(&mut self.backlog);
        let through = journal.position() + backlog.len() as u64;
        let mut files = BTreeSet::new();
        for change in &backlog {
            match change {
                HistoryChange::Commit(commit) => files.extend(commit.step.files()),
                HistoryChange::Undo | HistoryChange::Redo => {}
            }
        }
        for file in files {
            journal.checkpoint(&file, store::fingerprint(&self.root, &file)?, through)?;
        }
        backlog.into_iter().try_for_each(|change| journal.append(&JournalEntry::Change(change)))?;
        self.journal = Some(journal);
        Ok(())
    }

    /// Whether there is an undo journal.
    pub(super) fn has_journal(&self) -> bool {
        self.journal.is_some()
    }

    /// When to write; none when there is nothing to write.
    pub(super) fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Whether all of it is on disk.
    pub(super) fn is_clean(&self) -> bool {
        self.dirty.is_empty()
    }

    /// Why the last round left something.
    pub(super) fn reason(&self) -> Message {
        self.reason.clone()
    }

    /// Writes all that is not on disk.
    pub(super) fn write(&mut self, leases: &Leases) -> Round {
        let mut round = Round::default();
        let Some(project) = self.project.clone() else { return round };
        // A folder that was moved away must not come into being anew with one file in it.
        let there = store::still_in(&self.root);
        if there.is_ok() {
            self.write_new(&project, &mut round);
        }
        // Files of colleagues, as an import changes them, are written under a lease for as long as this takes.
        let mut borrowed: BTreeMap<AnnotatorId, Result<Option<Lease>, Holder>> = BTreeMap::new();
        // In the order of the keys nothing is written before what it refers to.
        for (key, change) in std::mem::take(&mut self.dirty) {
            let (known, base) = (self.known.get(&key).copied(), self.base(&key));
            let (journal, through, written) = (&mut self.journal, self.through, &self.written);
            let mut announce = |digest| {
                written.note(&key, digest);
                let noted =
                    journal.as_mut().map_or(Ok(()), |journal| journal.checkpoint(&key, digest, through));
                if noted.is_err() {
                    // The work goes before its history.
                    *journal = None;
                }
                Ok(())
            };
            let holder = owner(&key).filter(|_| there.is_ok()).and_then(|owner| {
                let lease =
                    borrowed.entry(owner.clone()).or_insert_with(|| leases.borrow(&self.root, owner, now()));
                lease.as_ref().err()
            });
            let outcome = match holder {
                Some(holder) => Err(open_elsewhere(&project, &key, holder)),
                None => there
                    .clone()
                    .and_then(|()| {
                        store::save_merged(&self.root, &project, &key, base.as_ref(), known, &mut announce)
                    })
                    .map_err(|error| refusal(&error, &self.root)),
            };
            match outcome {
                Ok(saved) => {
                    let noted = self
                        .journal
                        .as_mut()
                        .map(|journal| journal.append(&JournalEntry::Saved(key.clone())));
                    if noted.is_some_and(|noted| noted.is_err()) {
                        self.journal = None;
                    }
                    self.wrote(&project, &key, saved, &mut round);
                    round.saved.push((key, change));
                }
                Err(reason) => {
                    self.dirty.insert(key.clone(), change);
                    round.failed.push(key);
                    if round.reason.is_empty() {
                        round.reason = reason;
                    }
                }
            }
        }
        self.reason.clone_from(&round.reason);
        self.plan(round.failed.is_empty());
        round
    }

    /// Writes those of the files that are of articles and stubs and not there yet, several at once. What could not be
    /// written so, or is there by now, is left to be written like any other.
    fn write_new(&mut self, project: &Project, round: &mut Round) {
        let is_new = |key: &FileKey| {
            matches!(key, FileKey::Article(_) | FileKey::Stub(_))
                && !self.known.contains_key(key)
                && store::fingerprint(&self.root, key) == Ok(None)
        };
        let content = |key: &FileKey| Some((key.clone(), store::encode(project, key)?));
        let new: Vec<(FileKey, String)> =
            self.dirty.keys().filter(|key| is_new(key)).filter_map(content).collect();
        if new.len() < 2 {
            return;
        }
        for (key, content) in &new {
            let digest = Some(Digest::of(content));
            self.written.note(key, digest);
            let noted = self.journal.as_mut().map(|journal| journal.checkpoint(key, digest, self.through));
            if noted.is_some_and(|noted| noted.is_err()) {
                // The work goes before its history.
                self.journal = None;
            }
        }
        let keys: Vec<FileKey> = new.into_iter().map(|(key, _)| key).collect();
        for (key, made) in keys.iter().zip(store::create_new(&self.root, project, &keys)) {
            let Ok(Some(saved)) = made else { continue };
            let Some(change) = self.dirty.remove(key) else { continue };
            let noted =
                self.journal.as_mut().map(|journal| journal.append(&JournalEntry::Saved(key.clone())));
            if noted.is_some_and(|noted| noted.is_err()) {
                self.journal = None;
            }
            let done = MergedSave { saved, merged: None, conflict: None, contested: Vec::new() };
            self.wrote(project, key, done, round);
            round.saved.push((key.clone(), change));
        }
    }

    /// Notes what a file has become.
    fn wrote(&mut self, project: &Project, key: &FileKey, done: MergedSave, round: &mut Round) {
        let MergedSave { saved, merged, conflict, contested } = done;
        round.conflicts |= conflict.is_some();
        round.contested.extend(contested);
        let ours = Version::of(project, key);
        // A file that holds more than the memory is no file to be overwritten unseen.
        match saved.digest.filter(|_| merged.is_none()) {
            Some(digest) => drop(self.known.insert(key.clone(), digest)),
            None => drop(self.known.remove(key)),
        }
        if let (Some(ours), Some(merged)) = (&ours, merged) {
            round.merged.push(MergedFile {
                root: self.root.clone(),
                key: key.clone(),
                base: ours.clone(),
                theirs: merged,
                digest: saved.digest,
            });
        }
        self.agreed.extend(ours.map(|ours| (key.clone(), ours)));
    }

    fn plan(&mut self, all_well: bool) {
        if all_well {
            self.failures = 0;
            self.due = None;
            self.project = None;
        } else {
            let wait = RETRY.saturating_mul(1 << self.failures.min(8)).min(RETRY_AT_MOST);
            self.failures += 1;
            self.due = Some(Instant::now() + wait);
        }
    }
}

/// Says whose files are open where.
fn open_elsewhere(project: &Project, key: &FileKey, holder: &Holder) -> Message {
    let name = owner(key).and_then(|owner| project.annotator(owner)).map_or("", |annotator| &annotator.name);
    let Holder { host, process, .. } = holder;
    message!("program-open-elsewhere", name = name, host = host, process = *process)
}

/// An error with its advice, naming the file as it lies in the project.
fn refusal(error: &StoreError, root: &Path) -> Message {
    let mut error = error.clone();
    if let StoreError::Io { path, .. } = &mut error
        && let Ok(inside) = path.strip_prefix(root)
    {
        *path = inside.to_owned();
    }
    reasons::of_store(&error)
}

/// Whose lease a file needs.
fn owner(key: &FileKey) -> Option<&AnnotatorId> {
    match key {
        FileKey::Set(key) => Some(&key.annotator),
        FileKey::Claims(id) | FileKey::Annotator(id) => Some(id),
        FileKey::Project | FileKey::Codebook | FileKey::Article(_) | FileKey::Stub(_) => None,
    }
}
