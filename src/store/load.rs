//! Opening a project: at once, or first its head and then file by file.

use super::listing::Listing;
use super::read::{MISSING_FILE, against, no_article, read_source};
use super::schema::{self, SourceText};
use super::{StoreError, disk, lease, paths};
use crate::base::{AnnotatorId, ArticleId, Checked, Issue, Progress, StubId, parallel};
use crate::message;
use crate::model::{
    AnnotationSet, Annotator, Article, Codebook, FileKey, Ledger, Project, Role, SetKey, Stub,
};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A project without its articles, stubs and sets, and which of them there are.
#[derive(Debug, Clone)]
pub struct Head {
    /// Name, settings, codebook, annotators and ledger.
    pub project: Project,
    /// The articles that have a file.
    pub articles: Vec<ArticleId>,
    /// The stubs that have a file.
    pub stubs: Vec<StubId>,
    /// The annotation sets that have a file.
    pub sets: Vec<SetKey>,
}

/// Opens the small files of a project and lists the others.
///
/// # Errors
/// When there is no project, or `project.ron` or `codebook.ron` cannot be understood: without them nothing else can
/// be. Any other file that cannot be read becomes a finding.
pub fn open_head(root: &Path) -> Result<Checked<Head>, StoreError> {
    head(root).map_err(|error| match error {
        StoreError::Unreadable(first) => StoreError::Unreadable(with_others(root, first)),
        other => other,
    })
}

/// The finding about a file without which nothing else can be read, with the names of all others that cannot be read as
/// they stand, so that all can be put right at once.
fn with_others(root: &Path, first: Issue) -> Issue {
    let listing = Listing::of(root, &mut Vec::new()).unwrap_or_default();
    let keys = [FileKey::Project, FileKey::Codebook].into_iter();
    let keys = keys.chain(listing.claims.into_iter().map(FileKey::Claims));
    let keys = keys.chain(listing.people.into_iter().map(FileKey::Annotator));
    let keys = keys.chain(listing.articles.into_iter().map(FileKey::Article));
    let keys = keys.chain(listing.stubs.into_iter().map(FileKey::Stub));
    let keys = keys.chain(listing.sets.into_iter().map(FileKey::Set));
    let files = keys.map(|key| paths::relative(&key)).filter(|file| *file != first.file);
    let broken: Vec<String> = files
        .filter(|file| match read_source(root, file, &mut Vec::new()) {
            Ok(source) => schema::parse::<serde::de::IgnoredAny>(&source).is_err(),
            Err(issue) => issue.code != MISSING_FILE,
        })
        .collect();
    if broken.is_empty() {
        return first;
    }
    let message = message!("findings-and-others", message = &first.message, files = broken);
    Issue { message, ..first }
}

fn head(root: &Path) -> Result<Checked<Head>, StoreError> {
    let mut issues = Vec::new();
    if !root.is_dir() {
        return Err(StoreError::NoProject(root.to_owned()));
    }
    let mut required = |name: &str| -> Result<SourceText, StoreError> {
        let path = paths::inside(root, name)?;
        let bytes = disk::read(&path)?.ok_or_else(|| StoreError::NoProject(root.to_owned()))?;
        let source = SourceText::new(name, bytes).map_err(StoreError::Unreadable)?;
        issues.extend(source.notes.iter().cloned());
        Ok(source)
    };
    let file = schema::project::read_project(&required(paths::PROJECT)?).map_err(StoreError::Unreadable)?;
    let codebook = match disk::read(&paths::inside(root, paths::CODEBOOK)?)? {
        Some(_) => {
            schema::codebook::read_codebook(&required(paths::CODEBOOK)?).map_err(StoreError::Unreadable)?
        }
        None => return Err(StoreError::Unreadable(no_codebook())),
    };
    let mut project = stated(file, Arc::new(codebook));
    let listing = Listing::of(root, &mut issues)?;
    for id in &listing.people {
        load_person(root, id, &mut project, &mut issues);
    }
    project.load_ledger(load_ledger(root, &listing.claims, &mut issues));
    let named = listing.sets.iter().map(|key| &key.annotator).chain(&listing.claims);
    for id in named.cloned().collect::<BTreeSet<_>>() {
        if project.annotator(&id).is_none() {
            issues.push(
                Issue::note(
                    "unlisted-annotator",
                    paths::PROJECT,
                    message!("findings-unlisted-annotator", id = %id),
                )
                .hint(message!("findings-unlisted-annotator.hint")),
            );
            project.load_annotator(unlisted(&id));
        }
    }
    let Listing { articles, stubs, sets, .. } = listing;
    Ok(Checked { value: Head { project, articles, stubs, sets }, issues })
}

/// What `project.ron` alone says.
pub(super) fn stated(file: schema::project::ProjectFile, codebook: Arc<Codebook>) -> Project {
    let mut project = Project::new(file.id, file.name, codebook);
    project.load_settings(file.settings);
    for annotator in file.annotators {
        project.load_annotator(annotator);
    }
    project
}

/// The project that a `project.ron` of this content describes, without anybody who is not listed in it; `None` when it
/// cannot be understood.
pub(super) fn as_stated(bytes: Vec<u8>, codebook: Arc<Codebook>) -> Option<Project> {
    let source = SourceText::new(paths::PROJECT, bytes).ok()?;
    Some(stated(schema::project::read_project(&source).ok()?, codebook))
}

fn no_codebook() -> Issue {
    Issue::error("no-codebook", paths::CODEBOOK, message!("findings-no-codebook"))
        .hint(message!("findings-no-codebook.hint"))
}

/// The name that an annotator chose goes before the one that the lead wrote. The role is the lead’s to say; so is whose
/// work an adjudicator’s is, but where the lead says nothing the annotator’s word holds.
fn load_person(root: &Path, id: &AnnotatorId, project: &mut Project, issues: &mut Vec<Issue>) {
    let named = read_source(root, &paths::relative(&FileKey::Annotator(id.clone())), issues)
        .and_then(|source| schema::project::read_person(&source, id));
    let listed = project.annotator(id).cloned();
    let annotator = match (named, listed) {
        (Ok(own), Some(listed)) => {
            Annotator { name: own.name, person: listed.person.clone().or(own.person), ..listed }
        }
        (Ok(own), None) => own,
        (Err(issue), listed) => {
            issues.push(issue);
            listed.unwrap_or_else(|| unlisted(id))
        }
    };
    project.load_annotator(annotator);
}

fn unlisted(id: &AnnotatorId) -> Annotator {
    Annotator { name: id.to_string(), id: id.clone(), role: Role::Analyst, person: None }
}

fn load_ledger(root: &Path, annotators: &[AnnotatorId], issues: &mut Vec<Issue>) -> Ledger {
    let mut ledger = Ledger::default();
    for by in annotators {
        let relative = paths::relative(&FileKey::Claims(by.clone()));
        let sheet =
            read_source(root, &relative, issues).and_then(|source| schema::claims::read_claims(&source, by));
        match sheet {
            Ok(sheet) if sheet.claims.is_empty() && sheet.edges.is_empty() => {}
            Ok(sheet) => ledger.put_sheet(by.clone(), Arc::new(sheet)),
            Err(issue) => issues.push(issue),
        }
    }
    let dangling: Vec<_> = ledger
        .edges()
        .filter(|(_, edge)| ledger.claim(&edge.from).is_none() || ledger.claim(&edge.to).is_none())
        .map(|(by, edge)| (paths::relative(&FileKey::Claims(by.clone())), edge.clone()))
        .collect();
    for (file, edge) in dangling {
        issues.push(
            Issue::warning(
                "unknown-claim",
                file,
                message!("findings-unknown-claim", from = %edge.from, edge = %edge.to),
            )
            .hint(message!("findings-unknown-claim.hint")),
        );
    }
    ledger
}

/// Reads one article.
///
/// # Errors
/// When the file is missing or cannot be understood, or its text is not the one that was imported.
pub fn read_article(root: &Path, id: &ArticleId) -> Result<Checked<Arc<Article>>, Issue> {
    Ok(article_with_source(root, id)?.0)
}

/// The same with what it was read from.
pub(super) fn article_with_source(
    root: &Path,
    id: &ArticleId,
) -> Result<(Checked<Arc<Article>>, SourceText), Issue> {
    let mut issues = Vec::new();
    let source = read_source(root, &paths::relative(&FileKey::Article(id.clone())), &mut issues)?;
    let article = schema::article::read_article(&source, id)?.take(&mut issues);
    Ok((Checked { value: Arc::new(article), issues }, source))
}

/// Reads one stub.
///
/// # Errors
/// When the file is missing or cannot be understood.
pub fn read_stub(root: &Path, id: &StubId) -> Result<Checked<Arc<Stub>>, Issue> {
    Ok(stub_with_source(root, id)?.0)
}

/// The same with what it was read from.
pub(super) fn stub_with_source(root: &Path, id: &StubId) -> Result<(Checked<Arc<Stub>>, SourceText), Issue> {
    let mut issues = Vec::new();
    let source = read_source(root, &paths::relative(&FileKey::Stub(id.clone())), &mut issues)?;
    let stub = schema::stub::read_stub(&source, id)?.take(&mut issues);
    Ok((Checked { value: Arc::new(stub), issues }, source))
}

/// Reads one annotation set. `project` must hold its article already.
///
/// # Errors
/// When the file is missing or cannot be understood, or its article is not there.
pub fn read_set(root: &Path, key: &SetKey, project: &Project) -> Result<Checked<Arc<AnnotationSet>>, Issue> {
    Ok(set_with_source(root, key, project)?.0)
}

/// The same with what it was read from.
pub(super) fn set_with_source(
    root: &Path,
    key: &SetKey,
    project: &Project,
) -> Result<(Checked<Arc<AnnotationSet>>, SourceText), Issue> {
    let mut issues = Vec::new();
    let relative = paths::relative(&FileKey::Set(key.clone()));
    let Some(article) = project.article(&key.article) else { return Err(no_article(&relative, key)) };
    let source = read_source(root, &relative, &mut issues)?;
    let set = schema::set::read_set(&source, key, against(project, article))?.take(&mut issues);
    Ok((Checked { value: Arc::new(set), issues }, source))
}

/// Opens a whole project. What cannot be read is left out, left untouched and told in the findings.
///
/// # Errors
/// As [`open_head`], and when the work is cancelled.
pub fn open(root: &Path, progress: &Progress) -> Result<Checked<Project>, StoreError> {
    clear_temporaries(root);
    let Checked { value: Head { mut project, articles, stubs, sets }, mut issues } = open_head(root)?;
    progress.set_total((articles.len() + stubs.len() + sets.len()) as u64);
    for article in of_each(&articles, progress, |id| read_article(root, id))? {
        match article {
            Ok(article) => project.load_article(article.take(&mut issues)),
            Err(issue) => issues.push(issue),
        }
    }
    for stub in of_each(&stubs, progress, |id| read_stub(root, id))? {
        match stub {
            Ok(stub) => project.load_stub(stub.take(&mut issues)),
            Err(issue) => issues.push(issue),
        }
    }
    let read = of_each(&sets, progress, |key| read_set(root, key, &project))?;
    for (key, set) in sets.into_iter().zip(read) {
        match set {
            Ok(set) => {
                let set = set.take(&mut issues);
                if !set.is_blank() {
                    project.load_set(key, set);
                }
            }
            Err(issue) => issues.push(issue),
        }
    }
    Ok(Checked { value: project, issues })
}

/// What `read` makes of each item, in their order; an item is a unit of progress.
///
/// # Errors
/// When the work is cancelled.
pub(super) fn of_each<T: Sync, R: Send>(
    items: &[T],
    progress: &Progress,
    read: impl Fn(&T) -> R + Sync,
) -> Result<Vec<R>, StoreError> {
    let read = parallel::map(items, |item| {
        let read = (!progress.is_cancelled()).then(|| read(item))?;
        progress.advance(1);
        Some(read)
    });
    read.into_iter().collect::<Option<Vec<R>>>().ok_or(StoreError::Cancelled)
}

pub(super) fn step(progress: &Progress) -> Result<(), StoreError> {
    progress.advance(1);
    if progress.is_cancelled() { Err(StoreError::Cancelled) } else { Ok(()) }
}

/// Removes what killed processes left in a project, or in the folder of its earlier versions, which is laid out alike:
/// temporary files and folders beside its own files, in the folders
/// beside them where releases, bundles and exports may lie, and leases of this machine.
pub fn clear_temporaries(root: &Path) {
    let mut folders = vec![root.to_owned()];
    folders.extend(folders_below(root).into_iter().filter(|folder| !is_hidden(folder)));
    folders.extend(paths::inside(root, paths::ANNOTATIONS).into_iter().flat_map(|all| folders_below(&all)));
    for folder in folders {
        disk::clear_leftovers(&folder);
        lease::clear_leftover(&folder);
    }
}

/// The folders in a folder, without links.
fn folders_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    folders.map(|entry| entry.path()).collect()
}

/// Whether a folder is another program's, such as Git's.
fn is_hidden(folder: &Path) -> bool {
    folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}
