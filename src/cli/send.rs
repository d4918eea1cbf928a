//! `obelus send`.

use super::clock::now;
use super::failure::Failure;
use super::outcome::Outcome;
use super::{named, output, progress};
use crate::store;
use crate::transfer::{Destination, NewFile};
use std::io::Write;
use std::path::PathBuf;

/// Whose work is sent, and in which file.
#[derive(Debug, Clone, clap::Args)]
pub struct SendArgs {
    /// The project folder.
    pub project: PathBuf,
    /// Whose work: the name or the identifier.
    #[arg(long)]
    pub annotator: Option<String>,
    /// The file to make; named after project and annotator when not given.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    /// Replace a file that is there; never one of the project's own.
    #[arg(long)]
    pub force: bool,
}

/// Makes a bundle of an annotator's work, or without one of the project for coders to begin with.
pub(super) fn run(args: &SendArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<Outcome, Failure> {
    let root = &args.project;
    store::clear_temporaries(root);
    let opened = store::open_head(root)?.value.project;
    let who = args.annotator.as_deref().map(|name| {
        named::annotator(&opened, name).map_err(|failure| {
            failure.hint("Without --annotator the project itself is sent, for coders to begin with.")
        })
    });
    let who = who.transpose()?;
    let name = who.map_or_else(|| opened.id().to_string(), |who| format!("{}-{}", opened.id(), who.id));
    let usual = || PathBuf::from(format!("{name}.{}", store::BUNDLE_ENDING));
    let path = args.output.clone().unwrap_or_else(usual);
    let destination = Destination { path, overwrite: args.force, root: Some(root.clone()) };
    let mut file = NewFile::open(&destination).map_err(output::not_exported)?;
    let progress = progress::shown("Packing");
    let packed = match who {
        Some(who) => store::pack(root, &who.id, now(), &mut file, &progress)?,
        None => store::pack_project(root, now(), &mut file, &progress)?,
    };
    drop(progress);
    output::findings(&packed.issues, err)?;
    let path = file.commit().map_err(output::not_exported)?;
    writeln!(out, "{}", path.display())?;
    Ok(output::outcome(&packed.issues))
}
