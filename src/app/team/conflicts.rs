//! Versions of my files that differ: which side of each entry holds.

use super::{Conflicts, TeamEffect};
use crate::app::{Effect, NoticeKind, Overlay, Stamp, State, ViewRequest};
use crate::model::{Conflict, FileKey, resolution};

/// Another version of a file of mine, which waits to be settled.
#[derive(Debug, Clone, PartialEq)]
pub struct ConflictedFile {
    /// The file that it is a version of.
    pub key: FileKey,
    /// Where it lies, relative to the project folder.
    pub file: String,
    /// In what it differs.
    pub entries: Vec<OpenConflict>,
}

/// One entry in which two versions differ.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenConflict {
    /// Both sides of it.
    pub conflict: Conflict,
    /// Whether the other side is to hold.
    pub theirs: bool,
}

impl OpenConflict {
    /// An entry of which mine holds, or theirs when there is no mine, until somebody chooses.
    pub fn new(conflict: Conflict) -> Self {
        let theirs = !conflict.has_ours();
        Self { conflict, theirs }
    }
}

impl Conflicts {
    /// All differing entries with the file that each is in.
    pub fn entries(&self) -> impl Iterator<Item = (&ConflictedFile, &OpenConflict)> {
        self.files
            .iter()
            .flat_map(|conflicted| conflicted.entries.iter().map(move |entry| (conflicted, entry)))
    }

    fn in_hand(&mut self) -> Option<&mut OpenConflict> {
        let at = self.at;
        self.files.iter_mut().flat_map(|conflicted| &mut conflicted.entries).nth(at)
    }
}

impl State {
    /// Takes in what waits to be settled; what was chosen already stays chosen.
    pub(super) fn take_conflicts(
        &mut self,
        mut conflicted: Vec<ConflictedFile>,
        stamp: Stamp,
    ) -> Vec<Effect> {
        let Some(session) = &mut self.session else { return Vec::new() };
        let before = std::mem::take(&mut session.conflicts.files);
        for now in &mut conflicted {
            let Some(was) = before.iter().find(|was| was.file == now.file) else { continue };
            for entry in &mut now.entries {
                if let Some(old) = was.entries.iter().find(|old| old.conflict == entry.conflict) {
                    entry.theirs = old.theirs;
                }
            }
        }
        let more = conflicted.iter().any(|now| before.iter().all(|was| was.file != now.file));
        session.conflicts.files = conflicted;
        session.conflicts.at = session.conflicts.at.min(session.conflicts.count().saturating_sub(1));
        self.revision += 1;
        if more && !matches!(self.overlay, Some(Overlay::Conflicts)) {
            let text = "Two versions of your work differ; both are kept. “Resolve conflicts” in the palette shows them.";
            self.notify(NoticeKind::Problem, text, stamp.now);
        }
        Vec::new()
    }

    pub(super) fn move_in_conflicts(&mut self, by: i32) -> Vec<Effect> {
        if let Some(session) = &mut self.session {
            let last = session.conflicts.count().saturating_sub(1);
            session.conflicts.at = session.conflicts.at.saturating_add_signed(by as isize).min(last);
        }
        Vec::new()
    }

    pub(super) fn select_conflict(&mut self, at: usize) -> Vec<Effect> {
        if let Some(session) = &mut self.session {
            session.conflicts.at = at.min(session.conflicts.count().saturating_sub(1));
        }
        Vec::new()
    }

    /// Chooses a side of the entry in hand and goes on to the next.
    pub(super) fn choose_side(&mut self, theirs: bool) -> Vec<Effect> {
        let Some(session) = &mut self.session else { return Vec::new() };
        if let Some(entry) = session.conflicts.in_hand() {
            entry.theirs = theirs;
        }
        self.move_in_conflicts(1)
    }

    /// Carries out what is chosen as one step of undo, and has the versions put away.
    pub(super) fn resolve_conflicts(&mut self, stamp: Stamp) -> Vec<Effect> {
        let Some(session) = self.session.as_ref().filter(|session| !session.conflicts.is_empty()) else {
            return Vec::new();
        };
        let mut project = session.project.clone();
        let mut edits = Vec::new();
        for conflicted in &session.conflicts.files {
            let chosen = conflicted.entries.iter().filter(|entry| entry.theirs);
            let theirs: Vec<Conflict> = chosen.map(|entry| entry.conflict.clone()).collect();
            for edit in resolution(&project, &conflicted.key, &theirs) {
                // Two versions of one file: the second is settled on what the first left. What does not fit is refused
                // when all of it is carried out.
                let _ = project.apply(edit.clone());
                edits.push(edit);
            }
        }
        let mut effects = Vec::new();
        if !edits.is_empty() {
            effects = self.commit("resolve conflicts", edits, stamp);
            if effects.is_empty() {
                return effects;
            }
        }
        let Some(session) = &mut self.session else { return effects };
        session.refresh_library();
        let settled = std::mem::take(&mut session.conflicts.files);
        let text = match effects.is_empty() {
            true => "Resolved: yours stays. The other version is kept among the earlier ones.",
            false => "Resolved. What gave way can be had back by undoing.",
        };
        let away = settled.into_iter().map(|conflicted| (conflicted.key, conflicted.file)).collect();
        effects.push(Effect::Team(TeamEffect::PutAway(away)));
        effects.push(Effect::View(ViewRequest::FocusText));
        self.overlay = None;
        self.notify(NoticeKind::Info, text, stamp.now);
        effects
    }
}
