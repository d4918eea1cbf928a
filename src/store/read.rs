//! Reading one file, and what its content is held against.

use super::schema::SourceText;
use super::schema::set::Against;
use super::{disk, paths};
use crate::base::Issue;
use crate::message;
use crate::model::{Article, Codebook, Project, SetKey};
use std::path::Path;

/// The finding of a file of the project that is not there.
pub const MISSING_FILE: &str = "missing-file";

/// The bytes of a file of the project.
pub(super) fn read_bytes(root: &Path, relative: &str) -> Result<Vec<u8>, Issue> {
    match paths::inside(root, relative).and_then(|path| disk::read(&path)) {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(Issue::error(MISSING_FILE, relative, message!("findings-missing-file"))
            .hint(message!("findings-missing-file.hint"))),
        Err(error) => Err(error.issue("unreadable-file", relative)),
    }
}

/// Reads a file of the project; what was odd about its bytes is added to the findings.
pub(super) fn read_source(root: &Path, relative: &str, issues: &mut Vec<Issue>) -> Result<SourceText, Issue> {
    let source = SourceText::new(relative, read_bytes(root, relative)?)?;
    issues.extend(source.notes.iter().cloned());
    Ok(source)
}

/// What a set on the article is checked against.
pub(super) fn against<'p>(project: &'p Project, article: &'p Article) -> Against<'p> {
    let codebook: &Codebook = project.codebook();
    Against { article, codebook, ledger: project.ledger() }
}

/// That a set’s article is not there.
pub(super) fn no_article(file: &str, key: &SetKey) -> Issue {
    let message = message!("findings-no-article", article = %key.article);
    Issue::error("no-article", file, message).hint(message!("findings-no-article.hint"))
}
