//! Exchange with other programs: what is exported where, and what of a foreign file becomes what.

mod export;
mod freeze;
mod import;
mod targets;

pub use export::{Export, ExportChange, ExportChoice, ExportCommand, ExportStage, Which, Whose};
pub use freeze::{
    FindingRow, Freeze, FreezeChange, FreezeChoice, FreezeCommand, FreezeEffect, FreezeStage, Frozen,
};
pub use import::{FilesRead, Import, ImportCommand, ImportStage};
pub use targets::{LabelCommand, TargetEntry, TargetPicker};

use super::{Effect, Stamp, State};
use crate::base::AnnotatorId;
use crate::formats::{ExportOptions, ImportOptions, ImportedData, Scope};
use crate::model::LabelMapping;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What is to be done in the world for export and import.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum InterchangeEffect {
    /// Count what the scope leaves of the project; answered by [`ExportCommand::Counted`].
    Count { number: u64, scope: Box<Scope> },
    /// Ask for a file of that name, or for a folder in which to make one of that name.
    ChooseDestination { name: String, ending: &'static str, folder: bool },
    /// Write an export; several files as a zip when the path ends so.
    Export { format: &'static str, scope: Box<Scope>, options: Box<ExportOptions>, path: PathBuf },
    /// Stop writing.
    StopExport,
    /// Ask for files to import.
    ChooseImport,
    /// Read files; as the format that knows them when none is named.
    ReadForeign { paths: Vec<PathBuf>, format: Option<&'static str> },
    /// Work out what importing does; answered by [`ImportCommand::Planned`].
    Plan { number: u64, foreign: Arc<ImportedData>, mapping: LabelMapping, options: ImportOptions },
    /// Find out whether these annotators' files are open elsewhere; answered by [`ImportCommand::Cleared`].
    Clear(BTreeSet<AnnotatorId>),
    /// Keep what labels became for the next import.
    KeepMapping(LabelMapping),
    /// Stop reading and planning.
    StopImport,
    /// Something about a release.
    Freeze(FreezeEffect),
}

/// What of an open project goes out and comes in.
#[derive(Debug, Default)]
pub struct Interchange {
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

fn effect(effect: InterchangeEffect) -> Vec<Effect> {
    vec![Effect::Interchange(effect)]
}

impl State {
    /// Lets go of what an overlay about export or import showed, the innermost first; whether the overlay stays open.
    pub(super) fn close_interchange(&mut self) -> bool {
        let Some(session) = &mut self.session else { return false };
        let Interchange { export, import, freeze, .. } = &mut session.interchange;
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
    pub(super) fn interchange_loaded(&mut self, stamp: Stamp) -> Vec<Effect> {
        match self.overlay {
            Some(super::Overlay::Export) => self.count_export(),
            Some(super::Overlay::Import) => self.plan_import(),
            Some(super::Overlay::Freeze) => self.survey_release(stamp),
            _ => Vec::new(),
        }
    }
}
