//! What closing an overlay lets go of, and what the end of loading has worked out anew.

use super::{ExportStage, FreezeStage, ImportExport};
use crate::app::{Effect, Overlay, Stamp, State};

impl State {
    /// Lets go of what an overlay about export or import showed, the innermost first; whether the overlay stays open.
    pub(in crate::app) fn close_import_export(&mut self) -> bool {
        let Some(session) = &mut self.session else { return false };
        let ImportExport { export, import, freeze, .. } = &mut session.import_export;
        match &self.overlay {
            Some(Overlay::Import) => {
                if import.as_mut().is_some_and(|import| import.picking.take().is_some()) {
                    return true;
                }
                *import = None;
            }
            Some(Overlay::Export) if matches!(export.stage, ExportStage::Written(_)) => {
                export.stage = ExportStage::Choosing;
            }
            Some(Overlay::Freeze) if matches!(freeze.stage, FreezeStage::Frozen(_)) => {
                freeze.stage = FreezeStage::Choosing;
            }
            _ => {}
        }
        false
    }

    /// All articles are read: what was worked out before did not know them.
    pub(in crate::app) fn import_export_loaded(&mut self, stamp: Stamp) -> Option<Effect> {
        let revision = self.revision;
        let (session, overlay) = self.session.as_mut().zip(self.overlay.as_ref())?;
        match overlay {
            Overlay::Export => Some(session.count_export()),
            Overlay::Import => session.plan_import(revision),
            Overlay::Freeze => session.survey_release(stamp),
            _ => None,
        }
    }
}
