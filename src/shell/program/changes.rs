//! What others changed on disk: noticed, read, and handed to the state machine.

use super::Program;
use crate::app::{
    Command, ConflictedFile, Effect, MergedFile, OpenConflict, StatusCommand, TeamCommand, TeamEffect,
};
use crate::message;
use crate::model::FileKey;
use crate::shell::changes::{self, ChangesRead};
use crate::shell::report::{JobKind, JobReport};
use crate::shell::saver::{Order, OwnWrites};
use crate::shell::watcher::{Watcher, WatcherReport};
use crate::store::{self, Stamps};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

impl Program {
    /// Watches a project from now on.
    pub(super) fn watch(&mut self, root: &Path, seen: Stamps, written: OwnWrites) {
        self.changed_elsewhere.clear();
        self.unread.clear();
        self.watcher = match Watcher::start(root, seen, written, Arc::clone(&self.waker)) {
            Ok(watcher) => Some(watcher),
            Err(error) => {
                let said = message!("program-not-watching", why = %error);
                self.dispatch(Command::Status(StatusCommand::Say(said)));
                None
            }
        };
    }

    /// Looks at once whether others changed something.
    pub(super) fn look_for_changes(&self) {
        self.watcher.iter().for_each(Watcher::look);
    }

    /// Takes in what the watcher found; whether there was anything.
    pub(super) fn take_from_watcher(&mut self) -> bool {
        let Some(watcher) = &self.watcher else { return false };
        let (root, reports) = (watcher.root.clone(), watcher.take());
        if reports.is_empty() || self.state.session.as_ref().is_none_or(|session| session.root != root) {
            return false;
        }
        for WatcherReport { files, asides } in reports {
            self.changed_elsewhere.extend(files);
            if asides {
                self.list_conflicts();
            }
        }
        true
    }

    /// Has changed files read, once everything else has been. Those of mine go through the saver, which brings them
    /// together with the memory.
    pub(super) fn read_changes(&mut self) {
        let Some(session) = self.state.session.as_ref().filter(|session| session.loading == 0) else {
            return;
        };
        if self.changed_elsewhere.is_empty() || self.jobs.is_busy(&JobKind::Reread) {
            return;
        }
        let mut keys = std::mem::take(&mut self.changed_elsewhere);
        // What could not be read may have waited for something that has come now.
        keys.append(&mut self.unread);
        let (root, project) = (session.root.clone(), session.project.clone());
        let mine: BTreeSet<FileKey> = match session.held_by.is_none() {
            true => keys.iter().filter(|key| session.is_mine(key)).cloned().collect(),
            false => BTreeSet::new(),
        };
        self.jobs.request(JobKind::Reread, "reread", move |job| {
            let read = changes::read(root, keys, &mine, project);
            job.post(JobReport::Changed(Box::new(read)));
        });
    }

    /// Takes in what was read.
    pub(super) fn take_changes(&mut self, read: ChangesRead) {
        let ChangesRead { changed, keys, unread, mut agreed } = read;
        let Some(session) = &self.state.session else { return };
        if session.root != changed.root {
            return;
        }
        self.unread.extend(unread);
        // What was corrected here about an article and is not saved yet is not taken in: saving it brings both together.
        let is_about_article = |key: &FileKey| matches!(key, FileKey::Article(_) | FileKey::Stub(_));
        agreed.retain(|(key, ..)| !is_about_article(key) || !session.save.pending.contains(key));
        self.saver.order(Order::Agree(changed.root.clone(), agreed));
        if !changed.files.is_empty() {
            self.dispatch(Command::Team(TeamCommand::Changed(Box::new(changed))));
        }
        let Some(session) = self.state.session.as_ref().filter(|session| session.held_by.is_none()) else {
            return;
        };
        let mine: Vec<FileKey> = keys.into_iter().filter(|key| session.is_mine(key)).collect();
        // A set whose article has not come yet waits for it: without it nothing of it could be written.
        let (ready, waiting): (BTreeSet<FileKey>, BTreeSet<FileKey>) = mine.into_iter().partition(
            |key| !matches!(key, FileKey::Set(key) if session.project.article(&key.article).is_none()),
        );
        self.unread.extend(waiting);
        if !ready.is_empty() {
            self.run(Effect::Dirty(ready));
        }
    }

    /// Carries out what is to be done about work from elsewhere.
    pub(super) fn run_team(&mut self, effect: TeamEffect) {
        match effect {
            TeamEffect::TookIn(merged) => {
                let MergedFile { root, key, theirs, digest, .. } = *merged;
                self.saver.order(Order::Agree(root, vec![(key, theirs, digest)]));
            }
            TeamEffect::Compare => self.list_conflicts(),
            TeamEffect::PutAway(away) => self.put_away(away),
            TeamEffect::Send { path, annotators } => self.send(path, annotators),
            TeamEffect::Receive(paths) => self.receive(paths),
            TeamEffect::Unpack { bundle, into } => self.unpack(bundle, into),
        }
    }

    /// Has the versions of my files listed that wait to be resolved.
    pub(super) fn list_conflicts(&mut self) {
        let Some(session) = self.state.session.as_ref().filter(|session| session.loading == 0) else {
            return;
        };
        let (root, project) = (session.root.clone(), session.project.clone());
        let mine = session.identities();
        self.jobs.request(JobKind::Conflicts, "conflicts", move |job| {
            let listed = store::conflicts(&root).unwrap_or_default();
            let mine = listed.into_iter().filter(|aside| changes::is_by(&aside.key, &mine));
            let conflicted = mine.filter_map(|aside| {
                // A version that cannot be read is among the findings.
                let found = store::compare_aside(&root, &aside, &project).ok()?;
                let entries = found.into_iter().map(OpenConflict::new).collect();
                Some(ConflictedFile { key: aside.key, file: aside.file, entries })
            });
            let command = TeamCommand::ConflictsFound(conflicted.collect());
            job.post(JobReport::Command(Command::Team(command)));
        });
    }
}
