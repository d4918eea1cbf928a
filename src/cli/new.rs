//! `obelus new`.

use super::failure::Failure;
use super::named::one_line;
use super::outcome::Outcome;
use super::output::{self, counted};
use super::read::{self, ReadArgs};
use crate::model::{Edit, Settings};
use crate::store;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The project to create, and what goes into it.
#[derive(Debug, Clone, clap::Args)]
pub struct NewArgs {
    /// The folder; created when it is not there.
    pub folder: PathBuf,
    /// Files with articles, folders of such, or - for the input.
    #[arg(value_name = "FILE")]
    pub articles: Vec<PathBuf>,
    /// The project's name; the folder's when not given.
    #[arg(long)]
    pub name: Option<String>,
    /// Take also what looks like a page's source or a download of several articles, and a text that came before but for
    /// what nobody sees.
    #[arg(long)]
    pub anyway: bool,
    /// Keep the files that articles come from in the project, in its folder originals: now, and whenever articles are added.
    #[arg(long)]
    pub keep_originals: bool,
    /// How the files are to be read where they leave that open.
    #[command(flatten)]
    pub reading: ReadArgs,
}

/// Reads all articles before anything is made. What is not in order is reported and left out, as `obelus add` does it;
/// where nothing is, nothing is made.
pub(super) fn run(
    args: &NewArgs,
    stdin: &mut dyn Read,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let folder = &args.folder;
    let read::ReadArticles { drafts, mut issues, refused, originals } =
        read::drafts(&args.articles, &args.reading.options(), args.anyway, stdin)?;
    let mut new = read::articles(None, drafts, args.anyway)?;
    issues.append(&mut new.issues);
    output::findings(&output::together(&issues), err)?;
    let refused = refused + new.refused;
    if new.is_nothing() && !args.articles.is_empty() {
        return Err(Failure::new(read::nothing(refused), "Nothing was made."));
    }
    let own_name = std::path::absolute(folder).ok();
    let own_name =
        own_name.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let given = args.name.as_deref().map(one_line).filter(|name| !name.is_empty());
    let name = given.or(own_name).unwrap_or_else(|| "Untitled".to_owned());
    let mut project = store::new_project(&name, Arc::new(store::builtin_codebook()))?;
    for article in new.articles {
        let id = article.id.clone();
        project.apply(Edit::AddArticle { article }).map_err(|error| read::refused(&id).because(error))?;
    }
    for stub in new.stubs.all() {
        let (stub, title) = (Arc::clone(stub), stub.display_title().to_owned());
        let refused = || Failure::new(format!("“{title}”"), "Nothing was made.");
        project.apply(Edit::AddStub { stub }).map_err(|error| refused().because(error))?;
    }
    if args.keep_originals {
        let settings = Settings { keep_originals: true, ..project.settings().clone() };
        project.load_settings(settings);
    }
    store::create_with_articles(folder, &project)?;
    let mut unkept = Vec::new();
    if args.keep_originals {
        read::keep_originals(folder, &originals, &project, &mut unkept);
    }
    output::findings(&unkept, err)?;
    issues.extend(unkept);
    let articles = counted(project.article_count(), "article", "articles");
    let to_fetch = match project.stub_count() {
        0 => String::new(),
        stubs => format!(" and {stubs} without text, kept as to be fetched,"),
    };
    let left = if refused == 0 { String::new() } else { format!("; {refused} left out, as said above") };
    writeln!(out, "Made “{name}” with {articles}{to_fetch} in {}{left}.", folder.display())?;
    Ok(output::outcome(&issues))
}
