//! Changing a project from the command line: all of it or nothing, and so that it can be taken back.

use super::clock::now;
use super::failure::Failure;
use super::progress::bar;
use crate::base::{AnnotatorId, Issue, Timestamp};
use crate::locale::Message;
use crate::message;
use crate::model::{Edit, EditError, FileKey, History, HistoryChange, Project, Transaction, Version};
use crate::store::{self, Journal, JournalEntry, Lease, LeaseError, MergedSave, StoreError};
use crate::text::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The most annotations of a step that goes into the undo history; it is read whenever the project is opened.
const MOST_UNDONE: u64 = 200_000;

/// A project that is about to change: whose files are held, and the undo history.
pub(super) struct ProjectWriter {
    root: PathBuf,
    /// Where versions are kept that give way.
    earlier: PathBuf,
    as_read: Project,
    now: Timestamp,
    leases: BTreeMap<AnnotatorId, Lease>,
    undo: Option<Undo>,
}

struct Undo {
    journal: Journal,
    history: History,
}

impl ProjectWriter {
    /// Takes the undo history of whoever works at this machine, when they take part in the project and have no window
    /// open on it; the project is then brought to where their last session left it.
    ///
    /// # Errors
    /// When the project is gone.
    pub fn open(
        root: &Path,
        data: Option<&Path>,
        project: &mut Project,
        as_read: &Project,
        findings: &mut Vec<Issue>,
    ) -> Result<Self, Failure> {
        Self::open_holding(root, data, project, as_read, BTreeMap::new(), findings)
    }

    /// As [`Self::open`], for somebody who holds some annotators' files since before they were read.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_holding(
        root: &Path,
        data: Option<&Path>,
        project: &mut Project,
        as_read: &Project,
        leases: BTreeMap<AnnotatorId, Lease>,
        findings: &mut Vec<Issue>,
    ) -> Result<Self, Failure> {
        store::still_in(root)?;
        // Without a data folder, what gives way is kept in the project.
        let place = data.map_or_else(|| root.join(".obelus"), Path::to_owned);
        let mut writer = Self {
            root: root.to_owned(),
            earlier: store::earlier_dir(&place, project.id()),
            as_read: as_read.clone(),
            now: now(),
            leases,
            undo: None,
        };
        store::clear_temporaries(&writer.earlier);
        let Some(data) = data else { return Ok(writer) };
        let preferences = store::load_preferences(data, writer.now).value;
        let Some(me) = project.annotator_called(&preferences.annotator_name).map(|me| me.id.clone()) else {
            return Ok(writer);
        };
        if !writer.leases.contains_key(&me) {
            match Lease::take(root, &me, writer.now) {
                Ok(lease) => drop(writer.leases.insert(me.clone(), lease)),
                Err(_) => return Ok(writer),
            }
        }
        let path = store::journal_path(data, root, project.id(), &me);
        match Journal::open(&path, root, project) {
            Ok(checked) => {
                let recovered = checked.take(findings);
                let store::Recovered { journal, history, dirty } = recovered;
                writer.undo = Some(Undo { journal, history });
                writer.catch_up(project, dirty, findings)?;
            }
            Err(error) => {
                let issue = Issue::note("no-journal", path.display().to_string(), error.message());
                findings.push(issue.hint(error.hint()));
            }
        }
        Ok(writer)
    }

    /// Writes what the last session did not get to disk, so that what counts as there is there. What somebody else has open
    /// stays in the journal.
    fn catch_up(
        &mut self,
        project: &Project,
        dirty: BTreeSet<FileKey>,
        findings: &mut Vec<Issue>,
    ) -> Result<(), Failure> {
        for file in &dirty {
            if self.hold(&BTreeSet::from([file.clone()])).is_err() {
                continue;
            }
            let saved = self.write(project, file)?;
            findings.extend(saved.conflict.map(|aside| differs(&aside.file)));
            findings.extend(saved.contested);
        }
        if !dirty.is_empty() {
            self.as_read = project.clone();
        }
        Ok(())
    }

    /// Carries the edits out and writes every file that they touch.
    ///
    /// # Errors
    /// When an edit does not fit, somebody has the files open that change, or they cannot be written. Then the files are
    /// as before.
    pub fn carry_out(
        &mut self,
        project: &mut Project,
        edits: Vec<Edit>,
        label: Message,
        annotations: u64,
        findings: &mut Vec<Issue>,
    ) -> Result<(), Failure> {
        let mut changed = project.clone();
        let in_journal = annotations <= MOST_UNDONE;
        let mut fresh = History::default();
        let history = self.undo.as_mut().map_or(&mut fresh, |undo| &mut undo.history);
        let commit = history.commit(&mut changed, Transaction::new(label, edits)).map_err(misfit)?;
        let files = commit.step.files();
        self.hold(&files)?;
        let mut noted = false;
        if let Some(undo) = self.undo.as_mut().filter(|_| in_journal) {
            undo.journal.append(&JournalEntry::Change(HistoryChange::Commit(commit)))?;
            noted = true;
        }
        if !noted {
            self.undo = None;
            files.iter().try_for_each(|file| store::keep_earlier(&self.root, &self.earlier, file))?;
            let hint = message!("findings-no-undo.hint", path = %self.earlier.display());
            findings.push(Issue::note("no-undo", "", message!("findings-no-undo")).hint(hint));
        }
        let bar = bar("Writing");
        bar.set_length(files.len() as u64);
        let mut written = BTreeSet::new();
        let all = self.write_new(&changed, &files, &mut written).and_then(|()| {
            let rest: Vec<&FileKey> = files.iter().filter(|file| !written.contains(*file)).collect();
            for file in rest {
                bar.set_position(written.len() as u64);
                let saved = self.write(&changed, file)?;
                written.insert(file.clone());
                findings.extend(saved.conflict.map(|aside| differs(&aside.file)));
                findings.extend(saved.contested);
            }
            Ok(())
        });
        if let Err(error) = all {
            self.take_back(project, &files, &written);
            return Err(Failure::from(error).remark("Nothing was changed."));
        }
        bar.finish_and_clear();
        *project = changed;
        Ok(())
    }

    /// Takes the leases of everybody whose files change.
    fn hold(&mut self, files: &BTreeSet<FileKey>) -> Result<(), Failure> {
        let owners: BTreeSet<&AnnotatorId> = files.iter().filter_map(owner).collect();
        for owner in owners {
            // Nobody has files open of somebody who was not there.
            let Some(known) = self.as_read.annotator(owner) else { continue };
            if self.leases.contains_key(owner) {
                continue;
            }
            if let Some(lease) = take(&self.root, owner, &known.name, self.now)? {
                self.leases.insert(owner.clone(), lease);
            }
        }
        Ok(())
    }

    /// Writes those of the files that are of articles and stubs and not there yet, several at once; `written` gets each, also
    /// when not all could be. Those that somebody else put there meanwhile are left to be written like any other.
    fn write_new(
        &mut self,
        project: &Project,
        files: &BTreeSet<FileKey>,
        written: &mut BTreeSet<FileKey>,
    ) -> Result<(), StoreError> {
        let mut new = Vec::new();
        for file in files.iter().filter(|file| matches!(file, FileKey::Article(_) | FileKey::Stub(_))) {
            if let Some(content) = store::encode(project, file)
                && store::fingerprint(&self.root, file)?.is_none()
            {
                if let Some(Undo { journal, .. }) = &mut self.undo {
                    let through = journal.position();
                    journal.checkpoint(file, Some(Digest::of(&content)), through)?;
                }
                new.push(file.clone());
            }
        }
        let mut refusal = None;
        for (file, made) in new.iter().zip(store::create_new(&self.root, project, &new)) {
            match made {
                Ok(Some(_)) => {
                    written.insert(file.clone());
                    if let Some(Undo { journal, .. }) = &mut self.undo {
                        journal.append(&JournalEntry::Saved(file.clone()))?;
                    }
                }
                Ok(None) => {}
                Err(error) => drop(refusal.get_or_insert(error)),
            }
        }
        refusal.map_or(Ok(()), Err)
    }

    fn write(&mut self, project: &Project, file: &FileKey) -> Result<MergedSave, StoreError> {
        let base = Version::of(&self.as_read, file);
        let Some(Undo { journal, .. }) = &mut self.undo else {
            return store::save_merged(&self.root, project, file, base.as_ref(), None, &mut |_| Ok(()));
        };
        let through = journal.position();
        let mut announce = |digest| journal.checkpoint(file, digest, through);
        let saved = store::save_merged(&self.root, project, file, base.as_ref(), None, &mut announce)?;
        journal.append(&JournalEntry::Saved(file.clone()))?;
        Ok(saved)
    }

    /// Brings the files that were `written` back to what they were, as far as the system lets it, and notes that in the undo
    /// history. The others are as they were, or somebody else's by now.
    fn take_back(&mut self, before: &Project, files: &BTreeSet<FileKey>, written: &BTreeSet<FileKey>) {
        let mut journal = self.undo.take().map(|undo| undo.journal);
        if journal
            .as_mut()
            .is_some_and(|journal| journal.append(&JournalEntry::Change(HistoryChange::Undo)).is_err())
        {
            journal = None;
        }
        let through = journal.as_ref().map_or(0, Journal::position);
        for file in files.iter().rev() {
            let mut note =
                |digest| journal.as_mut().map_or(Ok(()), |journal| journal.checkpoint(file, digest, through));
            if !written.contains(file) {
                let _ = store::fingerprint(&self.root, file).and_then(note);
                continue;
            }
            // The failure that led here is the one that is told. A file that is not ours to write is as it was.
            let back = store::save_over(&self.root, before, file, None, &mut note).map(drop);
            let _ = back.or_else(|_| store::fingerprint(&self.root, file).and_then(note));
        }
    }
}

/// Takes the lease of an annotator before their files are read, so that nobody changes them in between.
///
/// # Errors
/// When somebody has the files open.
pub(super) fn hold(root: &Path, annotator: &AnnotatorId, name: &str) -> Result<Option<Lease>, Failure> {
    take(root, annotator, name, now())
}

/// The lease; none where the system gives none: writing will tell what is wrong.
fn take(root: &Path, owner: &AnnotatorId, name: &str, now: Timestamp) -> Result<Option<Lease>, Failure> {
    match Lease::take(root, owner, now) {
        Ok(lease) => Ok(Some(lease)),
        Err(LeaseError::Held(held)) => {
            let message = format!(
                "the files of {name} are open on {} (process {}) and would change; nothing was changed",
                held.host, held.process
            );
            Err(Failure::new(message, "Close the project there and try again."))
        }
        Err(LeaseError::Store(_)) => Ok(None),
    }
}

/// Why changes do not go in that were worked out on this very project.
pub(super) fn misfit(error: EditError) -> Failure {
    let hint = "Nothing was changed. This should not happen; please report it.";
    Failure::new("the changes do not fit the project", hint).because(error)
}

fn differs(aside: &str) -> Issue {
    Issue::warning("changed-meanwhile", aside, message!("findings-changed-meanwhile"))
        .hint(message!("findings-changed-meanwhile.hint"))
}

/// Whose lease a file needs.
fn owner(key: &FileKey) -> Option<&AnnotatorId> {
    match key {
        FileKey::Set(key) => Some(&key.annotator),
        FileKey::Claims(id) | FileKey::Annotator(id) => Some(id),
        FileKey::Project | FileKey::Codebook | FileKey::Article(_) | FileKey::Stub(_) => None,
    }
}
