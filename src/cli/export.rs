//! `obelus export`.

use super::failure::Failure;
use super::formats::called;
use super::json::{self, Json};
use super::outcome::Outcome;
use super::output::{self, write_all};
use super::{clock, named, progress};
use crate::base::{Checked, Issue, Progress};
use crate::formats::{ArticleFilter, Direction, ExportOptions, Format, Scope};
use crate::jobs::watched;
use crate::message;
use crate::model::Project;
use crate::release;
use crate::store;
use crate::transfer::{self, Destination, Written};
use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What to export, and where to.
#[derive(Debug, Clone, clap::Args)]
pub struct ExportArgs {
    /// The project folder.
    pub project: PathBuf,
    /// The format, by its short name; see the list below.
    #[arg(short, long)]
    pub format: String,
    /// Only this annotator’s work, by identifier or name; may be given again.
    #[arg(long, value_name = "ANNOTATOR")]
    pub annotator: Vec<String>,
    /// Only adjudicators’ sets: the result of adjudicating.
    #[arg(long)]
    pub adjudicated: bool,
    /// Only this layer of the codebook, by identifier or name; may be given again.
    #[arg(long, value_name = "LAYER")]
    pub layer: Vec<String>,
    /// Only articles called so, where * stands for any letters; may be given again.
    #[arg(long, value_name = "PATTERN")]
    pub article: Vec<String>,
    /// Only articles of this outlet.
    #[arg(long)]
    pub outlet: Option<String>,
    /// Only articles in this language, such as fr.
    #[arg(long)]
    pub language: Option<String>,
    /// Only articles published on or after this date, such as 2025-07-03.
    #[arg(long, value_name = "DATE", value_parser = named::date)]
    pub from: Option<String>,
    /// Only articles published on or before this date.
    #[arg(long, value_name = "DATE", value_parser = named::date)]
    pub until: Option<String>,
    /// Leave the texts of the articles out, for copyright, and every quotation of 20 characters or more.
    #[arg(long)]
    pub no_text: bool,
    /// Add columns that follow from others, such as sentence and zone.
    #[arg(long)]
    pub derived: bool,
    /// Give annotators other names, the same in every export of the project.
    #[arg(long)]
    pub pseudonyms: bool,
    /// Switch something on that the format offers; may be given again.
    #[arg(long, value_name = "SWITCH")]
    pub with: Vec<String>,
    /// Replace the file, or the folder of an earlier export, that is there.
    #[arg(long)]
    pub force: bool,
    /// The file, folder or .zip to make, or - for the output; named after project and format when not given.
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Say what was written as a JSON object: path, files, bytes, counts, findings.
    #[arg(long)]
    pub json: bool,
}

pub(super) fn run(args: &ExportArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<Outcome, Failure> {
    let format = called(&args.format, |direction| direction != Direction::In)?;
    let options = options(format, args)?;
    let streams = args.streams();
    if streams {
        free_output(format, args)?;
    }
    let progress = Progress::new();
    let opened = store::open(&args.project, &progress)?;
    let project = opened.value;
    let scope = scope(&project, args)?;
    let mut findings = opened.issues;
    findings.extend(unmatched(&project, &scope));
    findings.extend(release::names_left(&project, &scope));
    let bar = progress::bar("Exporting");
    let look = |done, total| {
        bar.set_length(total);
        bar.set_position(done);
    };
    let progress = Progress::new();
    let done = watched(&progress, Duration::from_millis(100), look, || {
        if streams {
            return transfer::stream_export(format, &project, &scope, &options, out, &progress);
        }
        let usual = || PathBuf::from(transfer::usual_name(format, &project));
        let destination = Destination {
            path: args.output.clone().unwrap_or_else(usual),
            overwrite: args.force,
            root: Some(args.project.clone()),
        };
        transfer::run_export(format, &project, &scope, &options, &destination, &progress)
    });
    bar.finish_and_clear();
    let Checked { value: written, issues } = done.map_err(output::not_exported)?;
    findings.extend(issues);
    if args.json {
        write_all(out, &format!("{}\n", object(format, &written, &findings)))?;
    } else {
        output::findings(&findings, err)?;
        if let Some(path) = &written.path {
            write_all(out, &format!("{}\n", path.display()))?;
        }
    }
    Ok(output::outcome(&findings))
}

impl ExportArgs {
    /// Whether the export goes to the output.
    pub(super) fn streams(&self) -> bool {
        self.output.as_deref() == Some(Path::new("-"))
    }
}

/// The output takes one thing at a time, and a terminal no zip.
fn free_output(format: &dyn Format, args: &ExportArgs) -> Result<(), Failure> {
    if args.json {
        return Err(Failure::new("--json and -o - both want the output", "Name a file with -o."));
    }
    let about = format.about();
    if about.streams_binary() && io::stdout().is_terminal() {
        let message = format!("{} is not for a terminal", about.id);
        return Err(Failure::new(message, "Name a file with -o, or pass the output on to a program."));
    }
    Ok(())
}

fn options(format: &dyn Format, args: &ExportArgs) -> Result<ExportOptions, Failure> {
    let known: Vec<&str> = format.about().switches.iter().map(|switch| switch.id).collect();
    if let Some(unknown) = args.with.iter().find(|name| !known.contains(&name.as_str())) {
        let there = if known.is_empty() {
            "it has none".to_owned()
        } else {
            format!("there are {}", known.join(", "))
        };
        return Err(Failure::new(format!("{} has no switch “{unknown}”; {there}", args.format), ""));
    }
    Ok(ExportOptions {
        texts: !args.no_text,
        derived: args.derived,
        switches: args.with.clone(),
        now: clock::now(),
    })
}

fn scope(project: &Project, args: &ExportArgs) -> Result<Scope, Failure> {
    let said = |words: &Option<String>| words.clone().unwrap_or_default();
    Ok(Scope {
        annotators: named::annotators(project, &args.annotator)?,
        adjudicated: args.adjudicated,
        articles: ArticleFilter {
            names: args.article.clone(),
            outlet: said(&args.outlet),
            language: said(&args.language),
            from: said(&args.from),
            until: said(&args.until),
            only: None,
        },
        layers: named::layers(project, &args.layer)?,
        pseudonyms: args.pseudonyms,
        ..Scope::default()
    })
}

/// A finding for each name that no article has.
fn unmatched(project: &Project, scope: &Scope) -> Vec<Issue> {
    let none = |name: &&String| {
        let only = ArticleFilter { names: vec![(*name).clone()], ..ArticleFilter::default() };
        !project.articles().any(|article| only.holds(article))
    };
    let issue = |name: &String| {
        Issue::warning("no-such-article", "", message!("findings-no-such-article", name = name))
    };
    scope.articles.names.iter().filter(none).map(issue).collect()
}

fn object(format: &dyn Format, written: &Written, findings: &[Issue]) -> Json {
    let path = written.path.as_ref().map(|path| path.to_string_lossy().into_owned());
    let file = |file: &transfer::WrittenFile| {
        json::object([("name", file.name.as_str().into()), ("bytes", file.bytes.into())])
    };
    let bytes: u64 = written.files.iter().map(|file| file.bytes).sum();
    json::object([
        ("format", format.about().id.into()),
        ("path", path.into()),
        ("files", json::list(written.files.iter().map(file))),
        ("bytes", bytes.into()),
        ("articles", written.articles.into()),
        ("sets", written.sets.into()),
        ("annotations", written.annotations.into()),
        ("claims", written.claims.into()),
        ("findings", json::issues(findings)),
    ])
}
