//! Exports to other programs, imports from them, and releases.

mod export;
mod freeze;
mod import;
mod labels;
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
    pub(super) fn import_export_loaded(&mut self, stamp: Stamp) -> Option<Effect> {
        let revision = self.revision;
        let (session, overlay) = self.session.as_mut().zip(self.overlay.as_ref())?;
        match overlay {
            super::Overlay::Export => Some(session.count_export()),
            super::Overlay::Import => session.plan_import(revision),
            super::Overlay::Freeze => session.survey_release(stamp),
            _ => None,
        }
    }
}
