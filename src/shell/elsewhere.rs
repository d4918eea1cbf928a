//! What others changed on disk: read by a worker, and handed to the state machine.

use super::desk::{Desk, Kind, Report};
use super::saver::{Order, Written};
use super::watcher::{News, Watcher};
use crate::app::{
    self, Command, Divided, Effect, ExchangeCommand, ExchangeEffect, Foreign, Merged, StatusCommand, Thing,
};
use crate::base::{AnnotatorId, Issue};
use crate::model::{Annotator, FileKey, Project, Role, Version};
use crate::store::{self, FileContent, Stamps};
use crate::text::Digest;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Changed files as a worker read them.
#[derive(Debug)]
pub(super) struct Elsewhere {
    foreign: Foreign,
    /// The files that were to be read.
    keys: BTreeSet<FileKey>,
    /// Those of them that could not be.
    unread: BTreeSet<FileKey>,
    /// What the files of work among them hold, and their SHA-256.
    agreed: Vec<(FileKey, Version, Option<Digest>)>,
}

impl Desk {
    /// Watches a project from now on.
    pub(super) fn watch(&mut self, root: &Path, seen: Stamps, written: Written) {
        self.elsewhere.clear();
        self.unread.clear();
        self.watcher = match Watcher::start(root, seen, written, Arc::clone(&self.waker)) {
            Ok(watcher) => Some(watcher),
            Err(error) => {
                let words = format!("What others change will not be noticed: {error}.");
                self.dispatch(Command::Status(StatusCommand::Say(words)));
                None
            }
        };
    }

    /// Looks at once whether others changed something.
    pub(super) fn look_elsewhere(&self) {
        self.watcher.iter().for_each(Watcher::look);
    }

    /// Takes in what the watcher found; whether there was anything.
    pub(super) fn hear(&mut self) -> bool {
        let Some(watcher) = &self.watcher else { return false };
        let (root, news) = (watcher.root.clone(), watcher.take());
        if news.is_empty() || self.state.session.as_ref().is_none_or(|session| session.root != root) {
            return false;
        }
        for News { files, asides } in news {
            self.elsewhere.extend(files);
            if asides {
                self.list_conflicts();
            }
        }
        true
    }

    /// Has changed files read, once everything else has been. Those of mine go through the saver, which brings them
    /// together with the memory.
    pub(super) fn read_elsewhere(&mut self) {
        let Some(session) = self.state.session.as_ref().filter(|session| session.loading == 0) else {
            return;
        };
        if self.elsewhere.is_empty() || self.jobs.is_busy(&Kind::Reread) {
            return;
        }
        let mut keys = std::mem::take(&mut self.elsewhere);
        // What could not be read may have waited for something that has come now.
        keys.append(&mut self.unread);
        let (root, project) = (session.root.clone(), session.project.clone());
        let mine: BTreeSet<FileKey> = match session.held_by.is_none() {
            true => keys.iter().filter(|key| session.is_mine(key)).cloned().collect(),
            false => BTreeSet::new(),
        };
        self.jobs.request(Kind::Reread, "reread", move |job| {
            let read = read(root, keys, &mine, project);
            job.post(Report::Elsewhere(Box::new(read)));
        });
    }

    /// Takes in what was read.
    pub(super) fn read_anew(&mut self, read: Elsewhere) {
        let Elsewhere { foreign, keys, unread, agreed } = read;
        let Some(session) = &self.state.session else { return };
        if session.root != foreign.root {
            return;
        }
        self.unread.extend(unread);
        self.saver.order(Order::Agree(foreign.root.clone(), agreed));
        if !foreign.files.is_empty() {
            self.dispatch(Command::Exchange(ExchangeCommand::Foreign(Box::new(foreign))));
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
    pub(super) fn run_exchange(&mut self, effect: ExchangeEffect) {
        match effect {
            ExchangeEffect::TookIn(merged) => {
                let Merged { root, key, theirs, digest, .. } = *merged;
                self.saver.order(Order::Agree(root, vec![(key, theirs, digest)]));
            }
            ExchangeEffect::Compare => self.list_conflicts(),
            ExchangeEffect::PutAway(away) => self.put_away(away),
            ExchangeEffect::Send { path, annotators } => self.send(path, annotators),
            ExchangeEffect::Receive(paths) => self.receive(paths),
            ExchangeEffect::Unpack { bundle, into } => self.unpack(bundle, into),
        }
    }

    /// Has the versions of my files listed that wait to be settled.
    pub(super) fn list_conflicts(&mut self) {
        let Some(session) = self.state.session.as_ref().filter(|session| session.loading == 0) else {
            return;
        };
        let (root, project) = (session.root.clone(), session.project.clone());
        let mine = session.identities();
        self.jobs.request(Kind::Conflicts, "conflicts", move |job| {
            let listed = store::conflicts(&root).unwrap_or_default();
            let mine = listed.into_iter().filter(|aside| is_by(&aside.key, &mine));
            let divided = mine.filter_map(|aside| {
                // A version that cannot be read is among the findings.
                let found = store::compare_aside(&root, &aside, &project).ok()?;
                let things = found.into_iter().map(Thing::new).collect();
                Some(Divided { key: aside.key, file: aside.file, things })
            });
            let command = ExchangeCommand::Divided(divided.collect());
            job.post(Report::Command(Command::Exchange(command)));
        });
    }
}

fn is_by(key: &FileKey, annotators: &[AnnotatorId]) -> bool {
    match key {
        FileKey::Set(key) => annotators.contains(&key.annotator),
        FileKey::Claims(by) => annotators.contains(by),
        _ => false,
    }
}

/// Reads files in the order of writing, so that each finds what it refers to; those of mine are left to the saver.
fn read(root: PathBuf, keys: BTreeSet<FileKey>, mine: &BTreeSet<FileKey>, project: Project) -> Elsewhere {
    let foreign = Foreign { root: root.clone(), ..Foreign::default() };
    let mut reading = Reading {
        root,
        project,
        read: Elsewhere { foreign, keys: keys.clone(), unread: BTreeSet::new(), agreed: Vec::new() },
    };
    for key in keys.iter().filter(|key| !mine.contains(*key)) {
        reading.read.foreign.files.push(store::relative(key));
        if let Err(issue) = reading.one(key) {
            reading.read.foreign.issues.push(issue);
            reading.read.unread.insert(key.clone());
        }
    }
    reading.read
}

struct Reading {
    root: PathBuf,
    project: Project,
    read: Elsewhere,
}

impl Reading {
    fn one(&mut self, key: &FileKey) -> Result<(), Issue> {
        let found = store::read_file(&self.root, key, &self.project)?;
        let store::ReadFile { content, digest } = found.take(&mut self.read.foreign.issues);
        match content {
            FileContent::Project { name, settings, annotators } => {
                self.read.foreign.head = Some((name, settings));
                annotators.into_iter().for_each(|listed| self.listed(listed));
            }
            FileContent::Codebook(codebook) => self.read.foreign.codebook = Some(codebook),
            FileContent::Annotator(own) => self.person(own),
            FileContent::Article(article) => {
                let new = self.project.article(&article.id).is_none();
                let sentences = new.then(|| app::sentences_of(&article));
                self.project.load_article(Arc::clone(&article));
                self.read.foreign.articles.push((article, sentences));
            }
            FileContent::Work(version) => self.work(key, version, digest),
            FileContent::Gone => match key {
                FileKey::Article(id) => self.read.foreign.gone.push(id.clone()),
                FileKey::Set(_) => self.work(key, Version::Set(Arc::default()), None),
                FileKey::Claims(_) => self.work(key, Version::Claims(Arc::default()), None),
                FileKey::Project | FileKey::Codebook | FileKey::Annotator(_) => {}
            },
        }
        Ok(())
    }

    fn work(&mut self, key: &FileKey, version: Version, digest: Option<Digest>) {
        let foreign = &mut self.read.foreign;
        let by = match (&version, key) {
            (Version::Set(set), FileKey::Set(key)) => {
                foreign.sets.push((key.clone(), Arc::clone(set)));
                &key.annotator
            }
            (Version::Claims(sheet), FileKey::Claims(by)) => {
                let mut ledger = self.project.ledger().clone();
                ledger.put_sheet(by.clone(), Arc::clone(sheet));
                self.project.load_ledger(ledger);
                foreign.claims.push((by.clone(), Arc::clone(sheet)));
                by
            }
            _ => return,
        };
        if self.project.annotator(by).is_none() {
            let unlisted =
                Annotator { id: by.clone(), name: by.to_string(), role: Role::Analyst, person: None };
            self.project.load_annotator(unlisted.clone());
            foreign.annotators.push(unlisted);
        }
        self.read.agreed.push((key.clone(), version, digest));
    }

    /// An annotator as the lead lists them: the name is their own where they chose one, and whose work an adjudicator's
    /// is holds as they say where the lead says nothing.
    fn listed(&mut self, listed: Annotator) {
        let key = FileKey::Annotator(listed.id.clone());
        let own = match store::read_file(&self.root, &key, &self.project).map(|read| read.value.content) {
            Ok(FileContent::Annotator(own)) => Some(own),
            _ => None,
        };
        self.know(match own {
            Some(own) => Annotator { name: own.name, person: listed.person.clone().or(own.person), ..listed },
            None => listed,
        });
    }

    /// An annotator by their own file; the role is the lead's to say.
    fn person(&mut self, own: Annotator) {
        let known = self.project.annotator(&own.id).cloned();
        self.know(match known {
            Some(known) => Annotator { name: own.name, person: known.person.clone().or(own.person), ..known },
            None => own,
        });
    }

    fn know(&mut self, annotator: Annotator) {
        self.project.load_annotator(annotator.clone());
        self.read.foreign.annotators.push(annotator);
    }
}
