//! What things cost, in one binary.
//!
//! ```sh
//! cargo bench                       # everything but `packages`
//! cargo bench -- window             # one part
//! cargo bench -- window/scroll      # of one part, what has this in its name
//! ```

#![allow(clippy::print_stdout, reason = "figures are what it is for")]

mod agreement;
mod agreement_report;
mod agreement_spans;
mod exchange;
mod intake;
#[cfg(feature = "gui")]
mod large_project;
mod packages;
#[cfg(feature = "gui")]
mod window;

use criterion::Criterion;

/// The parts; each makes its data when it is run.
const PARTS: &[(&str, fn(Criterion))] = &[
    ("agreement", agreement::all),
    ("report", agreement_report::all),
    ("spans", agreement_spans::all),
    ("exchange", exchange::all),
    ("intake", intake::all),
    #[cfg(feature = "gui")]
    ("window", window::all),
];

fn main() {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let (part, within) = wanted.split_once('/').unwrap_or((&wanted, ""));
    if part == "packages" {
        return packages::all();
    }
    let criterion = || Criterion::default().configure_from_args();
    match PARTS.iter().find(|(name, _)| *name == part) {
        Some((_, measure)) => measure(criterion().with_filter(within)),
        None => PARTS.iter().for_each(|(_, measure)| measure(criterion())),
    }
}
