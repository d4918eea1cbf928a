//! Which files a project has, and which of them are versions that wait to be resolved.

use super::error::{FileAction, StoreError};
use super::paths;
use crate::base::{AnnotatorId, ArticleId, Issue, StubId};
use crate::message;
use crate::model::{FileKey, SetKey};
use std::fs::FileType;
use std::path::Path;

/// Another version of a set or of claims, which waits to be resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// The file that it is a version of.
    pub key: FileKey,
    /// Where it lies, relative to the project folder.
    pub file: String,
}

/// Which files a project has.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub articles: Vec<ArticleId>,
    pub stubs: Vec<StubId>,
    pub sets: Vec<SetKey>,
    pub claims: Vec<AnnotatorId>,
    /// The annotators with a file of their own name.
    pub people: Vec<AnnotatorId>,
    /// Other versions of sets and claims, which wait to be resolved.
    pub versions: Vec<Aside>,
}

impl Listing {
    /// Lists the files; what looks like one of ours but is not named like one is told in the findings.
    pub fn of(root: &Path, issues: &mut Vec<Issue>) -> Result<Self, StoreError> {
        let mut listing = Self::default();
        let mut names: Vec<String> = Vec::new();
        for folder in paths::FLAT {
            names.extend(files_in(root, folder)?.into_iter().map(|name| format!("{folder}/{name}")));
        }
        for person in folders_in(root, paths::ANNOTATIONS)? {
            let folder = format!("{}/{person}", paths::ANNOTATIONS);
            names.extend(files_in(root, &folder)?.into_iter().map(|name| format!("{folder}/{name}")));
        }
        names.sort_unstable();
        strange(root, issues)?;
        for name in names.iter().filter(|name| name.ends_with(".ron")) {
            listing.take(name, issues);
        }
        Ok(listing)
    }

    fn take(&mut self, name: &str, issues: &mut Vec<Issue>) {
        if let Some(key) = paths::version_of(name) {
            issues.push(
                Issue::warning("conflict", name, message!("findings-conflict", key = %paths::relative(&key)))
                    .hint(message!("findings-conflict.hint")),
            );
            self.versions.push(Aside { key, file: name.to_owned() });
            return;
        }
        match paths::key_of(name) {
            Some(FileKey::Article(id)) => self.articles.push(id),
            Some(FileKey::Stub(id)) => self.stubs.push(id),
            Some(FileKey::Set(key)) => self.sets.push(key),
            Some(FileKey::Claims(by)) => self.claims.push(by),
            Some(FileKey::Annotator(id)) => self.people.push(id),
            _ => issues.push(
                Issue::warning("stray-file", name, message!("findings-stray-file"))
                    .hint(message!("findings-stray-file.hint")),
            ),
        }
    }
}

/// Tells of what cannot be one of ours though it lies where ours belong: a link that leads nowhere, a folder or a device
/// called `.ron`, and a name that is not Unicode.
fn strange(root: &Path, issues: &mut Vec<Issue>) -> Result<(), StoreError> {
    let mut folders = paths::FLAT.map(str::to_owned).to_vec();
    let people = folders_in(root, paths::ANNOTATIONS)?;
    folders.extend(people.iter().map(|person| format!("{}/{person}", paths::ANNOTATIONS)));
    linked(root, &["", paths::ANNOTATIONS, paths::ORIGINALS], issues);
    for folder in folders {
        let path = paths::under(root, &folder);
        if paths::is_link(&path) {
            continue;
        }
        linked(root, &[&folder], issues);
        let mut names: Vec<_> = std::fs::read_dir(path).into_iter().flatten().flatten().collect();
        names.sort_by_key(std::fs::DirEntry::file_name);
        for entry in names {
            let name = entry.file_name();
            let shown = name.to_string_lossy();
            let kind = entry.file_type().ok();
            if kind.is_some_and(|kind| kind.is_file()) && name.to_str().is_some() {
                continue;
            }
            let file = format!("{folder}/{shown}");
            if name.to_str().is_none() {
                issues.push(
                    Issue::warning("stray-file", file, message!("findings-name-not-unicode"))
                        .hint(message!("findings-name-not-unicode.hint")),
                );
            } else if kind.is_some_and(|kind| kind.is_symlink()) {
                // It is told of as a link.
            } else if shown.ends_with(".ron") {
                issues.push(
                    Issue::warning("stray-file", file, message!("findings-no-file-of-name"))
                        .hint(message!("findings-no-file-of-name.hint")),
                );
            }
        }
    }
    Ok(())
}

/// Tells of links in folders of the project; they are not followed.
fn linked(root: &Path, folders: &[&str], issues: &mut Vec<Issue>) {
    for folder in folders.iter().filter(|folder| folder.is_empty() || !paths::is_link(&root.join(folder))) {
        let entries = std::fs::read_dir(paths::under(root, folder)).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_symlink()))
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| !folder.is_empty() || paths::is_own(name))
            .collect();
        names.sort();
        for name in names {
            let file = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            issues.push(
                Issue::error("linked", file, message!("findings-linked"))
                    .hint(message!("findings-linked.hint")),
            );
        }
    }
}

fn entries(root: &Path, folder: &str, wanted: fn(&FileType) -> bool) -> Result<Vec<String>, StoreError> {
    let path = paths::under(root, folder);
    // What is a link is told of; the folders above it were looked at before.
    if paths::is_link(&path) {
        return Ok(Vec::new());
    }
    let entries = match std::fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::io(FileAction::List, &path, &error)),
    };
    // A link is of its own kind.
    let named = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| wanted(&kind)));
    Ok(named.filter_map(|entry| entry.file_name().into_string().ok()).collect())
}

pub(super) fn files_in(root: &Path, folder: &str) -> Result<Vec<String>, StoreError> {
    entries(root, folder, FileType::is_file)
}

pub(super) fn folders_in(root: &Path, folder: &str) -> Result<Vec<String>, StoreError> {
    entries(root, folder, FileType::is_dir)
}
