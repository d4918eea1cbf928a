//! What others changed on disk, read by a worker.

use crate::app::{self, ChangedFiles};
use crate::base::{AnnotatorId, Issue};
use crate::model::{Annotator, FileKey, Project, Role, Version};
use crate::store::{self, FileContent};
use crate::text::Digest;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Changed files as a worker read them.
#[derive(Debug)]
pub(super) struct ChangesRead {
    pub changed: ChangedFiles,
    /// The files that were to be read.
    pub keys: BTreeSet<FileKey>,
    /// Those of them that could not be.
    pub unread: BTreeSet<FileKey>,
    /// What the files among them hold that others may change too, and their SHA-256.
    pub agreed: Vec<(FileKey, Version, Option<Digest>)>,
}

/// Whether a file is the work of one of these annotators.
pub(super) fn is_by(key: &FileKey, annotators: &[AnnotatorId]) -> bool {
    match key {
        FileKey::Set(key) => annotators.contains(&key.annotator),
        FileKey::Claims(by) => annotators.contains(by),
        FileKey::Project
        | FileKey::Codebook
        | FileKey::Annotator(_)
        | FileKey::Article(_)
        | FileKey::Stub(_) => false,
    }
}

/// Reads files in the order of writing, so that each finds what it refers to; those of mine are left to the saver.
pub(super) fn read(
    root: PathBuf,
    keys: BTreeSet<FileKey>,
    mine: &BTreeSet<FileKey>,
    project: Project,
) -> ChangesRead {
    let changed = ChangedFiles { root: root.clone(), ..ChangedFiles::default() };
    let mut reading = ChangeReader {
        root,
        project,
        read: ChangesRead { changed, keys: keys.clone(), unread: BTreeSet::new(), agreed: Vec::new() },
    };
    for key in keys.iter().filter(|key| !mine.contains(*key)) {
        reading.read.changed.files.push(store::relative(key));
        if let Err(issue) = reading.one(key) {
            reading.read.changed.issues.push(issue);
            reading.read.unread.insert(key.clone());
        }
    }
    reading.read
}

struct ChangeReader {
    root: PathBuf,
    project: Project,
    read: ChangesRead,
}

impl ChangeReader {
    fn one(&mut self, key: &FileKey) -> Result<(), Issue> {
        let found = store::read_file(&self.root, key, &self.project)?;
        let store::ReadFile { content, digest } = found.take(&mut self.read.changed.issues);
        match content {
            FileContent::Project { name, settings, annotators } => {
                self.read.changed.head = Some((name, settings));
                annotators.into_iter().for_each(|listed| self.listed(listed));
            }
            FileContent::Codebook(codebook) => self.read.changed.codebook = Some(codebook),
            FileContent::Annotator(own) => self.person(own),
            FileContent::Article(article) => {
                let new = self.project.article(&article.id).is_none();
                let sentences = new.then(|| app::sentences_of(&article));
                self.project.load_article(Arc::clone(&article));
                self.read.agreed.push((key.clone(), Version::Article(Arc::clone(&article)), digest));
                self.read.changed.articles.push((article, sentences));
            }
            FileContent::Stub(stub) => {
                self.read.agreed.push((key.clone(), Version::Stub(Arc::clone(&stub)), digest));
                self.read.changed.stubs.push(stub);
            }
            FileContent::Work(version) => self.work(key, version, digest),
            FileContent::Gone => match key {
                FileKey::Article(id) => self.read.changed.gone.push(id.clone()),
                FileKey::Stub(id) => self.read.changed.gone_stubs.push(id.clone()),
                FileKey::Set(_) => self.work(key, Version::Set(Arc::default()), None),
                FileKey::Claims(_) => self.work(key, Version::Claims(Arc::default()), None),
                FileKey::Project | FileKey::Codebook | FileKey::Annotator(_) => {}
            },
        }
        Ok(())
    }

    fn work(&mut self, key: &FileKey, version: Version, digest: Option<Digest>) {
        let changed = &mut self.read.changed;
        let by = match (&version, key) {
            (Version::Set(set), FileKey::Set(key)) => {
                changed.sets.push((key.clone(), Arc::clone(set)));
                &key.annotator
            }
            (Version::Claims(sheet), FileKey::Claims(by)) => {
                let mut ledger = self.project.ledger().clone();
                ledger.put_sheet(by.clone(), Arc::clone(sheet));
                self.project.load_ledger(ledger);
                changed.claims.push((by.clone(), Arc::clone(sheet)));
                by
            }
            _ => return,
        };
        if self.project.annotator(by).is_none() {
            let unlisted =
                Annotator { id: by.clone(), name: by.to_string(), role: Role::Analyst, person: None };
            self.project.load_annotator(unlisted.clone());
            changed.annotators.push(unlisted);
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
        self.read.changed.annotators.push(annotator);
    }
}
