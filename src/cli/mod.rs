//! The command line: what to do, said on standard output; what went wrong, on standard error.
//!
//! Exit codes: 0 all is well, 1 there are findings, 2 it could not be done. Opens no window.

mod agreement;
mod check;
mod desk;
mod export;
mod feedback;
mod formats;
mod freeze;
mod import;
mod json;
mod new;
mod pages;
mod receive;
mod send;
mod settle;
mod verify;

use crate::base::{LayerId, Timestamp};
use crate::model::{Annotator, Project};
use clap::{Parser, Subcommand};
use std::io::{self, Write};
use std::path::PathBuf;

pub use agreement::UnitArgument;
pub use export::Asked as ExportArguments;
pub use formats::Asked as FormatsArguments;
pub use import::Asked as ImportArguments;
pub use pages::{Completions as CompletionsArguments, Manual as ManualArguments};

/// Read news articles, tag claims, facts and opinions, and review colleagues' tags.
#[derive(Debug, Parser)]
#[command(name = "obelus", version, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// What to do without a window.
    #[command(subcommand)]
    pub command: Option<Action>,
    /// A project folder, an article, or a bundle, to open in the window.
    pub path: Option<PathBuf>,
}

impl Arguments {
    /// Reads the program's arguments; ends the process when they ask for help or make no sense.
    pub fn read() -> Self {
        Self::parse()
    }
}

/// What can be done without a window.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Say how far annotators agree: on places, codes, attributes and claims.
    ///
    /// Only what two of them judged counts, and only annotations that they made themselves. A figure that is not defined is
    /// n/a, with the reason. Intervals are 95 %, by drawing articles anew; with fewer than 8 articles there is none.
    /// The window shows the same figures.
    #[command(after_long_help = agreement::help())]
    Agreement {
        /// The project folder.
        project: PathBuf,
        /// Only this layer of the codebook, by identifier or name.
        #[arg(long)]
        layer: Option<String>,
        /// Only these annotators, by identifier or name, parted by commas; otherwise all analysts.
        #[arg(long, value_delimiter = ',')]
        annotators: Vec<String>,
        /// Only this measure.
        #[arg(long)]
        measure: Option<String>,
        /// What to count; otherwise what suits each layer.
        #[arg(long)]
        unit: Option<UnitArgument>,
        /// Write the figures as a JSON array.
        ///
        /// Each object has layer, question (place, code, attribute, claim), attribute, measure, unit, annotators, code,
        /// n, value (null when undefined, then reason) and interval (or null).
        #[arg(long)]
        json: bool,
    },
    /// Add articles to a project.
    ///
    /// One whose text the project has already is passed over.
    Add {
        /// The project folder.
        project: PathBuf,
        /// Text or Markdown files.
        #[arg(required = true)]
        articles: Vec<PathBuf>,
    },
    /// Look through every file of a project and list the findings.
    ///
    /// One finding a line: severity, code, file, place, message. Exits with 1 when there are warnings or errors.
    Check {
        /// The project folder.
        project: PathBuf,
        /// Write the findings as a JSON array.
        #[arg(long)]
        json: bool,
    },
    /// Print a script by which a shell completes the program's words.
    Completions(CompletionsArguments),
    /// Export annotation sets to a file, folder or zip that another program opens.
    ///
    /// Prints where it is. What the format cannot carry is said on standard error, with how often and examples; then the exit
    /// code is 1. An export that fails or is stopped leaves nothing.
    #[command(after_long_help = formats::help_out())]
    Export(ExportArguments),
    /// Write the page of what was changed of an annotator's work, and why.
    ///
    /// A self-contained HTML page to be read in a browser or printed; without -o it goes to the output.
    Feedback {
        /// The project folder.
        project: PathBuf,
        /// Whose work, by identifier or name.
        #[arg(long)]
        annotator: String,
        /// The file to write.
        #[arg(short, long)]
        output: Option<PathBuf>,
    },
    /// List the formats of exchange, what opens them, and what they cannot carry.
    Formats(FormatsArguments),
    /// Import annotations that another program or another project made.
    ///
    /// Prints what the labels become, which articles the texts are, and what comes in; --dry-run does no more than that. Nothing
    /// in the project is replaced, and what is there already is not taken in twice. A passage that is not where the file
    /// says is found by its words, or laid in the orphans tray. The window of whoever works at this machine undoes it in one
    /// step; where that cannot be, files that change are kept in the data folder as they were. What labels became is kept
    /// for the next import into the project. Exits with 1 when something was left out or needs a look.
    #[command(after_long_help = formats::help_in())]
    Import(ImportArguments),
    /// Write manual pages.
    Man(ManualArguments),
    /// Freeze a project, or a part of it, as a release to publish.
    ///
    /// A folder, or a zip when the name ends in .zip: articles, codebook, sets, claims, figures of agreement with
    /// intervals, change log, methods paragraph and a manifest with the SHA-256 of every file. What is not complete is
    /// listed first, a finding a line, and stands against it unless --incomplete is given; without -o that is all.
    /// Prints the manifest's own SHA-256, which stands for the whole release: note it in the paper.
    Freeze(freeze::Freeze),
    /// Make a project in a folder, with articles in it.
    New {
        /// The folder; made when it is not there.
        folder: PathBuf,
        /// Text or Markdown files to import.
        articles: Vec<PathBuf>,
        /// The project's name; the folder's when not given.
        #[arg(long)]
        name: Option<String>,
    },
    /// Make one file of an annotator's work, to send by mail.
    ///
    /// Without an annotator it holds the articles, the codebook and the project's settings, for coders to begin with.
    /// Prints the name of the file.
    Send {
        /// The project folder.
        project: PathBuf,
        /// Whose work: the name or the identifier.
        #[arg(long)]
        annotator: Option<String>,
        /// The file to make; named after project and annotator when not given.
        #[arg(short, long)]
        output: Option<PathBuf>,
    },
    /// Take in what others sent, in any order, as often as you like.
    ///
    /// One line a file: new, same, updated, older, merged, conflict or refused, and its name; then what was found. A
    /// folder without a project is begun with a project's bundle. Exits with 1 when something was refused or differs.
    Receive {
        /// The project folder.
        project: PathBuf,
        /// The files that were sent.
        #[arg(required = true)]
        bundles: Vec<PathBuf>,
        /// Write the outcome as a JSON array.
        #[arg(long)]
        json: bool,
    },
    /// Settle many positions at once, as the window does, into an adjudicator's set.
    ///
    /// Prints how many are settled and why the others are left; --dry-run does no more than that. What is settled already
    /// stays as it is.
    Settle(settle::Settle),
    /// Look through a release: every byte, and every figure.
    ///
    /// Works every SHA-256 out again, opens the project in the release, works the figures out again, and names what
    /// differs, a finding a line. Exits with 1 when something does.
    Verify(verify::Verify),
}

/// How it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All is well.
    Clean,
    /// There are findings.
    Findings,
    /// It could not be done.
    Failed,
}

impl Outcome {
    /// The exit code of the process.
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Failed => 2,
        }
    }
}

/// Does what the arguments say and writes to the two streams.
pub fn run(action: &Action, out: &mut dyn Write, err: &mut dyn Write) -> Outcome {
    let done = match action {
        Action::Agreement { project, layer, annotators, measure, unit, json } => {
            let asked = agreement::Asked {
                layer: layer.as_deref(),
                annotators,
                measure: measure.as_deref(),
                unit: *unit,
                json: *json,
            };
            agreement::run(project, &asked, out, err)
        }
        Action::Add { project, articles } => new::add(project, articles, out, err),
        Action::Check { project, json } => check::run(project, *json, out),
        Action::Completions(asked) => pages::completions(asked, out),
        Action::Export(asked) => export::run(asked, out, err),
        Action::Formats(asked) => formats::run(asked, out),
        Action::Import(asked) => import::run(asked, &mut io::stdin(), out, err),
        Action::Man(asked) => pages::manual(asked, out),
        Action::Feedback { project, annotator, output } => {
            feedback::run(project, annotator, output.as_deref(), out, err)
        }
        Action::Freeze(asked) => freeze::run(asked, out, err),
        Action::Verify(asked) => verify::run(asked, out),
        Action::Receive { project, bundles, json } => receive::run(project, bundles, *json, out, err),
        Action::Send { project, annotator, output } => {
            send::run(project, annotator.as_deref(), output.as_deref(), out, err)
        }
        Action::Settle(asked) => settle::run(asked, out, err),
        Action::New { folder, articles, name } => new::run(folder, articles, name.as_deref(), out, err),
    };
    done.unwrap_or_else(|failure| failure.tell(err))
}

/// The annotator of that identifier or name.
fn annotator<'p>(project: &'p Project, name: &str) -> Result<&'p Annotator, Failure> {
    let by_id = project.annotators().find(|one| one.id.as_str() == name);
    by_id.or_else(|| project.annotator_called(name)).ok_or_else(|| {
        let known: Vec<&str> = project.annotators().map(|one| one.id.as_str()).collect();
        let there = match known.as_slice() {
            [] => "the project has none yet".to_owned(),
            known => format!("there are {}", known.join(", ")),
        };
        Failure::new(format!("there is no annotator “{name}”; {there}"), "")
    })
}

/// The layer of that identifier or name.
fn layer(project: &Project, name: &str) -> Result<LayerId, Failure> {
    let all = project.codebook().layers();
    let by_id = all.iter().find(|layer| layer.id.as_str() == name);
    let found = by_id.or_else(|| all.iter().find(|layer| layer.name.to_lowercase() == name.to_lowercase()));
    found.map(|layer| layer.id.clone()).ok_or_else(|| {
        let known: Vec<&str> = all.iter().map(|layer| layer.id.as_str()).collect();
        Failure::new(format!("there is no layer “{name}”; there are {}", known.join(", ")), "")
    })
}

/// A day of the calendar, as an argument.
fn date(words: &str) -> Result<String, String> {
    match format!("{words}T00:00:00Z").parse::<Timestamp>() {
        Ok(_) => Ok(words.to_owned()),
        Err(_) => Err("a date is a day of the calendar, written as 2025-07-03".to_owned()),
    }
}

/// Says that there is no window in this build.
pub fn no_window(err: &mut dyn Write) -> Outcome {
    Failure::new(
        "this obelus was built without its window",
        "Build it with the feature “gui”, or see obelus --help.",
    )
    .tell(err)
}

/// Why something could not be done.
struct Failure {
    message: String,
    hint: String,
    /// Whoever reads our output has gone; that is no fault.
    silent: bool,
}

impl Failure {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into(), silent: false }
    }

    fn tell(&self, err: &mut dyn Write) -> Outcome {
        if self.silent {
            return Outcome::Clean;
        }
        let hint = if self.hint.is_empty() { String::new() } else { format!("\n  {}", self.hint) };
        // There is nowhere left to say that standard error is closed.
        let _ = writeln!(err, "obelus: {}{hint}", self.message);
        Outcome::Failed
    }
}

impl From<crate::store::StoreError> for Failure {
    fn from(error: crate::store::StoreError) -> Self {
        Self::new(error.to_string(), error.hint())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let silent = error.kind() == io::ErrorKind::BrokenPipe;
        Self { silent, ..Self::new(format!("could not write the output: {error}"), "") }
    }
}
