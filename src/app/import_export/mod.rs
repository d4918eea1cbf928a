//! Exports to other programs, imports from them, and releases.

mod export;
mod exporting;
mod freeze;
mod freezing;
mod import;
mod importing;
mod labels;
mod overlays;
mod targets;

pub use export::{
    Export, ExportChange, ExportChoice, ExportCommand, ExportEffect, ExportStage, ExportedAnnotators,
    ExportedArticles,
};
pub use freeze::{
    FindingRow, Freeze, FreezeChange, FreezeChoice, FreezeCommand, FreezeEffect, FreezeStage, Frozen,
};
pub use import::{FilesRead, Import, ImportCommand, ImportEffect, ImportStage, MOST_OFFERED, MarkOwner};
pub use targets::{LabelCommand, TargetEntry, TargetPicker};

use crate::model::LabelMapping;

/// What of an open project goes out and comes in.
#[derive(Debug, Default)]
pub struct ImportExport {
    /// The dialog of exports.
    pub export: Export,
    /// The dialog of releases.
    pub freeze: Freeze,
    /// Files that were read and wait to be taken in.
    pub import: Option<Import>,
    /// What labels became before.
    pub kept: LabelMapping,
    /// Counted up with everything that is worked out, so that only the latest is taken.
    number: u64,
}

impl ImportExport {
    /// The number of the next thing that is worked out.
    fn next(&mut self) -> u64 {
        self.number += 1;
        self.number
    }
}
