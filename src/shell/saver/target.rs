//! A project as the saver sees it: where it lies, its latest snapshot, and what of it is not on disk yet.

use super::leases::Leases;
use crate::app::JournalEntry;
use crate::base::AnnotatorId;
use crate::model::{FileKey, Project};
use crate::store::{self, Aside, Entry, Journal, MergedSave, StoreError, Version};
use crate::text::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
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
    reason: String,
    known: BTreeMap<FileKey, Digest>,
    /// The project as it was read.
    read: Project,
    /// What the project held for a file when it last agreed with the disk.
    bases: BTreeMap<FileKey, Version>,
    /// The files that hold what other machines added, as long as the project does not.
    foreign: BTreeSet<FileKey>,
    journal: Option<Journal>,
    /// Journal lines from before it was known whose journal it is.
    backlog: Vec<Entry>,
    /// How many journal entries the snapshot holds the outcome of.
    through: u64,
}

/// What a round of writing did.
#[derive(Debug, Default)]
pub(super) struct Round {
    /// What was written, as of which change.
    pub saved: Vec<(FileKey, u64)>,
    /// What was not.
    pub failed: Vec<FileKey>,
    /// Why, for the first of them.
    pub reason: String,
    /// What is to be told of changes by other machines.
    pub news: Vec<String>,
}

impl Target {
    /// A project that equals the disk; `read` is it as it was read, before steps were done again.
    pub fn new(root: &Path, journal: Option<Journal>, read: Project) -> Self {
        Self {
            root: root.to_owned(),
            project: None,
            dirty: BTreeMap::new(),
            due: None,
            failures: 0,
            reason: String::new(),
            known: BTreeMap::new(),
            read,
            bases: BTreeMap::new(),
            foreign: BTreeSet::new(),
            through: journal.as_ref().map_or(0, Journal::position),
            journal,
            backlog: Vec::new(),
        }
    }

    /// Notes a change. `before` is the project as it was before that; none for the steps that were done again.
    pub(super) fn change(
        &mut self,
        before: Option<&Project>,
        project: Project,
        files: BTreeSet<FileKey>,
        change: u64,
    ) {
        for key in files.iter().filter(|key| !self.dirty.contains_key(*key)) {
            if let Some(base) = Version::of(before.unwrap_or(&self.read), key) {
                self.bases.insert(key.clone(), base);
            }
        }
        self.project = Some(project);
        self.through = self.journal.as_ref().map_or(0, Journal::position);
        self.dirty.extend(files.into_iter().map(|key| (key, change)));
        self.due.get_or_insert_with(|| Instant::now() + DELAY);
    }

    /// Adds a line to the undo journal. When that fails there is no journal from then on.
    pub(super) fn append(&mut self, entry: JournalEntry) -> Result<(), StoreError> {
        let entry = match entry {
            JournalEntry::Commit { step, merged } => Entry::Commit { step: *step, merged },
            JournalEntry::Undo => Entry::Undo,
            JournalEntry::Redo => Entry::Redo,
        };
        let Some(journal) = &mut self.journal else {
            self.backlog.push(entry);
            return Ok(());
        };
        let outcome = journal.append(&entry);
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
        for entry in &backlog {
            if let Entry::Commit { step, .. } = entry {
                files.extend(step.files());
            }
        }
        for file in files {
            journal.checkpoint(&file, store::fingerprint(&self.root, &file)?, through)?;
        }
        backlog.iter().try_for_each(|entry| journal.append(entry))?;
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
    pub(super) fn reason(&self) -> String {
        self.reason.clone()
    }

    /// Writes all that is not on disk.
    pub(super) fn write(&mut self, leases: &Leases) -> Round {
        let mut round = Round::default();
        let Some(project) = &self.project else { return round };
        // A folder that was moved away must not come into being anew with one file in it.
        let there = store::still_in(&self.root);
        // In the order of the keys nothing is written before what it refers to.
        for (key, change) in std::mem::take(&mut self.dirty) {
            let known = self.known.get(&key).copied();
            let (journal, through) = (&mut self.journal, self.through);
            let mut announce = |digest| {
                let noted =
                    journal.as_mut().map_or(Ok(()), |journal| journal.checkpoint(&key, digest, through));
                if noted.is_err() {
                    // The work goes before its history.
                    *journal = None;
                }
                Ok(())
            };
            let outcome = match owner(&key).and_then(|owner| leases.holder(&self.root, owner)) {
                Some(holder) => Err(format!(
                    "Your files are open on {} (process {}). Close them there.",
                    holder.host, holder.process
                )),
                None => there
                    .clone()
                    .and_then(|()| {
                        let base = self.bases.get(&key);
                        store::save_merged(&self.root, project, &key, base, known, &mut announce)
                    })
                    .map_err(|error| self::words(&error, &self.root)),
            };
            match outcome {
                Ok(MergedSave { saved, merged, conflict }) => {
                    let noted =
                        self.journal.as_mut().map(|journal| journal.append(&Entry::Saved(key.clone())));
                    if noted.is_some_and(|noted| noted.is_err()) {
                        self.journal = None;
                    }
                    round.news.extend(conflict.map(|aside| beside(&aside)));
                    let foreign = merged.is_some();
                    if foreign && self.foreign.insert(key.clone()) {
                        round.news.push(merged_words(&key));
                    } else if !foreign {
                        self.foreign.remove(&key);
                    }
                    self.bases.remove(&key);
                    // A file that holds more than the project is merged again next time.
                    match saved.digest.filter(|_| !foreign) {
                        Some(digest) => drop(self.known.insert(key.clone(), digest)),
                        None => drop(self.known.remove(&key)),
                    }
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

/// An error with its advice, naming the file as it lies in the project.
fn words(error: &StoreError, root: &Path) -> String {
    let shown = error.to_string().replace(&format!("{}{MAIN_SEPARATOR}", root.display()), "");
    format!("{shown} {}", error.hint()).trim_end().to_owned()
}

fn beside(aside: &Aside) -> String {
    let file = store::relative(&aside.key);
    format!("{file} was changed on another machine too. What differs there is kept in {}.", aside.file)
}

fn merged_words(key: &FileKey) -> String {
    format!("{} was changed on another machine too. The file holds both now.", store::relative(key))
}

/// Whose lease a file needs.
fn owner(key: &FileKey) -> Option<&AnnotatorId> {
    match key {
        FileKey::Set(key) => Some(&key.annotator),
        FileKey::Claims(id) | FileKey::Annotator(id) => Some(id),
        FileKey::Project | FileKey::Codebook | FileKey::Article(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{AnnotationId, ArticleId, CodeId, Progress, Timestamp};
    use crate::model::{Annotation, Annotator, Article, Body, Edit, Metadata, Role, SetKey};
    use crate::text::{Span, Text};
    use std::sync::Arc;

    fn tagged(project: &Project, key: &SetKey, number: u64) -> Project {
        let code = Body::Code(CodeId::new("factual").expect("id"));
        let span = Span::new(number as u32, number as u32 + 1).expect("not empty");
        let annotation = Arc::new(Annotation::new(AnnotationId(number), span, code, Timestamp(1)));
        let mut changed = project.clone();
        changed.apply(Edit::PutAnnotation { key: key.clone(), annotation }).expect("fits");
        changed
    }

    #[test]
    fn what_another_machine_wrote_meanwhile_stays_in_the_file() {
        let folder = tempfile::tempdir().expect("folder");
        let root = folder.path().join("project");
        let mut start = store::create(&root, "x", Arc::new(store::builtin_codebook())).expect("created");
        let key = SetKey {
            annotator: AnnotatorId::new("maya").expect("id"),
            article: ArticleId::new("a").expect("id"),
        };
        let (id, text) = (key.article.clone(), Text::new("Some words.\n").expect("text"));
        let article = Article { id, text, metadata: Metadata::default(), zones: Vec::new() };
        let name = "Maya".to_owned();
        let maya = Annotator { id: key.annotator.clone(), name, role: Role::Analyst, person: None };
        start.apply(Edit::AddArticle { article: Arc::new(article) }).expect("fits");
        start.apply(Edit::PutAnnotator { annotator: maya }).expect("fits");
        let start = tagged(&start, &key, 1);
        let file = FileKey::Set(key.clone());
        for file in
            [&FileKey::Article(key.article.clone()), &FileKey::Annotator(key.annotator.clone()), &file]
        {
            store::save(&root, &start, file).expect("saved");
        }
        let mut target = Target::new(&root, None, start.clone());
        let numbers = || {
            let project = store::open(&root, &Progress::new()).expect("opened").value;
            let set = project.set(&key).cloned().expect("set");
            set.iter().map(|annotation| annotation.id.0).collect::<Vec<_>>()
        };
        let mut step = |before: &Project, after: &Project, change: u64| {
            target.change(Some(before), after.clone(), BTreeSet::from([file.clone()]), change);
            let round = target.write(&Leases::default());
            assert_eq!((round.saved.len(), round.failed.len()), (1, 0), "{round:?}");
            round.news.len()
        };
        let one = tagged(&start, &key, 2);
        assert_eq!((step(&start, &one, 1), numbers()), (0, vec![1, 2]));
        store::save(&root, &tagged(&one, &key, 3), &file).expect("saved elsewhere");
        let two = tagged(&one, &key, 4);
        assert_eq!((step(&one, &two, 2), numbers()), (1, vec![1, 2, 3, 4]));
        let mut three = two.clone();
        three.apply(Edit::RemoveAnnotation { key: key.clone(), id: AnnotationId(1) }).expect("fits");
        assert_eq!((step(&two, &three, 3), numbers()), (0, vec![2, 3, 4]));
    }
}
