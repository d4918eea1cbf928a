//! Making bundles.

use super::manifest::{About, BundleKind, Manifest, Member};
use super::sent::Sent;
use super::{MANIFEST, archive};
use crate::base::{AnnotatorId, Checked, Issue, Timestamp};
use crate::message;
use crate::model::FileKey;
use crate::store::error::FileAction;
use crate::store::load::{Head, open_head, read_article, read_set};
use crate::store::{StoreError, disk, encode, paths};
use crate::text::Digest;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

/// Makes a bundle of an annotator's work as it is on disk: sets, claims and name. `made` is for the reader only.
///
/// What was sent is noted in the project; where that cannot be written, the bundle is good all the same. A file that
/// cannot be understood is left out and told.
///
/// # Errors
/// When the project cannot be opened, has no such annotator, or the system refuses.
pub fn pack(root: &Path, annotator: &AnnotatorId, made: Timestamp) -> Result<Checked<Vec<u8>>, StoreError> {
    let Checked { value: Head { mut project, sets, .. }, issues } = open_head(root)?;
    let folder = format!("{}/", paths::folder_of(annotator));
    let claims = paths::relative(&FileKey::Claims(annotator.clone()));
    let mut issues: Vec<Issue> =
        issues.into_iter().filter(|issue| issue.file.starts_with(&folder) || issue.file == claims).collect();
    let Some(who) = project.annotator(annotator).cloned() else {
        return Err(StoreError::Unreadable(
            Issue::error(
                "no-annotator",
                paths::PROJECT,
                message!("findings-no-annotator", annotator = %annotator),
            )
            .hint(message!("findings-no-annotator.hint")),
        ));
    };
    let mut files = Vec::new();
    let person = FileKey::Annotator(annotator.clone());
    let named = disk::read(&paths::inside(root, &paths::relative(&person))?)?;
    let named = named.or_else(|| encode(&project, &person).map(String::into_bytes));
    files.extend(named.map(|bytes| (person, bytes)));
    let claims = FileKey::Claims(annotator.clone());
    if project.ledger().sheet(annotator).is_some()
        && let Some(bytes) = disk::read(&paths::inside(root, &paths::relative(&claims))?)?
    {
        files.push((claims, bytes));
    }
    let mut texts = BTreeMap::new();
    for key in sets.into_iter().filter(|key| key.annotator == *annotator) {
        let article = match read_article(root, &key.article) {
            Ok(article) => article.value,
            Err(issue) => {
                issues.push(issue);
                continue;
            }
        };
        project.load_article(article.clone());
        let read = read_set(root, &key, &project);
        let bytes = disk::read(&paths::inside(root, &paths::relative(&FileKey::Set(key.clone())))?)?;
        match (read, bytes) {
            (Ok(_), Some(bytes)) => {
                texts.insert(key.article.clone(), article.text.digest());
                files.push((FileKey::Set(key), bytes));
            }
            (Err(issue), _) => issues.push(issue),
            (Ok(_), None) => {}
        }
    }
    let about = about(root, BundleKind::Work(who), &project, made)?;
    let value = bundle(root, about, texts, files, &mut issues)?;
    Ok(Checked { value, issues })
}

/// Makes a bundle of what coders need to begin: articles, codebook and the project's file.
///
/// # Errors
/// When the project cannot be opened or the system refuses.
pub fn pack_project(root: &Path, made: Timestamp) -> Result<Checked<Vec<u8>>, StoreError> {
    let Checked { value: Head { project, articles, .. }, .. } = open_head(root)?;
    let mut issues = Vec::new();
    let mut files = Vec::new();
    let mut keys = vec![FileKey::Project, FileKey::Codebook];
    for id in articles {
        match read_article(root, &id) {
            Ok(_) => keys.push(FileKey::Article(id)),
            Err(issue) => issues.push(issue),
        }
    }
    for key in keys {
        if let Some(bytes) = disk::read(&paths::inside(root, &paths::relative(&key))?)? {
            files.push((key, bytes));
        }
    }
    let about = about(root, BundleKind::Project, &project, made)?;
    let value = bundle(root, about, BTreeMap::new(), files, &mut issues)?;
    Ok(Checked { value, issues })
}

fn about(
    root: &Path,
    kind: BundleKind,
    project: &crate::model::Project,
    made: Timestamp,
) -> Result<About, StoreError> {
    let codebook = disk::digest(&paths::inside(root, paths::CODEBOOK)?)?;
    Ok(About {
        kind,
        project: project.id().clone(),
        name: project.name().to_owned(),
        made,
        codebook_version: project.codebook().version(),
        codebook: codebook.unwrap_or_else(|| Digest::of("")),
    })
}

fn bundle(
    root: &Path,
    about: About,
    texts: BTreeMap<crate::base::ArticleId, Digest>,
    mut files: Vec<(FileKey, Vec<u8>)>,
    issues: &mut Vec<Issue>,
) -> Result<Vec<u8>, StoreError> {
    files.sort_by(|one, other| one.0.cmp(&other.0));
    let Some((first, _)) = files.first() else { return zipped(&[]) };
    let first = first.clone();
    let mut sent = Sent::load(root, &first)?;
    let mut members = Vec::with_capacity(files.len());
    for (key, bytes) in &files {
        let digest = Digest::of_bytes(bytes);
        let earlier = sent.send(key, digest);
        members.push(Member { key: key.clone(), digest, bytes: bytes.len() as u64, earlier });
    }
    if let Err(error) = sent.save(root, &first) {
        issues.push(
            Issue::note("not-noted", "", message!("findings-not-noted", error = %error))
                .hint(message!("findings-not-noted.hint")),
        );
    }
    let manifest = Manifest { about, texts, members };
    let mut all = vec![(MANIFEST.to_owned(), manifest.write().into_bytes())];
    all.extend(files.into_iter().map(|(key, bytes)| (paths::relative(&key), bytes)));
    all[1..].sort();
    zipped(&all)
}

fn zipped(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, StoreError> {
    let mut out = Cursor::new(Vec::new());
    archive::write(&mut out, files)
        .map_err(|error| StoreError::io(FileAction::Pack, Path::new(MANIFEST), &error))?;
    Ok(out.into_inner())
}
