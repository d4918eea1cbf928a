//! `obelus add`.

use super::failure::Failure;
use super::json::{self, Json};
use super::outcome::Outcome;
use super::output::{self, counted, write_all};
use super::read::{self, ReadArgs};
use super::stubs::ListedStub;
use super::writer::ProjectWriter;
use crate::base::{Issue, Progress};
use crate::message;
use crate::model::{Article, Edit, JoinedStubs, Metadata};
use crate::store;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::Arc;

/// The articles to add, and where to.
#[derive(Debug, Clone, clap::Args)]
pub struct AddArgs {
    /// The project folder.
    pub project: PathBuf,
    /// Files with articles, folders of such, or - for the input.
    #[arg(required = true, value_name = "FILE")]
    pub articles: Vec<PathBuf>,
    /// Add also what looks like no article, and a text that the project has already but for what nobody sees.
    #[arg(long)]
    pub anyway: bool,
    /// Keep the files that the articles come from in the project, in its folder originals; without it the project's setting holds.
    #[arg(long)]
    pub keep_originals: bool,
    /// Say what would be added and change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// How the files are to be read where they leave that open.
    #[command(flatten)]
    pub reading: ReadArgs,
    /// Write the outcome as a JSON object.
    #[arg(long)]
    pub json: bool,
}

/// Adds articles to a project that is there, and what is known of those whose texts are not at hand; one whose text the
/// project has already is passed over, and one that is not in order is reported and left out.
pub(super) fn run(
    args: &AddArgs,
    stdin: &mut dyn Read,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let root = &args.project;
    let opened = store::open(root, &Progress::new())?;
    let (mut project, mut findings) = (opened.value, opened.issues);
    let as_read = project.clone();
    let read::ReadArticles { drafts, issues, refused, originals } =
        read::drafts(&args.articles, &args.reading.options(), args.anyway, stdin)?;
    findings.extend(issues);
    let mut new = read::articles(Some(&project), drafts, args.anyway)?;
    new.leave_unread(root);
    let refused = refused + new.refused;
    findings.append(&mut new.issues);
    let mut kept = 0;
    if new.is_new() && !args.dry_run {
        let data = store::data_dir();
        let mut writer = ProjectWriter::open(root, data.as_deref(), &mut project, &as_read, &mut findings)?;
        let edits = new.articles.iter().map(|article| Edit::AddArticle { article: Arc::clone(article) });
        writer.carry_out(
            &mut project,
            edits.chain(new.stubs.edits()).collect(),
            message!("steps-articles"),
            0,
            &mut findings,
        )?;
    }
    if !args.dry_run && (args.keep_originals || project.settings().keep_originals) {
        kept = read::keep_originals(root, &originals, &project, &mut findings);
    }
    if args.json {
        write_all(out, &format!("{}\n", outcome_json(&new, refused, kept, args, &findings)))?;
    } else {
        output::findings(&output::together(&findings), err)?;
        write_all(out, &summary(&new, refused, kept, args, project.name()))?;
    }
    match new.is_nothing() {
        true if args.json => Ok(Outcome::Failed),
        true => Err(Failure::new(read::nothing(refused), "Nothing was added.")),
        false => Ok(output::outcome(&findings)),
    }
}

fn summary(
    new: &read::NewArticles,
    refused: usize,
    originals: usize,
    args: &AddArgs,
    project: &str,
) -> String {
    if new.is_nothing() {
        return String::new();
    }
    let added = counted(new.articles.len(), "article", "articles");
    let there = match new.same {
        0 => String::new(),
        1 => "; one was there already".to_owned(),
        same => format!("; {same} were there already"),
    };
    let kept = match new.stubs.new.len() {
        0 => String::new(),
        1 => "; one without text is kept as to be fetched".to_owned(),
        stubs => format!("; {stubs} without text are kept as to be fetched"),
    };
    let joined = match new.stubs.joined.len() {
        0 => String::new(),
        1 => "; one without text was brought together with another of its title".to_owned(),
        joined => format!("; {joined} without text were brought together with others of their titles"),
    };
    let known = match new.stubs.known {
        0 => String::new(),
        1 => "; one without text was there already or is to be fetched already".to_owned(),
        known => format!("; {known} without text were there already or are to be fetched already"),
    };
    let left = if refused == 0 { String::new() } else { format!("; {refused} left out, as said above") };
    let originals = match originals {
        0 => String::new(),
        count => format!("; {} kept in originals", counted(count, "file", "files")),
    };
    let verb = if args.dry_run { "Would add" } else { "Added" };
    let listed = |about: &Metadata, title: &str, note: &str| {
        let parts = [about.published.date.as_str(), about.outlet.as_str(), title, note];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{}\n", parts.join(" · "))
    };
    let mut lines = String::new();
    if args.dry_run {
        let articles = new.articles.iter();
        lines.extend(articles.map(|article| listed(&article.metadata, article.display_title(), "")));
        let stubs = new.stubs.all();
        lines.extend(stubs.map(|stub| listed(&stub.metadata, stub.display_title(), "to be fetched")));
    }
    format!("{lines}{verb} {added} to “{project}”{originals}{there}{kept}{joined}{known}{left}.\n")
}

fn outcome_json(
    new: &read::NewArticles,
    refused: usize,
    originals: usize,
    args: &AddArgs,
    findings: &[Issue],
) -> Json {
    let article = |article: &Arc<Article>| {
        let about = &article.metadata;
        json::object([
            ("id", article.id.as_str().into()),
            ("title", article.display_title().into()),
            ("outlet", about.outlet.as_str().into()),
            ("published", about.published.date.as_str().into()),
            ("language", about.language.as_str().into()),
            ("characters", u64::from(article.text.code_points()).into()),
            ("file", about.source_file.as_str().into()),
            ("kind", about.import.kind.as_str().into()),
        ])
    };
    let joined = |joined: &JoinedStubs| {
        let from = joined.from.iter().map(|id| Json::from(id.as_str()));
        json::object([("stub", ListedStub::new(&joined.stub).described()), ("from", json::list(from))])
    };
    json::object([
        ("dry_run", args.dry_run.into()),
        ("articles", json::list(new.articles.iter().map(article))),
        ("already_there", new.same.into()),
        ("to_fetch", json::list(new.stubs.new.iter().map(|stub| ListedStub::new(stub).described()))),
        ("brought_together", json::list(new.stubs.joined.iter().map(joined))),
        ("to_fetch_already", new.stubs.known.into()),
        ("left_out", refused.into()),
        ("originals", originals.into()),
        ("findings", json::issues(findings)),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::Action;
    use super::super::new::NewArgs;
    use super::super::testing::{new_args, told};
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
        let page = file("page.txt", b"Copied:\n<!DOCTYPE html>\n<html><body><p>Some words.</p>\n");
        let picture = file("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
        let large = file("large.txt", b"A headline\n");
        let open = std::fs::File::options().write(true).open(&large).expect("opened");
        open.set_len(crate::transfer::LARGEST_ARTICLE_FILE + 1).expect("made large");
        let missing = folder.path().join("missing.txt");
        let new = |articles: Vec<PathBuf>| told(&Action::New(new_args(&root, articles)));
        assert_eq!(new(vec![page.clone()]).0, Outcome::Failed);
        assert!(!root.exists(), "of nothing no project is made");
        assert_eq!(new(Vec::new()).0, Outcome::Clean);
        let add = |articles: Vec<PathBuf>, anyway: bool| {
            told(&Action::Add(AddArgs {
                project: root.clone(),
                articles,
                anyway,
                keep_originals: false,
                dry_run: false,
                reading: ReadArgs::default(),
                json: false,
            }))
        };
        let all = vec![archive.clone(), good, picture, page.clone(), large, missing, better];
        let (outcome, out, err) = add(all, false);
        assert_eq!((outcome, count(&root)), (Outcome::Findings, 2), "{err}");
        for (name, code) in [
            ("lexis.txt", "several-documents"),
            ("page.txt", "looks-like-html"),
            ("picture.txt", "not-read"),
            ("large.txt", "unreadable-file"),
            ("missing.txt", "unreadable-file"),
        ] {
            assert!(err.lines().any(|line| line.contains(name) && line.contains(code)), "{name}: {err}");
        }
        assert!(out.contains("Added 2 articles") && out.contains("5 left out"), "{out}");
        let (outcome, _, err) = add(vec![archive.clone()], false);
        assert_eq!((outcome, count(&root)), (Outcome::Failed, 2), "{err}");
        let (outcome, _, err) = add(vec![archive, page], true);
        assert_eq!((outcome, count(&root)), (Outcome::Findings, 4), "who says so adds them: {err}");
    }

    #[test]
    fn a_text_that_is_there_but_for_what_nobody_sees_is_said_file_by_file_and_left_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("study");
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).expect("written");
            path
        };
        let text = "A headline\n\nSome words that were said. Others were not.\n";
        let first = file("first.txt", text);
        let windows = file("windows.txt", &text.replace('\n', "\r\n"));
        let blanks =
            file("blanks.txt", &text.replace("words that", "words\u{a0}that").replace("\n\n", " \n\n"));
        let hyphens = file("hyphens.txt", &text.replace("headline", "head\u{ad}line"));
        let ends = file("ends.txt", text.trim_end());
        let other = file("other.txt", "Another headline\n\nSome words that were said. Others were not.\n");
        let other_too = file(
            "other-too.txt",
            "Another headline\n\nSome words that\u{200b} were said. Others were not.\n",
        );
        let new = |articles: Vec<PathBuf>, anyway: bool| {
            told(&Action::New(NewArgs { anyway, ..new_args(&root, articles) }))
        };
        let (outcome, out, err) = new(vec![first.clone(), ends.clone()], false);
        assert!(outcome == Outcome::Findings && out.contains("1 left out, as said above"), "{out}{err}");
        assert!(err.contains("error same-as-seen ends.txt") && err.contains("“a-headline"), "{err}");
        std::fs::remove_dir_all(&root).expect("removed");
        let (outcome, out, err) = new(vec![first.clone(), first, windows.clone()], false);
        assert!(outcome == Outcome::Clean && out.contains("with 1 article in"), "{out}{err}");
        assert!(err.contains("note named-twice"), "{err}");
        let id = store::open(&root, &Progress::new()).expect("opened").value;
        let id = id.articles().next().expect("an article").id.clone();
        let add = |articles: &[&PathBuf], anyway: bool| {
            let articles = articles.iter().map(|path| (*path).clone()).collect();
            told(&Action::Add(AddArgs {
                project: root.clone(),
                articles,
                anyway,
                keep_originals: false,
                dry_run: false,
                reading: ReadArgs::default(),
                json: false,
            }))
        };
        let (outcome, out, err) = add(&[&windows, &blanks, &hyphens, &ends, &other, &other_too], false);
        assert_eq!((outcome, count(&root)), (Outcome::Findings, 2), "{out}{err}");
        for (name, finding) in [
            ("windows.txt", "note same-text windows.txt"),
            ("blanks.txt", "error same-as-seen blanks.txt"),
            ("hyphens.txt", "error same-as-seen hyphens.txt"),
            ("ends.txt", "error same-as-seen ends.txt"),
        ] {
            let said = |line: &str| line.starts_with(finding) && line.contains(&format!("“{id}”"));
            assert!(err.lines().any(said), "{name}: {err}");
        }
        let said =
            |line: &str| line.starts_with("error same-as-seen other-too.txt") && line.contains("“another");
        assert!(err.lines().any(said), "two of the same batch: {err}");
        let all = "Added 1 article to “study”; one was there already; 4 left out, as said above.";
        assert!(out.contains(all), "{out}");
        let (outcome, out, err) = add(&[&blanks], false);
        assert_eq!((outcome, count(&root)), (Outcome::Failed, 2), "{out}{err}");
        assert!(err.contains("Nothing was added."), "{err}");
        let (outcome, out, err) = add(&[&blanks, &windows], true);
        assert_eq!((outcome, count(&root)), (Outcome::Findings, 3), "who says so adds them: {out}{err}");
        assert!(err.contains("warning same-as-seen blanks.txt"), "{err}");
        let (outcome, ..) = add(&[&blanks], true);
        assert_eq!((outcome, count(&root)), (Outcome::Clean, 3), "the very same text is no second article");
    }

    #[test]
    fn findings_that_are_alike_are_told_once_and_that_nothing_was_there_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("study");
        let table = folder.path().join("list.csv");
        let rows: String =
            (0..5).map(|row| format!("Ferry {row},Plan {row} stalled.,2026-03-04\n")).collect();
        std::fs::write(&table, format!("Title,Opening Text,Date\n{rows}")).expect("written");
        let empty = folder.path().join("empty");
        std::fs::create_dir(&empty).expect("made");
        let new = |articles: Vec<PathBuf>| told(&Action::New(new_args(&root, articles)));
        let (outcome, _, err) = new(vec![empty.clone()]);
        assert!(outcome == Outcome::Failed && !root.exists(), "{err}");
        assert!(err.contains("nothing that was named holds an article"), "{err}");
        let (outcome, out, err) = new(vec![table]);
        assert_eq!(outcome, Outcome::Findings, "{out}{err}");
        assert_eq!(err.matches("warning snippet").count(), 1, "{err}");
        assert!(err.contains("in 5 places: 2, 3, 4 and 2 more"), "{err}");
        let add = AddArgs {
            project: root.clone(),
            articles: vec![empty],
            anyway: false,
            dry_run: false,
            reading: ReadArgs::default(),
            keep_originals: false,
            json: false,
        };
        let (outcome, _, err) = told(&Action::Add(add));
        assert!(outcome == Outcome::Failed && err.contains("Nothing was added."), "{err}");
    }

    #[test]
    fn columns_and_encodings_are_named_on_the_command_line() {
        let parsed = |words: &[&str]| {
            let words = ["obelus", "add", "study", "table.csv"].iter().chain(words).copied();
            <super::super::Arguments as clap::Parser>::try_parse_from(words)
        };
        let parsed_error = |words: &[&str]| parsed(words).expect_err("refused").to_string();
        assert!(parsed(&["--column", "title=Headline", "--column", "none=3", "--encoding", "cp850"]).is_ok());
        assert!(parsed_error(&["--column", "Headline"]).contains("title=Headline"));
        assert!(parsed_error(&["--column", "heading=Headline"]).contains("text, snippet, title"));
        assert!(parsed_error(&["--column", "title="]).contains("name or the number"));
        assert!(parsed_error(&["--encoding", "klingon"]).contains("IBM850"));
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("study");
        let table = folder.path().join("table.csv");
        std::fs::write(&table, b"Nr;Kopf;Inhalt\n1;F\x84hre;Der Plan ruht.\n").expect("written");
        assert_eq!(told(&Action::New(new_args(&root, Vec::new()))).0, Outcome::Clean);
        let add = |column: &str| {
            let holds = crate::model::ArticleColumn::of_word("text");
            let columns = vec![crate::model::ColumnChoice { column: column.to_owned(), holds }];
            let reading = ReadArgs {
                columns,
                encoding: Some("IBM850".to_owned()),
                keep_line_ends: false,
                split_headlines: false,
            };
            let (articles, project) = (vec![table.clone()], root.clone());
            told(&Action::Add(AddArgs {
                project,
                articles,
                anyway: false,
                keep_originals: false,
                dry_run: false,
                reading,
                json: false,
            }))
        };
        let (outcome, _, err) = add("Text");
        assert!(outcome == Outcome::Failed && err.contains("its columns are Nr, Kopf, Inhalt"), "{err}");
        let (_, out, err) = add("Kopf");
        assert!(out.contains("Added 1 article"), "{out}{err}");
        let added = store::open(&root, &Progress::new()).expect("opened").value;
        assert_eq!(added.articles().next().expect("an article").text.as_str(), "Fähre\n");
    }

    #[test]
    fn originals_are_kept_where_somebody_says_so() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("study");
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).expect("written");
            path
        };
        let kept = || {
            let names = std::fs::read_dir(root.join("originals")).into_iter().flatten().flatten();
            let mut names: Vec<String> =
                names.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
            names.sort();
            names.iter().map(|name| name.split('-').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        let new = |keep_originals, articles| {
            let (folder, reading) = (root.clone(), ReadArgs::default());
            let args = NewArgs { folder, articles, name: None, anyway: false, keep_originals, reading };
            told(&Action::New(args))
        };
        let add = |keep_originals, dry_run, path: PathBuf| {
            told(&Action::Add(AddArgs {
                project: root.clone(),
                articles: vec![path],
                anyway: false,
                keep_originals,
                dry_run,
                reading: ReadArgs::default(),
                json: false,
            }))
        };
        new(false, vec![file("first.txt", "First\n\nSome words.\n")]);
        let (_, out, err) = add(true, true, file("dry.txt", "Dry\n\nDry words.\n"));
        assert!(kept().is_empty(), "nothing is kept that is not added: {out}{err}");
        add(false, false, file("second.txt", "Second\n\nOther words.\n"));
        assert!(kept().is_empty(), "off by default");
        let (outcome, out, err) = add(true, false, file("third.txt", "Third\n\nFurther words.\n"));
        assert_eq!((outcome, kept()), (Outcome::Clean, vec!["third".to_owned()]), "{err}");
        assert!(out.contains("; 1 file kept in originals"), "{out}");
        let item = "<z:Attachment rdf:about=\"#item_9\"><z:itemType>attachment</z:itemType>\
                    <rdf:resource rdf:resource=\"attached.txt\"/></z:Attachment>";
        let library = format!(
            "<rdf:RDF xmlns:rdf=\"r\" xmlns:z=\"http://www.zotero.org/namespaces/export#\">{item}</rdf:RDF>"
        );
        file("attached.txt", "Attached\n\nAttached words.\n");
        let (outcome, out, err) = add(true, false, file("Library.rdf", &library));
        assert_eq!(
            (outcome, kept()),
            (Outcome::Clean, vec!["attached".to_owned(), "third".to_owned()]),
            "{out}{err}"
        );
        std::fs::remove_dir_all(&root).expect("removed");
        new(true, vec![file("fourth.txt", "Fourth\n\nFourth words.\n")]);
        let (outcome, out, err) = add(false, false, file("fifth.txt", "Fifth\n\nFifth words.\n"));
        assert_eq!(
            (outcome, kept()),
            (Outcome::Clean, vec!["fifth".to_owned(), "fourth".to_owned()]),
            "{out}{err}"
        );
        let check = super::super::check::CheckArgs { project: root.clone(), json: false };
        assert_eq!(told(&Action::Check(check)).0, Outcome::Clean);
    }
}
