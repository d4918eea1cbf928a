//! `obelus new` and `obelus add`.

use super::desk::Desk;
use super::{Failure, Outcome};
use crate::base::{Issue, Progress, Severity};
use crate::ingest;
use crate::model::{Article, Edit, FileKey, Project};
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
    let (drafts, issues) = read(articles, err)?;
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
        put(folder, &mut project, draft)?;
    }
    let count = project.article_count();
    let word = if count == 1 { "article" } else { "articles" };
    writeln!(out, "Made “{name}” with {count} {word} in {}.", folder.display())?;
    Ok(outcome(&issues))
}

/// Adds articles to a project that is there; one whose text the project has already is passed over.
pub(super) fn add(
    root: &Path,
    articles: &[PathBuf],
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let opened = store::open(root, &Progress::new())?;
    let (mut project, mut findings) = (opened.value, opened.issues);
    let as_read = project.clone();
    let (drafts, mut issues) = read(articles, err)?;
    let data = store::data_dir();
    let mut desk = Desk::open(root, data.as_deref(), &mut project, &as_read, &mut findings)?;
    let (mut edits, mut same) = (Vec::new(), 0_usize);
    let mut grown = project.clone();
    for draft in drafts {
        let article = article(&grown, draft)?;
        if grown.articles().any(|known| known.text == article.text) {
            same += 1;
            continue;
        }
        let edit = Edit::AddArticle { article: Arc::new(article) };
        grown.apply(edit.clone()).map_err(super::desk::unfit)?;
        edits.push(edit);
    }
    let added = edits.len();
    if added > 0 {
        desk.carry_out(&mut project, edits, "add articles".to_owned(), 0, &mut findings)?;
    }
    for issue in &findings {
        writeln!(err, "{issue}")?;
    }
    issues.extend(findings);
    let word = if added == 1 { "article" } else { "articles" };
    let there = if same == 0 { String::new() } else { format!("; {same} were there already") };
    writeln!(out, "Added {added} {word} to “{}”{there}.", project.name())?;
    Ok(outcome(&issues))
}

fn outcome(issues: &[Issue]) -> Outcome {
    let serious = issues.iter().any(|issue| issue.severity > Severity::Note);
    if serious { Outcome::Findings } else { Outcome::Clean }
}

/// Reads files and tells what was found in them.
fn read(paths: &[PathBuf], err: &mut dyn Write) -> Result<(Vec<ingest::Draft>, Vec<Issue>), Failure> {
    let mut issues = Vec::new();
    let drafts = paths.iter().map(|path| Ok(draft(path)?.take(&mut issues)));
    let drafts = drafts.collect::<Result<Vec<_>, Failure>>()?;
    for issue in &issues {
        writeln!(err, "{issue}")?;
    }
    Ok((drafts, issues))
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
        let hint = "Nothing was made. Check the path and try again.";
        Failure::new(format!("could not read {shown}: {why}"), hint)
    };
    // A pipe or a device might never end.
    if path.metadata().is_ok_and(|about| !about.is_file()) {
        return Err(unread("it is not a file".to_owned()));
    }
    let bytes = std::fs::read(path).map_err(|error| unread(error.to_string()))?;
    let name = path.to_string_lossy();
    ingest::draft(ingest::Source { name: &name, bytes: &bytes }, &Progress::new()).map_err(|error| {
        Failure::new(format!("{shown}: {error}"), "Nothing was made. Leave the file out and try again.")
    })
}

/// The article that a draft becomes in a project.
fn article(project: &Project, draft: ingest::Draft) -> Result<Article, Failure> {
    let taken: Vec<&str> = project.articles().map(|article| article.id.as_str()).collect();
    let id = ingest::article_id(&draft, |name| taken.contains(&name));
    draft.into_article(id.clone()).map_err(|error| refused(&id, &error.to_string()))
}

fn refused(id: &crate::base::ArticleId, reason: &str) -> Failure {
    Failure::new(format!("article “{id}”: {reason}"), "The other articles were imported.")
}

fn put(root: &Path, project: &mut Project, draft: ingest::Draft) -> Result<(), Failure> {
    let article = article(project, draft)?;
    let id = article.id.clone();
    project
        .apply(Edit::AddArticle { article: Arc::new(article) })
        .map_err(|error| refused(&id, &error.to_string()))?;
    store::save(root, project, &FileKey::Article(id))?;
    Ok(())
}
