//! `obelus new`.

use super::{Failure, Outcome};
use crate::base::{Issue, Progress, Severity};
use crate::ingest;
use crate::model::{Edit, FileKey, Project};
use crate::store;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Reads all articles before anything is made, so that a bad one leaves no half project.
pub(super) fn run(
    folder: &Path,
    articles: &[PathBuf],
    name: Option<&str>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let mut drafts = Vec::with_capacity(articles.len());
    let mut issues = Vec::new();
    for path in articles {
        drafts.push(draft(path)?.take(&mut issues));
    }
    for issue in &issues {
        writeln!(err, "{issue}")?;
    }
    let own_name = std::path::absolute(folder).ok();
    let own_name =
        own_name.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let name = name
        .map(single_line)
        .filter(|name| !name.is_empty())
        .or(own_name)
        .unwrap_or_else(|| "Untitled".to_owned());
    let mut project = store::create(folder, &name, Arc::new(store::builtin_codebook()))?;
    for draft in drafts {
        add(folder, &mut project, draft)?;
    }
    let count = project.article_count();
    let word = if count == 1 { "article" } else { "articles" };
    writeln!(out, "Made “{name}” with {count} {word} in {}.", folder.display())?;
    let serious = issues.iter().any(|issue: &Issue| issue.severity > Severity::Note);
    Ok(if serious { Outcome::Findings } else { Outcome::Clean })
}

fn single_line(words: &str) -> String {
    words
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn draft(path: &Path) -> Result<crate::base::Checked<ingest::Draft>, Failure> {
    let shown = path.display();
    let unread = |why: String| {
        let hint = "No project was made. Check the path and try again.";
        Failure::new(format!("could not read {shown}: {why}"), hint)
    };
    // A pipe or a device might never end.
    if path.metadata().is_ok_and(|about| !about.is_file()) {
        return Err(unread("it is not a file".to_owned()));
    }
    let bytes = std::fs::read(path).map_err(|error| unread(error.to_string()))?;
    let name = path.to_string_lossy();
    ingest::draft(ingest::Source { name: &name, bytes: &bytes }, &Progress::new()).map_err(|error| {
        Failure::new(format!("{shown}: {error}"), "No project was made. Leave the file out and try again.")
    })
}

fn add(root: &Path, project: &mut Project, draft: ingest::Draft) -> Result<(), Failure> {
    let taken: Vec<String> = project.articles().map(|article| article.id.to_string()).collect();
    let id = ingest::article_id(&draft, |name| taken.iter().any(|other| other == name));
    let refused = |reason: String| {
        Failure::new(format!("article “{id}”: {reason}"), "The other articles were imported.")
    };
    let article = draft.into_article(id.clone()).map_err(|error| refused(error.to_string()))?;
    project
        .apply(Edit::AddArticle { article: Arc::new(article) })
        .map_err(|error| refused(error.to_string()))?;
    store::save(root, project, &FileKey::Article(id))?;
    Ok(())
}
