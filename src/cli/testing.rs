//! Running the command line in tests.

use super::{Action, NewArgs, Outcome, ReadArgs, run};
use std::path::{Path, PathBuf};

/// Runs an action; returns how it went, and what it wrote on standard output and on standard error.
pub(super) fn told(action: &Action) -> (Outcome, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let outcome = run(action, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (outcome, text(out), text(err))
}

/// A project to create with articles, and nothing else said.
pub(super) fn new_args(folder: &Path, articles: Vec<PathBuf>) -> NewArgs {
    NewArgs {
        folder: folder.to_owned(),
        articles,
        name: None,
        anyway: false,
        keep_originals: false,
        reading: ReadArgs::default(),
    }
}
