//! Export to other programs and import from them, and releases: what goes out or comes in, what cannot, and what became
//! of it.

mod choices;
mod export;
mod findings;
mod format;
mod freeze;
mod frozen;
mod import;
mod labels;
mod outcome;
mod sheet;

pub use export::ExportSheet;
pub use freeze::FreezeSheet;
pub use import::ImportSheet;
