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
