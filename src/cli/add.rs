//! `obelus add`.

use super::failure::Failure;
use super::outcome::Outcome;
use super::output::{self, counted};
use super::read;
use super::writer::{ProjectWriter, misfit};
use crate::base::Progress;
use crate::message;
use crate::model::Edit;
use crate::store;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// The articles to add, and where to.
#[derive(Debug, Clone, clap::Args)]
pub struct AddArgs {
    /// The project folder.
    pub project: PathBuf,
    /// Text or Markdown files.
    #[arg(required = true)]
    pub articles: Vec<PathBuf>,
    /// Add also what looks like a page's source or a download of several articles.
    #[arg(long)]
    pub anyway: bool,
}

/// Adds articles to a project that is there; one whose text the project has already is passed over, and one that is not
/// in order is reported and left out.
pub(super) fn run(args: &AddArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<Outcome, Failure> {
    let root = &args.project;
    let opened = store::open(root, &Progress::new())?;
    let (mut project, mut findings) = (opened.value, opened.issues);
    let as_read = project.clone();
    let read::ReadArticles { drafts, mut issues, refused } = read::drafts(&args.articles, args.anyway, err)?;
    if drafts.is_empty() {
        let files = counted(refused, "file is no article", "files are no articles");
        return Err(Failure::new(files, "Nothing was added."));
    }
    let data = store::data_dir();
    let mut writer = ProjectWriter::open(root, data.as_deref(), &mut project, &as_read, &mut findings)?;
    let (mut edits, mut same) = (Vec::new(), 0_usize);
    let mut grown = project.clone();
    for draft in drafts {
        let article = read::article(&grown, draft)?;
        if grown.articles().any(|known| known.text == article.text) {
            same += 1;
            continue;
        }
        let edit = Edit::AddArticle { article: Arc::new(article) };
        grown.apply(edit.clone()).map_err(misfit)?;
        edits.push(edit);
    }
    let added = counted(edits.len(), "article", "articles");
    if !edits.is_empty() {
        writer.carry_out(&mut project, edits, message!("steps-articles"), 0, &mut findings)?;
    }
    output::findings(&findings, err)?;
    issues.extend(findings);
    let there = if same == 0 { String::new() } else { format!("; {same} were there already") };
    let left = if refused == 0 { String::new() } else { format!("; {refused} left out, as said above") };
    writeln!(out, "Added {added} to “{}”{there}{left}.", project.name())?;
    Ok(output::outcome(&issues))
}

#[cfg(test)]
mod tests {
    use super::super::Action;
    use super::super::new::NewArgs;
    use super::super::testing::told;
    use super::*;
    use std::path::Path;

    fn count(root: &Path) -> usize {
        store::open(root, &Progress::new()).expect("opened").value.article_count()
    }

    #[test]
    fn what_is_in_order_is_added_and_the_rest_is_reported_file_by_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("study");
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).expect("written");
            path
        };
        let good = file("good.txt", b"A headline\n\nSome words that were said.\n");
        let better = file("better.txt", b"Another headline\n\nOther words that were said.\n");
        let archive = file("lexis.txt", b"1 of 10 DOCUMENTS\n\nThe Times\n\nSome words.\n");
        let page = file("page.txt", b"<!DOCTYPE html>\n<html><body><p>Some words.</p>\n");
        let picture = file("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
        let missing = folder.path().join("missing.txt");
        let new = |articles: Vec<PathBuf>| {
            let folder = root.clone();
            told(&Action::New(NewArgs { folder, articles, name: None, anyway: false }))
        };
        assert_eq!(new(vec![page.clone()]).0, Outcome::Failed);
        assert!(!root.exists(), "a new project is made whole or not at all");
        assert_eq!(new(Vec::new()).0, Outcome::Clean);
        let add = |articles: Vec<PathBuf>, anyway: bool| {
            told(&Action::Add(AddArgs { project: root.clone(), articles, anyway }))
        };
        let all = vec![archive.clone(), good, picture, page.clone(), missing, better];
        let (outcome, out, err) = add(all, false);
        assert_eq!((outcome, count(&root)), (Outcome::Findings, 2), "{err}");
        for (name, code) in [
            ("lexis.txt", "several-documents"),
            ("page.txt", "looks-like-html"),
            ("picture.txt", "not-read"),
            ("missing.txt", "unreadable-file"),
        ] {
            assert!(err.lines().any(|line| line.contains(name) && line.contains(code)), "{name}: {err}");
        }
        assert!(out.contains("Added 2 articles") && out.contains("4 left out"), "{out}");
        let (outcome, _, err) = add(vec![archive.clone()], false);
        assert_eq!((outcome, count(&root)), (Outcome::Failed, 2), "{err}");
        let (outcome, _, err) = add(vec![archive, page], true);
        assert_eq!((outcome, count(&root)), (Outcome::Findings, 4), "who says so adds them: {err}");
    }
}
