//! Writing a project's files.

use super::disk::FreshFile;
use super::listing::Listing;
use super::schema::{self, SourceText};
use super::{StoreError, clear_temporaries, disk, many, paths, read};
use crate::base::{ArticleId, Issue, ProjectId, slug};
use crate::message;
use crate::model::{Codebook, FileKey, Project};
use crate::text::Digest;
use std::hash::{BuildHasher as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What saving one file did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// The SHA-256 of the file as it is now; none when there is no file, because there is nothing to keep in one.
    pub digest: Option<Digest>,
    /// The size of the file in bytes.
    pub bytes: u64,
    /// Whether anything was written or removed.
    pub changed: bool,
}

/// The content of a file; `None` when the project has nothing to put in it.
pub fn encode(project: &Project, key: &FileKey) -> Option<String> {
    match key {
        FileKey::Project => Some(schema::project::write_project(project)),
        FileKey::Codebook => Some(schema::codebook::write_codebook(project.codebook())),
        FileKey::Article(id) => Some(schema::article::write_article(project.article(id)?)),
        FileKey::Stub(id) => Some(schema::stub::write_stub(project.stub(id)?)),
        FileKey::Set(key) => {
            let (set, article) = (project.set(key)?, project.article(&key.article)?);
            Some(schema::annotations::write_set(key, set, article, project.codebook()))
        }
        FileKey::Claims(by) => Some(schema::claims::write_claims(by, project.ledger().sheet(by)?)),
        FileKey::Annotator(id) => Some(schema::project::write_person(project.annotator(id)?)),
    }
}

/// Brings one file up to date with the project: written in one step and only when its bytes differ, removed when the
/// project has nothing to put in it.
///
/// # Errors
/// When the system refuses, or when the file on disk cannot be understood: it is then left as it is.
pub fn save(root: &Path, project: &Project, key: &FileKey) -> Result<Saved, StoreError> {
    save_over(root, project, key, None, &mut |_| Ok(()))
}

/// As [`save`], telling `announce` the digest of the file to be before it is touched, for the undo journal.
///
/// When the file still has the digest `known` from when this process read or wrote it, it need not be looked through
/// before it is overwritten, which for the largest sets takes a while.
///
/// # Errors
/// As [`save`], and what `announce` fails with; then the file was not touched.
pub fn save_over(
    root: &Path,
    project: &Project,
    key: &FileKey,
    mut known: Option<Digest>,
    announce: &mut dyn FnMut(Option<Digest>) -> Result<(), StoreError>,
) -> Result<Saved, StoreError> {
    loop {
        if let Some(saved) = save_unless_taken(root, project, key, known, announce)? {
            return Ok(saved);
        }
        // Somebody was there first: what they wrote is looked at like any file that is there.
        known = None;
    }
}

/// As [`save_over`]; `None` when the file is new and somebody else put one there meanwhile.
pub(super) fn save_unless_taken(
    root: &Path,
    project: &Project,
    key: &FileKey,
    known: Option<Digest>,
    announce: &mut dyn FnMut(Option<Digest>) -> Result<(), StoreError>,
) -> Result<Option<Saved>, StoreError> {
    let relative = paths::relative(key);
    let path = paths::inside(root, &relative)?;
    let content = encode(project, key);
    let existing = disk::digest(&path)?;
    let digest = content.as_deref().map(Digest::of);
    let changed = digest != existing;
    if changed {
        let trusted = known.is_some() && known == existing;
        if !trusted && let Some(bytes) = disk::read(&path)? {
            readable(project, key, &relative, bytes).map_err(StoreError::Untouchable)?;
        }
        if let FileKey::Article(id) = key
            && let Some(bytes) = disk::read(&path)?
        {
            same_text(project, id, &relative, bytes)?;
        }
        announce(digest)?;
        match &content {
            Some(content) if existing.is_none() => {
                if disk::create(&path, content.as_bytes())? == FreshFile::Taken {
                    return Ok(None);
                }
            }
            Some(content) => disk::write(&path, content.as_bytes())?,
            None => disk::remove(&path)?,
        }
    } else {
        announce(digest)?;
    }
    let bytes = content.as_ref().map_or(0, |content| content.len() as u64);
    Ok(Some(Saved { digest, bytes, changed }))
}

/// The file of an article is never written over with another text: two that add articles at once may choose one name.
fn same_text(project: &Project, id: &ArticleId, relative: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
    let Some(ours) = project.article(id) else { return Ok(()) };
    let there = SourceText::new(relative, bytes)
        .and_then(|source| schema::article::read_article(&source, id))
        .map_err(StoreError::Untouchable)?;
    if there.value.text.digest() == ours.text.digest() {
        return Ok(());
    }
    let issue = Issue::error("wrong-text", relative, message!("findings-name-taken"));
    Err(StoreError::Untouchable(issue.hint(message!("findings-name-taken.hint"))))
}

/// The SHA-256 of a file as it is on disk; `None` when there is none.
///
/// # Errors
/// When the system refuses.
pub fn fingerprint(root: &Path, key: &FileKey) -> Result<Option<Digest>, StoreError> {
    disk::digest(&paths::inside(root, &paths::relative(key))?)
}

/// Whether a file's content can be understood, so that overwriting it loses nothing unseen.
fn readable(project: &Project, key: &FileKey, relative: &str, bytes: Vec<u8>) -> Result<(), Issue> {
    let source = SourceText::new(relative, bytes)?;
    match key {
        FileKey::Project => schema::project::read_project(&source).map(drop),
        FileKey::Codebook => schema::codebook::read_codebook(&source).map(drop),
        FileKey::Article(id) => schema::article::read_article(&source, id).map(drop),
        FileKey::Stub(id) => schema::stub::read_stub(&source, id).map(drop),
        FileKey::Claims(by) => schema::claims::read_claims(&source, by).map(drop),
        FileKey::Annotator(id) => schema::project::read_person(&source, id).map(drop),
        FileKey::Set(key) => match project.article(&key.article) {
            Some(article) => schema::set::read_set(&source, key, read::against(project, article)).map(drop),
            None => Ok(()),
        },
    }
}

/// Makes a project in a folder, which is made too when it is not there.
///
/// # Errors
/// When the folder has a project already, or the system refuses.
pub fn create(root: &Path, name: &str, codebook: Arc<Codebook>) -> Result<Project, StoreError> {
    let project = new_project(name, codebook)?;
    create_with_articles(root, &project)?;
    Ok(project)
}

/// A project with an identifier of its own that has no files yet.
///
/// # Errors
/// When no identifier can be made of the name.
pub fn new_project(name: &str, codebook: Arc<Codebook>) -> Result<Project, StoreError> {
    Ok(Project::new(fresh_id(name)?, name.to_owned(), codebook))
}

/// Makes the files of a new project that has a codebook, articles and stubs and nothing else, in a folder that is made
/// too when it is not there. It is no project until all of them are there, whatever happens.
///
/// # Errors
/// When the folder has a project already, or files where these belong, or articles or stubs that the project does not
/// have; when the system refuses. Then what was made is taken away again.
pub fn create_with_articles(root: &Path, project: &Project) -> Result<(), StoreError> {
    if root.join(paths::PROJECT).exists() {
        return Err(StoreError::Occupied(root.to_owned()));
    }
    clear_temporaries(root);
    let mut made = Vec::new();
    put_new(root, project, &mut made).inspect_err(|_| {
        // The refusal is what is told.
        made.iter().for_each(|path| drop(disk::remove(path)));
    })?;
    ignore(root);
    Ok(())
}

/// Makes the files, and notes which.
fn put_new(root: &Path, project: &Project, made: &mut Vec<PathBuf>) -> Result<(), StoreError> {
    let there = Listing::of(root, &mut Vec::new())?;
    let articles = there.articles.into_iter().filter(|id| project.article(id).is_none());
    let stubs = there.stubs.into_iter().filter(|id| project.stub(id).is_none());
    if let Some(other) = articles.map(FileKey::Article).chain(stubs.map(FileKey::Stub)).next() {
        return Err(disk::in_the_way(&paths::inside(root, &paths::relative(&other))?));
    }
    let articles = project.articles().map(|article| FileKey::Article(article.id.clone()));
    let stubs = project.stubs().map(|stub| FileKey::Stub(stub.id.clone()));
    let keys: Vec<FileKey> = [FileKey::Codebook].into_iter().chain(articles).chain(stubs).collect();
    many::create_all(root, project, &keys, made)?;
    // The project file makes the folder a project; of two that make one at once, one is told that there is one.
    let content = schema::project::write_project(project);
    match disk::create(&paths::inside(root, paths::PROJECT)?, content.as_bytes())? {
        FreshFile::Created => Ok(()),
        FreshFile::Taken => Err(StoreError::Occupied(root.to_owned())),
    }
}

/// Tells Git which files are this machine's alone, unless the folder tells it something already. A project is whole
/// without: then Git shows those files too.
pub(super) fn ignore(root: &Path) {
    let path = root.join(".gitignore");
    if !paths::is_link(&path) {
        let _ = disk::create(&path, b".open\n.sent\n.*.tmp\n");
    }
}

fn fresh_id(name: &str) -> Result<ProjectId, StoreError> {
    let mut hasher = std::hash::RandomState::new().build_hasher();
    hasher.write(name.as_bytes());
    ProjectId::new(&format!("{}-{:08x}", slug(name), hasher.finish() as u32)).map_err(|error| {
        StoreError::Unreadable(
            Issue::error("bad-name", paths::PROJECT, message!("findings-bad-name", error = %error))
                .hint(message!("findings-bad-name.hint")),
        )
    })
}
