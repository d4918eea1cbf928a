//! Article files that arguments name.

use super::failure::Failure;
use super::output;
use crate::base::{ArticleId, Checked, Issue, Progress};
use crate::ingest;
use crate::model::{Article, Project};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Reads article files and tells what was found in them.
///
/// # Errors
/// When one of them is no article, or cannot be read.
pub(super) fn drafts(
    paths: &[PathBuf],
    err: &mut dyn Write,
) -> Result<(Vec<ingest::ArticleDraft>, Vec<Issue>), Failure> {
    let mut issues = Vec::new();
    let drafts = paths.iter().map(|path| Ok(draft(path)?.take(&mut issues)));
    let drafts = drafts.collect::<Result<Vec<_>, Failure>>()?;
    output::findings(&issues, err)?;
    Ok((drafts, issues))
}

/// The bytes of a file; a pipe or a device might never end.
///
/// # Errors
/// When it is not a file, or cannot be read; `hint` says what to do.
pub(super) fn bytes(path: &Path, hint: &str) -> Result<Vec<u8>, Failure> {
    let unread = || Failure::new(format!("could not read {}", path.display()), hint);
    let about = path.metadata().map_err(|error| unread().because(error))?;
    if !about.is_file() {
        return Err(unread().because("it is not a file"));
    }
    std::fs::read(path).map_err(|error| unread().because(error))
}

/// Opens a file to read it piece by piece.
///
/// # Errors
/// As [`bytes`].
pub(super) fn file(path: &Path, hint: &str) -> Result<File, Failure> {
    let unread = || Failure::new(format!("could not read {}", path.display()), hint);
    let about = path.metadata().map_err(|error| unread().because(error))?;
    if !about.is_file() {
        return Err(unread().because("it is not a file"));
    }
    File::open(path).map_err(|error| unread().because(error))
}

fn draft(path: &Path) -> Result<Checked<ingest::ArticleDraft>, Failure> {
    let bytes = bytes(path, "Nothing was made. Check the path and try again.")?;
    let name = path.to_string_lossy();
    ingest::draft(ingest::SourceFile { name: &name, bytes: &bytes }, &Progress::new()).map_err(|error| {
        let hint = "Nothing was made. Leave the file out and try again.";
        Failure::new(path.display().to_string(), hint).because(error)
    })
}

/// The article that a draft becomes in a project.
///
/// # Errors
/// When the draft's zones do not fit its text.
pub(super) fn article(project: &Project, draft: ingest::ArticleDraft) -> Result<Article, Failure> {
    let taken: BTreeSet<String> =
        project.articles().map(|article| article.id.as_str().to_lowercase()).collect();
    let id = ingest::article_id(&draft, |name| taken.contains(&name.to_lowercase()));
    draft.into_article(id.clone()).map_err(|error| refused(&id).because(error))
}

/// An article does not go in; the cause says why.
pub(super) fn refused(id: &ArticleId) -> Failure {
    Failure::new(format!("article “{id}”"), "The other articles were imported.")
}
