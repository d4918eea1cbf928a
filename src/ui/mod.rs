//! The window: egui views that read the [`State`](crate::app::State) and emit [`Command`](crate::app::Command)s.
//!
//! Views cannot write: they get `&State`, keep only drafts and geometry of their own, and push what the user wants into
//! the [`Outbox`](crate::app::Outbox). No files, no threads, no clock; colours and sizes come from [`theme`] alone.

mod annotator_dialog;
mod claim;
mod claims_page;
mod codebook;
mod concordance;
mod conflicts;
mod cx;
mod drag;
mod drawer;
mod drop_hint;
mod inspector;
mod intake;
mod issues;
mod kept;
mod keys;
mod languages;
mod library;
mod library_row;
mod palette;
mod panes;
mod picker;
mod pill;
mod popovers;
mod reader;
mod received;
mod review;
mod shortcuts;
mod status_bar;
mod stub_row;
pub mod theme;
mod top_bar;
mod transfer;
pub mod typeset;
mod view;
mod welcome;
pub mod widgets;

pub use claims_page::ClaimsPage;
pub use cx::Cx;
pub use drag::{DraggedClaim, DraggedPassage};
pub use drawer::Drawer;
pub use inspector::Inspector;
pub use kept::KeptWords;
pub use picker::Picker;
pub use pill::Pill;
pub use popovers::Popovers;
pub use reader::ReaderView;
pub use view::View;
