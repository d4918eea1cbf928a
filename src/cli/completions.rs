//! `obelus completions`.

use super::failure::Failure;
use super::outcome::Outcome;
use super::output::write_all;
use clap_complete::Shell;
use std::io::Write;

/// For which shell.
#[derive(Debug, Clone, clap::Args)]
pub struct CompletionsArgs {
    /// The shell.
    pub shell: Shell,
}

/// Writes the script for the words of `program`.
pub(super) fn run(
    args: &CompletionsArgs,
    program: &mut clap::Command,
    out: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, program, "obelus", &mut script);
    write_all(out, &String::from_utf8_lossy(&script))?;
    Ok(Outcome::Clean)
}
