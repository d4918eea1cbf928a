//! The `obelus` program: reads its arguments and hands over to the command line or the window.

use obelus::cli::{self, Arguments, Outcome};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::read();
    let outcome = match &arguments.command {
        Some(action) => cli::run(action, &mut std::io::stdout().lock(), &mut std::io::stderr().lock()),
        None => window(arguments.path.as_deref()),
    };
    ExitCode::from(outcome.code())
}

fn window(_path: Option<&Path>) -> Outcome {
    cli::no_window(&mut std::io::stderr().lock())
}
