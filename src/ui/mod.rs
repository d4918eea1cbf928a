//! The window: egui views that read the [`State`](crate::app::State) and emit [`Command`](crate::app::Command)s.
//!
//! Views cannot write: they get `&State`, keep only drafts and geometry of their own, and push what the user wants into
//! the [`Outbox`]. No files, no threads, no clock; colours and sizes come from [`theme`] alone.

mod claim;
mod codebook_page;
mod inspector;
mod issues;
mod keys;
pub mod kit;
mod library;
mod library_row;
mod palette;
mod panes;
mod reader;
mod shortcuts;
mod status_bar;
pub mod theme;
mod top_bar;
pub mod typeset;
mod view;
mod welcome;
mod who;

pub use inspector::Inspector;
pub use reader::Reader;
pub use view::{Ask, Cx, View};
