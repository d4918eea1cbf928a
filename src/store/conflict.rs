//! Two versions of one file: merged where they do not differ; an annotator's work is laid side by side where they do.
//!
//! Of what is known about an article nothing is laid aside: where two corrected one field differently, what this process
//! holds stays and a finding says what the other was.
//!
//! What differs of the other version is laid in a file of its own beside the first, named after its content
//! (`flop~0123456789ab.ron`). It lies in the project and not in the data folder, so that the annotator finds it on every
//! machine and can resolve it on any. Since the name comes from the content, no two machines write different things under
//! one name, and a synchronising service or Git never meets a conflict in it. Copies that such a service made itself are
//! taken as other versions too.

use super::listing::{Aside, Listing};
use super::read::{against, no_article, read_source};
use super::save::{Saved, encode, save_over, save_unless_taken};
use super::schema::{self, SourceText};
use super::{StoreError, clear_temporaries, disk, earlier, paths};
use crate::base::{Checked, Issue};
use crate::locale::{Argument, Message};
use crate::message;
use crate::model::{Conflict, ContestedField, FileKey, MergedVersions, Project, Version};
use crate::text::Digest;
use std::path::Path;
use std::sync::Arc;

/// What saving with an eye to others did.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedSave {
    /// As of every saving.
    pub saved: Saved,
    /// What the file holds now, when that is not what the project holds: others had changed it meanwhile.
    pub merged: Option<Version>,
    /// What differs of an annotator's work, laid beside the file.
    pub conflict: Option<Aside>,
    /// What differs of what is known about an article, where what the project holds stays.
    pub contested: Vec<Issue>,
}

/// Reads the bytes of a set, of claims, of an article or of a stub as the file of that key, or of another version of it.
pub(super) fn decode(
    source: &SourceText,
    key: &FileKey,
    project: &Project,
) -> Result<Checked<Version>, Issue> {
    match key {
        FileKey::Set(key) => {
            let article = project.article(&key.article).ok_or_else(|| no_article(&source.file, key))?;
            let read = schema::set::read_set(source, key, against(project, article))?;
            Ok(Checked { value: Version::Set(Arc::new(read.value)), issues: read.issues })
        }
        FileKey::Claims(by) => {
            let sheet = schema::claims::read_claims(source, by)?;
            Ok(Checked::clean(Version::Claims(Arc::new(sheet))))
        }
        FileKey::Article(id) => {
            let read = schema::article::read_article(source, id)?;
            Ok(Checked { value: Version::Article(Arc::new(read.value)), issues: read.issues })
        }
        FileKey::Stub(id) => {
            let read = schema::stub::read_stub(source, id)?;
            Ok(Checked { value: Version::Stub(Arc::new(read.value)), issues: read.issues })
        }
        FileKey::Project | FileKey::Codebook | FileKey::Annotator(_) => {
            Err(Issue::error("bad-value", &source.file, message!("findings-no-versions")))
        }
    }
}

/// As [`save_over`], for files that others may have changed: the same annotator on another machine, or anybody who
/// corrects what is known about an article.
///
/// When the file on disk is neither `known`, what this process last read or wrote, nor what is to be written, it is
/// merged with what the project holds. `base` is what both come from: what the project held when it last agreed with the
/// file. Without it nothing that is on disk is taken out. What differs stays as the project has it; the other version of
/// an annotator's work is laid beside the file first, that of an article's metadata is told. As long as the project has
/// not taken the outcome in, `base` is what it held at this saving: then what others added stays in the file.
///
/// # Errors
/// As [`save_over`].
pub fn save_merged(
    root: &Path,
    project: &Project,
    key: &FileKey,
    base: Option<&Version>,
    known: Option<Digest>,
    announce: &mut dyn FnMut(Option<Digest>) -> Result<(), StoreError>,
) -> Result<MergedSave, StoreError> {
    loop {
        let found = disk::digest(&paths::inside(root, &paths::relative(key))?)?;
        let expected = found.is_none() || found == known;
        let ours = Version::of(project, key).filter(|_| !expected);
        let other = match &ours {
            Some(_) if encode(project, key).as_deref().map(Digest::of) != found => {
                read_version(root, project, key)?
            }
            _ => None,
        };
        let (Some(ours), Some(theirs)) = (ours, other) else {
            // A file that came to be since it was looked for is merged like any other.
            let Some(saved) = save_unless_taken(root, project, key, known, announce)? else { continue };
            return Ok(MergedSave { saved, merged: None, conflict: None, contested: Vec::new() });
        };
        let MergedVersions { version, conflicts, contested } = Version::merge(base, &ours, &theirs)
            .unwrap_or_else(|| MergedVersions {
                version: ours.clone(),
                conflicts: Vec::new(),
                contested: Vec::new(),
            });
        let conflict = lay_aside(root, project, key, &conflicts)?;
        let project = version.put_into(project, key);
        // It was read a moment ago, so it is known.
        let saved = save_over(root, &project, key, found, announce)?;
        let contested = contested_issue(&paths::relative(key), &contested, base.is_some());
        let contested = contested.into_iter().collect();
        return Ok(MergedSave { saved, merged: (version != ours).then_some(version), conflict, contested });
    }
}

/// What is said of an article of which two versions have fields otherwise, once for all of them. Without the version that
/// both come from nobody can tell whether both were corrected or one.
pub(super) fn contested_issue(file: &str, contested: &[ContestedField], has_base: bool) -> Option<Issue> {
    let told = contested.iter().map(|ContestedField { field, ours, theirs }| {
        let field = Message::new(field.name_id());
        message!("findings-field-contested", field = field, ours = ours, theirs = theirs)
    });
    let (count, each) = (contested.len(), Argument::series(told));
    let message = match has_base {
        true => message!("findings-fields-corrected", count = count, each = each),
        false => message!("findings-fields-differ", count = count, each = each),
    };
    let issue = Issue::warning("field-contested", file, message);
    (count > 0).then(|| issue.hint(message!("findings-field-contested.hint")))
}

fn read_version(root: &Path, project: &Project, key: &FileKey) -> Result<Option<Version>, StoreError> {
    if let FileKey::Set(key) = key
        && project.article(&key.article).is_none()
    {
        return Ok(None);
    }
    let source =
        read_source(root, &paths::relative(key), &mut Vec::new()).map_err(StoreError::Untouchable)?;
    let read = decode(&source, key, project).map_err(StoreError::Untouchable)?;
    Ok(Some(read.value))
}

/// Lays their side of what differs beside the file; nothing when nothing does.
pub(super) fn lay_aside(
    root: &Path,
    project: &Project,
    key: &FileKey,
    conflicts: &[Conflict],
) -> Result<Option<Aside>, StoreError> {
    let Some((file, content)) = aside_of(project, key, conflicts) else { return Ok(None) };
    let path = paths::inside(root, &file)?;
    if !path.is_file() {
        disk::write(&path, content.as_bytes())?;
    }
    Ok(Some(Aside { key: key.clone(), file }))
}

/// The file that would hold their side of what differs, and its content.
fn aside_of(project: &Project, key: &FileKey, conflicts: &[Conflict]) -> Option<(String, String)> {
    if conflicts.is_empty() {
        return None;
    }
    let theirs = Version::of_their_side(key, conflicts)?;
    let content = encode(&theirs.put_into(project, key), key)?;
    Some((paths::version_name(key, Digest::of(&content)), content))
}

/// All versions in a project that wait to be resolved, by file.
///
/// # Errors
/// When a folder cannot be listed.
pub fn conflicts(root: &Path) -> Result<Vec<Aside>, StoreError> {
    Ok(Listing::of(root, &mut Vec::new())?.versions)
}

/// What another version has and the project has not, or has otherwise. The project must hold its article.
///
/// # Errors
/// When the version is not there or cannot be understood.
pub fn compare_aside(root: &Path, aside: &Aside, project: &Project) -> Result<Vec<Conflict>, Issue> {
    let source = read_source(root, &aside.file, &mut Vec::new())?;
    let theirs = decode(&source, &aside.key, project)?.value;
    Ok(Version::of(project, &aside.key).map_or_else(Vec::new, |ours| Version::differences(&ours, &theirs)))
}

/// Takes a resolved version out of the project; it is kept among the earlier versions in `earlier`.
///
/// # Errors
/// When the system refuses; then it is still there.
pub fn put_away(root: &Path, aside: &Aside, earlier: &Path) -> Result<(), StoreError> {
    let path = paths::inside(root, &aside.file)?;
    if let Some(bytes) = disk::read(&path)? {
        clear_temporaries(earlier);
        earlier::keep(earlier, &paths::relative(&aside.key), &bytes)?;
        disk::remove(&path)?;
    }
    Ok(())
}
