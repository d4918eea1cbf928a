//! Article files that arguments name.

use super::failure::Failure;
use super::output;
use crate::base::{ArticleId, Checked, Issue, Progress, Severity};
use crate::ingest;
use crate::locale::Message;
use crate::message;
use crate::model::{Article, KnownTexts, Likeness};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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

/// What goes into a project.
#[derive(Default)]
pub(super) struct NewArticles {
    /// The articles, under names that are free.
    pub articles: Vec<Arc<Article>>,
    /// Whose texts were there already, or are nearly so.
    pub issues: Vec<Issue>,
    /// How many texts are there already.
    pub same: usize,
    /// How many are there already as they are seen; each has an error among the issues.
    pub refused: usize,
}

/// The articles that drafts become beside those that are `there`. A text that is there already, or that came before, is
/// passed over; one that differs from such a text only in what nobody sees is refused, unless it is to be taken `anyway`.
///
/// # Errors
/// When a draft's zones do not fit its text.
pub(super) fn articles<'a>(
    there: impl IntoIterator<Item = &'a Arc<Article>>,
    drafts: Vec<ingest::ArticleDraft>,
    anyway: bool,
) -> Result<NewArticles, Failure> {
    let mut taken = BTreeSet::new();
    let mut known = KnownTexts::new(there.into_iter().inspect(|article| {
        taken.insert(article.id.as_str().to_lowercase());
    }));
    let mut new = NewArticles::default();
    for draft in drafts {
        let id = ingest::article_id(&draft, |name| taken.contains(&name.to_lowercase()));
        let article = draft.into_article(id.clone()).map_err(|error| refused(&id).because(error))?;
        match known.find(&article.text) {
            Some((Likeness::Whole, there)) => {
                new.same += 1;
                let said = message!("findings-same-text", article = %there.id);
                new.issues.push(Issue::note("same-text", &article.metadata.source_file, said));
                continue;
            }
            Some((Likeness::Seen, there)) => {
                let said = message!("findings-same-as-seen", article = %there.id);
                let mut issue = Issue::error("same-as-seen", &article.metadata.source_file, said);
                if anyway {
                    issue.severity = Severity::Warning;
                }
                new.issues.push(issue.hint(message!("findings-same-as-seen.hint")));
                if !anyway {
                    new.refused += 1;
                    continue;
                }
            }
            None => {}
        }
        taken.insert(id.as_str().to_lowercase());
        let article = Arc::new(article);
        known.note(Arc::clone(&article));
        new.articles.push(article);
    }
    Ok(new)
}

/// An article does not go in; the cause says why.
pub(super) fn refused(id: &ArticleId) -> Failure {
    Failure::new(format!("article “{id}”"), "The other articles were imported.")
}
