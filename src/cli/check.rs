//! `obelus check`.

use super::failure::Failure;
use super::json;
use super::outcome::Outcome;
use super::output::{self, write_all};
use super::progress;
use crate::store;
use std::io::Write;
use std::path::PathBuf;

/// What is looked through.
#[derive(Debug, Clone, clap::Args)]
pub struct CheckArgs {
    /// The project folder.
    pub project: PathBuf,
    /// Write the findings as a JSON array.
    #[arg(long)]
    pub json: bool,
}

pub(super) fn run(args: &CheckArgs, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let issues = store::check(&args.project, &progress::shown("Checking"))?;
    let text = match args.json {
        true => format!("{}\n", json::issues(&issues)),
        false => output::lines(&issues),
    };
    write_all(out, &text)?;
    Ok(output::outcome(&issues))
}
