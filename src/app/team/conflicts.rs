//! Versions of my files that differ: which side of each entry holds.

use super::{ConflictedFile, Conflicts, OpenConflict, TeamEffect};
use crate::app::outcome::done;
use crate::app::{Effect, NoEffect, NoticeKind, Outcome, Overlay, Stamp, State, TeamOverlay, ViewRequest};
use crate::message;
use crate::model::{Conflict, resolution};

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

    pub(super) fn move_by(&mut self, by: i32) -> Outcome {
        self.select(self.at.saturating_add_signed(by as isize)).map_err(|_| NoEffect::AtTheEnd)
    }

    pub(super) fn select(&mut self, at: usize) -> Outcome {
        let at = at.min(self.count().saturating_sub(1));
        if std::mem::replace(&mut self.at, at) == at { Err(NoEffect::AlreadySo) } else { done() }
    }

    /// Chooses a side of the entry in hand and goes on to the next.
    pub(super) fn choose(&mut self, theirs: bool) -> Outcome {
        let entry = self.in_hand().ok_or(NoEffect::NothingBegun)?;
        let changed = std::mem::replace(&mut entry.theirs, theirs) != theirs;
        let moved = self.move_by(1);
        if changed { done() } else { moved.map_err(|_| NoEffect::AlreadySo) }
    }
}

impl State {
    /// Takes in what waits to be resolved; what was chosen already stays chosen.
    pub(super) fn take_conflicts(&mut self, mut conflicted: Vec<ConflictedFile>, stamp: Stamp) -> Outcome {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        let before = &session.conflicts.files;
        for now in &mut conflicted {
            let Some(was) = before.iter().find(|was| was.file == now.file) else { continue };
            for entry in &mut now.entries {
                if let Some(old) = was.entries.iter().find(|old| old.conflict == entry.conflict) {
                    entry.theirs = old.theirs;
                }
            }
        }
        if conflicted == *before {
            return Err(NoEffect::AlreadySo);
        }
        let more = conflicted.iter().any(|now| before.iter().all(|was| was.file != now.file));
        session.conflicts.files = conflicted;
        session.conflicts.at = session.conflicts.at.min(session.conflicts.count().saturating_sub(1));
        self.revision += 1;
        if more && !matches!(self.overlay, Some(Overlay::Team(TeamOverlay::Conflicts))) {
            self.notify(NoticeKind::Problem, message!("team-conflicts-found"), stamp.now);
        }
        done()
    }

    /// Carries out what is chosen as one step of undo, and has the versions put away.
    pub(super) fn resolve_conflicts(&mut self, stamp: Stamp) -> Outcome {
        let session = self.session.as_ref().ok_or(NoEffect::NoProject)?;
        if session.conflicts.is_empty() {
            return Err(NoEffect::NothingBegun);
        }
        let mut project = session.project.clone();
        let mut edits = Vec::new();
        for conflicted in &session.conflicts.files {
            let chosen = conflicted.entries.iter().filter(|entry| entry.theirs);
            let theirs: Vec<Conflict> = chosen.map(|entry| entry.conflict.clone()).collect();
            for edit in resolution(&project, &conflicted.key, &theirs) {
                // Two versions of one file: the second is resolved on what the first left. What does not fit is refused
                // when all of it is carried out.
                let _ = project.apply(edit.clone());
                edits.push(edit);
            }
        }
        let mut effects = Vec::new();
        if !edits.is_empty() {
            effects = self.commit(message!("steps-resolve-conflicts"), edits, stamp);
            if effects.is_empty() {
                return done();
            }
        }
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        session.refresh_library();
        let resolved = std::mem::take(&mut session.conflicts.files);
        let text = match effects.is_empty() {
            true => message!("team-resolved-mine"),
            false => message!("team-resolved"),
        };
        let away = resolved.into_iter().map(|conflicted| (conflicted.key, conflicted.file)).collect();
        effects.push(Effect::Team(TeamEffect::PutAway(away)));
        effects.push(Effect::View(ViewRequest::FocusText));
        self.overlay = None;
        self.notify(NoticeKind::Info, text, stamp.now);
        Ok(effects)
    }
}
