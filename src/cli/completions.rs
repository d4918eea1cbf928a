//! `obelus completions`.

use super::output::write_all;
use super::{Arguments, Failure, Outcome};
use clap::CommandFactory as _;
use clap_complete::Shell;
use std::io::Write;

/// For which shell.
#[derive(Debug, Clone, clap::Args)]
pub struct CompletionsArgs {
    /// The shell.
    pub shell: Shell,
}

pub(super) fn run(args: &CompletionsArgs, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "obelus", &mut script);
    write_all(out, &String::from_utf8_lossy(&script))?;
    Ok(Outcome::Clean)
}
