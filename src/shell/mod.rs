//! The window's program: eframe, threads, files and dialogs. Runs the effects that the state machine asks for.
//!
//! [`Desk`] is all of it but the window, so that tests run it without a display. Decides nothing about tags, claims or
//! layout, and never waits on a file or a dialog within a frame.

mod app;
mod bundles;
mod clock;
mod desk;
mod dialogs;
mod effects;
mod elsewhere;
mod exports;
mod freeze;
mod icon;
mod imports;
mod intake;
mod loader;
mod run;
mod sample;
mod saver;
mod watcher;
mod window;

pub use desk::{Desk, Places, WindowRequest};
pub use run::run;
