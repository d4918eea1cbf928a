//! What can be undone and redone, grouped by intent.

use super::{Edit, EditError, FileKey, Project};
use crate::locale::Message;
use std::collections::BTreeSet;

/// Changes that belong together, with a label for people.
#[derive(Debug, Clone, PartialEq)]
pub struct Transaction {
    /// What it does, as in “Undo: tag Opinion”.
    pub label: Message,
    /// The changes, applied in order.
    pub edits: Vec<Edit>,
    /// Transactions in a row with the same key become one step, for example letters typed into one memo.
    pub merge_key: Option<String>,
}

impl Transaction {
    /// A transaction that stands for itself.
    pub fn new(label: impl Into<Message>, edits: Vec<Edit>) -> Self {
        Self { label: label.into(), edits, merge_key: None }
    }
}

/// A transaction that was carried out, and the changes that take it back.
#[derive(Debug, Clone, PartialEq)]
pub struct Committed {
    /// What it does.
    pub label: Message,
    /// The changes that do it, applied in order.
    pub forward: Vec<Edit>,
    /// The changes that take it back, applied in order.
    pub backward: Vec<Edit>,
    /// See [`Transaction::merge_key`].
    pub merge_key: Option<String>,
}

/// A step that was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Commit {
    /// The step. With `merged` it holds only what was added.
    pub step: Committed,
    /// Whether it became part of the step before.
    pub merged: bool,
}

/// One change of a history, as a journal records it.
#[derive(Debug, Clone, PartialEq)]
pub enum HistoryChange {
    /// A step was done.
    Commit(Commit),
    /// The last step was taken back.
    Undo,
    /// The last undone step was done again.
    Redo,
}

/// Steps that can be undone and redone, the oldest first.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Committed>,
    undone: Vec<Committed>,
}

/// The most steps that are kept.
const DEPTH: usize = 10_000;

impl History {
    /// Carries a transaction out; returns the step that was done. On an error nothing is changed.
    ///
    /// # Errors
    /// When one of the changes does not fit; the earlier ones are rolled back.
    pub fn commit(&mut self, project: &mut Project, transaction: Transaction) -> Result<Commit, EditError> {
        let Transaction { label, edits, merge_key } = transaction;
        let backward = apply_all(project, edits.clone())?;
        let merged = merge_key.is_some() && self.done.last().is_some_and(|last| last.merge_key == merge_key);
        let commit = Commit { step: Committed { label, forward: edits, backward, merge_key }, merged };
        self.record(commit.clone());
        Ok(commit)
    }

    /// Whether the transaction would put back what stood before the last step, as when what was typed is typed away
    /// again: to undo that step is then the same.
    pub fn is_taken_back_by(&self, transaction: &Transaction) -> bool {
        let Some(last) = self.done.last().filter(|last| last.merge_key == transaction.merge_key) else {
            return false;
        };
        let ([edit], Some(first)) = (transaction.edits.as_slice(), last.backward.last()) else {
            return false;
        };
        let one_file = last.backward.iter().all(|other| other.file() == edit.file());
        last.merge_key.is_some() && one_file && edit.says_the_same_as(first)
    }

    /// Takes up a change that a journal recorded; returns the edits that carry it out, which the caller applies to as
    /// much of the project as does not hold them yet.
    pub fn replay(&mut self, change: HistoryChange) -> Vec<Edit> {
        match change {
            HistoryChange::Commit(commit) => {
                let edits = commit.step.forward.clone();
                self.record(commit);
                edits
            }
            HistoryChange::Undo => {
                let Some(step) = self.done.pop() else { return Vec::new() };
                let edits = step.backward.clone();
                self.undone.push(step);
                edits
            }
            HistoryChange::Redo => {
                let Some(mut step) = self.undone.pop() else { return Vec::new() };
                let edits = step.forward.clone();
                step.merge_key = None;
                self.done.push(step);
                edits
            }
        }
    }

    /// Drops the steps that touch any of the files: they can no longer be undone or redone.
    pub fn forget(&mut self, files: &BTreeSet<FileKey>) {
        for steps in [&mut self.done, &mut self.undone] {
            steps.retain(|step| step.files().is_disjoint(files));
        }
    }

    fn record(&mut self, commit: Commit) {
        let Commit { step, merged } = commit;
        self.undone.clear();
        match self.done.last_mut().filter(|_| merged) {
            Some(last) => {
                last.forward.extend(step.forward);
                last.backward.splice(0..0, step.backward);
            }
            None => self.done.push(step),
        }
        if self.done.len() > DEPTH {
            self.done.remove(0);
        }
    }

    /// Ends merging: the next transaction is a step of its own.
    pub fn seal(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.merge_key = None;
        }
    }

    /// Takes the last step back; `None` when there is none.
    ///
    /// # Errors
    /// When the project was changed from outside so that the step no longer fits; the project is as before and the
    /// step is dropped.
    pub fn undo(&mut self, project: &mut Project) -> Option<Result<Committed, EditError>> {
        let backward = self.done.last()?.backward.clone();
        self.undo_with(project, backward)
    }

    /// Takes the last step back by other changes than its own, for what must stay on record.
    ///
    /// # Errors
    /// As for [`Self::undo`].
    pub fn undo_with(
        &mut self,
        project: &mut Project,
        backward: Vec<Edit>,
    ) -> Option<Result<Committed, EditError>> {
        let step = self.done.pop()?;
        Some(apply_all(project, backward).map(|_| {
            self.undone.push(step.clone());
            step
        }))
    }

    /// Does the last undone step again; `None` when there is none.
    ///
    /// # Errors
    /// As for [`Self::undo`].
    pub fn redo(&mut self, project: &mut Project) -> Option<Result<Committed, EditError>> {
        let forward = self.undone.last()?.forward.clone();
        self.redo_with(project, forward)
    }

    /// Does the last undone step again by other changes than its own.
    ///
    /// # Errors
    /// As for [`Self::undo`].
    pub fn redo_with(
        &mut self,
        project: &mut Project,
        forward: Vec<Edit>,
    ) -> Option<Result<Committed, EditError>> {
        let mut step = self.undone.pop()?;
        step.merge_key = None;
        Some(apply_all(project, forward).map(|_| {
            self.done.push(step.clone());
            step
        }))
    }

    /// What undo would take back.
    pub fn next_undo(&self) -> Option<&Message> {
        self.done.last().map(|step| &step.label)
    }

    /// The steps that undo would take back, the oldest first.
    pub fn done(&self) -> &[Committed] {
        &self.done
    }

    /// The steps that redo would do, the next one last.
    pub fn undone(&self) -> &[Committed] {
        &self.undone
    }
}

impl Committed {
    /// The files that it touches.
    pub fn files(&self) -> BTreeSet<FileKey> {
        self.forward.iter().map(Edit::file).collect()
    }
}

fn apply_all(project: &mut Project, edits: Vec<Edit>) -> Result<Vec<Edit>, EditError> {
    let mut inverses = Vec::with_capacity(edits.len());
    for edit in edits {
        match project.apply(edit) {
            Ok(inverse) => inverses.push(inverse),
            Err(error) => {
                for inverse in inverses.into_iter().rev() {
                    let rolled_back = project.apply(inverse);
                    debug_assert!(rolled_back.is_ok(), "an inverse always applies");
                }
                return Err(error);
            }
        }
    }
    inverses.reverse();
    Ok(inverses)
}
