//! Article files that arguments name.

use super::failure::Failure;
use super::output;
use crate::base::{ArticleId, Checked, Issue, Progress, Severity};
use crate::ingest;
use crate::locale::Message;
use crate::message;
use crate::model::{Article, Project};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Article files that were read.
pub(super) struct ReadArticles {
    /// What is in order.
    pub drafts: Vec<ingest::ArticleDraft>,
    /// What was found, in the order of the files.
    pub issues: Vec<Issue>,
    /// How many files are no article, or could not be read; each has an error among the issues.
    pub refused: usize,
}

/// Reads article files and tells what was found in them, file by file. What is no article as it stands is refused, unless
/// it is to be taken `anyway`.
///
/// # Errors
/// When the findings cannot be written.
pub(super) fn drafts(paths: &[PathBuf], anyway: bool, err: &mut dyn Write) -> Result<ReadArticles, Failure> {
    let mut read = ReadArticles { drafts: Vec::new(), issues: Vec::new(), refused: 0 };
    for path in paths {
        match draft(path) {
            Ok(Checked { value, mut issues }) => {
                let errors = || issues.iter().filter(|issue| issue.severity == Severity::Error);
                if errors().next().is_none() || anyway {
                    read.drafts.push(value);
                    for issue in issues.iter_mut().filter(|issue| issue.severity == Severity::Error) {
                        issue.severity = Severity::Warning;
                    }
                } else {
                    read.refused += 1;
                }
                read.issues.append(&mut issues);
            }
            Err(issue) => {
                read.refused += 1;
                read.issues.push(issue);
            }
        }
    }
    output::findings(&read.issues, err)?;
    Ok(read)
}

/// Opens a file to read it piece by piece; a pipe or a device might never end.
///
/// # Errors
/// When it is not a file, or cannot be read; `hint` says what to do.
pub(super) fn file(path: &Path, hint: &str) -> Result<File, Failure> {
    let unread = || Failure::new(format!("could not read {}", path.display()), hint);
    let about = path.metadata().map_err(|error| unread().because(error))?;
    if !about.is_file() {
        return Err(unread().because("it is not a file"));
    }
    File::open(path).map_err(|error| unread().because(error))
}

fn draft(path: &Path) -> Result<Checked<ingest::ArticleDraft>, Issue> {
    let name = path.to_string_lossy();
    let because = |why: Message| {
        let message = message!("findings-unread-article", file = &*name, why = why);
        Issue::error("unreadable-file", &*name, message).hint(message!("findings-unread-article.hint"))
    };
    let unread = |error: std::io::Error| because(Message::verbatim(error.to_string()));
    // A pipe or a device might never end.
    if !path.metadata().map_err(unread)?.is_file() {
        return Err(because(message!("findings-no-file")));
    }
    let bytes = std::fs::read(path).map_err(unread)?;
    let source = ingest::SourceFile { name: &name, bytes: &bytes };
    let refused = |why: Message| Issue::error("not-read", &*name, message!("ingest-not-read", reason = why));
    ingest::draft(source, &Progress::new()).map_err(|error| refused(error.message()))
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
