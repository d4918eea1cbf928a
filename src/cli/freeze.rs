//! `obelus freeze`.

use super::send::now;
use super::{Failure, Outcome, json};
use crate::base::{Issue, Progress};
use crate::formats::{ArticleFilter, Scope};
use crate::model::Project;
use crate::release::{self, Language, Options, Survey};
use crate::store;
use clap::Args;
use std::io::{self, Write};
use std::path::PathBuf;

/// What is frozen, and how.
#[derive(Debug, Clone, Args)]
pub struct Freeze {
    /// The project folder.
    pub project: PathBuf,
    /// The folder or .zip file to make; never written over.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    /// Only this annotator's sets, by identifier or name; can be given several times.
    #[arg(long)]
    pub annotator: Vec<String>,
    /// Only adjudicators' sets: the result of settling.
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
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    pub from: Option<String>,
    /// Only articles published on or before this date.
    #[arg(long, value_name = "DATE", value_parser = super::date)]
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

pub(super) fn run(asked: &Freeze, out: &mut dyn Write, err: &mut dyn Write) -> Result<Outcome, Failure> {
    let opened = store::open(&asked.project, &Progress::new())?;
    let project = opened.value;
    let scope = scope(&project, asked)?;
    let survey = Survey::new(&project, &scope, &opened.issues);
    let (findings, against) = (&survey.findings, survey.against());
    let outcome = if against == 0 { Outcome::Clean } else { Outcome::Findings };
    if !asked.json {
        tell(findings, out)?;
    }
    let Some(path) = &asked.output else {
        if asked.json {
            told(writeln!(out, "{}", object(None, findings)))?;
        }
        return Ok(outcome);
    };
    if against > 0 && !asked.incomplete {
        if asked.json {
            told(writeln!(out, "{}", object(None, findings)))?;
        }
        let (are, it) = match against {
            1 => ("is one finding".to_owned(), "it"),
            many => (format!("are {many} findings"), "them"),
        };
        return Err(Failure::new(
            format!("nothing was frozen: there {are}"),
            format!("Settle {it}, or freeze with --incomplete; the release then says what is not complete."),
        ));
    }
    let language = asked.language.parse::<Language>().map_err(|why| Failure::new(why, ""))?;
    let options = Options { scope, without_texts: asked.no_text, language };
    let made = release::contents(&project, &options, &survey.elsewhere(), now(), &Progress::new());
    let Some(contents) = made else { return Err(Failure::new("it was cancelled", "")) };
    store::release::write(path, &contents.files)?;
    if asked.json {
        let made = (path.display().to_string(), contents.digest.to_string(), contents.files.len());
        told(writeln!(out, "{}", object(Some(&made), findings)))?;
    } else {
        told(writeln!(out, "{}\nSHA-256 of manifest.ron: {}", path.display(), contents.digest))?;
    }
    if against > 0 {
        writeln!(err, "The release is not complete, and says so.")?;
    }
    Ok(outcome)
}

/// Whoever reads our output may have seen enough.
fn told(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

fn tell(findings: &[Issue], out: &mut dyn Write) -> Result<(), Failure> {
    told(findings.iter().try_for_each(|issue| writeln!(out, "{issue}")))
}

fn object(made: Option<&(String, String, usize)>, findings: &[Issue]) -> String {
    let null = || "null".to_owned();
    let findings: Vec<String> = findings.iter().map(json::issue).collect();
    json::object(&[
        ("release", made.map_or_else(null, |(path, ..)| json::quoted(path))),
        ("digest", made.map_or_else(null, |(_, digest, _)| json::quoted(digest))),
        ("files", made.map_or_else(null, |(.., files)| files.to_string())),
        ("findings", format!("[{}]", findings.join(", "))),
    ])
}

fn scope(project: &Project, asked: &Freeze) -> Result<Scope, Failure> {
    let find = |name: &String| {
        let by_id = project.annotators().find(|one| one.id.as_str() == name);
        let found = by_id.or_else(|| project.annotator_called(name));
        found.map(|one| one.id.clone()).ok_or_else(|| {
            let known: Vec<&str> = project.annotators().map(|one| one.id.as_str()).collect();
            Failure::new(format!("there is no annotator “{name}”; there are {}", known.join(", ")), "")
        })
    };
    let annotators = match asked.annotator.as_slice() {
        [] => None,
        names => Some(names.iter().map(find).collect::<Result<_, Failure>>()?),
    };
    let layers = match asked.layer.as_slice() {
        [] => None,
        names => Some(names.iter().map(|name| super::layer(project, name)).collect::<Result<_, Failure>>()?),
    };
    let or_any = |words: &Option<String>| words.clone().unwrap_or_default();
    let articles = ArticleFilter {
        names: asked.article.clone(),
        outlet: or_any(&asked.outlet),
        from: or_any(&asked.from),
        until: or_any(&asked.until),
        ..ArticleFilter::default()
    };
    if !project.articles().any(|article| articles.holds(article)) {
        return Err(Failure::new("no article is in what is to be frozen", "Widen the choice of articles."));
    }
    Ok(Scope {
        annotators,
        adjudicated: asked.adjudicated,
        articles,
        layers,
        pseudonyms: asked.pseudonyms,
        ..Scope::default()
    })
}
