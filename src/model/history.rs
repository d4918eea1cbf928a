//! What can be undone and redone, grouped by intent.

use super::{Edit, EditError, FileKey, Project};
use std::collections::BTreeSet;

/// Changes that belong together, with a label for people.
#[derive(Debug, Clone, PartialEq)]
pub struct Transaction {
    /// What it does, as in “Undo: tag Opinion”.
    pub label: String,
    /// The changes, applied in order.
    pub edits: Vec<Edit>,
    /// Transactions in a row with the same key become one step, for example letters typed into one memo.
    pub merge_key: Option<String>,
}

impl Transaction {
    /// A transaction that stands for itself.
    pub fn new(label: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { label: label.into(), edits, merge_key: None }
    }
}

/// A transaction that was carried out, and the changes that take it back.
#[derive(Debug, Clone, PartialEq)]
pub struct Committed {
    /// What it does.
    pub label: String,
    /// The changes that do it, applied in order.
    pub forward: Vec<Edit>,
    /// The changes that take it back, applied in order.
    pub backward: Vec<Edit>,
    /// See [`Transaction::merge_key`].
    pub merge_key: Option<String>,
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
    /// Carries a transaction out; answers the files that change. On an error nothing is changed.
    ///
    /// # Errors
    /// When one of the changes does not fit; the earlier ones are rolled back.
    pub fn commit(
        &mut self,
        project: &mut Project,
        transaction: Transaction,
    ) -> Result<BTreeSet<FileKey>, EditError> {
        let Transaction { label, edits, merge_key } = transaction;
        let backward = apply_all(project, edits.clone())?;
        let files = files_of(&edits);
        self.undone.clear();
        match self.done.last_mut() {
            Some(last) if merge_key.is_some() && last.merge_key == merge_key => {
                last.forward.extend(edits);
                last.backward.splice(0..0, backward);
            }
            _ => self.done.push(Committed { label, forward: edits, backward, merge_key }),
        }
        if self.done.len() > DEPTH {
            self.done.remove(0);
        }
        Ok(files)
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
    pub fn next_undo(&self) -> Option<&str> {
        self.done.last().map(|step| step.label.as_str())
    }

    /// What redo would do.
    pub fn next_redo(&self) -> Option<&str> {
        self.undone.last().map(|step| step.label.as_str())
    }

    /// The steps that undo would take back, the oldest first.
    pub fn done(&self) -> &[Committed] {
        &self.done
    }

    /// The steps that redo would do, the next one last.
    pub fn undone(&self) -> &[Committed] {
        &self.undone
    }

    /// Takes up the steps of an earlier session.
    pub fn restore(done: Vec<Committed>, undone: Vec<Committed>) -> Self {
        Self { done, undone }
    }
}

/// The files that changes touch.
pub(crate) fn files_of(edits: &[Edit]) -> BTreeSet<FileKey> {
    edits.iter().map(Edit::file).collect()
}

impl Committed {
    /// The files that it touches.
    pub fn files(&self) -> BTreeSet<FileKey> {
        files_of(&self.forward)
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
