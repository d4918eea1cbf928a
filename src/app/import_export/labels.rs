//! Choosing what the labels of an import become.

use super::import::ImportStage;
use super::targets::{LabelCommand, TargetPicker, entries};
use crate::app::outcome::done;
use crate::app::{NoEffect, Outcome, Session};
use crate::locale::Catalogue;
use crate::model::{LabelMapping, LabelTarget};
use std::sync::Arc;

impl TargetPicker {
    fn move_by(&mut self, by: i32) -> Outcome {
        let rows = self.entries.len().max(1) as i32;
        let chosen = (self.chosen as i32 + by).rem_euclid(rows) as usize;
        if std::mem::replace(&mut self.chosen, chosen) == chosen { Err(NoEffect::AtTheEnd) } else { done() }
    }
}

impl Session {
    /// Chooses what labels become. `revision` is that of the program's state.
    pub(super) fn label_command(
        &mut self,
        text: &'static Catalogue,
        command: LabelCommand,
        revision: u64,
    ) -> Outcome {
        let codebook = self.project.codebook();
        let import = self.import_export.import.as_mut().ok_or(NoEffect::NothingBegun)?;
        let ImportStage::Read(imported) = &import.stage else { return Err(NoEffect::NothingBegun) };
        let plan = import.plan.as_ref().ok_or(NoEffect::NothingBegun)?;
        let last = plan.labels.len().saturating_sub(1);
        let picker = import.picking.as_mut().ok_or(NoEffect::NothingBegun);
        match command {
            LabelCommand::Move(by) => {
                let at = (import.at as i32 + by).clamp(0, last as i32) as usize;
                if std::mem::replace(&mut import.at, at) == at { Err(NoEffect::AtTheEnd) } else { done() }
            }
            LabelCommand::Select(at) => {
                let at = at.min(last);
                if std::mem::replace(&mut import.at, at) == at { Err(NoEffect::AlreadySo) } else { done() }
            }
            LabelCommand::Pick => {
                let row = plan.labels.get(import.at).ok_or(NoEffect::NothingSelected)?;
                let entries = entries(text, codebook, imported, &row.label, "");
                let chosen = entries.iter().position(|entry| entry.target == row.target).unwrap_or(0);
                let (label, query) = (row.label.clone(), String::new());
                let picker = Some(TargetPicker { label, query, entries, chosen });
                if import.picking == picker {
                    return Err(NoEffect::AlreadySo);
                }
                import.picking = picker;
                done()
            }
            LabelCommand::Query(query) => {
                let picker = picker?;
                picker.entries = entries(text, codebook, imported, &picker.label, &query);
                picker.query = query;
                picker.chosen = 0;
                done()
            }
            LabelCommand::MoveTarget(by) => picker?.move_by(by),
            LabelCommand::Accept(at) => {
                let picker = picker?;
                let entry = picker.entries.get(at.unwrap_or(picker.chosen)).ok_or(NoEffect::NothingFound)?;
                let (label, target) = (picker.label.clone(), entry.target.clone());
                import.picking = None;
                self.set_target(label, target, revision)
            }
            LabelCommand::Leave => {
                let row = plan.labels.get(import.at).ok_or(NoEffect::NothingSelected)?;
                let label = row.label.clone();
                let target = if row.target == LabelTarget::Leave {
                    let guess = crate::formats::guess(&self.project, imported, &LabelMapping::default());
                    guess.0.get(&label).cloned().unwrap_or(LabelTarget::Leave)
                } else {
                    LabelTarget::Leave
                };
                self.set_target(label, target, revision)
            }
        }
    }

    fn set_target(&mut self, label: String, target: LabelTarget, revision: u64) -> Outcome {
        let import = self.import_mut()?;
        // The row shows what was chosen at once; the rest follows when it is worked out.
        if let Some(plan) = &mut import.plan
            && let Some(row) = Arc::make_mut(plan).labels.iter_mut().find(|row| row.label == label)
        {
            row.target = target.clone();
        }
        import.choices.0.insert(label, target);
        Ok(self.plan_import(revision).into_iter().collect())
    }
}
