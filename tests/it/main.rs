//! Tests from outside: one binary, one module an area.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "tests print what they measured, and may panic")]
#![allow(clippy::disallowed_methods, reason = "tests mix their own colours")]

mod actions;
#[cfg(feature = "gui")]
mod articles;
#[cfg(feature = "gui")]
mod bundles;
mod claims;
mod cli;
mod codebook_editor;
mod codebook_keys;
mod codebook_names;
#[cfg(feature = "gui")]
mod codebook_window;
mod commands;
#[cfg(feature = "gui")]
mod discreet;
mod drafts;
mod edits;
mod files;
mod floors;
mod flow;
mod frame_tone;
mod freeze;
mod import_export;
mod intake_kinds;
mod intake_pages;
mod killed;
mod leftovers;
mod literals;
mod machine;
mod mutations;
mod readme;
mod review;
mod selecting;
mod sentences;
mod slips;
mod source;
mod split;
#[cfg(feature = "gui")]
mod still_frames;
mod stubs;
mod terminal;
mod texts;
mod type_names;
mod wildcards;

#[cfg(feature = "gui")]
mod freeze_program;
#[cfg(feature = "gui")]
mod freeze_window;
#[cfg(feature = "gui")]
mod import_export_program;
#[cfg(feature = "gui")]
mod import_export_window;
#[cfg(feature = "gui")]
mod import_menus_window;
#[cfg(feature = "gui")]
mod inspector;
#[cfg(feature = "gui")]
mod intake_files;
#[cfg(feature = "gui")]
mod intake_reading;
#[cfg(feature = "gui")]
mod intake_window;
#[cfg(feature = "gui")]
mod labs;
#[cfg(feature = "gui")]
mod panels;
#[cfg(feature = "gui")]
mod places_window;
#[cfg(feature = "gui")]
mod raster;
#[cfg(feature = "gui")]
mod team;

#[cfg(feature = "gui")]
mod reader;
#[cfg(feature = "gui")]
mod review_window;
#[cfg(feature = "gui")]
mod sample;
#[cfg(feature = "gui")]
mod screen;
#[cfg(feature = "gui")]
mod shell;
#[cfg(feature = "gui")]
mod slips_window;
#[cfg(feature = "gui")]
mod snapshot;
#[cfg(feature = "gui")]
mod split_window;
#[cfg(feature = "gui")]
mod stubs_window;
#[cfg(feature = "gui")]
mod theme;
#[cfg(feature = "gui")]
mod window;
