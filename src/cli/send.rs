//! `obelus send`.

use super::clock::now;
use super::failure::Failure;
use super::outcome::Outcome;
use super::{named, output};
use crate::store;
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
    let (packed, name) = match &args.annotator {
        Some(name) => {
            let who = named::annotator(&opened, name).map_err(|failure| {
                failure.hint("Without --annotator the project itself is sent, for coders to begin with.")
            })?;
            (store::pack(root, &who.id, now())?, format!("{}-{}", opened.id(), who.id))
        }
        None => (store::pack_project(root, now())?, opened.id().to_string()),
    };
    let usual = || PathBuf::from(format!("{name}.{}", store::BUNDLE_ENDING));
    let path = args.output.clone().unwrap_or_else(usual);
    output::findings(&packed.issues, err)?;
    let path = output::write_file(root, path, args.force, &packed.value)?;
    writeln!(out, "{}", path.display())?;
    Ok(output::outcome(&packed.issues))
}
