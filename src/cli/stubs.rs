//! `obelus stubs`.

use super::failure::Failure;
use super::json::{self, Json};
use super::outcome::Outcome;
use super::output::{self, counted, write_all};
use crate::base::{ArticleId, Progress};
use crate::model::{FetchedStubs, ListFile, Stub};
use crate::store;
use std::io::Write;
use std::path::PathBuf;

/// Whose articles to be fetched are listed.
#[derive(Debug, Clone, clap::Args)]
pub struct StubsArgs {
    /// The project folder.
    pub project: PathBuf,
    /// List also those that were fetched, with the article of each.
    #[arg(long)]
    pub all: bool,
    /// Write the list as a JSON array.
    #[arg(long)]
    pub json: bool,
}

pub(super) fn run(args: &StubsArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<Outcome, Failure> {
    let opened = store::open(&args.project, &Progress::new())?;
    let (project, findings) = (opened.value, opened.issues);
    let fetched = FetchedStubs::of(&project);
    let all: Vec<ListedStub<'_>> = project.stubs().map(|stub| ListedStub::of(stub, &fetched)).collect();
    let count = all.iter().filter(|listed| listed.article.is_some()).count();
    let mut listed: Vec<&ListedStub<'_>> =
        all.iter().filter(|listed| args.all || listed.article.is_none()).collect();
    listed.sort_by_cached_key(|ListedStub { stub, article, .. }| {
        (article.is_some(), stub.metadata.published.date.clone(), stub.display_title().to_lowercase())
    });
    output::findings(&findings, err)?;
    if args.json {
        write_all(out, &format!("{}\n", json::list(listed.into_iter().map(ListedStub::described))))?;
    } else {
        let lines: String = listed.into_iter().map(ListedStub::line).collect();
        let open = counted(all.len() - count, "article is to be fetched", "articles are to be fetched");
        let fetched = if count == 0 { String::new() } else { format!("; {count} fetched") };
        write_all(out, &format!("{lines}{open}{fetched}.\n"))?;
    }
    Ok(output::outcome(&findings))
}

/// A stub, and what has come in of it.
pub(super) struct ListedStub<'s> {
    stub: &'s Stub,
    /// The article by which it was fetched.
    article: Option<&'s ArticleId>,
    /// The article that can be its text, or that of another page.
    unclear: Option<&'s ArticleId>,
}

impl<'s> ListedStub<'s> {
    /// One that is not in a project yet.
    pub fn new(stub: &'s Stub) -> Self {
        Self { stub, article: None, unclear: None }
    }

    fn of(stub: &'s Stub, fetched: &'s FetchedStubs) -> Self {
        let (article, unclear) = (fetched.article_of(&stub.id), fetched.unclear_article_of(&stub.id));
        Self { stub, article, unclear }
    }

    fn line(&self) -> String {
        let (stub, about) = (self.stub, &self.stub.metadata);
        let url = if stub.display_title() == about.url { "" } else { about.url.as_str() };
        let state = match (self.article, self.unclear) {
            (Some(article), _) => format!("fetched as {article}"),
            (None, Some(article)) => format!("could be {article}, as could others"),
            (None, None) => String::new(),
        };
        let parts = [about.published.printed(), &about.outlet, stub.display_title(), url, &state];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{}\n", parts.join(" · "))
    }

    /// All of it for programs.
    pub fn described(&self) -> Json {
        let (stub, about) = (self.stub, &self.stub.metadata);
        let named_by = |list: &ListFile| {
            let ListFile { file, sha256, kind } = list;
            json::object([
                ("file", file.as_str().into()),
                ("sha256", sha256.as_str().into()),
                ("kind", kind.as_str().into()),
            ])
        };
        let named = |article: Option<&ArticleId>| article.map_or(Json::Null, |id| id.as_str().into());
        json::object([
            ("id", stub.id.as_str().into()),
            ("title", about.title.as_str().into()),
            ("outlet", about.outlet.as_str().into()),
            ("authors", json::list(about.authors.iter().map(|name| Json::from(name.as_str())))),
            ("published", about.published.date.as_str().into()),
            ("url", about.url.as_str().into()),
            ("language", about.language.as_str().into()),
            ("teaser", stub.teaser.as_str().into()),
            ("file", about.source_file.as_str().into()),
            ("sha256", about.import.sha256.as_str().into()),
            ("kind", about.import.kind.as_str().into()),
            ("also_named_by", json::list(stub.also_named_by.iter().map(named_by))),
            ("article", named(self.article)),
            ("could_be", named(self.unclear)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::super::add::AddArgs;
    use super::super::new::NewArgs;
    use super::super::testing::{new_args, told};
    use super::super::{Action, ReadArgs};
    use super::*;
    use std::path::Path;

    const LIST: &[u8] = b"Title,URL,Date,Outlet\nFerry plan stalls,https://www.post.example/f?utm_source=x,2026-03-04,Harbour Post\nPier,https://post.example/p,2026-03-05,Harbour Post\n";

    fn add(root: &Path, file: &Path, dry_run: bool, json: bool) -> (Outcome, String, String) {
        let (project, articles) = (root.to_owned(), vec![file.to_owned()]);
        let reading = ReadArgs::default();
        told(&Action::Add(AddArgs {
            project,
            articles,
            anyway: false,
            dry_run,
            keep_originals: false,
            reading,
            json,
        }))
    }

    fn list(root: &Path, all: bool, json: bool) -> String {
        let (outcome, out, err) = told(&Action::Stubs(StubsArgs { project: root.to_owned(), all, json }));
        assert_eq!(outcome, Outcome::Clean, "{err}");
        out
    }

    fn files(root: &Path) -> Vec<String> {
        let names = std::fs::read_dir(root.join("stubs")).into_iter().flatten().flatten();
        let mut names: Vec<_> = names.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_list_is_kept_once_and_articles_retire_what_they_are() {
        let folder = tempfile::tempdir().expect("a folder");
        let (root, other) = (folder.path().join("study"), folder.path().join("other"));
        for (root, name) in [(&root, "Study"), (&other, "Other")] {
            let made =
                told(&Action::New(NewArgs { name: Some(name.to_owned()), ..new_args(root, Vec::new()) }));
            assert_eq!(made.0, Outcome::Clean, "{}", made.2);
        }
        assert!(list(&root, false, false).starts_with("0 articles are to be fetched"));
        let table = folder.path().join("list.csv");
        std::fs::write(&table, LIST).expect("written");
        let (outcome, out, err) = add(&root, &table, true, false);
        assert_eq!(outcome, Outcome::Clean, "{err}");
        assert!(out.contains("Harbour Post · Pier · to be fetched") && out.contains("Would add"), "{out}");
        assert!(files(&root).is_empty(), "a dry run writes nothing");
        let (outcome, out, err) = add(&root, &table, false, false);
        assert_eq!(outcome, Outcome::Clean, "{err}");
        assert!(
            out.contains("Added 0 articles to “Study”; 2 without text are kept as to be fetched."),
            "{out}"
        );
        assert_eq!(files(&root).len(), 2);
        let before: Vec<_> = files(&root)
            .iter()
            .map(|name| std::fs::read(root.join("stubs").join(name)))
            .map(Result::ok)
            .collect();
        let (_, out, _) = add(&root, &table, false, true);
        assert!(out.contains("\"to_fetch\": []") && out.contains("\"to_fetch_already\": 2"), "{out}");
        add(&other, &table, false, false);
        let after: Vec<_> = files(&other)
            .iter()
            .map(|name| std::fs::read(other.join("stubs").join(name)))
            .map(Result::ok)
            .collect();
        assert_eq!(
            (before, files(&root)),
            (after, files(&other)),
            "two who add one list have the same files"
        );
        let page = folder.path().join("page.html");
        let words = "The harbour board heard on Monday that the quay had settled by another two centimetres.";
        let html = format!(
            "<html><head><link rel=\"canonical\" href=\"http://post.example/f\"><title>Ferry</title></head>\
             <body><article><h1>Ferry</h1><p>{words}</p><p>{words} Again.</p></article></body></html>"
        );
        std::fs::write(&page, html).expect("written");
        let (outcome, out, err) = add(&root, &page, false, false);
        assert!(out.contains("Added 1 article"), "{outcome:?} {out}{err}");
        let open = list(&root, false, false);
        assert!(
            open.contains("Pier") && !open.contains("Ferry plan") && open.contains("1 fetched"),
            "{open}"
        );
        let all = list(&root, true, false);
        assert!(all.contains("Ferry plan stalls") && all.contains("fetched as "), "{all}");
        assert!(list(&root, true, true).contains("\"article\": null"));
        let (_, out, _) = add(&root, &table, false, false);
        assert!(out.contains("2 without text were there already or are to be fetched already"), "{out}");
    }

    #[test]
    fn rows_of_one_title_are_one_only_where_the_same_is_known_of_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let table = folder.path().join("letters.csv");
        let rows = "Letters,,,\nLetters,https://a.example/1,2025-07-05,Post\nLetters,https://a.example/2,2025-07-05,Post\n\
                    Letters,https://b.example/2,2025-08-05,Times\nLetters,https://a.example/1,2025-07-05,Post\n";
        std::fs::write(&table, format!("Title,URL,Date,Outlet\n{rows}")).expect("written");
        let project = folder.path().join("study");
        let (_, out, _) = told(&Action::New(NewArgs {
            folder: project.clone(),
            articles: vec![table],
            name: None,
            anyway: false,
            keep_originals: false,
            reading: ReadArgs::default(),
        }));
        assert!(out.contains("4 without text"), "{out}");
    }
}
