//! The window: egui views that read the [`State`](crate::app::State) and emit [`Command`](crate::app::Command)s.
//!
//! Views cannot write: they get `&State`, keep only drafts and geometry of their own, and push what the user wants into
//! the [`Outbox`]. No files, no threads, no clock; colours and sizes come from [`theme`] alone.

mod claim;
mod inspector;
mod keys;
pub mod kit;
mod library;
mod library_row;
mod panes;
mod reader;
mod status_bar;
pub mod theme;
mod top_bar;
pub mod typeset;
mod view;
mod welcome;

pub use inspector::Inspector;
pub use reader::Reader;
pub use view::{Ask, Cx, View};
