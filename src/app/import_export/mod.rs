//! Exports to other programs, imports from them, and releases.

mod export;
mod freeze;
mod import;
mod targets;

pub use export::{
    Export, ExportChange, ExportChoice, ExportCommand, ExportEffect, ExportStage, ExportedAnnotators,
    ExportedArticles,
};
pub use freeze::{
    FindingRow, Freeze, FreezeChange, FreezeChoice, FreezeCommand, FreezeEffect, FreezeStage, Frozen,
};
pub use import::{FilesRead, Import, ImportCommand, ImportEffect, ImportStage};
pub use targets::{LabelCommand, TargetEntry, TargetPicker};

use super::{Effect, Stamp, State};
use crate::model::LabelMapping;

/// What of an open project goes out and comes in.
#[derive(Debug, Default)]
pub struct ImportExport {
    /// The export dialog.
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

impl State {
    /// Lets go of what an overlay about export or import showed, the innermost first; whether the overlay stays open.
    pub(super) fn close_import_export(&mut self) -> bool {
        let Some(session) = &mut self.session else { return false };
        let ImportExport { export, import, freeze, .. } = &mut session.import_export;
        match &self.overlay {
            Some(super::Overlay::Import) => {
                if import.as_mut().is_some_and(|import| import.picking.take().is_some()) {
                    return true;
                }
                *import = None;
            }
            Some(super::Overlay::Export) if matches!(export.stage, ExportStage::Written(_)) => {
                export.stage = ExportStage::Choosing;
            }
            Some(super::Overlay::Freeze) if matches!(freeze.stage, FreezeStage::Frozen(_)) => {
                freeze.stage = FreezeStage::Choosing;
            }
            _ => {}
        }
        false
    }

    /// All articles are read: what was worked out before did not know them.
    pub(super) fn import_export_loaded(&mut self, stamp: Stamp) -> Vec<Effect> {
        match self.overlay {
            Some(super::Overlay::Export) => self.count_export(),
            Some(super::Overlay::Import) => self.plan_import(),
            Some(super::Overlay::Freeze) => self.survey_release(stamp),
            _ => Vec::new(),
        }
    }
}
