//! The `obelus` program: reads its arguments and hands over to the command line or the window.

use obelus::cli::{self, Arguments};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::read();
    match &arguments.command {
        Some(action) => {
            // Standard error is not locked: a progress bar writes there too.
            let outcome = cli::run(action, &mut std::io::stdout().lock(), &mut std::io::stderr());
            ExitCode::from(outcome.code())
        }
        None => window(arguments.path),
    }
}

#[cfg(feature = "gui")]
fn window(path: Option<PathBuf>) -> ExitCode {
    obelus::shell::run(path)
}

#[cfg(not(feature = "gui"))]
fn window(_path: Option<PathBuf>) -> ExitCode {
    ExitCode::from(cli::no_window(&mut std::io::stderr().lock()).code())
}
