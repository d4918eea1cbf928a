//! `obelus completions` and `obelus man`: what a shell and a reader of manuals want to know.

use super::formats::write_all;
use super::{Arguments, Failure, Outcome};
use clap::CommandFactory as _;
use clap_complete::Shell;
use std::io::Write;
use std::path::{Path, PathBuf};

/// For which shell.
#[derive(Debug, Clone, clap::Args)]
pub struct Completions {
    /// The shell.
    pub shell: Shell,
}

/// Which pages, and where to.
#[derive(Debug, Clone, clap::Args)]
pub struct Manual {
    /// A folder for a page for every command; otherwise the page of the program goes to the output.
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

pub(super) fn completions(asked: &Completions, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(asked.shell, &mut Arguments::command(), "obelus", &mut script);
    write_all(out, &String::from_utf8_lossy(&script))?;
    Ok(Outcome::Clean)
}

pub(super) fn manual(asked: &Manual, out: &mut dyn Write) -> Result<Outcome, Failure> {
    match &asked.output {
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Arguments::command()).render(&mut page)?;
            write_all(out, &String::from_utf8_lossy(&page))?;
        }
        Some(folder) => all_pages(folder).map_err(|error| {
            let message = format!("could not write the pages into {}: {error}", folder.display());
            Failure::new(message, "Name another folder with -o.")
        })?,
    }
    Ok(Outcome::Clean)
}

fn all_pages(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    clap_mangen::generate_to(Arguments::command(), folder)
}
