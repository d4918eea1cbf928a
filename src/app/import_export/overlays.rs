//! What closing an overlay lets go of, and what the end of loading has worked out anew.

use super::{ExportStage, FreezeStage, ImportExport};
use crate::app::{Effect, ImportExportOverlay, Overlay, Stamp, State};

impl State {
    /// Lets go of what an overlay about export or import showed, the innermost first; whether the overlay stays open.
    pub(in crate::app) fn close_import_export(&mut self) -> bool {
        let Some(session) = &mut self.session else { return false };
        let ImportExport { export, import, freeze, .. } = &mut session.import_export;
        let Some(Overlay::ImportExport(overlay)) = &self.overlay else { return false };
        match overlay {
            ImportExportOverlay::Import => {
                if import.as_mut().is_some_and(|import| import.picking.take().is_some()) {
                    return true;
                }
                *import = None;
            }
            ImportExportOverlay::Export => {
                if matches!(export.stage, ExportStage::Written(_)) {
                    export.stage = ExportStage::Choosing;
                }
            }
            ImportExportOverlay::Freeze => {
                if matches!(freeze.stage, FreezeStage::Frozen(_)) {
                    freeze.stage = FreezeStage::Choosing;
                }
            }
        }
        false
    }

    /// All articles are read: what was worked out before did not know them.
    pub(in crate::app) fn import_export_loaded(&mut self, stamp: Stamp) -> Option<Effect> {
        let revision = self.revision;
        let session = self.session.as_mut()?;
        let Some(Overlay::ImportExport(overlay)) = &self.overlay else { return None };
        match overlay {
            ImportExportOverlay::Export => Some(session.count_export()),
            ImportExportOverlay::Import => session.plan_import(revision),
            ImportExportOverlay::Freeze => session.survey_release(stamp),
        }
    }
}
