//! The command line: what to do, said on standard output; what went wrong, on standard error.
//!
//! Exit codes: 0 all is well, 1 there are findings, 2 it could not be done. Opens no window.

mod add;
mod adjudicate;
mod agreement;
mod check;
mod clock;
mod completions;
mod export;
mod failure;
mod feedback;
mod formats;
mod freeze;
mod import;
mod json;
mod man;
mod named;
mod new;
mod outcome;
mod output;
mod printable;
mod progress;
mod read;
mod receive;
mod send;
mod stubs;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod verify;
mod writer;

use clap::{CommandFactory as _, Parser, Subcommand};
use failure::Failure;
use printable::Printable;
use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;

pub use add::AddArgs;
pub use adjudicate::AdjudicateArgs;
pub use agreement::{AgreementArgs, UnitArg};
pub use check::CheckArgs;
pub use completions::CompletionsArgs;
pub use export::ExportArgs;
pub use feedback::FeedbackArgs;
pub use formats::FormatsArgs;
pub use freeze::FreezeArgs;
pub use import::ImportArgs;
pub use man::ManArgs;
pub use new::NewArgs;
pub use outcome::Outcome;
pub use read::ReadArgs;
pub use receive::ReceiveArgs;
pub use send::SendArgs;
pub use stubs::StubsArgs;
pub use verify::VerifyArgs;

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
        Self::try_parse().unwrap_or_else(|error| refuse(&error))
    }
}

/// Says what is wrong with the arguments, which may come from anywhere, and ends the process.
#[expect(clippy::exit, reason = "as clap does, before anything has begun")]
fn refuse(error: &clap::Error) -> ! {
    if !error.use_stderr() {
        error.exit();
    }
    // Nobody is left to tell when this cannot be written.
    let _ = write!(Printable::new(&mut io::stderr()), "{}", error.render());
    std::process::exit(error.exit_code());
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
    Agreement(AgreementArgs),
    /// Add articles to a project.
    ///
    /// One whose text the project has already is passed over. One that differs from such a text only in what nobody sees,
    /// such as invisible characters and line ends, is left out unless --anyway is given. What a list says of articles without
    /// their texts is kept as to be fetched. What has the name of a file there that cannot be understood is named and left out;
    /// the rest goes in, and it exits with 1.
    Add(AddArgs),
    /// Adjudicate many positions at once, as the window does, into an adjudicator's set.
    ///
    /// Prints how many are adjudicated and why the others are left; --dry-run does no more than that. What is adjudicated
    /// already stays as it is. `settle` is its old name, and still understood.
    #[command(alias = "settle")]
    Adjudicate(AdjudicateArgs),
    /// Look through every file of a project and list the findings.
    ///
    /// One finding a line: severity, code, file, place, message. Exits with 1 when there are warnings or errors.
    Check(CheckArgs),
    /// Print a script by which a shell completes the program's words.
    Completions(CompletionsArgs),
    /// Export annotation sets to a file, folder or zip that another program opens.
    ///
    /// Prints where it is. What the format cannot carry is said on standard error, with how often and examples; then the exit
    /// code is 1. An export that fails or is stopped leaves nothing.
    #[command(after_long_help = formats::help_out())]
    Export(ExportArgs),
    /// Write the page of what was changed of an annotator's work, and why.
    ///
    /// A self-contained HTML page to be read in a browser or printed; without -o it goes to the output.
    Feedback(FeedbackArgs),
    /// List the formats of exchange, what opens them, and what they cannot carry.
    Formats(FormatsArgs),
    /// Freeze a project, or a part of it, as a release to publish.
    ///
    /// A folder, or a zip when the name ends in .zip: articles, codebook, sets, claims, figures of agreement with
    /// intervals, change log, methods paragraph and a manifest with the SHA-256 of every file. What is not complete is
    /// listed first, a finding a line, and stands against it unless --incomplete is given; without -o that is all.
    /// Prints the manifest's own SHA-256, which stands for the whole release: note it in the paper.
    Freeze(FreezeArgs),
    /// Import annotations that another program or another project made.
    ///
    /// Prints what the labels become, which articles the texts are, and what comes in; --dry-run does no more than that. Nothing
    /// in the project is replaced, and what is there already is not taken in twice. A passage that is not where the file
    /// says is found by its words, or laid in the orphans tray. The window of whoever works at this machine undoes it in one
    /// step; where that cannot be, files that change are kept in the data folder as they were. What labels became is kept
    /// for the next import into the project. Exits with 1 when something was left out or needs a look.
    #[command(after_long_help = formats::help_in())]
    Import(ImportArgs),
    /// Write manual pages.
    Man(ManArgs),
    /// Create a project in a folder, with articles in it.
    ///
    /// What cannot be read or is no article as it stands is named and left out, and the rest goes in; then it exits with 1. Where
    /// no article comes of what is named, nothing is made.
    New(NewArgs),
    /// Take in what others sent, in any order, as often as you like.
    ///
    /// One line a file: new, same, updated, older, merged, conflict or refused, and its name; then what was found. A
    /// folder without a project is begun with a project's bundle. An article, or an entry to be fetched, that is damaged here
    /// gives way and is kept aside, which is said. Exits with 1 when something was refused or differs.
    Receive(ReceiveArgs),
    /// Make one file of an annotator's work, to send by mail.
    ///
    /// Without an annotator it holds the articles, the codebook and the project's settings, for coders to begin with.
    /// Prints the name of the file. What is a link or cannot be read is named and left out; then it exits with 1.
    Send(SendArgs),
    /// List the articles that are known and whose texts are not at hand: those to be fetched.
    ///
    /// Lists of articles, feeds and alerts name them. One goes from the list when an article with its address comes in, or
    /// with its title, unless address or date (or, where a date is missing, outlet) differ. An article that could be
    /// of several pages fetches none of them, which is said.
    Stubs(StubsArgs),
    /// Look through a release: every byte, and every figure.
    ///
    /// Works every SHA-256 out again, opens the project in the release, works the figures out again, and names what
    /// differs, a finding a line. Exits with 1 when something does.
    Verify(VerifyArgs),
}

/// Does what the arguments say and writes to the two streams. Whatever stands in files and names, nothing that a terminal
/// would obey is written but into a file that was asked for.
pub fn run(action: &Action, out: &mut dyn Write, err: &mut dyn Write) -> Outcome {
    let mut err = Printable::new(err);
    if action.writes_a_file() && !io::stdout().is_terminal() {
        return carry_out(action, out, &mut err);
    }
    carry_out(action, &mut Printable::new(out), &mut err)
}

impl Action {
    /// Whether the output is a file for another program, byte by byte.
    fn writes_a_file(&self) -> bool {
        match self {
            Self::Export(args) => args.streams(),
            Self::Feedback(args) => args.output.is_none(),
            Self::Completions(_) | Self::Man(_) => true,
            Self::Agreement(_)
            | Self::Add(_)
            | Self::Adjudicate(_)
            | Self::Check(_)
            | Self::Formats(_)
            | Self::Freeze(_)
            | Self::Import(_)
            | Self::New(_)
            | Self::Receive(_)
            | Self::Send(_)
            | Self::Stubs(_)
            | Self::Verify(_) => false,
        }
    }
}

fn carry_out(action: &Action, out: &mut dyn Write, err: &mut dyn Write) -> Outcome {
    let done = match action {
        Action::Agreement(args) => agreement::run(args, out, err),
        Action::Add(args) => add::run(args, &mut io::stdin(), out, err),
        Action::Adjudicate(args) => adjudicate::run(args, out, err),
        Action::Check(args) => check::run(args, out),
        Action::Completions(args) => completions::run(args, &mut Arguments::command(), out),
        Action::Export(args) => export::run(args, out, err),
        Action::Feedback(args) => feedback::run(args, out, err),
        Action::Formats(args) => formats::run(args, out),
        Action::Freeze(args) => freeze::run(args, out, err),
        Action::Import(args) => import::run(args, &mut io::stdin(), out, err),
        Action::Man(args) => man::run(args, Arguments::command(), out),
        Action::New(args) => new::run(args, &mut io::stdin(), out, err),
        Action::Receive(args) => receive::run(args, out, err),
        Action::Send(args) => send::run(args, out, err),
        Action::Stubs(args) => stubs::run(args, out, err),
        Action::Verify(args) => verify::run(args, out),
    };
    done.unwrap_or_else(|failure| failure.tell(err))
}

/// Says that there is no window in this build.
pub fn no_window(err: &mut dyn Write) -> Outcome {
    Failure::new(
        "this obelus was built without its window",
        "Build it with the feature “gui”, or see obelus --help.",
    )
    .tell(err)
}
