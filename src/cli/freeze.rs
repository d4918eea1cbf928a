//! `obelus freeze`.

use super::clock::now;
use super::failure::Failure;
use super::json::{self, Json};
use super::outcome::Outcome;
use super::output::{self, write_all};
use super::{named, progress};
use crate::base::Issue;
use crate::formats::{ArticleFilter, ExportError, Scope};
use crate::model::{Article, Project};
use crate::release::{self, Language, Options, Survey};
use crate::store;
use crate::transfer;
use std::io::Write;
use std::path::PathBuf;

/// What is frozen, and how.
#[derive(Debug, Clone, clap::Args)]
pub struct FreezeArgs {
    /// The project folder.
    pub project: PathBuf,
    /// The folder or .zip file to make; never written over.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    /// Only this annotator's sets, by identifier or name; can be given several times.
    #[arg(long)]
    pub annotator: Vec<String>,
    /// Only adjudicators' sets: the result of adjudicating.
    #[arg(long)]
    pub adjudicated: bool,
    /// Only this layer of the codebook, by identifier or name; can be given several times.
    #[arg(long)]
    pub layer: Vec<String>,
    /// Only articles of this name, in which * stands for any letters; can be given several times.
    #[arg(long)]
    pub article: Vec<String>,
    /// Only articles of this outlet.
    #[arg(long)]
    pub outlet: Option<String>,
    /// Only articles published on or after this date, as 2025-07-03.
    #[arg(long, value_name = "DATE", value_parser = named::date)]
    pub from: Option<String>,
    /// Only articles published on or before this date.
    #[arg(long, value_name = "DATE", value_parser = named::date)]
    pub until: Option<String>,
    /// Give annotators other names.
    #[arg(long)]
    pub pseudonyms: bool,
    /// Leave the texts of the articles out, and every quotation of 20 characters or more.
    #[arg(long)]
    pub no_text: bool,
    /// The language of the methods paragraph.
    #[arg(long, value_parser = ["en", "fr"], default_value = "en")]
    pub language: String,
    /// Freeze it although it is not complete; the release says so.
    #[arg(long)]
    pub incomplete: bool,
    /// Write the outcome as a JSON object.
    #[arg(long)]
    pub json: bool,
}

pub(super) fn run(args: &FreezeArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<Outcome, Failure> {
    let opened = store::open(&args.project, &progress::shown("Reading"))?;
    let project = opened.value;
    let scope = scope(&project, args)?;
    if let Some(path) = &args.output {
        transfer::keep_off(&args.project, path)
            .map_err(ExportError::Refused)
            .map_err(output::not_exported)?;
        store::release::has_room(path, files_in(&project, &scope))?;
    }
    let looking = progress::busy("Looking for what is not complete");
    let survey = Survey::new(&project, &scope, &opened.issues);
    drop(looking);
    let (findings, against) = (&survey.findings, survey.against());
    let outcome = if against == 0 { Outcome::Clean } else { Outcome::Findings };
    if !args.json {
        write_all(out, &output::summed(findings))?;
    }
    let Some(path) = &args.output else {
        if args.json {
            write_all(out, &format!("{}\n", object(None, findings)))?;
        }
        return Ok(outcome);
    };
    if against > 0 && !args.incomplete {
        if args.json {
            write_all(out, &format!("{}\n", object(None, findings)))?;
        }
        let (are, it) = match against {
            1 => ("is one finding".to_owned(), "it"),
            many => (format!("are {many} findings"), "them"),
        };
        return Err(Failure::new(
            format!("nothing was frozen: there {are}"),
            format!("Resolve {it}, or freeze with --incomplete; the release then says what is not complete."),
        ));
    }
    let language = args.language.parse::<Language>().map_err(|error| Failure::new(error.to_string(), ""))?;
    let options = Options { scope, without_texts: args.no_text, language };
    let made =
        release::contents(&project, &options, &survey.other_findings(), now(), &progress::shown("Freezing"));
    let Some(contents) = made else { return Err(Failure::new("it was cancelled", "")) };
    let mut files = contents.files();
    let count = files.len();
    store::release::write(path, &mut files, &progress::shown("Writing"))?;
    let digest = files.digest().map(|digest| digest.to_string()).unwrap_or_default();
    if args.json {
        let made = (path.display().to_string(), digest, count);
        write_all(out, &format!("{}\n", object(Some(&made), findings)))?;
    } else {
        let text = format!("{}\nSHA-256 of manifest.ron: {}\n", path.display(), digest);
        write_all(out, &text)?;
    }
    if against > 0 {
        writeln!(err, "The release is not complete, and says so.")?;
    }
    Ok(outcome)
}

/// How many files of articles and sets are to be frozen.
fn files_in(project: &Project, scope: &Scope) -> usize {
    let chosen = |article: &Article| scope.articles.holds(article);
    let articles = project.articles().filter(|article| chosen(article)).count();
    let sets = project.sets().filter(|(key, _)| {
        scope.annotators.as_ref().is_none_or(|some| some.contains(&key.annotator))
            && project.article(&key.article).is_some_and(|article| chosen(article))
    });
    articles + sets.count()
}

fn object(made: Option<&(String, String, usize)>, findings: &[Issue]) -> Json {
    json::object([
        ("release", made.map(|(path, ..)| path.as_str()).into()),
        ("digest", made.map(|(_, digest, _)| digest.as_str()).into()),
        ("files", made.map(|(.., files)| *files).into()),
        ("findings", json::issues(findings)),
    ])
}

fn scope(project: &Project, args: &FreezeArgs) -> Result<Scope, Failure> {
    let or_any = |words: &Option<String>| words.clone().unwrap_or_default();
    let articles = ArticleFilter {
        names: args.article.clone(),
        outlet: or_any(&args.outlet),
        from: or_any(&args.from),
        until: or_any(&args.until),
        ..ArticleFilter::default()
    };
    if !project.articles().any(|article| articles.holds(article)) {
        return Err(Failure::new("no article is in what is to be frozen", "Widen the choice of articles."));
    }
    Ok(Scope {
        annotators: named::annotators(project, &args.annotator)?,
        adjudicated: args.adjudicated,
        articles,
        layers: named::layers(project, &args.layer)?,
        pseudonyms: args.pseudonyms,
        ..Scope::default()
    })
}
