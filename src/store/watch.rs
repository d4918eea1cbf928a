//! Noticing what others change in a project folder.
//!
//! The folder is looked at, not listened to: that works the same on network drives, in synchronised folders and in
//! containers, where the system's own notices often do not come.

use super::conflict::decode;
use super::listing::{files_in, folders_in};
use super::load::{read_article, read_stub};
use super::read::read_source;
use super::{StoreError, disk, paths, schema};
use crate::base::{AnnotatorId, ArticleId, Checked, Issue};
use crate::model::{Annotator, Article, Codebook, FileKey, Project, Settings, Stub, Version};
use crate::text::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::sync::Arc;

/// How every file of a project looked at one time, without its content.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stamps(BTreeMap<String, Look>);

/// The size, and the moment of the last change as a number to compare.
type Look = (u64, u64);

fn look(about: &Metadata) -> Look {
    let mut hasher = DefaultHasher::new();
    about.modified().ok().hash(&mut hasher);
    (about.len(), hasher.finish())
}

/// Looks at every file of a project: one listing for each folder and one look at each file. A thousand files take some
/// milliseconds.
///
/// # Errors
/// When the project is gone or a folder cannot be listed.
pub fn snapshot(root: &Path) -> Result<Stamps, StoreError> {
    paths::still_in(root)?;
    let mut names = vec![paths::PROJECT.to_owned(), paths::CODEBOOK.to_owned()];
    let mut folders = paths::FLAT.map(str::to_owned).to_vec();
    let people = folders_in(root, paths::ANNOTATIONS)?;
    folders.extend(people.iter().map(|person| format!("{}/{person}", paths::ANNOTATIONS)));
    for folder in folders {
        names.extend(files_in(root, &folder)?.into_iter().map(|name| format!("{folder}/{name}")));
    }
    let mut stamps = BTreeMap::new();
    for name in names.into_iter().filter(|name| name.ends_with(".ron")) {
        // It may have gone since it was listed.
        if let Ok(about) = paths::under(root, &name).symlink_metadata() {
            stamps.insert(name, look(&about));
        }
    }
    Ok(Stamps(stamps))
}

/// The files that look otherwise, came or went between two looks, in the order of writing. Another version of a file
/// that came or went counts as a change of that file.
pub fn changed(old: &Stamps, new: &Stamps) -> Vec<FileKey> {
    let names = old.0.keys().chain(new.0.keys());
    let differing = names.filter(|name| old.0.get(*name) != new.0.get(*name));
    let keys: BTreeSet<FileKey> =
        differing.filter_map(|name| paths::key_of(name).or_else(|| paths::version_of(name))).collect();
    keys.into_iter().collect()
}

/// What one file holds.
#[derive(Debug, Clone, PartialEq)]
pub enum FileContent {
    /// `project.ron`.
    Project {
        /// The project's name.
        name: String,
        /// Choices that hold for the whole team.
        settings: Settings,
        /// Who is listed.
        annotators: Vec<Annotator>,
    },
    /// `codebook.ron`.
    Codebook(Arc<Codebook>),
    /// An annotator's own name.
    Annotator(Annotator),
    /// An article.
    Article(Arc<Article>),
    /// What is known of an article whose text is not at hand.
    Stub(Arc<Stub>),
    /// A set or claims.
    Work(Version),
    /// There is no such file any more.
    Gone,
}

/// One file as it is now.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadFile {
    /// The file as it was understood.
    pub content: FileContent,
    /// The SHA-256 of its bytes; none when there is no file. Equal to what was last written, nothing is new.
    pub digest: Option<Digest>,
}

/// Reads one file anew. Sets are read against the project, which must hold their article.
///
/// # Errors
/// When it cannot be understood; it is left as it is.
pub fn read_file(root: &Path, key: &FileKey, project: &Project) -> Result<Checked<ReadFile>, Issue> {
    let relative = paths::relative(key);
    let failed = |error: StoreError| error.issue("unreadable-file", &relative);
    let digest = paths::inside(root, &relative).and_then(|path| disk::digest(&path)).map_err(failed)?;
    if digest.is_none() {
        return Ok(Checked::clean(ReadFile { content: FileContent::Gone, digest }));
    }
    let mut issues = Vec::new();
    let content = match key {
        FileKey::Article(id) => FileContent::Article(article(root, id, &mut issues)?),
        FileKey::Stub(id) => FileContent::Stub(read_stub(root, id)?.take(&mut issues)),
        FileKey::Annotator(id) => FileContent::Annotator(person(root, id, &relative, &mut issues)?),
        FileKey::Project => {
            let file = schema::project::read_project(&read_source(root, &relative, &mut issues)?)?;
            FileContent::Project { name: file.name, settings: file.settings, annotators: file.annotators }
        }
        FileKey::Codebook => {
            let source = read_source(root, &relative, &mut issues)?;
            FileContent::Codebook(Arc::new(schema::codebook::read_codebook(&source)?))
        }
        FileKey::Claims(_) | FileKey::Set(_) => {
            let source = read_source(root, &relative, &mut issues)?;
            FileContent::Work(decode(&source, key, project)?.take(&mut issues))
        }
    };
    Ok(Checked { value: ReadFile { content, digest }, issues })
}

fn article(root: &Path, id: &ArticleId, issues: &mut Vec<Issue>) -> Result<Arc<Article>, Issue> {
    Ok(read_article(root, id)?.take(issues))
}

fn person(root: &Path, id: &AnnotatorId, file: &str, issues: &mut Vec<Issue>) -> Result<Annotator, Issue> {
    schema::project::read_person(&read_source(root, file, issues)?, id)
}
