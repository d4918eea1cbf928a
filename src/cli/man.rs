//! `obelus man`.

use super::failure::Failure;
use super::outcome::Outcome;
use super::output::write_all;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Which pages, and where to.
#[derive(Debug, Clone, clap::Args)]
pub struct ManArgs {
    /// A folder for a page for every command; otherwise the page of the program goes to the output.
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// Writes the pages of `program`.
pub(super) fn run(args: &ManArgs, program: clap::Command, out: &mut dyn Write) -> Result<Outcome, Failure> {
    match &args.output {
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(program).render(&mut page)?;
            write_all(out, &String::from_utf8_lossy(&page))?;
        }
        Some(folder) => all_pages(program, folder).map_err(|error| {
            let message = format!("could not write the pages into {}", folder.display());
            Failure::new(message, "Name another folder with -o.").because(error)
        })?,
    }
    Ok(Outcome::Clean)
}

fn all_pages(program: clap::Command, folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    clap_mangen::generate_to(program, folder)
}
