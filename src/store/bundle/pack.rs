//! Making bundles.

use super::MANIFEST;
use super::archive::NewZip;
use super::manifest::{About, BundleKind, Manifest, Member};
use super::sent::Sent;
use crate::base::{AnnotatorId, ArticleId, Checked, Issue, Progress, Timestamp};
use crate::message;
use crate::model::{FileKey, Project};
use crate::store::error::FileAction;
use crate::store::load::{Head, open_head, read_article, step};
use crate::store::read::{against, read_bytes};
use crate::store::schema::{self, SourceText};
use crate::store::{StoreError, disk, encode, paths};
use crate::text::Digest;
use std::collections::BTreeMap;
use std::io::{self, Seek, Write};
use std::path::Path;

/// Makes a bundle of an annotator's work as it is on disk (sets, claims and name) and writes it to `out`, file by file:
/// none is held. `made` is for the reader only.
///
/// What was sent is noted in the project; where that cannot be written, the bundle is good all the same. A file that
/// cannot be understood is left out and told.
///
/// # Errors
/// When the project cannot be opened, has no such annotator, the system refuses, or the work is cancelled; what was written
/// to `out` by then is no bundle.
pub fn pack(
    root: &Path,
    annotator: &AnnotatorId,
    made: Timestamp,
    out: impl Write + Seek,
    progress: &Progress,
) -> Result<Checked<()>, StoreError> {
    let Checked { value: Head { project, mut sets, .. }, issues } = open_head(root)?;
    let claims = FileKey::Claims(annotator.clone());
    let ledger = paths::relative(&claims);
    let mut issues = found_in(issues, &[&paths::folder_of(annotator), &ledger]);
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
    sets.retain(|key| key.annotator == *annotator);
    progress.set_total(sets.len() as u64);
    let about = about(root, BundleKind::Work(who), &project, made)?;
    let person = FileKey::Annotator(annotator.clone());
    let mut packing = Packing::begin(root, &person, out)?;
    let named = disk::read(&paths::inside(root, &paths::relative(&person))?)?;
    if let Some(bytes) = named.or_else(|| encode(&project, &person).map(String::into_bytes)) {
        packing.put(person, &bytes)?;
    }
    if project.ledger().sheet(annotator).is_some()
        && let Some(bytes) = disk::read(&paths::inside(root, &ledger)?)?
    {
        packing.put(claims, &bytes)?;
    }
    let mut texts = BTreeMap::new();
    for key in sets {
        step(progress)?;
        let relative = paths::relative(&FileKey::Set(key.clone()));
        let read = read_article(root, &key.article).and_then(|article| {
            let bytes = read_bytes(root, &relative)?;
            let source = SourceText::new(&*relative, bytes.clone())?;
            schema::set::read_set(&source, &key, against(&project, &article.value))?;
            Ok((article.value.text.digest(), bytes))
        });
        match read {
            Ok((text, bytes)) => {
                texts.insert(key.article.clone(), text);
                packing.put(FileKey::Set(key), &bytes)?;
            }
            Err(issue) => issues.push(issue),
        }
    }
    packing.finish(about, texts, &mut issues)?;
    Ok(Checked { value: (), issues })
}

/// Makes a bundle of what coders need to begin (articles, what is known of those whose texts are not at hand, codebook and
/// the project's file) and writes it to `out`, file by file: none is held.
///
/// # Errors
/// When the project cannot be opened, the system refuses, or the work is cancelled; what was written to `out` by then is no
/// bundle.
pub fn pack_project(
    root: &Path,
    made: Timestamp,
    out: impl Write + Seek,
    progress: &Progress,
) -> Result<Checked<()>, StoreError> {
    let Checked { value: Head { project, articles, stubs, .. }, issues } = open_head(root)?;
    let mut issues = found_in(issues, &[paths::ARTICLES, paths::STUBS]);
    progress.set_total((articles.len() + stubs.len()) as u64);
    let about = about(root, BundleKind::Project, &project, made)?;
    let mut packing = Packing::begin(root, &FileKey::Project, out)?;
    for key in [FileKey::Project, FileKey::Codebook] {
        if let Some(bytes) = disk::read(&paths::inside(root, &paths::relative(&key))?)? {
            packing.put(key, &bytes)?;
        }
    }
    for id in articles {
        step(progress)?;
        let relative = paths::relative(&FileKey::Article(id.clone()));
        let read = read_bytes(root, &relative).and_then(|bytes| {
            let source = SourceText::new(&*relative, bytes.clone())?;
            schema::article::read_article(&source, &id).map(|_| bytes)
        });
        match read {
            Ok(bytes) => packing.put(FileKey::Article(id), &bytes)?,
            Err(issue) => issues.push(issue),
        }
    }
    for id in stubs {
        step(progress)?;
        let relative = paths::relative(&FileKey::Stub(id.clone()));
        let read = read_bytes(root, &relative).and_then(|bytes| {
            let source = SourceText::new(&*relative, bytes.clone())?;
            schema::stub::read_stub(&source, &id).map(|_| bytes)
        });
        match read {
            Ok(bytes) => packing.put(FileKey::Stub(id), &bytes)?,
            Err(issue) => issues.push(issue),
        }
    }
    packing.finish(about, BTreeMap::new(), &mut issues)?;
    Ok(Checked { value: (), issues })
}

/// What was found of files that belong in the bundle, at these places, in them or on the way there: those that are links or
/// are not named as ours are do not go along.
fn found_in(issues: Vec<Issue>, places: &[&str]) -> Vec<Issue> {
    let within = |inner: &str, outer: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let belongs = |issue: &Issue| {
        let file = issue.file.as_str();
        places.iter().any(|place| within(file, place) || (issue.code == "linked" && within(place, file)))
    };
    issues.into_iter().filter(belongs).collect()
}

fn about(root: &Path, kind: BundleKind, project: &Project, made: Timestamp) -> Result<About, StoreError> {
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

/// A bundle that is being written.
struct Packing<'p, W: Write + Seek> {
    root: &'p Path,
    /// A file with whose like the rows of versions lie.
    first: FileKey,
    sent: Sent,
    zip: NewZip<W>,
    members: Vec<Member>,
}

impl<'p, W: Write + Seek> Packing<'p, W> {
    fn begin(root: &'p Path, first: &FileKey, out: W) -> Result<Self, StoreError> {
        let sent = Sent::load(root, first)?;
        Ok(Self { root, first: first.clone(), sent, zip: NewZip::new(out), members: Vec::new() })
    }

    fn put(&mut self, key: FileKey, bytes: &[u8]) -> Result<(), StoreError> {
        let file = paths::relative(&key);
        self.zip.put(&file, bytes).map_err(|error| not_packed(&file, &error))?;
        let digest = Digest::of_bytes(bytes);
        let earlier = self.sent.send(&key, digest);
        self.members.push(Member { key, digest, bytes: bytes.len() as u64, earlier });
        Ok(())
    }

    /// Writes what the bundle says of itself, which comes last because it has the SHA-256 of every other file.
    fn finish(
        mut self,
        about: About,
        texts: BTreeMap<ArticleId, Digest>,
        issues: &mut Vec<Issue>,
    ) -> Result<(), StoreError> {
        self.members.sort_by(|one, other| one.key.cmp(&other.key));
        let manifest = Manifest { about, texts, members: self.members }.write();
        let written = self.zip.put(MANIFEST, manifest.as_bytes()).and_then(|()| self.zip.finish()?.flush());
        written.map_err(|error| not_packed(MANIFEST, &error))?;
        if let Err(error) = self.sent.save(self.root, &self.first) {
            issues.push(
                Issue::note("not-noted", "", message!("findings-not-noted", error = %error))
                    .hint(message!("findings-not-noted.hint")),
            );
        }
        Ok(())
    }
}

fn not_packed(file: &str, error: &io::Error) -> StoreError {
    StoreError::io(FileAction::Pack, Path::new(file), error)
}
