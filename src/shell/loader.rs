//! Opens a project in stages: its head and the wanted article first, the other articles behind the reader's back.

use super::folders::UserFolders;
use super::reasons;
use super::report::{JobKind, JobReport};
use super::saver::{Handle, Target};
use crate::app::{self, Command, Loaded, OpenedProject, ProjectCommand, StatusCommand};
use crate::base::{AnnotatorId, ArticleId, Issue, StubId};
use crate::jobs::Job;
use crate::locale::Message;
use crate::message;
use crate::model::{FileKey, History, Project, SetKey};
use crate::store::{self, Head, Journal, Recovered, StoreError};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What to open and on whose behalf.
pub(super) struct OpenRequest {
    pub root: PathBuf,
    /// The article to show first.
    pub article: Option<ArticleId>,
    /// The name under which the user codes; may be empty.
    pub name: String,
    /// Gets earlier work to disk and takes the lease.
    pub saver: Handle,
    pub folders: UserFolders,
    /// Files to make drafts of afterwards.
    pub files: Vec<PathBuf>,
}

/// Articles that were read are handed over at least this often.
const PACE: Duration = Duration::from_millis(60);

/// Reads a project and hands it over part by part.
pub(super) fn open(request: OpenRequest, job: &Job<JobKind, JobReport>) {
    request.saver.flush();
    // What changes from here on is noticed.
    let seen = store::snapshot(&request.root).unwrap_or_default();
    let fail = |error: &StoreError| {
        job.post(JobReport::Command(Command::Status(StatusCommand::Fail(reasons::of_store(error)))));
    };
    let (head, mut issues) = match store::open_head(&request.root) {
        Ok(checked) => (checked.value, checked.issues),
        Err(error) => return fail(&error),
    };
    let Head { mut project, articles, mut stubs, sets } = head;
    let me = project.annotator_called(&request.name).map(|annotator| annotator.id.clone());
    // Before anything of mine is read: who has the lease writes it.
    let held_by = me.as_ref().and_then(|me| request.saver.lease(&request.root, me));
    let journal = me
        .as_ref()
        .filter(|_| held_by.is_none())
        .and_then(|me| journal_of(&request.folders, &request.root, &project, me));
    let mut sets_of: BTreeMap<ArticleId, Vec<SetKey>> = BTreeMap::new();
    for key in sets {
        sets_of.entry(key.article.clone()).or_default().push(key);
    }
    let wanted = request.article.filter(|id| articles.contains(id)).or_else(|| articles.first().cloned());
    let all: BTreeSet<ArticleId> = articles.iter().cloned().collect();
    let mut queue: Vec<ArticleId> = articles.into_iter().filter(|id| Some(id) != wanted.as_ref()).collect();
    queue.reverse();
    let mut part = Loaded { root: request.root.clone(), ..Loaded::default() };
    if let Some(id) = &wanted {
        read(&request.root, id, sets_of.remove(id), &mut project, &mut part);
    }
    // What the last session did not get to disk is done again below, and that takes what it changed.
    let unsaved =
        journal.as_deref().and_then(|path| Journal::unsaved(path, &request.root, project.id()).ok());
    let unsaved = unsaved.unwrap_or_default();
    let changed: BTreeSet<ArticleId> = unsaved.iter().cloned().filter_map(article_of).collect();
    queue.retain(|id| !changed.contains(id));
    for id in changed.into_iter().filter(|id| Some(id) != wanted.as_ref() && all.contains(id)) {
        read(&request.root, &id, sets_of.remove(&id), &mut project, &mut part);
    }
    let is_changed = |id: &StubId| unsaved.contains(&FileKey::Stub(id.clone()));
    for id in stubs.iter().filter(|id| is_changed(id)) {
        read_stub(&request.root, id, &mut part);
    }
    part.stubs.iter().for_each(|stub| project.load_stub(Arc::clone(stub)));
    stubs.retain(|id| !is_changed(id));
    issues.append(&mut part.issues);
    let as_read = project.clone();
    let Restored { journal, history, dirty } = restore(journal, &request.root, &mut project, &mut issues);
    let target = Target::new(&request.root, as_read, journal);
    let waiting = !queue.is_empty();
    let article = wanted.filter(|id| project.article(id).is_some());
    let opened = OpenedProject {
        root: request.root.clone(),
        project: project.clone(),
        history,
        me,
        held_by,
        article,
        loading: queue.len(),
        issues,
    };
    let (opened, ready) = (Box::new(opened), Box::new(target));
    job.post(JobReport::Opened { opened, ready, dirty, seen, files: request.files });
    store::clear_temporaries(&request.root);
    if waiting {
        rest(&request.root, Rest { queue, sets_of, stubs }, project, job);
    } else {
        let mut part = Loaded { root: request.root, ..Loaded::default() };
        let root = part.root.clone();
        stubs.iter().for_each(|id| read_stub(&root, id, &mut part));
        job.post(JobReport::Command(Command::Project(ProjectCommand::Loaded(Box::new(part)))));
    }
}

/// Where an annotator's undo journal of a project lies.
pub(super) fn journal_of(
    folders: &UserFolders,
    root: &Path,
    project: &Project,
    me: &AnnotatorId,
) -> Option<PathBuf> {
    folders.data.as_ref().map(|data| store::journal_path(data, root, project.id(), me))
}

#[derive(Default)]
struct Restored {
    journal: Option<Journal>,
    history: History,
    /// What the last session did not get to disk.
    dirty: BTreeSet<FileKey>,
}

/// Opens the undo journal and does again what the last session did not get to disk.
fn restore(path: Option<PathBuf>, root: &Path, project: &mut Project, issues: &mut Vec<Issue>) -> Restored {
    let Some(path) = path else { return Restored::default() };
    match Journal::open(&path, root, project) {
        Ok(checked) => {
            let Recovered { journal, history, dirty } = checked.take(issues);
            Restored { journal: Some(journal), history, dirty }
        }
        Err(error) => {
            let file = path.display().to_string();
            let said = message!("program-no-journal", why = error.message());
            issues.push(Issue::warning("no-journal", file, said).hint(error.hint()));
            Restored::default()
        }
    }
}

/// The article that a file is or is about.
fn article_of(file: FileKey) -> Option<ArticleId> {
    match file {
        FileKey::Article(id) => Some(id),
        FileKey::Set(key) => Some(key.article),
        FileKey::Project
        | FileKey::Codebook
        | FileKey::Annotator(_)
        | FileKey::Claims(_)
        | FileKey::Stub(_) => None,
    }
}

/// What is read behind the reader's back.
struct Rest {
    /// The articles, from the end.
    queue: Vec<ArticleId>,
    sets_of: BTreeMap<ArticleId, Vec<SetKey>>,
    stubs: Vec<StubId>,
}

/// Reads what is left.
fn rest(root: &Path, rest: Rest, mut project: Project, job: &Job<JobKind, JobReport>) {
    let Rest { mut queue, mut sets_of, stubs } = rest;
    let mut part = Loaded { root: root.to_owned(), ..Loaded::default() };
    let mut told = Instant::now();
    while let Some(id) = queue.pop() {
        if job.progress().is_cancelled() {
            return;
        }
        read(root, &id, sets_of.remove(&id), &mut project, &mut part);
        if let Some((article, sentences)) =
            part.articles.last_mut().filter(|(_, sentences)| sentences.is_none())
        {
            *sentences = Some(app::sentences_of(article));
        }
        if told.elapsed() >= PACE || queue.is_empty() {
            told = Instant::now();
            part.remaining = queue.len();
            if queue.is_empty() {
                stubs.iter().for_each(|id| read_stub(root, id, &mut part));
                stray(root, &project, std::mem::take(&mut sets_of), &mut part.issues);
            }
            let full = std::mem::replace(&mut part, Loaded { root: root.to_owned(), ..Loaded::default() });
            job.post(JobReport::Command(Command::Project(ProjectCommand::Loaded(Box::new(full)))));
        }
    }
}

/// Reads an article and the sets on it.
fn read(root: &Path, id: &ArticleId, sets: Option<Vec<SetKey>>, project: &mut Project, part: &mut Loaded) {
    match store::read_article(root, id) {
        Ok(checked) => {
            let article = checked.take(&mut part.issues);
            project.load_article(Arc::clone(&article));
            part.articles.push((article, None));
        }
        Err(issue) => part.issues.push(issue),
    }
    for key in sets.into_iter().flatten() {
        match store::read_set(root, &key, project) {
            Ok(checked) => {
                let set = checked.take(&mut part.issues);
                if !set.is_blank() {
                    project.load_set(key.clone(), Arc::clone(&set));
                    part.sets.push((key, set));
                }
            }
            Err(issue) => part.issues.push(issue),
        }
    }
}

/// Reads what is known of an article whose text is not at hand.
fn read_stub(root: &Path, id: &StubId, part: &mut Loaded) {
    match store::read_stub(root, id) {
        Ok(checked) => part.stubs.push(checked.take(&mut part.issues)),
        Err(issue) => part.issues.push(issue),
    }
}

/// Tells of sets whose article has no file.
fn stray(root: &Path, project: &Project, left: BTreeMap<ArticleId, Vec<SetKey>>, issues: &mut Vec<Issue>) {
    for key in left.into_values().flatten() {
        if let Err(issue) = store::read_set(root, &key, project) {
            issues.push(issue);
        }
    }
}

/// Makes a project in a folder, named after it.
pub(super) fn create(root: &Path) -> Result<(), Message> {
    let unnamed = || message!("program-unnamed-project").english();
    let name = root.file_name().map_or_else(unnamed, |name| name.to_string_lossy().into_owned());
    let codebook = Arc::new(store::builtin_codebook());
    store::create(root, &name, codebook).map(drop).map_err(|error| reasons::of_store(&error))
}
