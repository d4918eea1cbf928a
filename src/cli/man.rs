//! `obelus man`.

use super::failure::Failure;
use super::outcome::Outcome;
use super::output::{not_exported, write_all};
use crate::store;
use crate::transfer::{self, Destination};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Which pages, and where to.
#[derive(Debug, Clone, clap::Args)]
pub struct ManArgs {
    /// A folder for a page for every command; otherwise the page of the program goes to the output.
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Replace pages that are there; never a project's own files.
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// Writes the pages of `program`.
pub(super) fn run(args: &ManArgs, program: clap::Command, out: &mut dyn Write) -> Result<Outcome, Failure> {
    match &args.output {
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(program).render(&mut page)?;
            write_all(out, &String::from_utf8_lossy(&page))?;
        }
        Some(folder) => write_pages(program, folder, args.force)?,
    }
    Ok(Outcome::Clean)
}

/// Writes a page for every command, unless one of them is there already and stays.
fn write_pages(program: clap::Command, folder: &Path, overwrite: bool) -> Result<(), Failure> {
    let mut program = program.disable_help_subcommand(true);
    program.build();
    let mut pages = Vec::new();
    pages_of(program, &mut pages)?;
    let root = store::find_root(folder);
    let places: Vec<Destination> = pages
        .iter()
        .map(|(name, _)| Destination { path: folder.join(name), overwrite, root: root.clone() })
        .collect();
    // Either all or none.
    places.iter().try_for_each(transfer::may_write).map_err(not_exported)?;
    std::fs::create_dir_all(folder).map_err(|error| {
        let message = format!("could not make the folder {}", folder.display());
        Failure::new(message, "Name another folder with -o.").because(error)
    })?;
    for (place, (_, page)) in places.iter().zip(&pages) {
        transfer::write_file(place, page).map_err(not_exported)?;
    }
    Ok(())
}

/// The pages of a command and of those below it, by name.
fn pages_of(command: clap::Command, pages: &mut Vec<(String, Vec<u8>)>) -> std::io::Result<()> {
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        pages_of(below.clone(), pages)?;
    }
    let man = clap_mangen::Man::new(command);
    let mut page = Vec::new();
    man.render(&mut page)?;
    pages.push((man.get_filename(), page));
    Ok(())
}
