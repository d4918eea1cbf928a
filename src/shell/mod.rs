//! The window's program: eframe, threads, files and dialogs. Runs the effects that the state machine asks for.
//!
//! [`Program`] is all of it but the window, so that tests run it without a display. Decides nothing about tags, claims or
//! layout, and never waits on a file or a dialog within a frame.

mod app;
mod bundles;
mod changes;
mod clipboard;
mod clock;
mod console;
mod dialogs;
mod exports;
mod folders;
mod freeze;
mod icon;
mod imports;
mod intake;
mod loader;
mod places;
mod program;
mod reading;
mod reasons;
mod report;
mod run;
mod sample;
mod saver;
mod watcher;
mod window;

pub use folders::UserFolders;
pub use program::{Program, WindowRequest};
pub use run::run;
